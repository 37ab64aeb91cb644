"""The indicator rows of a form (三级指标): levels inherited from above, each value with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from perfeval_xl.forms.funds import as_points
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.locate import Block
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.forms.reader import RegionReader
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.decimals import from_digits, shift
from perfeval_xl.values.model import EMPTY, Meaning, Reading, Target
from perfeval_xl.values.targets import read_target
from perfeval_xl.values.text import normalise

_POINTS_IN_NAME = re.compile(r"\((?:分值|权重)?:?([0-9]+(?:\.[0-9]+)?)分\)\Z")
_WEIGHT_IN_HEADING = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%")
_PART = "其中"


@dataclass(frozen=True, slots=True)
class _Levels:
    """What a row inherits from the rows above it."""

    goal: str = ""
    level1: str = ""
    level2: str = ""


def indicator_rows(reader: RegionReader) -> Iterator[IndicatorRow]:
    """All indicators of a form, table by table, top to bottom; spare and blank rows left out."""
    for block in reader.region.blocks:
        levels = _Levels(goal=_goal_heading(reader.grid, block))
        for row in range(block.extent.first, block.extent.last):
            if row in block.extent.skipped:
                continue
            levels = _inherit(reader, block, row, levels)
            record = _row(reader, block, row, levels)
            if record is not None:
                yield record


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


def _inherit(reader: RegionReader, block: Block, row: int, levels: _Levels) -> _Levels:
    columns = block.columns
    here1 = _one_line(reader.text(row, columns.get("level1")))
    here2 = _one_line(reader.text(row, columns.get("level2")))
    if here1 and here1 != levels.level1:
        return replace(levels, level1=here1, level2=here2)
    return replace(levels, level2=here2) if here2 else levels


def _row(reader: RegionReader, block: Block, row: int, levels: _Levels) -> IndicatorRow | None:
    grid, columns = reader.grid, block.columns
    name = _one_line(reader.text(row, columns["name"]))
    actual = reader.reading(row, columns.get("actual"))
    points = as_points(reader.reading(row, columns.get("points")))
    raw_target = None if "target" not in columns else grid.sheet.value(row, columns["target"])
    filled = not (raw_target is None and actual.is_blank and points.is_blank)
    entered = reader.reading(row, columns.get("score"))
    standard = reader.text(row, columns.get("standard"))
    if not filled and (not name or _is_spare(name) or not (columns.keys() & {"target", "actual", "points"})):
        return None
    nature, unit = reader.text(row, columns.get("nature")), reader.text(row, columns.get("unit"))
    target = _target(reader, block, row, name, levels.level2, nature, unit)
    return IndicatorRow(
        form=reader.number,
        level1=levels.level1,
        level2=levels.level2,
        name=name,
        target=target,
        actual=_in_unit_of(actual, unit, target),
        points=_points_of(points, name, columns),
        entered_score=entered,
        reason=reader.text(row, columns.get("reason")),
        nature=nature,
        unit=unit,
        standard=standard,
        goal=levels.goal,
        goal_weight=_weight_in(levels.goal),
        deduction=reader.reading(row, columns.get("deduction")),
        is_part=name.startswith(_PART) and points.is_blank,
        converted=reader.reading(row, columns.get("converted")),
        level1_points=as_points(reader.reading(row, columns.get("level1_points"))),
        level2_points=as_points(reader.reading(row, columns.get("level2_points"))),
        cells=grid.addresses(row, columns),
    )


def _target(reader: RegionReader, block: Block, row: int, name: str, level2: str, nature: str, unit: str) -> Target:
    column = block.columns.get("target")
    sheet = reader.grid.sheet
    at = None if column is None else sheet.anchor(row, column)
    return read_target(
        None if at is None else sheet.raw(*at),
        percent=at in sheet.percent,
        nature=nature,
        name=name,
        level2=level2,
        unit=unit,
        year=reader.year,
    )


def _points_of(points: Reading, name: str, columns: dict[str, int]) -> Reading:
    """A form without a 分值 column may say the points behind the name: 验收合格率(10分)."""
    if "points" in columns:
        return points
    match = _POINTS_IN_NAME.search(normalise(name))
    value = from_digits(match[1]) if match else None
    return EMPTY if value is None else Reading(Meaning.NUMBER, f"{match[1]}分" if match else "", value)


def _in_unit_of(actual: Reading, unit: str, target: Target) -> Reading:
    """A bare number in a form with a 度量单位 column is in that unit; percentages are left to be reconciled."""
    bare = actual.is_number and not actual.unit and "scaled" not in actual.notes
    return replace(actual, unit=target.unit) if bare and unit and target.unit not in ("%", "‰") else actual


def _is_spare(name: str) -> bool:
    """A row left as the blank form had it: 指标1, ……, nothing filled in."""
    plain = normalise(name)
    return not plain.strip(".…。") or (plain.startswith("指标") and plain[2:].strip(":").isdigit())


def _one_line(text: str) -> str:
    return "".join(text.split()) if "\n" in text else text.strip()
