"""How each number came about: the one place that words a :class:`perfeval_xl.results.Trace`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from perfeval_xl.forms.heading_points import FROM_HEADING
from perfeval_xl.forms.model import Form, FundRow, IndicatorRow
from perfeval_xl.rates.model import RateResult
from perfeval_xl.results import FundResult, IndicatorResult, Trace
from perfeval_xl.scoring.outcome import Basis
from perfeval_xl.scoring.rated import rate_inputs
from perfeval_xl.scoring.rule_points import FROM_RULE
from perfeval_xl.values.model import Reading

Scored = Mapping[str, Any]
"""The result columns of one row, by name."""


def fund_trace(row: FundRow, scored: Scored) -> Trace:
    """The trace of a fund line: its amounts and, on the line that is scored, its points."""
    inputs = [
        _input("全年预算数", row.budget, row.cells.get("budget")),
        _input("全年执行数", row.executed, row.cells.get("executed")),
    ]
    if scored["basis"] != Basis.NO_POINTS:
        inputs.append(_input("分值", row.points, row.cells.get("points")))
    trace = _trace(inputs, scored)
    if FROM_RULE in row.points.notes:
        return replace(trace, working=f"{trace.working}（表上没有写分值，{row.points.text}）")
    return trace


def indicator_trace(row: IndicatorRow, scored: Scored, rate: RateResult | None) -> Trace:
    """The trace of an indicator: target, actual, points, the person's own points where they were taken, its rate."""
    inputs = [
        ("年度指标值", row.target.text, row.cells.get("target", "")),
        _input("实际完成值", row.actual, row.cells.get("actual")),
        _input("分值", row.points, row.cells.get("points")),
    ]
    if scored["basis"] == Basis.JUDGED:
        inputs.append(_input("填写的得分", row.entered_score, row.cells.get("score")))
    inputs += rate_inputs(rate)
    trace = _trace(inputs, scored)
    if FROM_HEADING in row.points.notes and trace.working:
        return replace(trace, working=f"{trace.working}（分值{row.points.text}，依据待核实）", verified=False)
    return trace


def total_trace(
    form: Form, funds: tuple[FundResult, ...], indicators: tuple[IndicatorResult, ...], scored: Scored
) -> Trace:
    """The trace of the total: each score that went in, with the cell that it belongs to."""
    inputs = [
        (fund.row.name, str(fund.score), fund.row.cells.get("score", "")) for fund in funds if fund.score is not None
    ]
    inputs += [
        (indicator.row.name, str(indicator.score), indicator.row.cells.get("score", ""))
        for indicator in indicators
        if indicator.score is not None
    ]
    points: Decimal | None = scored["points_total"]
    if points is not None:
        inputs.append(("分值合计", format(points, "f"), form.cells.get("points_total", "")))
    return _trace(inputs, scored, otherwise=scored["why_not"])


def _input(name: str, reading: Reading, cell: str | None) -> tuple[str, str, str]:
    return name, reading.text, cell or ""


def _trace(inputs: list[tuple[str, str, str]], scored: Scored, otherwise: str = "") -> Trace:
    return Trace(
        formula=scored["formula"],
        inputs=tuple(inputs),
        working=scored["working"] or otherwise,
        clause=scored["clause"],
        verified=scored["verified"],
        source=scored["source"],
    )
