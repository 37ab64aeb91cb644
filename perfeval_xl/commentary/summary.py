"""The form as a whole: 综合评价结论 and 预算执行情况."""

from __future__ import annotations

from perfeval_xl.commentary.facts import NO_ROWS, rows_of, unscored
from perfeval_xl.commentary.words import percent, points
from perfeval_xl.forms.model import FormKind
from perfeval_xl.results import FormResult, FundResult
from perfeval_xl.rules import RulePack
from perfeval_xl.values.printing import plain


def conclusion(form: FormResult, pack: RulePack) -> str:
    """Score and grade, or why there are none; then how many targets were met."""
    return f"{_verdict(form)}{_counts(form)}"


def object_of(form: FormResult) -> str:
    """``2023年度“某项目”项目支出`` or ``2023年度某局部门整体支出``."""
    year = f"{form.form.year}年度" if form.form.year else ""
    if form.form.kind is FormKind.DEPARTMENT:
        return f"{year}{form.form.unit}部门整体支出"
    return f"{year}“{form.form.project}”项目支出" if form.form.project else f"{year}项目支出"


def _verdict(form: FormResult) -> str:
    who, why_not = object_of(form), form.why_not.rstrip("。")
    if form.score_total is not None:
        text = f"{who}绩效自评总分{points(form.score_total)}"
        return text + (f"，自评等级为“{form.grade}”。" if form.grade else f"。{why_not}。")
    if not form.form.scored:
        return f"{who}自评表不设分值，不计算总分和等级。"
    text = f"{who}绩效自评尚不能得出总分：{why_not}"
    if form.form.entered_total.value is not None:
        text += f"；表内填报总分{points(form.form.entered_total.value)}，未能重新计算"
    return text + "。"


def _counts(form: FormResult) -> str:
    rows = rows_of(form)
    if not rows:
        return NO_ROWS
    met = sum(row.met is True for row in rows)
    missed = sum(row.met is False for row in rows)
    text = f"共设三级指标{len(rows)}个"
    if met or missed:
        text += f"，其中完成指标值{met}个"
    if not form.form.scored and missed:
        text += f"、未完成{missed}个"
    if form.score_total is None and any(row.score is not None for row in rows):
        text += f"；可评分部分得{points(form.score_known)}，{len(unscored(form))}个指标未能评分"
    return text + "。"


def execution(form: FormResult, pack: RulePack) -> str:
    """Budget, executed amount, rate and score; below the pack's line with a call for the cause."""
    text = execution_facts(form)
    fund = form.execution
    if fund is not None and is_low(fund, pack) and not fund.row.reason.strip():
        text += f"执行率低于{percent(pack.reasons['execution_below'].value)}，请说明原因并提出加快支出进度的措施。"
    return text


def execution_facts(form: FormResult) -> str:
    """The figures alone, or why there are none."""
    fund = form.execution
    if fund is None:
        return "自评表没有资金情况，无法说明预算执行情况。"
    unit = form.form.amount_unit
    budget, executed = fund.row.budget.value, fund.row.executed.value
    if fund.rate is None:
        return f"预算执行率无法计算：{fund.why_not.rstrip('。')}。"
    told = f"预算执行率{percent(fund.rate)}"
    if budget is None or executed is None:
        text = f"年度资金总额未填，按各项资金计算，{told}"
    else:
        text = f"全年预算数{plain(budget)}{unit}，全年执行数{plain(executed)}{unit}，{told}"
    if fund.score is not None and fund.row.points.value is not None:
        text += f"，得{points(fund.score)}（分值{points(fund.row.points.value)}）"
    return text + "。" + _adjustment(form)


def is_low(fund: FundResult, pack: RulePack) -> bool:
    """Whether the rate lies below the line from which a reason is due."""
    line = pack.reasons.get("execution_below")
    return line is not None and fund.rate is not None and fund.rate < line.value


def _adjustment(form: FormResult) -> str:
    fund = form.execution
    initial = fund.row.initial.value if fund else None
    budget = fund.row.budget.value if fund else None
    if initial is None or budget is None or initial == budget:
        return ""
    verb = "调增" if budget > initial else "调减"
    unit = form.form.amount_unit
    return f"年初预算数{plain(initial)}{unit}，年中{verb}{plain(abs(budget - initial))}{unit}。"
