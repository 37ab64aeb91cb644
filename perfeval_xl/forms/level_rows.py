"""一级 and 二级 that stand as rows of their own in the column of names: 产出指标, below it 数量指标, below it its rows.

Systems export their trees so, and offices type them so. Such a row has neither a target nor an actual value; what it
has under 分值 is the points of all that is under it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from perfeval_xl.forms.funds import as_points
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.locate import Block
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.forms.reader import RegionReader
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.model import EMPTY, Reading

_FEWEST = 2
"""A single row with such a name may as well be an indicator that was not filled in."""
_OUTPUT = "产出指标"
"""The 一级 under which 成本指标 is a 二级."""
_NUMBER_BEFORE = re.compile(r"\A(?:[0-9]{1,6}|[一二三四五六七八九十]{1,3}(?!级))-?")
"""1-产出指标, 12-质量指标, 一、产出指标."""
_Place = tuple[int, int]


class LevelRows:
    """The rows of one table that head others, and what the rows below inherit from them."""

    def __init__(self, reader: RegionReader, block: Block) -> None:
        self._reader = reader
        self._grid, self._columns = reader.grid, block.columns
        self._levels = _levels(self._grid, block)
        self._inherited: dict[str, _Place] = {}

    def heads(self, row: int) -> bool:
        """Whether a row heads others; those below it belong to it from now on."""
        level = self._levels.get(row)
        if level is None:
            return False
        if level == "level1":
            self._inherited.clear()
        self._inherited[level] = (row, self._columns["name"])
        return True

    def under(self, record: IndicatorRow) -> IndicatorRow:
        """A record with the levels that it stands under."""
        if not self._inherited:
            return record
        cells = dict(record.cells)
        for level, (row, column) in self._inherited.items():
            cells[level] = self._grid.address(row, column)
            if "points" in self._columns:
                cells[f"{level}_points"] = self._grid.address(row, self._columns["points"])
        return replace(
            record,
            level1=self._name("level1"),
            level2=self._name("level2"),
            level1_points=self._points("level1"),
            level2_points=self._points("level2"),
            cells=cells,
        )

    def _name(self, level: str) -> str:
        place = self._inherited.get(level)
        return "" if place is None else "".join(self._grid.text(*place).split())

    def _points(self, level: str) -> Reading:
        place = self._inherited.get(level)
        return EMPTY if place is None else as_points(self._reader.reading(place[0], self._columns.get("points")))


def _levels(grid: Grid, block: Block) -> Mapping[int, str]:
    """Row -> which level it heads; nothing where the table has columns for levels, or no column of values."""
    columns = block.columns
    if not columns.keys() >= {"target", "actual"} or columns.keys() & {"level1", "level2"}:
        return {}
    names = form_words().level_rows
    extent, raw = block.extent, grid.sheet.raw
    labels = {
        row: _NUMBER_BEFORE.sub("", label_key(text))
        for row in range(extent.first, extent.last)
        if row not in extent.skipped
        and isinstance(text := raw(row, columns["name"]), str)
        and grid.reading(row, columns["target"]).is_blank
        and grid.reading(row, columns["actual"]).is_blank
    }
    heads = {row: label for row, label in labels.items() if any(label in known for known in names.values())}
    if len(heads) < _FEWEST:
        return {}
    found: dict[int, str] = {}
    top = ""
    for row, label in heads.items():
        found[row] = _level(label, top, next_heads=_next_row(grid, block, row) in heads)
        top = label if found[row] == "level1" else top
    return found


def _level(label: str, top: str, *, next_heads: bool) -> str:
    """成本指标 and 满意度指标 may be either: above another heading it is a 一级, right above rows what 产出 leaves."""
    names = form_words().level_rows
    if label not in names["level1"]:
        return "level2"
    if label not in names["level2"] or next_heads:
        return "level1"
    return "level2" if top == _OUTPUT and not label.startswith("满意度") else "level1"


def _next_row(grid: Grid, block: Block, row: int) -> int | None:
    rows = range(row + 1, block.extent.last)
    return next((below for below in rows if below not in block.extent.skipped and not grid.is_blank(below)), None)
