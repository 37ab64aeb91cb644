"""附件3 部门整体支出绩效评价基础数据表 as provinces print it: blocks of heads over figures, and a list headed by years.

    | 财政供养人员情况 | 编制数     | 2018年实际在职人数 | 控制率     |
    | ^                | 143        | 136                | 95.10%     |
    | 经费控制情况     | 2017年决算数 | 2018年预算数     | 2018年决算数 |
    | 三公经费         | 44.29      | 63.46              | 44.29      |

It becomes the same table as ours: one row a 数据项目, with last year's, the budget's and this year's figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import Table, TableColumn, TableRow
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import EMPTY, Reading
from perfeval_xl.values.text import normalise

KIND = "basics"
_FILE = Path(__file__).resolve().parent / "vocabulary" / "basics_blocks.yaml"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YEAR = re.compile(r"^((?:19|20)[0-9]{2})年度?")
_UNIT = re.compile(r"[(（](亿元|万元|元)[)）]")
_TITLES = {"last_year": "上年决算数", "budget": "本年预算数", "actual": "本年实际数"}
_FEWEST_HEADS = 2
_Values = dict[str, dict[str, tuple[Reading, str]]]
"""Row name -> column -> reading and cell."""


@dataclass(frozen=True)
class _Words:
    heads: Mapping[str, tuple[str, str]]
    lists: frozenset[str]
    columns: Mapping[str, Mapping[str, str]]
    fixed: Mapping[str, str]


@cache
def _words() -> _Words:
    # yaml.load with a *safe* loader class: the C one where PyYAML was built with it
    data: dict[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    return _Words(
        {label_key(head): (item["row"], item["column"]) for head, item in data["heads"].items()},
        frozenset(map(label_key, data["list"])),
        {label_key(head): item for head, item in data["columns"].items()},
        {label_key(head): column for head, column in data["fixed"].items()},
    )


def read_basics_blocks(grid: Grid, title: str) -> Table | None:
    """The table of a sheet that is laid out in blocks; ``None`` where it has neither block nor list.

    Args:
        title: the table's title as the sheet shows it.
    """
    found: _Values = {}
    labels: dict[str, str] = {}
    unit = "万元"
    row = 0
    while row < grid.height:
        heads = _heads(grid, row)
        columns = _list_columns(grid, row)
        if columns:
            unit = _unit(grid, row) or unit
            row = _list(grid, row + 1, columns, unit, found, labels)
            continue
        if len(heads) >= _FEWEST_HEADS:
            _block(grid, row, heads, unit, found, labels)
        row += 1
    if not found:
        return None
    rows = tuple(_row(name, figures, labels.get(name, "")) for name, figures in found.items())
    columns_shown = tuple(TableColumn(field, header) for field, header in _TITLES.items())
    return Table(KIND, grid.sheet.name, title, columns_shown, rows, unit)


def _row(name: str, figures: Mapping[str, tuple[Reading, str]], label_cell: str) -> TableRow:
    cells = {field: cell for field, (_, cell) in figures.items()} | ({"label": label_cell} if label_cell else {})
    return TableRow(
        label=name,
        values={field: reading for field, (reading, _) in figures.items()},
        cells=cells,
        level=1 if normalise(name).startswith("其中") else 0,
    )


def _heads(grid: Grid, row: int) -> dict[int, tuple[str, str]]:
    """Column -> the row and column of our table that the figure below it belongs to."""
    words = _words().heads
    found = {column: words.get(_YEAR.sub("", label)) for column, label in grid.labels[row].items()}
    return {column: place for column, place in found.items() if place is not None}


def _block(
    grid: Grid, row: int, heads: Mapping[int, tuple[str, str]], unit: str, found: _Values, labels: dict[str, str]
) -> None:
    for column, (name, field) in heads.items():
        below = grid.below(row, column)
        if below < grid.height:
            found.setdefault(name, {}).setdefault(
                field, (_reading(grid, below, column, unit), grid.address(below, column))
            )
            labels.setdefault(name, grid.address(row, column))


def _list_columns(grid: Grid, row: int) -> dict[str, int]:
    """Field -> column of a list's head; ``label`` is the column of the names. Empty for any other row."""
    words = _words()
    label = next((column for column, text in grid.labels[row].items() if text in words.lists), None)
    if label is None:
        return {}
    fixed = {words.fixed[text]: column for column, text in grid.labels[row].items() if text in words.fixed}
    dated: list[tuple[int, Mapping[str, str], int]] = []
    for column, text in grid.labels[row].items():
        year = _YEAR.match(text)
        rule = words.columns.get(_YEAR.sub("", text))
        if year is not None and rule is not None:
            dated.append((int(year[1]), rule, column))
    latest = max((year for year, _, _ in dated), default=0)
    for stated, rule, column in dated:
        field = rule.get("this" if stated == latest else "last" if stated == latest - 1 else "")
        if field is not None:
            fixed.setdefault(field, column)
    return fixed | {"label": label} if fixed else {}


def _list(grid: Grid, row: int, columns: Mapping[str, int], unit: str, found: _Values, labels: dict[str, str]) -> int:
    """Read the list's rows from ``row`` on; returns the first row that is none of them."""
    while row < grid.height and len(_heads(grid, row)) < _FEWEST_HEADS and not _list_columns(grid, row):
        name = grid.text(row, columns["label"])
        if name and name not in found:
            fields = {field: column for field, column in columns.items() if field != "label"}
            found[name] = {
                field: (_reading(grid, row, column, unit), grid.address(row, column))
                for field, column in fields.items()
            }
            labels[name] = grid.address(row, columns["label"])
        row += 1
    return row


def _reading(grid: Grid, row: int, column: int, unit: str) -> Reading:
    sheet = grid.sheet
    at = sheet.anchor(row, column)
    if sheet.raw(*at) is None and at not in sheet.uncached:
        return EMPTY
    return read_amount(sheet.raw(*at), percent=at in sheet.percent, uncached=at in sheet.uncached, unit=unit)


def _unit(grid: Grid, row: int) -> str:
    texts = (grid.text(row, column) for column in grid.labels[row])
    return next((match[1] for text in texts if (match := _UNIT.search(text)) is not None), "")
