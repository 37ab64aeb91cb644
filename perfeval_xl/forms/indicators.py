"""The indicator rows of a form (三级指标): levels inherited from above, each value with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.forms.bands import read_bands
from perfeval_xl.forms.funds import as_points
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.implied_columns import INSTEAD
from perfeval_xl.forms.level_rows import LevelRows
from perfeval_xl.forms.locate import Block
from perfeval_xl.forms.model import BANDS, PART, IndicatorRow
from perfeval_xl.forms.reader import RegionReader, RowReader
from perfeval_xl.forms.two_values import actual_of_two
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.decimals import from_digits, shift
from perfeval_xl.values.model import EMPTY, Comparator, Meaning, Reading, Target
from perfeval_xl.values.reading import read_text
from perfeval_xl.values.targets import read_target
from perfeval_xl.values.text import normalise

_POINTS_IN_NAME = re.compile(r"\((?:分值|权重)?:?([0-9]+(?:\.[0-9]+)?)分\)\Z")
_VALUES = frozenset(("target", "actual", "points"))
_WEIGHT_IN_HEADING = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%")


class _Levels(NamedTuple):
    """What a row inherits from the rows above it."""

    goal: str = ""
    level1: str = ""
    level2: str = ""


def indicator_rows(reader: RegionReader) -> Iterator[IndicatorRow]:
    """All indicators of a form, table by table, top to bottom; spare and blank rows left out."""
    for block in reader.region.blocks:
        columns = block.columns
        levels = _Levels(goal=_goal_heading(reader.grid, block))
        level_rows = LevelRows(reader, block)
        instead = {field: columns[f"{field}_instead"] for field in INSTEAD if f"{field}_instead" in columns}
        grades = {band: reader.grid.text(block.header.bottom, columns[band]) for band in BANDS if band in columns}
        for row in range(block.extent.first, block.extent.last):
            if row in block.extent.skipped or level_rows.heads(row):
                continue
            own = _columns_of_row(reader.grid, row, columns, instead) if instead else columns
            cells = RowReader(reader.grid, row, own)
            levels = _inherit(cells, levels)
            record = _row(reader, cells, columns, levels)
            if record is not None and own.get("target") != columns.get("target"):
                record = replace(record, first_target=reader.grid.text(row, columns["target"]))
            if record is not None and grades:
                record = replace(record, bands=read_bands(cells, grades, record.name, record.unit))
            if record is not None:
                yield level_rows.under(record)


def _columns_of_row(grid: Grid, row: int, columns: Mapping[str, int], instead: Mapping[str, int]) -> Mapping[str, int]:
    """The columns with those that stand instead of another in this row (四级指标 for 三级指标)."""
    filled = {field: column for field, column in instead.items() if grid.text(row, column)}
    return {**columns, **filled} if filled else columns


def _goal_heading(grid: Grid, block: Block) -> str:
    """年度绩效目标1(40分) in or left of a header, where a form has several goals."""
    words = form_words().goal_heading
    first = min(block.columns.values())
    for row in range(block.header.top, block.header.bottom + 1):
        for column in range(first + 1):
            label = grid.label(row, column)
            if any(label.startswith(word) for word in words):
                return grid.text(row, column)
    return ""


def _weight_in(heading: str) -> Decimal | None:
    """年度目标1(权重40%) -> 0.4; a heading that names points says no weight."""
    match = _WEIGHT_IN_HEADING.search(normalise(heading)) if heading else None
    number = from_digits(match[1]) if match else None
    return None if number is None else shift(number, -2)


def _inherit(cells: RowReader, levels: _Levels) -> _Levels:
    here1, here2 = _one_line(cells.text("level1")), _one_line(cells.text("level2"))
    if here1 and here1 != levels.level1:
        return _Levels(levels.goal, here1, here2)
    return _Levels(levels.goal, levels.level1, here2) if here2 and here2 != levels.level2 else levels


def _row(reader: RegionReader, cells: RowReader, columns: Mapping[str, int], levels: _Levels) -> IndicatorRow | None:
    name = _one_line(cells.text("name"))
    actual, points = _actual(cells), as_points(cells.reading("points"))
    filled = not (cells.raw("target") is None and actual.is_blank and points.is_blank)
    if not filled and (
        not name or _is_spare(name) or not (columns.keys() & _VALUES or _POINTS_IN_NAME.search(normalise(name)))
    ):
        return None
    nature, unit = cells.text("nature"), cells.text("unit")
    target = _target(cells, name, levels.level2, nature, _bare(unit), reader.year)
    if actual.notes or "/" in actual.text:
        actual = actual_of_two(actual, target)
    return IndicatorRow(
        form=reader.number,
        level1=levels.level1,
        level2=levels.level2,
        name=name,
        target=target,
        actual=_in_unit_of(actual, unit, target),
        points=_points_of(points, name, columns),
        entered_score=cells.reading("score"),
        reason=cells.text("reason"),
        nature=nature,
        unit=unit,
        standard=cells.text("standard"),
        goal=levels.goal,
        goal_weight=_weight_in(levels.goal),
        deduction=cells.reading("deduction"),
        is_part=name.startswith(PART) and points.is_blank,
        converted=cells.reading("converted"),
        level1_points=as_points(cells.reading("level1_points")),
        level2_points=as_points(cells.reading("level2_points")),
        cells=cells.cells,
    )


def _actual(cells: RowReader) -> Reading:
    """The actual value; a bare number with the unit of a column of its own (完成值单位), where there is one."""
    actual, unit = cells.reading("actual"), cells.text("actual_unit")
    if not unit or not actual.is_number or actual.unit:
        return actual
    united = read_text(f"{actual.text}{unit}")
    return united if united.is_number else actual


def _target(cells: RowReader, name: str, level2: str, nature: str, unit: str, year: int | None) -> Target:
    raw = cells.raw("target")
    if raw is None and cells.reading("target").meaning is Meaning.UNCALCULATED:
        return Target(Comparator.UNKNOWN, meaning=Meaning.UNCALCULATED)
    return read_target(
        raw,
        percent=cells.is_percent("target"),
        nature=nature,
        name=name,
        level2=level2,
        unit=unit,
        year=year,
    )


def _points_of(points: Reading, name: str, columns: Mapping[str, int]) -> Reading:
    """A form without a 分值 column may say the points behind the name: 验收合格率(10分)."""
    if "points" in columns:
        return points
    match = _POINTS_IN_NAME.search(normalise(name))
    value = from_digits(match[1]) if match else None
    return EMPTY if value is None else Reading(Meaning.NUMBER, f"{match[1]}分" if match else "", value)


def _bare(unit: str) -> str:
    """%(百分比) is %: what a unit's brackets add is said twice."""
    if not unit.endswith((")", "）")):
        return unit
    return normalise(unit).partition("(")[0] or unit


def _in_unit_of(actual: Reading, unit: str, target: Target) -> Reading:
    """A bare number in a form with a 度量单位 column is in that unit; percentages are left to be reconciled."""
    bare = actual.is_number and not actual.unit and "scaled" not in actual.notes
    return replace(actual, unit=target.unit) if bare and unit and target.unit not in ("%", "‰") else actual


def _is_spare(name: str) -> bool:
    """A row left as the blank form had it: 指标1, ……, nothing filled in; or said to have none: 不适用, 无."""
    plain = normalise(name)
    if read_text(name).meaning in (Meaning.NOT_APPLICABLE, Meaning.NOTHING):
        return True
    return not plain.strip(".…。") or (plain.startswith("指标") and plain[2:].strip(":").isdigit())


def _one_line(text: str) -> str:
    return "".join(text.split()) if "\n" in text else text.strip()
