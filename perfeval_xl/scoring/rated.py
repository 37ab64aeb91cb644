"""Results with what the 基础数据表 gives for each row: beside a typed actual value, or in place of a missing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfeval_xl.rates.model import RateResult, RateStatus
from perfeval_xl.results import FormResult, IndicatorResult, Trace
from perfeval_xl.scoring.outcome import Basis
from perfeval_xl.values.model import Meaning


def with_rates(form: FormResult, rates: Sequence[RateResult | None]) -> FormResult:
    """The form's result with the rate of each indicator; ``rates`` has one entry a row, or none at all."""
    if not any(rates):
        return form
    rows = (_with_rate(row, rate) for row, rate in zip(form.indicators, rates, strict=True))
    return replace(form, indicators=tuple(rows))


def _with_rate(row: IndicatorResult, rate: RateResult | None) -> IndicatorResult:
    if rate is None:
        return row
    if rate.status is RateStatus.NO_DATA:
        return replace(row, rate=rate)
    why_not = row.why_not
    if row.basis == Basis.UNSCORED and row.row.actual.meaning is Meaning.EMPTY and rate.working:
        why_not = f"{why_not}；按基础数据表可算得{rate.working}（{rate.definition.title}）"
    return replace(row, rate=rate, why_not=why_not, trace=_with_inputs(row.trace, rate))


def _with_inputs(trace: Trace, rate: RateResult) -> Trace:
    """The figures of the 基础数据表 behind the row's own inputs, and what they give."""
    figures = tuple((item.title, item.text, item.cell) for item in rate.inputs if item.value is not None)
    given = rate.working or f"不能计算：{rate.why_not}"
    return replace(trace, inputs=(*trace.inputs, *figures, ("按基础数据表", given, "")))
