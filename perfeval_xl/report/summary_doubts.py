"""Forms whose money cannot be right: they keep score, grade and rank as the rules have it, with a mark that says so.

Rules give the full points of execution to any rate above 100%, so 元 beside 万元 makes a form one of the best. Of 78
published forms four spent more than their budget, none more than 1.12 times of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_UNIT_CODE = "BUD-09"
"""The issue that says 元 and 万元 are mixed (:mod:`perfeval_xl.checks.bud_09_amount_unit`)."""
_MOST = 2
"""全年执行数 may be so many times 全年预算数: some leave out what was added within the year, or carried over."""


def overspending(funds: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """How many times its budget a form spent, where that is too much to be true; else ``None``.

    Told by its total, or where it has none by the line that is scored: by 全年预算数, and where that and 年初预算数 are
    missing by the rate, which is that of the parts then.
    """
    total = (fund for fund in funds if fund["key"] == "total")
    fund = next(total, None) or next((fund for fund in funds if fund["score"] is not None), {})
    budget, executed, rate = (_number(fund.get(name)) for name in ("budget", "executed", "rate"))
    if budget is not None and executed is not None:
        times = executed / budget if budget > 0 else None
    else:
        times = rate if fund.get("initial") is None else None
    return times if times is not None and times > _MOST else None


def doubt_of(form: Mapping[str, Any], issues: Sequence[Mapping[str, Any]]) -> str:
    """Why a form's money is to be verified first; empty where nothing speaks against it.

    Args:
        issues: those of its workbook.
    """
    times = overspending(form["funds"])
    if times is not None:
        return told(times)
    cells = {cell for fund in form["funds"] for cell in fund["cells"].values()}
    suspect = any(
        issue["code"] == _UNIT_CODE and issue["sheet"] == form["sheet"] and issue["cell"] in cells for issue in issues
    )
    return f"待核实：金额单位可疑（{_UNIT_CODE}），名次、合计仍含这张表" if suspect else ""


def told(times: Decimal) -> str:
    """The doubt in words."""
    shown = times.quantize(Decimal(1) if times >= 10 else Decimal("0.1"), ROUND_HALF_UP)
    return f"待核实：全年执行数是全年预算数的{shown}倍，多半是金额单位或小数点写错；名次、合计仍含这张表"


def notes(count: int) -> tuple[str, ...]:
    """What is said beneath the grades; nothing where no form is in doubt."""
    if not count:
        return ()
    return (
        f"待核实：有{count}张表的全年执行数超过全年预算数的{_MOST}倍，或金额单位可疑，见“汇总”里执行率标黄的行。",
        "等级、得分、名次、预算和执行合计、执行率仍含这些表，请先核对金额和单位再用。",
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
