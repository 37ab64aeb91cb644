"""The records of a spec's form sheet: what ``layout: form`` holds, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from perfeval_xl.templates.records import record

Points = int | Decimal | None
FormulaData = Mapping[str, list[str]]


@dataclass(frozen=True)
class Column:
    """A column (or span of columns) of a form: where, its head, and what it offers."""

    at: str
    title: str = ""
    hint: str = ""
    grades: bool = False
    """Offers the three qualitative grades as a drop-down list."""
    natures: bool = False
    """Offers ≥ ≤ = > < 定性."""
    declared: bool = False
    """Takes its value from the table of targets (附件1)."""


@dataclass(frozen=True)
class HeadField:
    """A label or the input beside it in the rows above the tables."""

    at: str = ""
    label: str = ""
    field: str = ""
    hint: str = ""
    copy: str = ""
    height: float = 0


@dataclass(frozen=True)
class FundLine:
    """One line of the fund table; ``source`` feeds amounts from 表1 by ``sheet:section/field``."""

    key: str
    name: str
    points: Points = None
    sum: list[str] = field(default_factory=list)
    source: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Funds:
    label: str
    at: str
    name: str
    columns: Mapping[str, Column]
    lines: list[FundLine]


@dataclass(frozen=True)
class Goals:
    label: str
    at: str
    expected: Column
    actual: Column
    height: float


@dataclass(frozen=True)
class Row:
    """One 三级指标 as the empty form prints it; ``actual`` is a formula where the basic data yield it."""

    name: str = ""
    nature: str = ""
    target: int | Decimal | str | None = None
    unit: str = ""
    points: Points = None
    actual: FormulaData | None = None
    basis: str = ""
    """指标解释与评分标准, printed in 附件1."""


@dataclass(frozen=True)
class Group:
    """One 二级指标; ``label`` is its name as printed where that has a line break."""

    name: str
    rows: list[Row]
    label: str = ""


@dataclass(frozen=True)
class Level:
    name: str
    groups: list[Group]


@dataclass(frozen=True)
class GroupLabel:
    at: str
    label: str


@dataclass(frozen=True)
class Indicators:
    columns: Mapping[str, Column]
    levels: list[Level]
    group: GroupLabel | None = None


@dataclass(frozen=True)
class Grade:
    label: str
    at: str
    value: str
    legend_at: str
    legend: str


@dataclass(frozen=True)
class Slot:
    slot: str
    label: str
    height: float


@dataclass(frozen=True)
class Comments:
    at: str
    text: str
    slots: list[Slot]


@dataclass(frozen=True)
class FormSheet:
    """The self-evaluation form."""

    id: str
    name: str
    title: str
    widths: list[float]
    fields: list[list[HeadField]]
    funds: Funds
    goals: Goals
    indicators: Indicators
    total: GroupLabel
    grade: Grade
    comments: Comments
    notes: list[str]


def form_sheet(data: Mapping[str, Any], where: str) -> FormSheet:
    sheet = record(FormSheet, data, where)
    raw_funds, raw_goals = record(Funds, sheet.funds, where), record(Goals, sheet.goals, where)
    raw_comments = record(Comments, sheet.comments, where)
    return replace(
        sheet,
        fields=[[record(HeadField, item, where) for item in row] for row in sheet.fields],
        funds=replace(
            raw_funds,
            columns=columns_of_spec(raw_funds.columns, where),
            lines=[record(FundLine, line, where) for line in raw_funds.lines],
        ),
        goals=replace(
            raw_goals,
            expected=record(Column, raw_goals.expected, where),
            actual=record(Column, raw_goals.actual, where),
        ),
        indicators=_indicators(sheet.indicators, where),
        total=record(GroupLabel, sheet.total, where),
        grade=record(Grade, sheet.grade, where),
        comments=replace(raw_comments, slots=[record(Slot, slot, where) for slot in raw_comments.slots]),
    )


def columns_of_spec(data: object, where: str) -> dict[str, Column]:
    """Columns by field; nothing where the spec gives none."""
    if not isinstance(data, Mapping):
        return {}
    return {str(name): record(Column, column, where) for name, column in data.items()}


def _indicators(data: object, where: str) -> Indicators:
    raw = record(Indicators, data, where)
    levels = [record(Level, level, where) for level in raw.levels]
    return Indicators(
        columns=columns_of_spec(raw.columns, where),
        levels=[replace(level, groups=[_group(group, where) for group in level.groups]) for level in levels],
        group=record(GroupLabel, raw.group, where) if raw.group is not None else None,
    )


def _group(data: object, where: str) -> Group:
    raw = record(Group, data, where)
    return replace(raw, rows=[record(Row, row, where) for row in raw.rows])
