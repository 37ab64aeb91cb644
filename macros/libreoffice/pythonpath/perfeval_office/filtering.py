"""The filter of a sheet. LibreOffice does not undo changes of one that has no name, so an action of ours does.

LibreOffice 7.4 ends when a filter is switched on or off while something is being undone: that is done right after.
"""

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.document import XUndoAction

from perfeval_office.adopting import unrecorded


def filter_of(sheet, document):
    """The area of a sheet's filter and what it lets through; ``None`` where it has none."""
    filters, number = _filters(document), sheet.RangeAddress.Sheet
    if not filters.hasByTable(number) or not filters.getByTable(number).AutoFilter:
        return None
    found = filters.getByTable(number)
    return found.DataArea, found.FilterDescriptor.getFilterFields3()


def set_filter(sheet, document, wanted):
    """Give a sheet a filter as :func:`filter_of` tells it; which rows show is not its business."""
    filters, number = _filters(document), sheet.RangeAddress.Sheet
    if wanted is not None and not filters.hasByTable(number):
        with unrecorded(document):
            filters.setByTable(_on(wanted[0], number))
    if wanted is not None:
        _adjust(filters.getByTable(number), document, _on(wanted[0], number), wanted[1])
    if filters.hasByTable(number) and filters.getByTable(number).AutoFilter is not (wanted is not None):
        with unrecorded(document):
            filters.getByTable(number).AutoFilter = wanted is not None


class FilterChanged(unohelper.Base, XUndoAction):
    """A sheet's filter became another."""

    Title = "筛选"

    def __init__(self, document, name, before, after):
        self.document, self.name, self.before, self.after = document, name, before, after
        self.wanted = after

    def getTitle(self):  # noqa: N802 - UNO's name
        return self.Title

    def undo(self):
        self._become(self.before)

    def redo(self):
        self._become(self.after)

    def _become(self, wanted):
        self.wanted = wanted
        if (self.before is None) is (self.after is None):
            self.set()
        else:
            context = uno.getComponentContext()
            later = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.AsyncCallback", context)
            later.addCallback(_Later(self), None)

    def set(self):
        """Make the sheet's filter what it is to be by now."""
        if self.document.Sheets.hasByName(self.name):
            set_filter(self.document.Sheets.getByName(self.name), self.document, self.wanted)


class _Later(unohelper.Base, XCallback):
    def __init__(self, change):
        self.change = change

    def notify(self, _data):
        self.change.set()


def _adjust(found, document, area, fields):
    with unrecorded(document):
        found.DataArea = area
    with unrecorded(document):
        found.FilterDescriptor.setFilterFields3(fields)


def _on(area, number):
    area.Sheet = number
    return area


def _filters(document):
    return document.getPropertyValue("UnnamedDatabaseRanges")
