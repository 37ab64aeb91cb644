"""Two filled workbooks: what was filled in differently, what that does to scores, and which issues came and went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Protocol

from perfeval_xl.comparison.issues import issue_differences
from perfeval_xl.comparison.matching import match_forms, match_funds, match_indicators
from perfeval_xl.comparison.model import Area, Change, Comparison, Difference
from perfeval_xl.comparison.places import Row, Side, same_reading, same_target, same_text, shown_points, who
from perfeval_xl.comparison.tables import table_differences
from perfeval_xl.results import Evaluation, FormResult, FundResult, IndicatorResult
from perfeval_xl.values.printing import percent

_FORM_TEXTS = {"unit": "单位", "project": "项目名称", "goal_expected": "预期目标", "goal_actual": "实际完成情况"}
_FUND_VALUES = {
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
    "points": "分值",
    "entered_rate": "填写的执行率",
    "entered_score": "填写的得分",
}
_ROW_VALUES = {"actual": "实际完成值", "points": "分值", "entered_score": "填写的得分"}
_ROW_TEXTS = {
    "name": "三级指标",
    "level1": "一级指标",
    "level2": "二级指标",
    "nature": "指标性质",
    "unit": "度量单位",
    "reason": "偏差原因",
}
_CELLS = {"entered_rate": "rate", "entered_score": "score"}


class Celled(Protocol):
    """A form or a row of one: it knows the cells of its fields."""

    @property
    def cells(self) -> Mapping[str, str]: ...


def compare_workbooks(before: Evaluation, after: Evaluation) -> Comparison:
    """Everything that differs between two evaluated workbooks, form by form, then tables and issues."""
    found: list[Difference] = []
    for one, other in match_forms(before.forms, after.forms):
        found += _form(one, other)
    found += table_differences(before.tables, after.tables)
    found += issue_differences(before, after)
    order = list(Area)
    found.sort(key=lambda difference: order.index(difference.area))
    return Comparison(before.workbook, after.workbook, tuple(found))


def _form(before: FormResult | None, after: FormResult | None) -> Iterator[Difference]:
    if before is None or after is None:
        form = before or after
        assert form is not None  # noqa: S101 - a pair has at least one side
        change = Change.REMOVED if after is None else Change.ADDED
        name = f"{form.form.sheet}（{who(form)}）"
        sides = (name, None) if after is None else (None, name)
        yield Difference(Area.VALUE, change, who(form), "自评表", "整张表", *sides)
        return
    yield from _head(before, after)
    for fund, fund_after in match_funds(before.funds, after.funds):
        yield from _fund(Side(before, after), fund, fund_after)
    for row, row_after in match_indicators(before.indicators, after.indicators):
        yield from _indicator(Side(before, after), row, row_after)
    if before.rules != after.rules:
        yield Side(before, after).changed(Area.TOTAL, "全表", "规则包", (before.rules, after.rules))
    yield from totals(before, after)


def _head(before: FormResult, after: FormResult) -> Iterator[Difference]:
    side = Side(before, after)
    one, other = before.form, after.form
    if one.year != other.year:
        yield side.changed(Area.VALUE, "表头", "年度", (str(one.year or ""), str(other.year or "")))
    for field, title in _FORM_TEXTS.items():
        texts = getattr(one, field), getattr(other, field)
        if not same_text(*texts):
            yield side.changed(Area.VALUE, "表头", title, texts, _cells(one, other, field))
    if not same_reading(one.entered_total, other.entered_total):
        texts = one.entered_total.text, other.entered_total.text
        yield side.changed(Area.VALUE, "总分行", "填写的总分", texts, _cells(one, other, "score_total"))
    if not same_text(one.entered_grade, other.entered_grade):
        texts = one.entered_grade, other.entered_grade
        yield side.changed(Area.VALUE, "总分行", "填写的等级", texts, _cells(one, other, "grade"))


def _fund(side: Side, before: FundResult | None, after: FundResult | None) -> Iterator[Difference]:
    if before is None or after is None:
        yield side.one_sided("资金", before, after)
        return
    yield from _values(side, before, after, _FUND_VALUES)
    yield from row_differences(side, before, after)


def _indicator(side: Side, before: IndicatorResult | None, after: IndicatorResult | None) -> Iterator[Difference]:
    if before is None or after is None:
        yield side.one_sided("三级指标", before, after)
        return
    one, other = before.row, after.row
    for field, title in _ROW_TEXTS.items():
        texts = getattr(one, field), getattr(other, field)
        if not same_text(*texts):
            yield side.changed(Area.VALUE, one.name, title, texts, _cells(one, other, field))
    if not same_target(one.target, other.target):
        texts = one.target.text, other.target.text
        yield side.changed(Area.VALUE, one.name, "年度指标值", texts, _cells(one, other, "target"))
    yield from _values(side, before, after, _ROW_VALUES)
    yield from row_differences(side, before, after)


def _values(side: Side, before: Row, after: Row, titles: Mapping[str, str]) -> Iterator[Difference]:
    """The readings of a row that differ, field by field."""
    one, other = before.row, after.row
    for field, title in titles.items():
        left, right = getattr(one, field), getattr(other, field)
        if not same_reading(left, right):
            cells = _cells(one, other, _CELLS.get(field, field))
            yield side.changed(Area.VALUE, one.name, title, (left.text, right.text), cells)


def row_differences(side: Side, before: Row, after: Row) -> Iterator[Difference]:
    """The recomputed execution rate and score of one row, the score with both derivations."""
    if isinstance(before, FundResult) and isinstance(after, FundResult) and before.rate != after.rate:
        rates = _rate(before.rate), _rate(after.rate)
        yield side.changed(Area.SCORE, before.row.name, "执行率", rates, _cells(before.row, after.row, "rate"))
    if before.score != after.score:
        yield side.changed(
            Area.SCORE,
            before.row.name,
            "得分",
            (shown_points(before.score, before.why_not), shown_points(after.score, after.why_not)),
            _cells(before.row, after.row, "score"),
            working=(before.trace.working, after.trace.working),
        )


def totals(before: FormResult, after: FormResult) -> Iterator[Difference]:
    """Points total, total score and grade of one form."""
    side = Side(before, after)
    if before.points_total != after.points_total:
        values = shown_points(before.points_total, ""), shown_points(after.points_total, "")
        yield side.changed(Area.TOTAL, "全表", "分值合计", values, _cells(before.form, after.form, "points_total"))
    if before.score_total != after.score_total:
        values = shown_points(before.score_total, before.why_not), shown_points(after.score_total, after.why_not)
        yield side.changed(Area.TOTAL, "全表", "总分", values, _cells(before.form, after.form, "score_total"))
    if before.grade != after.grade:
        values = _grade(before), _grade(after)
        yield side.changed(Area.TOTAL, "全表", "等级", values, _cells(before.form, after.form, "grade"))


def _grade(form: FormResult) -> str:
    return form.grade or f"未定（{form.why_not}）"


def _cells(before: Celled, after: Celled, field: str) -> tuple[str | None, str | None]:
    return before.cells.get(field), after.cells.get(field)


def _rate(value: Decimal | None) -> str:
    return "未计算" if value is None else percent(value)
