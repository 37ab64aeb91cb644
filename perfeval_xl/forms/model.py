"""Parsed forms: one record per form, fund line, indicator and table row, each value with its cell.

These records are the schema of the flat frames (see :mod:`perfeval_xl.forms.frames`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.values.model import EMPTY, Reading, Target

PART = "其中"
"""A row that begins so details the one above."""


class FormKind(StrEnum):
    PROJECT = "project"
    """项目支出绩效自评表."""
    DEPARTMENT = "department"
    """部门整体支出绩效自评表."""


class FundKey(StrEnum):
    """Which line of the fund table (项目资金) a row is."""

    TOTAL = "total"
    """年度资金总额: the line that carries the points."""
    FISCAL = "fiscal"
    """其中:当年财政拨款."""
    CARRYOVER = "carryover"
    """上年结转资金."""
    OTHER = "other"
    """其他资金."""
    BASIC = "basic"
    """基本支出 (department forms)."""
    PROJECTS = "projects"
    """项目支出 (department forms)."""
    UNNAMED = "unnamed"
    """A line under a name of its own."""


PARTITIONS = (
    frozenset((FundKey.FISCAL, FundKey.CARRYOVER, FundKey.OTHER)),
    frozenset((FundKey.BASIC, FundKey.PROJECTS)),
)
"""Lines that make up 年度资金总额, each amount in one of them."""


@dataclass(frozen=True, slots=True)
class FundRow:
    """One line of the fund table; amounts in the form's unit (:attr:`Form.amount_unit`)."""

    form: int
    key: FundKey
    name: str
    initial: Reading = EMPTY
    """年初预算数."""
    budget: Reading = EMPTY
    """全年预算数."""
    executed: Reading = EMPTY
    """全年执行数."""
    points: Reading = EMPTY
    """分值."""
    entered_rate: Reading = EMPTY
    """执行率 as typed by a person."""
    entered_score: Reading = EMPTY
    """得分 as typed by a person."""
    reason: str = ""
    """偏差原因 of the line, where the fund table has such a column."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Field -> A1 address: initial, budget, executed, points, rate, score, name, reason."""


BANDS = ("band_1", "band_2", "band_3", "band_4")
"""Header fields of the grades that a layout sets a standard for (优, 良, 中, 差), the best first."""


@dataclass(frozen=True, slots=True)
class Band:
    """One grade of a row's standard."""

    grade: str
    """The column's header: 优."""
    text: str
    cell: str
    target: Target


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One 三级指标 of a form."""

    form: int
    level1: str
    level2: str
    name: str
    target: Target
    actual: Reading = EMPTY
    points: Reading = EMPTY
    """分值; a percentage there (权重 10%) reads as that many points."""
    entered_score: Reading = EMPTY
    reason: str = ""
    """偏差原因分析及改进措施, as a person wrote it."""
    nature: str = ""
    """指标性质 column, as written."""
    unit: str = ""
    """度量单位 column, as written."""
    standard: str = ""
    """评分标准 column, as written: how points are deducted, in forms that say so row by row."""
    goal: str = ""
    """The heading of the goal that the row belongs to (年度绩效目标1), in forms with several."""
    goal_weight: Decimal | None = None
    """权重比例 of that goal as a fraction, where its heading says it."""
    deduction: Reading = EMPTY
    """扣减分数, in forms that have such a column."""
    is_part: bool = False
    """An 其中 row: it details the row above and carries no points of its own."""
    converted: Reading = EMPTY
    """折算得分: the score times a weight, in forms that have such a column."""
    level1_points: Reading = EMPTY
    """分值 of the row's 一级指标, where it stands in a column of its own."""
    level2_points: Reading = EMPTY
    """分值 of the row's 二级指标, where it stands in a column of its own."""
    first_target: str = ""
    """年初目标值 as written, where the year's target was changed and stands in a column of its own (调整后目标值)."""
    bands: tuple[Band, ...] = ()
    """The row's standard in grades, the best first, in forms that have one column a grade."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Field -> A1 address: level1, level2, name, target, actual, points, score, reason, nature, unit, standard,
    converted."""


@dataclass(frozen=True, slots=True)
class Form:
    """One located form: where it is, what it is, and its single-cell fields."""

    form: int
    """Number within the run; the key that fund and indicator records carry."""
    workbook: str
    sheet: str
    kind: FormKind
    layout: str
    """Id of the layout family that it was read with, e.g. ``central`` or ``hubei``; our templates name their own."""
    template: str = ""
    """``kind/version`` of our own template, empty for foreign forms."""
    title: str = ""
    unit: str = ""
    """预算单位 (实施单位, for a department form 部门名称)."""
    project: str = ""
    """项目名称; empty for a department form."""
    authority: str = ""
    """主管部门, as written."""
    year: int | None = None
    amount_unit: str = "万元"
    confidence: int = 100
    """How sure the locator is that this is a form, in percent (:mod:`perfeval_xl.forms.confidence`)."""
    scored: bool = True
    """``False`` for a layout that has no points: such a form is checked, not scored."""
    goal_expected: str = ""
    goal_actual: str = ""
    entered_points_total: Reading = EMPTY
    entered_total: Reading = EMPTY
    entered_grade: str = ""
    commentary: Mapping[str, str] = field(default_factory=dict)
    """Commentary slot -> the text now in its cell (empty slots included)."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Field -> A1 address: title, unit, project, goal_expected, goal_actual, points_total, score_total, grade,
    ``comment:<slot>`` for each commentary cell that we may fill, ``text:<slot>`` for one that is a person's alone."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a companion table: its field id and header text."""

    field: str
    header: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a companion table: label, readings by field, cells by field."""

    label: str
    values: Mapping[str, Reading]
    cells: Mapping[str, str]
    is_total: bool = False
    level: int = 0
    """0 for a plain row, 1 for an 其中 row of the one above."""


@dataclass(frozen=True, slots=True)
class Table:
    """A companion table such as 表2 项目支出情况表, or 附件1's targets."""

    kind: str
    """``projects`` (表2), ``income`` (表1), ``targets`` (附件1) or ``basics`` (基础数据表)."""
    sheet: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    amount_unit: str = "万元"


@dataclass(frozen=True)
class ParsedForm:
    """A form with its lines, before scoring."""

    form: Form
    funds: tuple[FundRow, ...]
    indicators: tuple[IndicatorRow, ...]
