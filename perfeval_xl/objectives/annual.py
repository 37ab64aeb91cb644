"""Which columns of a form are the year's, where those of the project's whole span (中期) stand beside them.

| 总体目标 | 中期目标(2024年-2026年) | <      | <      | 年度目标 | <        | <      |
| 一级指标 | 二级指标                | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值 |
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header
from perfeval_xl.forms.locate import Block, Region
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.objectives.words import words
from perfeval_xl.values.text import normalise

GOALS = ("目标",)
FUNDS = ("资金", "预算", "金额", "投资")
_PARTS_OF_A_YEAR = ("季", "月", "半年")
_A_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:\.0)?年?度?")
_ONE_YEAR = re.compile(r"(?<![0-9]|[-~至到])((?:19|20)[0-9]{2})年?(?![-~至到0-9])")


@dataclass(frozen=True)
class Columns:
    """From which column on, and before which, the year's figures stand; both open where a form has one set only."""

    first: int = 0
    end: int | None = None

    def __contains__(self, column: int) -> bool:
        return self.first <= column and (self.end is None or column < self.end)


def annual_columns(region: Region, about: tuple[str, ...]) -> Columns:
    """The year's part of the form, told by heads that speak of what is asked about (:data:`GOALS`, :data:`FUNDS`)."""
    for row in range(region.top, region.head):
        annual, longer = _heads(region.grid, row, about)
        if annual is not None and longer is not None:
            return Columns(annual) if annual > longer else Columns(0, longer)
    return Columns()


def of_the_year(region: Region, *, to_the_right: bool) -> Region:
    """The region, its indicators read from the year's part.

    Of two sets of columns beside each other that is the right one where the year stands to the right: heads need
    not lie flush with the indicators' columns, but the sets stand in the same order. Of tables below each other
    (长期绩效指标, 年度绩效指标) it is the one that says so.
    """
    blocks = tuple(replace(block, header=_of_whole_year(region.grid, block.header)) for block in _annual_blocks(region))
    if to_the_right:
        blocks = tuple(replace(block, header=_rightmost(block.header)) for block in blocks)
    return replace(region, blocks=blocks)


def year_in_head(region: Region, year: int | None) -> int | None:
    """The form's year; where only a span of years was found (总体目标(2024-2026年)), that of the year's own head.

    | 部门总体目标 | 总体绩效目标(2024-2026年期间) | <- its last year is not the form's
    | 部门年度目标 | 预算年度(2024年)绩效目标       |
    """
    known = words()
    for row in range(region.top, region.head):
        for column, label in sorted(region.grid.labels[row].items()):
            if label.startswith(known.annual) and label.endswith("目标"):
                text = normalise(region.grid.text(row, column))
                if (found := _ONE_YEAR.search(text)) is not None:
                    return int(found[1])
            if label in known.year:
                text = normalise(region.grid.text(*region.grid.value_beside(row, column)))
                if (whole := _A_YEAR.fullmatch(text)) is not None:
                    return int(whole[1])
    return year


def names_several_targets(region: Region) -> bool:
    """Whether 指标值 heads a column for each of several places or quarters: which of them is meant nobody says."""
    grid, words_ = region.grid, form_words()
    for block in region.blocks:
        column = block.columns.get("target")
        if column is None or block.header.top == block.header.bottom:
            continue
        merge = grid.sheet.merge_at.get((block.header.top, column))
        if merge is None or merge.right == merge.left:
            continue
        below = [grid.label(block.header.bottom, at) for at in range(merge.left, merge.right + 1)]
        heads = {label for label in below if label and label not in words_.indicator.fields}
        if len(heads) > 1 and not any(label in words_.parts or _of_a_time(label) for label in heads):
            return True
        if len(heads) > 1 and all(any(sign in label for sign in _PARTS_OF_A_YEAR) for label in heads):
            return True
    return False


def _of_whole_year(grid: Grid, header: Header) -> Header:
    """指标值 over 半年 and 全年: the whole year's."""
    column = header.columns.get("target")
    merge = None if column is None else grid.sheet.merge_at.get((header.top, column))
    if merge is None or header.top == header.bottom:
        return header
    columns = range(merge.left, merge.right + 1)
    whole = next((at for at in columns if grid.label(header.bottom, at) in words().whole_year), None)
    return header if whole is None else replace(header, columns={**header.columns, "target": whole})


def has_two_spans(grid: Grid) -> bool:
    """Whether a row of the sheet heads the year's goals or funds beside those of a longer span."""
    return any(None not in _heads(grid, row, about) for row in range(grid.height) for about in (GOALS, FUNDS))


def _of_a_time(label: str) -> bool:
    return any(sign in label for sign in ("年", "季", "月", "期"))


def _annual_blocks(region: Region) -> tuple[Block, ...]:
    known = words()
    sides = [_side(region.grid, block) for block in region.blocks]
    annual = tuple(block for block, side in zip(region.blocks, sides, strict=True) if side.startswith(known.annual))
    return annual if annual and any(side.startswith(known.longer) for side in sides) else region.blocks


def _side(grid: Grid, block: Block) -> str:
    """The label that stands down the left of a table, or over it."""
    first = min(block.columns.values())
    places = [(row, column) for row in range(block.header.top, block.header.bottom + 1) for column in range(first)]
    above = [(block.header.top - 1, column) for column in range(first + 1)]
    return next((label for place in (*places, *above) if (label := grid.label(*place))), "")


def _heads(grid: Grid, row: int, about: tuple[str, ...]) -> tuple[int | None, int | None]:
    """The columns in which a row's heads of the year and of the whole span stand."""
    known = words()
    annual = longer = None
    for column, label in sorted(grid.labels[row].items()):
        if not any(word in label for word in about):
            continue
        if label.startswith(known.annual) and annual is None:
            annual = column
        elif label.startswith(known.longer) and longer is None:
            longer = column
    return annual, longer


def _rightmost(header: Header) -> Header:
    """The header with the last column of each field; 一级指标 may stand once for both sets."""
    return replace(header, columns={**header.columns, **dict(header.repeated)})
