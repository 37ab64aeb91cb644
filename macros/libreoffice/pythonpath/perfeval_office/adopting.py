"""Our own sheets, copied out of the plan's workbook to the end of the open one; undone and redone with the rest.

LibreOffice keeps no undo for sheets that come from another document, so an action of ours stands in the undo list.
"""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.document import XUndoAction

from perfeval_office.failing import ButtonError
from perfeval_office.formulas import Formulas


class SheetAdded(unohelper.Base, XUndoAction):
    """Takes one sheet away, and brings it back from the plan's workbook, of which it keeps the bytes."""

    def __init__(self, desktop, document, content, sheet):
        self.desktop, self.document, self.content, self.sheet = desktop, document, content, sheet
        self.Title = f"添加“{sheet['name']}”"

    def getTitle(self):  # noqa: N802 - UNO's name
        return self.Title

    def undo(self):
        if self.document.Sheets.hasByName(self.sheet["name"]):
            with unrecorded(self.document):
                self.document.Sheets.removeByName(self.sheet["name"])

    def redo(self):
        with vehicle_of(self.desktop, self.content) as source:
            add(self.document, source, self.sheet)


def adopt(desktop, document, content, sheets):
    """Add the sheets of the workbook that ``content`` is, in this order: the last one refers to those before."""
    with vehicle_of(desktop, content) as source:
        for sheet in sheets:
            add(document, source, sheet)
            document.UndoManager.addUndoAction(SheetAdded(desktop, document, content, sheet))


def add(document, source, sheet):
    """Copy one sheet to the end; its formulas refer to sheets of this document, so they come after."""
    with unrecorded(document):
        document.Sheets.importSheet(source, sheet["name"], document.Sheets.Count)
    page = document.Sheets.getByName(sheet["name"])
    formulas = Formulas(document) if sheet["formulas"] else None
    for cell, text in sheet["formulas"].items():
        with unrecorded(document):
            formulas.put(page.getCellRangeByName(cell), text)
    if sheet["visibility"] != "visible":
        with unrecorded(document):
            page.IsVisible = False


@contextmanager
def unrecorded(document):
    """Around one change that leaves no entry in the undo list.

    One only: LibreOffice 7.4 switches the list on again behind a change, and an entry that is made while another is
    being undone ends the program.
    """
    undo = document.UndoManager
    undo.lock()
    try:
        yield
    finally:
        undo.unlock()


@contextmanager
def vehicle_of(desktop, content):
    """The workbook opened out of sight."""
    folder = tempfile.mkdtemp(prefix="perfeval-")
    try:
        path = Path(folder) / "perfeval.xlsx"
        path.write_bytes(content)
        source = desktop.loadComponentFromURL(uno.systemPathToFileUrl(str(path)), "_blank", 0, _hidden())
        if source is None:
            raise ButtonError("评分结果的工作表无法打开。\n处理办法：请重新按按钮。")
        try:
            yield source
        finally:
            source.close(True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hidden():
    value = PropertyValue()
    value.Name, value.Value = "Hidden", True
    return (value,)
