"""Amounts and points that were stored as text, so that the sheet's own sums leave them out (文本型数字).

Worked example: E8 holds the text ``100`` and E7 ``SUM(E8:E10)``: the total stays blank or too small. So it does with
``100万元``, which no button turns into a number. Other words (``约100``) are not meant here. The total is then read as
what its formula would give if it took the texts for the numbers that they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.model import PARTITIONS, FundKey, FundRow, ParsedForm
from perfeval_xl.forms.structure_issues import TEXT_NUMBER
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.issues import Issue
from perfeval_xl.values.model import Meaning, Reading
from perfeval_xl.values.printing import plain
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.model import Sheet

if TYPE_CHECKING:
    from perfeval_xl.workbook.formula_refs import Area

_PLAIN = re.compile(
    r"(?P<number>-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.[0-9]{1,10})?) ?(?P<unit>[百千万亿]?元|分)?"
)
_LONGEST = 24
_AMOUNTS = ("initial", "budget", "executed", "points", "score")
_POINTS = ("points", "score")
ADDED_UP = "added_up"
"""Note of a total that is the sum of its parts, not what its cell shows."""
_MONEY = ("initial", "budget", "executed")
_MOST_NAMED = 5

Position = tuple[int, int]


class _Cell(NamedTuple):
    """A number as text: of what it is, and the text."""

    name: str
    column: str
    text: str
    has_unit: bool


@dataclass(frozen=True, slots=True)
class TextNumbers:
    """The numbers as text of one form that sums leave out."""

    sheet: str
    typed: Mapping[Position, _Cell]
    left_out: Mapping[Position, str]
    """Cell -> where the first sum that should have it stands."""
    totals: frozenset[str] = frozenset()
    """The cells of this sheet whose sums lack something."""

    def added_up(self, form: ParsedForm) -> ParsedForm:
        """The form with its 年度资金总额 read as the sum of all parts, where its own sum lacks some."""
        total = next((fund for fund in form.funds if fund.key is FundKey.TOTAL), None)
        parts = [fund for fund in form.funds if fund.key is not FundKey.TOTAL]
        if total is None or not any({part.key for part in parts} <= keys for keys in PARTITIONS):
            return form
        initial, budget, executed = (
            (_sum(parts, field) if total.cells.get(field) in self.totals else None) or getattr(total, field)
            for field in ("initial", "budget", "executed")
        )
        new = replace(total, initial=initial, budget=budget, executed=executed)
        return replace(form, funds=tuple(new if fund is total else fund for fund in form.funds))

    def told(self, form: ParsedForm) -> Iterator[Issue]:
        """One issue at the first such cell; it names the others, and says what the total was taken for."""
        if not self.left_out:
            return
        first, *rest = sorted(self.left_out)
        cell = self.typed[first]
        named = "、".join(cell_name(*place) for place in rest[:_MOST_NAMED])
        more = f"；{named}{f'等{len(rest)}格' if len(rest) > _MOST_NAMED else ''}也是" if rest else ""
        yield TEXT_NUMBER.at(
            self.sheet,
            cell_name(*first),
            name=cell.name,
            column=cell.column,
            text=cell.text,
            how="带着单位，是文本不是数字" if cell.has_unit else "是文本格式的数字",
            total=self.left_out[first],
            more=f"{more}{self._taken(form)}",
        )

    def _taken(self, form: ParsedForm) -> str:
        total = next((fund for fund in form.funds if fund.key is FundKey.TOTAL), None)
        readings = [] if total is None else [getattr(total, field) for field in _MONEY]
        sums = [reading.text for reading in readings if ADDED_UP in reading.notes]
        return f"；“{total.name}”已按加进去的{'、'.join(sums)}计算" if total is not None and sums else ""


def _sum(parts: Iterable[FundRow], field: str) -> Reading | None:
    """What the parts make; ``None`` where one of them is no number."""
    readings = [reading for part in parts if not (reading := getattr(part, field)).is_blank]
    values = [reading.value for reading in readings if reading.is_number and reading.value is not None]
    if len(values) != len(readings):
        return None
    total = sum(values, Decimal(0))
    return Reading(Meaning.NUMBER, plain(total), total, notes=(ADDED_UP,))


def text_numbers(grid: Grid, form: ParsedForm, sheets: Iterable[Sheet] = ()) -> TextNumbers:
    """Those of a form.

    Args:
        sheets: the sheets of the workbook, whose sums may look at this one (汇总!B2 ``=SUM(自评表!E8:E10)``).
    """
    sheet = grid.sheet
    others = [other for other in sheets if other.name != sheet.name and other.formulas]
    typed = dict(_typed(sheet, form)) if sheet.formulas or others else {}
    return _left_out(sheet, typed, others) if typed else TextNumbers(sheet.name, {}, {})


def _typed(sheet: Sheet, form: ParsedForm) -> Iterator[tuple[Position, _Cell]]:
    """The cells that sums are made of and that hold a number as text."""
    funds, indicators = form_words().fund.titles, form_words().indicator.titles
    for fund in form.funds:
        yield from _of_row(sheet, fund.name, fund.cells, _AMOUNTS, funds)
    for row in form.indicators:
        yield from _of_row(sheet, row.name, row.cells, _POINTS, indicators)


def _of_row(
    sheet: Sheet, name: str, cells: Mapping[str, str], fields: tuple[str, ...], titles: Mapping[str, str]
) -> Iterator[tuple[Position, _Cell]]:
    for field in fields:
        if field in cells:
            place = split_cell(cells[field])
            raw = sheet.raw(*place)
            if isinstance(raw, str) and place not in sheet.formulas and (number := _number(raw)) is not None:
                yield place, _Cell(name, titles[field], raw.strip(), number["unit"] is not None)


def _number(raw: str) -> re.Match[str] | None:
    """A text that is a number other than zero, perhaps with its unit, and nothing else."""
    number = _PLAIN.fullmatch(normalise(raw)) if len(raw) <= _LONGEST else None
    return number if number is not None and number["number"].strip("-0,.") else None


def _left_out(sheet: Sheet, typed: Mapping[Position, _Cell], others: Iterable[Sheet]) -> TextNumbers:
    """Which of the cells a sum looks at, on this sheet or else on another."""
    from perfeval_xl.workbook.formula_sums import summed_areas, summed_areas_of  # needed by few workbooks

    found: dict[Position, str] = {}
    totals: set[str] = set()
    for total, area in summed_areas(sheet.formulas):
        for place in _inside(area, typed):
            if total != place:
                found.setdefault(place, cell_name(*total))
                totals.add(cell_name(*total))
    for other in others:
        for total, area in summed_areas_of(sheet.name, other.formulas):
            for place in _inside(area, typed):
                found.setdefault(place, f"“{other.name}”{cell_name(*total)}")
    return TextNumbers(sheet.name, typed, found, frozenset(totals))


def _inside(area: Area, places: Iterable[Position]) -> Iterator[Position]:
    return (place for place in places if area.top <= place[0] <= area.bottom and area.left <= place[1] <= area.right)
