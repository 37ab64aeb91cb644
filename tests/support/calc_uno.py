"""A LibreOffice with our extension, driven by a test: a line of JSON in, a line of JSON out. Run by the system's Python.

    python3 calc_uno.py PIPE

Each line is ``[function, argument, ...]``; the answer is ``{"ok": value}`` or ``{"failed": text}``. The buttons are
pressed by dispatching their own URLs, as a click does, but without message boxes.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97"}


class Calc:
    def __init__(self, pipe):
        self.context = self._connect(pipe)
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.documents = {}

    def _connect(self, pipe):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except Exception:
                time.sleep(0.1)
        raise SystemExit("LibreOffice did not answer")

    def _service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, key, path, read_only=False):
        url = uno.systemPathToFileUrl(path) if path else "private:factory/scalc"
        given = (prop("Hidden", True), prop("ReadOnly", read_only))
        self.documents[key] = self.desktop.loadComponentFromURL(url, "_blank", 0, given)

    def press(self, key, command):
        """(done, text said, seconds)."""
        frame = self.documents[key].CurrentController.Frame
        start = time.perf_counter()
        helper = self._service("com.sun.star.frame.DispatchHelper")
        said = helper.executeDispatch(frame, f"org.perfeval.xl:{command}", "", 0, (prop("Quiet", True),))
        return said.State == 1, said.Result, time.perf_counter() - start

    def sheets(self, key):
        return [[sheet.Name, sheet.IsVisible, sheet.isProtected()] for sheet in self.documents[key].Sheets]

    def cell(self, key, sheet, cell):
        """(kind, text shown, formula)."""
        found = self._cell(key, sheet, cell)
        return [found.Type.value, found.String, found.Formula]

    def looks(self, key, sheet, cells):
        """(fill, comment) of each."""
        page = self.documents[key].Sheets.getByName(sheet)
        notes = {(note.Position.Row, note.Position.Column): note.String for note in page.Annotations}
        found = []
        for name in cells:
            cell = page.getCellRangeByName(name)
            at = cell.CellAddress
            found.append([cell.CellBackColor, notes.get((at.Row, at.Column), "")])
        return found

    def type(self, key, sheet, cell, value):
        found = self._cell(key, sheet, cell)
        if isinstance(value, str):
            found.Formula = value
        else:
            found.Value = value

    def note(self, key, sheet, cell, text):
        page = self.documents[key].Sheets.getByName(sheet)
        page.Annotations.insertNew(page.getCellRangeByName(cell).CellAddress, text)

    def shift(self, key, sheet, row):
        """Insert a row above ``row`` (1-based)."""
        self.documents[key].Sheets.getByName(sheet).Rows.insertByIndex(row - 1, 1)

    def protect(self, key, sheet, password):
        if sheet:
            page = self.documents[key].Sheets.getByName(sheet)
            page.unprotect("")
            page.protect(password)
        else:
            self.documents[key].protect(password)

    def undo(self, key):
        self.documents[key].UndoManager.undo()

    def redo(self, key):
        self.documents[key].UndoManager.redo()

    def undo_list(self, key):
        return list(self.documents[key].UndoManager.getAllUndoActionTitles())

    def modified(self, key):
        return self.documents[key].isModified()

    def save(self, key, path):
        kind = prop("FilterName", FILTERS[path[path.rindex(".") :]])
        self.documents[key].storeToURL(uno.systemPathToFileUrl(path), (kind,))

    def close(self, key):
        self.documents.pop(key).close(True)

    def _cell(self, key, sheet, cell):
        return self.documents[key].Sheets.getByName(sheet).getCellRangeByName(cell)


def prop(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def main(pipe):
    calc = Calc(pipe)
    print(json.dumps({"ok": "ready"}), flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"ok": getattr(calc, name)(*arguments)}
        except Exception as error:
            answer = {"failed": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
