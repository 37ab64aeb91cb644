"""Amounts and points that were stored as text, so that the sheet's own sums leave them out (文本型数字).

Worked example: E8 holds the text ``100`` and E7 ``SUM(E8:E10)``: the total stays blank or too small. Texts with a unit
(``100万元``) are read as they are and are not meant here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.model import ParsedForm
from perfeval_xl.forms.structure_issues import TEXT_NUMBER
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.issues import Issue
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.model import Sheet

if TYPE_CHECKING:
    from perfeval_xl.workbook.formula_refs import Area

_PLAIN = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.[0-9]{1,10})?")
_LONGEST = 24
_AMOUNTS = ("initial", "budget", "executed", "points", "score")
_POINTS = ("points", "score")
_MOST_NAMED = 5

Position = tuple[int, int]


class _Cell(NamedTuple):
    """A number as text: of what it is, and the text."""

    name: str
    column: str
    text: str


def text_numbers(grid: Grid, form: ParsedForm, sheets: Iterable[Sheet] = ()) -> Iterator[Issue]:
    """One hint at the first such cell; it names the others.

    Args:
        sheets: the sheets of the workbook, whose sums may look at this one (汇总!B2 ``=SUM(自评表!E8:E10)``).
    """
    sheet = grid.sheet
    others = [other for other in sheets if other.name != sheet.name and other.formulas]
    if not sheet.formulas and not others:
        return
    typed = dict(_typed(sheet, form))
    if not typed:
        return
    left_out = _left_out(sheet, typed, others)
    if not left_out:
        return
    first, *rest = sorted(left_out)
    named = "、".join(cell_name(*place) for place in rest[:_MOST_NAMED])
    more = f"；{named}{f'等{len(rest)}格' if len(rest) > _MOST_NAMED else ''}也是" if rest else ""
    yield TEXT_NUMBER.at(
        sheet.name,
        cell_name(*first),
        name=typed[first].name,
        column=typed[first].column,
        text=typed[first].text,
        total=left_out[first],
        more=more,
    )


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
            if isinstance(raw, str) and place not in sheet.formulas and _is_number(raw):
                yield place, _Cell(name, titles[field], raw.strip())


def _is_number(raw: str) -> bool:
    """Whether a text is a number other than zero and nothing else."""
    if len(raw) > _LONGEST:
        return False
    text = normalise(raw)
    return _PLAIN.fullmatch(text) is not None and text.strip("-0,.") != ""


def _left_out(sheet: Sheet, typed: Mapping[Position, _Cell], others: Iterable[Sheet]) -> dict[Position, str]:
    """The cells that a sum looks at -> where the first such sum stands, on this sheet or else on another."""
    from perfeval_xl.workbook.formula_sums import summed_areas, summed_areas_of  # needed by few workbooks

    found: dict[Position, str] = {}
    for total, area in summed_areas(sheet.formulas):
        for place in _inside(area, typed):
            if total != place:
                found.setdefault(place, cell_name(*total))
    for other in others:
        for total, area in summed_areas_of(sheet.name, other.formulas):
            for place in _inside(area, typed):
                found.setdefault(place, f"“{other.name}”{cell_name(*total)}")
    return found


def _inside(area: Area, places: Iterable[Position]) -> Iterator[Position]:
    return (place for place in places if area.top <= place[0] <= area.bottom and area.left <= place[1] <= area.right)
