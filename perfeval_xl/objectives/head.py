"""What stands above the indicators of a form that sets objectives: the money and the year's goal."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.forms.fields import unit_in
from perfeval_xl.forms.grid import Place
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.model import PART, FundKey, FundRow
from perfeval_xl.objectives.annual import Columns
from perfeval_xl.objectives.words import words
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.text import normalise


def budget_lines(region: Region, columns: Columns, number: int, unit: str) -> tuple[FundRow, ...]:
    """The amounts beside their labels, from the first 年度资金总额 on; nothing where the form names none.

    Args:
        columns: where the year's figures stand.
        number: the form's number, which its lines carry.
        unit: the form's unit of money, in which bare amounts are; a label may name another (预算金额(元)).
    """
    found: dict[FundKey, FundRow] = {}
    for line in _lines(region, columns, number, unit):
        if line.key is FundKey.TOTAL or FundKey.TOTAL in found:
            found.setdefault(line.key, line)
    return tuple(found.values())


def _lines(region: Region, columns: Columns, number: int, unit: str) -> Iterator[FundRow]:
    grid, known = region.grid, words()
    for row in range(region.top, region.head):
        for column, label in sorted(grid.labels[row].items()):
            key = known.funds.get(label.removeprefix(PART)) if column in columns else None
            if key is None:
                continue
            at = grid.value_beside(row, column)
            title = grid.text(row, column)
            amount = read_amount(grid.content(*at)[1], unit=unit_in(title) or unit)
            if amount.is_number:
                cells = {"name": grid.address(row, column), "budget": grid.address(*at)}
                yield FundRow(number, FundKey(key), normalise(title).strip(":"), budget=amount, cells=cells)


def goal_text(region: Region, columns: Columns) -> tuple[str, str]:
    """The year's goal and the address of its cell; two empty texts where there is none."""
    grid, known = region.grid, words()
    for row in range(region.top, region.head):
        for column, label in sorted(grid.labels[row].items()):
            if label in known.goal and (place := _goal_place(region, row, column, columns)) is not None:
                return grid.text(*place), grid.address(*place)
    return "", ""


def _goal_place(region: Region, row: int, column: int, columns: Columns) -> Place | None:
    """Beside the label, or below it where another head stands beside; ``None`` where only heads are found."""
    grid = region.grid
    for at in (grid.value_beside(row, column), (grid.below(row, column), column)):
        text = grid.text(*at)
        if at[1] in columns and at[0] < region.head and text and not _is_head(text):
            return at
    return None


def _is_head(text: str) -> bool:
    known = words()
    label = label_key(text)
    return label in known.goal or label in known.funds or label.startswith(known.longer)
