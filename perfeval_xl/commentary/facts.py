"""What drafts and reports need to know of a form beyond its rows: losses, groups of indicators and their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.commentary.words import heading_text
from perfeval_xl.results import FormResult, IndicatorResult

ZERO = Decimal(0)
NO_ROWS = "表中没有三级指标。"
UNKNOWN = "各指标均不能判断是否完成指标值。"


@dataclass(frozen=True)
class Group:
    """Indicators under one heading."""

    goal: str
    """Empty where the form has but one goal."""
    heading: str
    rows: tuple[IndicatorResult, ...]

    @property
    def points(self) -> Decimal | None:
        """分值 of the rows that carry points; ``None`` where none does."""
        return points_of(self.rows)

    @property
    def score(self) -> Decimal | None:
        """得分, only where every row with points has a score."""
        counted = [row for row in self.rows if row.row.points.value is not None]
        scores = [row.score for row in counted if row.score is not None]
        return sum(scores, ZERO) if scores and len(scores) == len(counted) else None

    @property
    def rate(self) -> Decimal | None:
        """得分率 as a fraction."""
        whole, score = self.points, self.score
        return score / whole if score is not None and whole else None


def rows_of(form: FormResult) -> list[IndicatorResult]:
    """The form's indicators; 其中 rows, which detail the row above, are none of their own."""
    return [row for row in form.indicators if not row.row.is_part]


def points_of(rows: Iterable[IndicatorResult]) -> Decimal | None:
    """The sum of the rows' points; ``None`` where no row carries any."""
    values = [row.row.points.value for row in rows if row.row.points.value is not None]
    return sum(values, ZERO) if values else None


def loss(row: IndicatorResult) -> Decimal:
    """Points lost; 0 where that cannot be said."""
    if row.score is None or row.row.points.value is None:
        return ZERO
    return max(row.row.points.value - row.score, ZERO)


def fell_short(row: IndicatorResult) -> bool:
    """Whether a row lost points or, without a score, missed its target."""
    if row.score is None:
        return row.met is False
    whole = row.row.points.value
    return whole is not None and row.score < whole


def fallen_short(form: FormResult) -> list[IndicatorResult]:
    """Rows that fell short; the heaviest loss first."""
    return sorted(filter(fell_short, rows_of(form)), key=loss, reverse=True)


def unscored(form: FormResult) -> list[IndicatorResult]:
    return [row for row in rows_of(form) if row.basis == "unscored"]


def has_points(form: FormResult) -> bool:
    """Whether any indicator carries points."""
    return any(row.row.points.value is not None for row in form.indicators)


def nothing_lost(form: FormResult) -> str:
    """What is said of indicators that lost no points and missed no target, as far as that is known."""
    rows = rows_of(form)
    if not rows:
        return NO_ROWS
    all_met = all(row.met is True for row in rows)
    if has_points(form):
        return "各指标均完成指标值，没有扣分。" if all_met else "各指标均没有扣分。"
    if all_met:
        return "各指标均完成指标值。"
    known = any(row.met is not None for row in rows)
    return "能判断完成情况的指标均完成指标值。" if known else UNKNOWN


def by_level1(form: FormResult) -> list[Group]:
    """一级指标 in the form's order, per goal where there are several."""
    return _grouped(form, lambda row: row.row.level1)


def by_level2(form: FormResult) -> list[Group]:
    """二级指标 in the form's order; those without a name are left out."""
    return [group for group in _grouped(form, lambda row: row.row.level2) if group.heading]


def _grouped(form: FormResult, heading: Callable[[IndicatorResult], str]) -> list[Group]:
    found: dict[tuple[str, str], list[IndicatorResult]] = {}
    several = len({heading_text(row.row.goal) for row in form.indicators}) > 1
    for row in rows_of(form):
        key = (heading_text(row.row.goal) if several else "", heading_text(heading(row)))
        found.setdefault(key, []).append(row)
    return [Group(goal, name, tuple(rows)) for (goal, name), rows in found.items()]
