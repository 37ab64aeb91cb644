"""Our own sheets filled again where they are, so that people's formulas, names and charts still point at them.

The new content is copied within the document, from sheets that stand at its end meanwhile: LibreOffice then undoes and
redoes each step by itself, provided that those sheets are there again whenever it does. That is what :class:`Opened`
and :class:`Closed` see to, before and behind the steps in the undo list.
"""

import uno
import unohelper
from com.sun.star.document import XUndoAction

from perfeval_office.adopting import add, unrecorded, vehicle_of
from perfeval_office.filtering import FilterChanged, filter_of, set_filter
from perfeval_office.remarks import make_room, move_remarks
from perfeval_office.sizing import Resized, set_sizes, sizes_of

_FLAGS = ("VALUE", "DATETIME", "STRING", "ANNOTATION", "FORMULA", "HARDATTR", "STYLES", "EDITATTR", "FORMATTED")
_ALL_BUT_DRAWINGS = sum(uno.getConstantByName(f"com.sun.star.sheet.CellFlags.{flag}") for flag in _FLAGS)
"""We put no drawings on our sheets, so those there are a person's."""


class Stage:
    """The new sheets at the document's end, under names of their own."""

    def __init__(self, desktop, document, content, sheets):
        self.desktop, self.document, self.content, self.sheets = desktop, document, content, sheets
        free = (f"perfeval~{number}" for number in range(1, document.Sheets.Count + len(sheets) + 1))
        self.names = [name for name in free if not document.Sheets.hasByName(name)][: len(sheets)]

    def put(self):
        try:
            with vehicle_of(self.desktop, self.content) as source:
                for sheet, name in zip(self.sheets, self.names, strict=True):
                    source.Sheets.getByName(sheet["name"]).Name = name
                    add(self.document, source, {**sheet, "name": name})
        except BaseException:
            self.take_away()
            raise

    def take_away(self):
        for name in self.names:
            if self.document.Sheets.hasByName(name):
                with unrecorded(self.document):
                    self.document.Sheets.removeByName(name)


class _Action(unohelper.Base, XUndoAction):
    Title = "评分结果"

    def __init__(self, stage):
        self.stage = stage

    def getTitle(self):  # noqa: N802 - UNO's name
        return self.Title


class Opened(_Action):
    """The stage is there from here on."""

    def undo(self):
        self.stage.take_away()

    def redo(self):
        self.stage.put()


class Closed(_Action):
    """The stage is gone from here on."""

    def undo(self):
        self.stage.put()

    def redo(self):
        self.stage.take_away()


def refill(desktop, document, content, sheets):
    """Fill sheets of the document with those of the workbook that ``content`` is."""
    stage = Stage(desktop, document, content, sheets)
    stage.put()
    document.UndoManager.addUndoAction(Opened(stage))
    for sheet, name in zip(sheets, stage.names, strict=True):
        page, new = document.Sheets.getByName(sheet["into"]), document.Sheets.getByName(name)
        make_room(page, sheet["columns"], sheet["shift"])
        _fill(document, page, new, sheet["columns"], sheet["moves"])
        if sheet["visibility"] != "visible":
            page.IsVisible = False
    stage.take_away()
    document.UndoManager.addUndoAction(Closed(stage))


def _fill(document, page, new, columns, moves):
    """Cells, sizes and filter of ``new`` into the first columns of ``page``; each step is noted for undoing."""
    filters, rows = (filter_of(page, document), filter_of(new, document)), max(_rows(page), _rows(new))
    sizes = sizes_of(page, columns, rows), sizes_of(new, columns, rows)
    note = document.UndoManager.addUndoAction
    set_filter(page, document, filters[1])
    note(FilterChanged(document, page.Name, *filters))
    set_sizes(page, document, sizes[1])  # first, so that no row is hidden: those are left out of copying
    move_remarks(page, columns, moves)
    area = page.getCellRangeByPosition(0, 0, columns - 1, page.RangeAddress.EndRow)
    _split_across(page, columns, rows)
    area.clearContents(_ALL_BUT_DRAWINGS)
    source = new.getCellRangeByPosition(0, 0, columns - 1, _rows(new) - 1)
    page.copyRange(page.getCellByPosition(0, 0).CellAddress, source.RangeAddress)
    note(Resized(document, page.Name, *sizes))


def _split_across(page, columns, rows):
    """Split merges that go on beyond our columns, each as a whole: else undoing would not bring them back."""
    for row in range(rows):
        merged = page.createCursorByRange(page.getCellByPosition(columns - 1, row))
        merged.collapseToMergedArea()
        if merged.RangeAddress.EndColumn >= columns:
            merged.merge(False)


def _rows(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.RangeAddress.EndRow + 1
