"""The few members of Excel's own objects (``api``) that our adapter uses, on live sheets and cells of LibreOffice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from perfeval_xl.addin.excel_protection import ALLOWED
from perfeval_xl.workbook.address import cell_name
from tests.support.live_office import load_uno

if TYPE_CHECKING:
    from tests.support.xlwings_office import Range, Sheet


def flags(*names: str) -> int:
    """``com.sun.star.sheet.CellFlags`` together."""
    uno = load_uno()
    return sum(uno.getConstantByName(f"com.sun.star.sheet.CellFlags.{name}") for name in names)


class SheetApi:
    """Protection, visibility and filter, as Excel's own object has them."""

    Protection = SimpleNamespace(**dict.fromkeys(ALLOWED, False))
    ProtectDrawingObjects = True
    ProtectScenarios = True
    EnableSelection = 0

    def __init__(self, sheet: Sheet) -> None:
        object.__setattr__(self, "sheet", sheet.sheet)
        object.__setattr__(self, "filters", sheet.book.document.getPropertyValue("UnnamedDatabaseRanges"))

    def __setattr__(self, name: str, value: Any) -> None:
        assert name in ("Visible", "EnableSelection", "AutoFilterMode")
        if name == "Visible":
            self.sheet.IsVisible = value == -1
        if name == "AutoFilterMode":
            assert value is False, "Excel takes a filter off this way, and puts none on"
            if self.AutoFilterMode:
                self._filter.AutoFilter = False

    @property
    def AutoFilterMode(self) -> bool:  # noqa: N802 - Excel's name
        number = self.sheet.RangeAddress.Sheet
        return bool(self.filters.hasByTable(number) and self._filter.AutoFilter)

    @property
    def AutoFilter(self) -> Any:  # noqa: N802 - Excel's name
        area = self._filter.DataArea
        first, last = cell_name(area.StartRow, area.StartColumn), cell_name(area.EndRow, area.EndColumn)
        return SimpleNamespace(Range=SimpleNamespace(Address=f"{first}:{last}"))

    @property
    def _filter(self) -> Any:
        return self.filters.getByTable(self.sheet.RangeAddress.Sheet)

    @property
    def Name(self) -> str:  # noqa: N802 - Excel's name
        return str(self.sheet.Name)

    @property
    def ProtectContents(self) -> bool:  # noqa: N802 - Excel's name
        return bool(self.sheet.isProtected())

    def Unprotect(self, password: str) -> None:  # noqa: N802 - Excel's name
        self.sheet.unprotect(password)

    def Protect(self, **options: bool) -> None:  # noqa: N802 - Excel's name
        assert options["Contents"]
        self.sheet.protect("")


class RangeApi:
    """The few members of Excel's own object that the adapter uses; the comment box has no counterpart here."""

    def __init__(self, cells: Range) -> None:
        self._range = cells

    @property
    def EntireRow(self) -> EntireRow:  # noqa: N802 - Excel's name
        return EntireRow(self._range._cells.Rows)

    def ClearComments(self) -> None:  # noqa: N802 - Excel's name
        self._range._cells.clearContents(flags("ANNOTATION"))

    def AutoFilter(self, field: int) -> None:  # noqa: N802 - Excel's name
        """A filter that lets everything through."""
        assert field == 1
        area = self._range._cells.RangeAddress
        filters = self._range.sheet.book.document.getPropertyValue("UnnamedDatabaseRanges")
        filters.setByTable(area)
        filters.getByTable(area.Sheet).AutoFilter = True


class EntireRow:
    """Rows that can be hidden and shown."""

    def __init__(self, rows: Any) -> None:
        object.__setattr__(self, "rows", rows)

    def __setattr__(self, name: str, value: bool) -> None:
        assert name == "Hidden"
        self.rows.IsVisible = not value
