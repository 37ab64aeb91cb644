"""Widths, heights and what is hidden on a sheet: LibreOffice redoes these in the window in front only, so we do."""

from itertools import groupby

import unohelper
from com.sun.star.document import XUndoAction

from perfeval_office.adopting import unrecorded


def sizes_of(sheet, columns, rows):
    """Width and visibility of the first columns; height, visibility and filtering of the first rows, in runs."""
    across = [(one.Width, one.IsVisible) for one in map(sheet.Columns.getByIndex, range(columns))]
    down = [(one.Height, one.IsVisible, one.IsFiltered) for one in map(sheet.Rows.getByIndex, range(rows))]
    return across, [(size, len(list(run))) for size, run in groupby(down)]


def set_sizes(sheet, document, sizes):
    """Give a sheet's first columns and rows the sizes that :func:`sizes_of` told."""
    across, down = sizes
    for number, (width, shown) in enumerate(across):
        column = sheet.Columns.getByIndex(number)
        _set(document, column, Width=width, IsVisible=shown)
    first = 0
    for (height, shown, filtered), count in down:
        rows = sheet.getCellRangeByPosition(0, first, 0, first + count - 1).Rows
        _set(document, rows, Height=height, IsVisible=shown, IsFiltered=filtered)
        first += count


class Resized(unohelper.Base, XUndoAction):
    """A sheet's sizes became others."""

    Title = "行高列宽"

    def __init__(self, document, name, before, after):
        self.document, self.name, self.before, self.after = document, name, before, after

    def getTitle(self):  # noqa: N802 - UNO's name
        return self.Title

    def undo(self):
        set_sizes(self.document.Sheets.getByName(self.name), self.document, self.before)

    def redo(self):
        set_sizes(self.document.Sheets.getByName(self.name), self.document, self.after)


def _set(document, found, **wanted):
    for name, value in wanted.items():
        with unrecorded(document):
            found.setPropertyValue(name, value)
