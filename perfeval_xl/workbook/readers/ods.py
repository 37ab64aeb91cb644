"""OpenDocument spreadsheets (.ods): values as saved, percentages, merges, formulas, names and what is hidden."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from perfeval_xl.workbook.address import MAX_COLUMNS, MAX_ROWS
from perfeval_xl.workbook.formula_refs import quoted
from perfeval_xl.workbook.model import CellError, Merge, RawValue, Sheet, Sheets, Visibility
from perfeval_xl.workbook.parts.lookup import Parts
from perfeval_xl.workbook.parts.plain_xml import elements
from perfeval_xl.workbook.read_issues import CORRUPT_ODS, HUGE_RANGE, NO_WORKSHEET, PASSWORD, ZIP_BOMB, Unreadable
from perfeval_xl.workbook.readers.extent import MOST_GRID_CELLS, Position
from perfeval_xl.workbook.readers.grid import check_corner, check_merge_count, clear_under_merges
from perfeval_xl.workbook.readers.ods_content import (
    Attributes,
    OdsCell,
    OdsContent,
    OdsTable,
    count,
    ods_content,
    parse,
)
from perfeval_xl.workbook.readers.ods_formulas import excel_address, excel_formula

MOST_CELLS = 6_000_000
_ONE_AREA = re.compile(r"(?:'(?:[^']|'')*'|[^'!\s]+)!\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?")
CONTENT, STYLES = "content.xml", "styles.xml"
_MANIFEST, _META = "META-INF/manifest.xml", "meta.xml"
_HIDDEN = ("collapse", "filter")
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_NUMBERED = re.compile(r"(?:Err|错误|錯誤)[:：]\s?([0-9]{3})\Z")
_NAMED = {"503": "#NUM!", "504": "#REF!", "508": "#NAME?", "509": "#NAME?", "511": "#N/A", "523": "#NUM!",
          "524": "#REF!", "525": "#NAME?", "532": "#DIV/0!"}  # fmt: skip
"""LibreOffice's numbered errors by the nearest that Excel knows; all others are #VALUE!."""
_DURATION = re.compile(
    r"(-?)P(?:([0-9]{1,6})D)?T?(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,]([0-9]*))?S)?\Z"
)


def read_ods(content: bytes, title: str) -> Sheets:
    """All sheets of an OpenDocument spreadsheet: saved values only, nothing evaluated, no link followed.

    Raises:
        Unreadable: not a safe zip, encrypted, damaged, or larger than any form.
    """
    parts = Parts(content)
    found = opened_ods(parts)
    hidden = _hidden_styles(parts)
    own = [table for table in found.tables if not _is_cache(table)]
    if not own:
        raise Unreadable(NO_WORKSHEET)
    sheets = []
    cells = 0
    for table in own:
        sheets.append(_sheet(table, hidden))
        cells += sum(map(len, sheets[-1].rows))
        if cells > MOST_CELLS:
            raise Unreadable(ZIP_BOMB, detail=f"各工作表合计超过 {MOST_CELLS // 10_000} 万个单元格")
    notes = set()
    if len(own) < len(found.tables):
        notes.add("external_links")
    if any(name.lower().startswith("basic/") for name in parts.names):
        notes.add("macros")
    return Sheets(
        workbook=title,
        sheets=tuple(sheets),
        names=_names(found.names),
        properties=_properties(parts),
        notes=tuple(sorted(notes)),
    )


def opened_ods(parts: Parts) -> OdsContent:
    """The content part, once the package is known to be readable.

    Raises:
        Unreadable: encrypted, or no spreadsheet.
    """
    if _MANIFEST in parts and b"encryption-data" in parts.read(_MANIFEST):
        raise Unreadable(PASSWORD)
    if CONTENT not in parts:
        raise Unreadable(CORRUPT_ODS, detail=f"缺少部件 {CONTENT}")
    found = ods_content(parts.read(CONTENT), CONTENT)
    if not found.is_spreadsheet:
        raise Unreadable(CORRUPT_ODS, detail=f"部件 {CONTENT} 里没有表格")
    return found


def _is_cache(table: OdsTable) -> bool:
    """Whether a table only remembers cells of another file."""
    return table.linked and table.name.startswith("'file:")


def _hidden_styles(parts: Parts) -> frozenset[str]:
    """Names of the sheet styles that hide a sheet."""
    found: set[str] = set()
    current = ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal current
        if name == "style:style":
            current = attributes.get("style:name", "") if attributes.get("style:family") == "table" else ""
        elif name == "style:table-properties" and current and attributes.get("table:display") == "false":
            found.add(current)

    for part in (CONTENT, STYLES):
        if part in parts:
            parse(parts.read(part), part, start, lambda _name: None, lambda _text: None)
    return frozenset(found)


class _Filling:
    """The sparse rows of one sheet, as they are unrolled."""

    def __init__(self, table: OdsTable) -> None:
        self.sheet = table.name
        self.values: dict[Position, RawValue] = {}
        self.percent: set[Position] = set()
        self.formulas: dict[Position, str] = {}
        self.uncached: set[Position] = set()
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        for run in table.rows:
            if run.attributes.get("table:visibility") in _HIDDEN:
                self.hidden_rows.update(range(run.row, min(run.row + run.repeat, MAX_ROWS)))
            for cell in run.cells:
                if cell.has_content or "table:number-columns-spanned" in cell.attributes:
                    self._run(cell, run.row, run.repeat)

    def _run(self, cell: OdsCell, top: int, rows: int) -> None:
        """Unroll a run of equal cells, unless no form would ever need so many."""
        columns = cell.repeat
        last = (top + rows - 1, cell.column + columns - 1)
        if last[0] >= MAX_ROWS or last[1] >= MAX_COLUMNS:
            raise Unreadable(HUGE_RANGE, sheet=self.sheet, corner=f"第 {last[0] + 1} 行、第 {last[1] + 1} 列")
        if len(self.values) + rows * columns > MOST_GRID_CELLS:
            check_corner(MOST_GRID_CELLS, 1, self.sheet)
        value, percent, uncached = _value(cell)
        formula = cell.attributes.get("table:formula")
        for row in range(top, top + rows):
            for column in range(cell.column, cell.column + columns):
                place = row, column
                if value is not None and not cell.covered:
                    self.values[place] = value
                if percent:
                    self.percent.add(place)
                if formula is not None and not cell.covered:
                    self.formulas[place] = excel_formula(formula)
                    if uncached:
                        self.uncached.add(place)
                self._merge(cell.attributes, row, column)

    def _merge(self, attributes: Attributes, row: int, column: int) -> None:
        height = count(attributes, "table:number-rows-spanned")
        width = count(attributes, "table:number-columns-spanned")
        if height > 1 or width > 1:
            bottom, right = min(row + height, MAX_ROWS) - 1, min(column + width, MAX_COLUMNS) - 1
            self.merges.append(Merge(row, column, bottom, right))

    def rows(self) -> list[list[RawValue]]:
        last_row = max((row for row, _ in self.values), default=-1)
        check_corner(last_row, max((column for _, column in self.values), default=-1), self.sheet)
        rows: list[list[RawValue]] = [[] for _ in range(last_row + 1)]
        for (row, column), value in sorted(self.values.items(), key=lambda item: item[0]):
            cells = rows[row]
            cells += [None] * (column - len(cells))
            cells.append(value)
        return rows


def _sheet(table: OdsTable, hidden: frozenset[str]) -> Sheet:
    filling = _Filling(table)
    check_merge_count(len(filling.merges), table.name)
    rows = filling.rows()
    clear_under_merges(rows, filling.merges, table.name)
    hidden_columns = (
        range(first, min(first + repeat, MAX_COLUMNS))
        for first, repeat, attributes in table.columns
        if attributes.get("table:visibility") in _HIDDEN
    )
    is_hidden = table.attributes.get("table:style-name", "") in hidden
    return Sheet(
        name=table.name,
        rows=rows,
        merges=tuple(filling.merges),
        percent=frozenset(place for place in filling.percent if place[0] < len(rows)),
        formulas=filling.formulas,
        uncached=frozenset(filling.uncached),
        visibility=Visibility.HIDDEN if is_hidden else Visibility.VISIBLE,
        hidden_rows=frozenset(filling.hidden_rows),
        hidden_columns=frozenset(column for columns in hidden_columns for column in columns),
        names=_names(table.names) | _printed(table),
    )


def _value(cell: OdsCell) -> tuple[RawValue, bool, bool]:
    """A cell's value; whether it shows as a percentage; whether it is a formula that nobody has calculated."""
    given = cell.attributes
    kind = given.get("office:value-type") or given.get("calcext:value-type") or ""
    formula = "table:formula" in given
    shown = (cell.text or "").strip()
    error = _error(shown) if formula or given.get("calcext:value-type") == "error" else None
    if error is not None:
        return error, kind == "percentage", False
    if not kind:
        return (cell.text or None), False, formula and not shown
    reader = _READERS.get(kind)
    value = reader(given) if reader is not None else None
    if value is None:
        value = given.get("office:string-value", cell.text if kind == "string" or reader is None else None) or None
    return value, kind == "percentage", False


def _error(shown: str) -> CellError | None:
    if shown in _ERRORS:
        return CellError(shown)
    numbered = _NUMBERED.match(shown)
    return CellError(_NAMED.get(numbered[1], "#VALUE!")) if numbered else None


def _number(given: Attributes) -> RawValue:
    try:
        value = float(given.get("office:value", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else CellError("#NUM!")


def _boolean(given: Attributes) -> RawValue:
    return {"true": True, "false": False}.get(given.get("office:boolean-value", ""))


def _date(given: Attributes) -> RawValue:
    text = given.get("office:date-value", "")
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text or None
    return date(moment.year, moment.month, moment.day) if moment.time() == time() else moment


def _time(given: Attributes) -> RawValue:
    text = given.get("office:time-value", "")
    match = _DURATION.match(text)
    if match is None:
        return text or None
    sign, days, hours, minutes, seconds, fraction = match.groups(default="0")
    whole = timedelta(
        days=int(days), hours=int(hours), minutes=int(minutes), seconds=int(seconds) + float(f"0.{fraction or 0}")
    )
    if sign == "-":
        return -whole
    return (datetime(2000, 1, 1) + whole).time() if whole < timedelta(days=1) else whole


_READERS: Mapping[str, Callable[[Attributes], RawValue]] = {
    "float": _number,
    "percentage": _number,
    "currency": _number,
    "boolean": _boolean,
    "date": _date,
    "time": _time,
}


def _names(given: Iterable[tuple[str, Attributes]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for element, attributes in given:
        name = attributes.get("table:name", "")
        if element == "table:named-range":
            names[name] = excel_address(attributes.get("table:cell-range-address", ""))
        else:
            names[name] = excel_formula(attributes.get("table:expression", ""))
    return names


def _printed(table: OdsTable) -> dict[str, str]:
    """What Excel keeps as names of a sheet: the rows that repeat on each page, and the one area that is printed."""
    names: dict[str, str] = {}
    if table.repeated_rows is not None:
        first, last = table.repeated_rows
        names["_xlnm.Print_Titles"] = f"{quoted(table.name)}!${first + 1}:${last + 1}"
    area = excel_address(table.attributes.get("table:print-ranges", ""))
    if _ONE_AREA.fullmatch(area):
        names["_xlnm.Print_Area"] = area
    return names


def _properties(parts: Parts) -> dict[str, str]:
    found = elements(parts.read(_META), _META) if _META in parts else []
    return {e.attributes["name"]: e.text for e in found if e.name == "user-defined" and "name" in e.attributes}
