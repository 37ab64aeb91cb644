"""Results with what the 基础数据表 gives for each row: beside a typed actual value, or in place of a missing one."""

from __future__ import annotations

from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.rates.model import RateResult, RateStatus
from perfeval_xl.scoring.outcome import Basis
from perfeval_xl.values.model import Meaning


def why_not_with(rate: RateResult | None, row: IndicatorRow, basis: str, why_not: str) -> str:
    """Why a row has no score, with what its rate would have been where only the actual value is missing."""
    if rate is None or not rate.working or basis != Basis.UNSCORED or row.actual.meaning is not Meaning.EMPTY:
        return why_not
    return f"{why_not}；按基础数据表可算得{rate.working}（{rate.definition.title}）"


def rate_inputs(rate: RateResult | None) -> tuple[tuple[str, str, str], ...]:
    """The figures of the 基础数据表 that stand behind a row's own inputs, and what they give."""
    if rate is None or rate.status is RateStatus.NO_DATA:
        return ()
    figures = ((item.title, item.text, item.cell) for item in rate.inputs if item.value is not None)
    return (*figures, ("按基础数据表", rate.working or f"不能计算：{rate.why_not}", ""))
