"""Amounts and points that were stored as text, so that the sheet's own sums leave them out (文本型数字).

Worked example: E8 holds the text ``100`` and E7 ``SUM(E8:E10)``: the total stays blank or too small. Texts with a unit
(``100万元``) are read as they are and are not meant here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.model import ParsedForm
from perfeval_xl.forms.structure_issues import TEXT_NUMBER
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.issues import Issue
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.model import Sheet

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


def text_numbers(grid: Grid, form: ParsedForm) -> Iterator[Issue]:
    """One hint at the first such cell; it names the others."""
    sheet = grid.sheet
    if not sheet.formulas:
        return
    typed = dict(_typed(sheet, form))
    if not typed:
        return
    left_out = _left_out(sheet, typed)
    if not left_out:
        return
    first, *others = sorted(left_out)
    named = "、".join(cell_name(*place) for place in others[:_MOST_NAMED])
    more = f"；{named}{f'等{len(others)}格' if len(others) > _MOST_NAMED else ''}也是" if others else ""
    yield TEXT_NUMBER.at(
        sheet.name,
        cell_name(*first),
        name=typed[first].name,
        column=typed[first].column,
        text=typed[first].text,
        total=cell_name(*left_out[first]),
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


def _left_out(sheet: Sheet, typed: Mapping[Position, _Cell]) -> dict[Position, Position]:
    """The cells that a sum looks at -> where the first such sum stands."""
    from perfeval_xl.workbook.formula_sums import summed_areas  # needed by few workbooks

    found: dict[Position, Position] = {}
    for total, area in summed_areas(sheet.formulas):
        for row, column in typed:
            if area.top <= row <= area.bottom and area.left <= column <= area.right and total != (row, column):
                found.setdefault((row, column), total)
    return found
