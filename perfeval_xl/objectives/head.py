"""What stands above the indicators of a form that sets objectives: the money and the year's goal."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.forms.fields import stated_unit_of, unit_in
from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.model import PART, FundKey, FundRow
from perfeval_xl.objectives.annual import Columns
from perfeval_xl.objectives.words import words
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import EMPTY, Reading
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.model import RawValue

_MONEY = frozenset(("元", "万元", "亿元"))


def budget_lines(region: Region, columns: Columns, number: int) -> tuple[FundRow, ...]:
    """The amounts beside their labels, from the first 年度资金总额 on; nothing where the form names none.

    Args:
        columns: where the year's figures stand.
        number: the form's number, which its lines carry.

    A bare amount is in the unit that its label names (预算金额(元)), else in that of the sheet; where neither names
    any, nobody knows what it is.
    """
    unit = stated_unit_of(region)
    found: dict[FundKey, FundRow] = {}
    for line in _lines(region, columns, number, unit):
        if line.key is FundKey.TOTAL or FundKey.TOTAL in found:
            found.setdefault(line.key, line)
    return tuple(found.values())


def _lines(region: Region, columns: Columns, number: int, unit: str) -> Iterator[FundRow]:
    grid, known = region.grid, words()
    for row in range(region.top, region.head):
        for column, label in sorted(grid.labels[row].items()):
            if column not in columns:
                continue
            if (inline := _inline(grid, (row, column), number, unit)) is not None:
                yield inline
            key = known.funds.get(label.removeprefix(PART))
            if key is None:
                continue
            at = grid.value_beside(row, column)
            title = grid.text(row, column)
            amount = amount_in(grid.content(*at)[1], unit_in(title) or unit)
            if amount.is_number:
                cells = {"name": grid.address(row, column), "budget": grid.address(*at)}
                yield FundRow(number, FundKey(key), normalise(title).strip(":"), budget=amount, cells=cells)


def _inline(grid: Grid, place: Place, number: int, unit: str) -> FundRow | None:
    """An amount in the very cell of its label: 年度资金总额：1,280.5."""
    title, colon, said = normalise(grid.text(*place)).partition(":")
    key = words().funds.get(label_key(title).removeprefix(PART)) if colon else None
    if key is None:
        return None
    amount = amount_in(said.strip(), unit_in(title) or unit)
    cell = grid.address(*place)
    return (
        FundRow(number, FundKey(key), title, budget=amount, cells={"name": cell, "budget": cell})
        if amount.is_number
        else None
    )


def amount_in(raw: RawValue, unit: str) -> Reading:
    """An amount in a unit; where none is known, only one that names its own (88.5万元)."""
    if unit:
        return read_amount(raw, unit=unit)
    amount = read_value(raw)
    return amount if amount.unit in _MONEY else EMPTY


def goal_text(region: Region, columns: Columns) -> tuple[str, str]:
    """The year's goal and the address of its cell; two empty texts where there is none."""
    grid, known = region.grid, words()
    for row in range(region.top, region.head):
        for column, label in sorted(grid.labels[row].items()):
            if label in known.goal and (place := _goal_place(region, row, column, columns)) is not None:
                return _whole_goal(region, (row, column), place), grid.address(*place)
    return "", ""


def _whole_goal(region: Region, label: Place, first: Place) -> str:
    """The goal with what stands below it, beside the same label (目标1, 目标2, a row each)."""
    grid, (row, column) = region.grid, first
    if row != label[0]:
        return grid.text(row, column)
    rows = range(row, min(grid.below(*label), region.head))
    anchors = dict.fromkeys(grid.content(at, column)[0] for at in rows)
    return "\n".join(text for at in anchors if (text := grid.text(*at)) and not _is_head(text))


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
