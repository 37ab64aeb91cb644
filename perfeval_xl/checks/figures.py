"""Amounts of money as they stand in forms and companion tables, and when two of them are the same."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

from perfeval_xl.checks.book import Book
from perfeval_xl.checks.numbers import agrees, plain
from perfeval_xl.forms.model import FormKind, FundKey, Table, TableRow
from perfeval_xl.results import FormResult
from perfeval_xl.values.conversion import convert
from perfeval_xl.values.model import Reading
from perfeval_xl.values.text import normalise, squash

T = TypeVar("T")
FUND_COLUMNS = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数"}
_FORECAST = ("预期", "预计", "不含", "不包含", "不包括")


class Figure(NamedTuple):
    """One amount, where it stands, and what it is called there."""

    title: str
    value: Decimal
    unit: str
    sheet: str
    cell: str | None

    @property
    def text(self) -> str:
        return f"{plain(self.value)}{self.unit}"

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


def same_amount(one: Figure, other: Figure) -> bool:
    """Whether two figures are one amount, the one printed more coarsely being the other rounded."""
    if one.value == other.value and one.unit == other.unit:
        return True
    here, there = convert(one.value, one.unit, other.unit), convert(other.value, other.unit, one.unit)
    if here is None or there is None:
        return True  # not both money: nothing can be said
    return agrees(one.value, there) or agrees(other.value, here)


def gap(one: Figure, other: Figure) -> Decimal:
    """How far the figures are apart, in the unit of the first."""
    there = convert(other.value, other.unit, one.unit)
    return abs(one.value - there) if there is not None else Decimal(0)


def fund(form: FormResult, key: FundKey, column: str) -> Figure | None:
    """A cell of the form's fund table, where it holds a number."""
    rows = [found.row for found in form.funds if found.row.key is key]
    if len(rows) != 1:
        return None
    reading: Reading = getattr(rows[0], column)
    title = f"“{rows[0].name}”的{FUND_COLUMNS[column]}"
    return _figure(title, reading, form.form.amount_unit, form.form.sheet, rows[0].cells.get(column))


def entry(table: Table, row: TableRow, field: str) -> Figure | None:
    """A cell of a companion table, where it holds a number; forecasts and partial sums are no figure to compare."""
    reading = row.values.get(field)
    if reading is None or not reading.is_number:
        return None
    header = next((normalise(column.header) for column in table.columns if column.field == field), "")
    if any(word in header for word in _FORECAST):
        return None
    return _figure(f"“{row.label}”的{header}", reading, table.amount_unit, table.sheet, row.cells.get(field))


def total_row(table: Table) -> TableRow | None:
    return next((row for row in table.rows if row.is_total), None)


def only(found: Iterable[T]) -> T | None:
    """The one thing of its kind; ``None`` where there is none, or where it could be any of several."""
    items = list(found)
    return items[0] if len(items) == 1 else None


def department_form(book: Book) -> FormResult | None:
    """The department's form, where the workbook has just one."""
    return only(form for form in book.forms if form.form.kind is FormKind.DEPARTMENT)


def project_forms(book: Book) -> list[FormResult]:
    """The project forms that are filled in, one for each project; none where a project has several."""
    forms = [form for form in book.forms if form.form.kind is FormKind.PROJECT and name_key(form.form.project)]
    names = {name_key(form.form.project) for form in forms}
    return forms if len(names) == len(forms) else []


def rows_by_name(table: Table) -> dict[str, TableRow]:
    """The rows of a table by their names; names that occur twice are left out."""
    rows = [row for row in table.rows if not row.is_total and name_key(row.label)]
    names = [name_key(row.label) for row in rows]
    return {name: row for name, row in zip(names, rows, strict=True) if names.count(name) == 1}


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """A name without blanks and typographic variants; what stands in brackets counts."""
    return squash(normalise(text))


def _figure(title: str, reading: Reading, unit: str, sheet: str, cell: str | None) -> Figure | None:
    if not reading.is_number or reading.value is None or reading.unit not in ("", unit):
        return None
    return Figure(title, reading.value, unit, sheet, cell)
