"""A form whose numbers are right is never accused, however they are typed: rounded, unrounded, as text or percentages."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfeval_xl.evaluation import evaluate
from perfeval_xl.issues import Severity
from tests.support.tables import sheet, sheets

FORM = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < |
| (2023年度) | < | < | < | < | < | < | < |
| 项目资金(万元) | 资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | {budget} | {budget} | {executed} | 10 | {rate} | {score} |
| ^ | 其中:当年财政拨款 | {part} | {part} | {spent} | — |  | — |
| ^ | 上年结转资金 | {rest} | {rest} | {left} | — |  | — |
| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |
| ^ | 养护公路 | < | < | 已养护；问卷100份 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | 数量指标 | 养护里程 | ≥{target}公里 | {actual}公里 | 50 | {row} | 雨季影响施工，下年补齐 |
| 效益指标 | 社会效益指标 | 群众出行 | 明显改善 | 达成年度指标 | 30 | 30 |  |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95% | 10 | 10 |  |
| 总分 | < | < | < | < | 100 | {total} |  |
"""
OF_PLAUSIBILITY = frozenset(("SAT-01", "WGT-05", "BUD-06", "BUD-09"))
"""What may be right and still is worth a look: no survey, one heavy indicator, little spent, very large amounts."""
amounts = st.integers(0, 6).flatmap(
    lambda places: st.integers(1, 10**8).map(lambda units: Decimal(units).scaleb(-places))
)


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def typed_rate(fraction: Decimal, style: str, places: int) -> str:
    """The rate as a person or a formula gives it."""
    percent = rounded(fraction * 100, places)
    match style:
        case "text":
            return f"{percent}%"
        case "percent":
            return f"{{{percent}%}}"
        case "fraction":
            return f"{rounded(fraction, places + 2):f}"
        case "formula":
            return "{50%}"  # its place is taken by the very float that a formula gives
    return ""


def typed_score(score: Decimal, style: str) -> str:
    return f"{float(score):.12f}".rstrip("0") + "0" if style == "formula" else str(rounded(score, 2))


@settings(max_examples=300)
@example(Decimal(41), Decimal("0.0488"), Decimal("0.5"), 12, 9, "formula", 2, "formula")  # 2/41 in fifteen digits
@given(
    budget=amounts,
    share=st.decimals(0, 1, places=4),
    split=st.decimals(0, 1, places=2),
    target=st.integers(1, 500),
    done=st.integers(1, 500),
    rate_style=st.sampled_from(("text", "percent", "fraction", "formula", "blank")),
    places=st.integers(0, 4),
    score_style=st.sampled_from(("rounded", "formula")),
)
def test_right_numbers_raise_no_error_and_no_warning_of_numbers(
    budget: Decimal,
    share: Decimal,
    split: Decimal,
    target: int,
    done: int,
    rate_style: str,
    places: int,
    score_style: str,
) -> None:
    decimals = -int(budget.as_tuple().exponent)
    executed, part = rounded(budget * share, decimals), rounded(budget * split, decimals)
    execution = executed / budget * 10
    row = min(Decimal(done) / target, Decimal(1)) * 50
    scores = [Decimal(typed_score(score, score_style)) for score in (execution, row)]
    table = FORM.format(
        budget=f"{budget:f}",
        executed=f"{executed:f}",
        part=f"{part:f}",
        spent=f"{min(executed, part):f}",
        left=f"{executed - min(executed, part):f}",
        rest=f"{budget - part:f}",
        rate=typed_rate(executed / budget, rate_style, places),
        score=scores[0],
        row=scores[1],
        target=target,
        actual=done,
        total=f"{sum(scores) + 40:f}",
    )
    form = sheet(table)
    if rate_style == "formula":
        form.rows[3][6] = float(executed / budget)  # type: ignore[index]
    accused = [
        f"{issue.code} {issue.cell} {issue.message}"
        for issue in evaluate(sheets(form)).issues
        if issue.severity is not Severity.HINT and issue.code not in OF_PLAUSIBILITY
    ]
    assert accused == [], table
