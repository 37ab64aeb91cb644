"""Message boxes, and going to a cell."""

import uno

TITLE = "绩效自评"
_BOXES = {
    "info": "com.sun.star.awt.MessageBoxType.INFOBOX",
    "warning": "com.sun.star.awt.MessageBoxType.WARNINGBOX",
    "error": "com.sun.star.awt.MessageBoxType.ERRORBOX",
}
_QUESTION = "com.sun.star.awt.MessageBoxType.QUERYBOX"
_OK = uno.getConstantByName("com.sun.star.awt.MessageBoxButtons.BUTTONS_OK")
_YES_NO = uno.getConstantByName("com.sun.star.awt.MessageBoxButtons.BUTTONS_YES_NO")
_DEFAULT_YES = uno.getConstantByName("com.sun.star.awt.MessageBoxButtons.DEFAULT_BUTTON_YES")
_YES = uno.getConstantByName("com.sun.star.awt.MessageBoxResults.YES")


class Talk:
    """Says a command's message in a window, unless it is to be quiet."""

    def __init__(self, context, frame, quiet):
        self.context, self.frame, self.quiet = context, frame, quiet

    def say(self, message):
        """A box with 确定; with a cell to go to a question, and on 是 the way there."""
        if self.quiet:
            return
        place = message["go_to"]
        if place is None:
            self._box(_BOXES[message["level"]], _OK, message["text"])
        elif self._box(_QUESTION, _YES_NO | _DEFAULT_YES, message["text"]) == _YES:
            self._go(place)

    def _box(self, kind, buttons, text):
        toolkit = self.context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", self.context)
        window = self.frame.getContainerWindow() if self.frame is not None else None
        enum, _, name = kind.rpartition(".")
        return toolkit.createMessageBox(window, uno.Enum(enum, name), buttons, TITLE, text).execute()

    def _go(self, place):
        controller = self.frame.getController()
        sheet = controller.getModel().Sheets.getByName(place["sheet"])
        controller.setActiveSheet(sheet)
        controller.select(sheet.getCellRangeByName(place["cell"]))
