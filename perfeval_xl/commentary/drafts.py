"""The five drafts of a form: conclusion, execution, strengths, weaknesses, deviations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from perfeval_xl.commentary.words import achievement, percent, points, subject
from perfeval_xl.forms.model import FormKind
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.rules import RulePack
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.printing import nest_quotes, plain
from perfeval_xl.values.reading import read_value

DRAFT_MARK = "【草稿，请填报人核实补充】"
MAX_ROWS = 6
"""More rows than this are counted, not listed."""

SLOTS: Mapping[str, str] = {
    "conclusion": "综合评价结论",
    "execution": "预算执行情况",
    "strengths": "完成较好的指标",
    "weaknesses": "薄弱指标",
    "deviations": "偏差原因草稿",
}
"""Slot -> the heading under which it stands."""


def draft_commentary(form: FormResult, pack: RulePack) -> dict[str, str]:
    """Slot -> draft text; a slot about which nothing can be said is ``""``."""
    writers: dict[str, Callable[[FormResult, RulePack], str]] = {
        "conclusion": conclusion,
        "execution": execution,
        "strengths": strengths,
        "weaknesses": weaknesses,
        "deviations": deviations,
    }
    return {slot: nest_quotes(writer(form, pack)) for slot, writer in writers.items()}


def conclusion(form: FormResult, pack: RulePack) -> str:
    """Score and grade, or why there are none."""
    subject_text = _object(form)
    scored = [row for row in form.indicators if row.score is not None]
    counts = f"共设三级指标{len(form.indicators)}个"
    met = sum(row.met is True for row in scored)
    if scored:
        counts += f"，其中完成指标值{met}个"
    if form.score_total is None:
        return (
            f"{subject_text}绩效自评尚不能得出总分：{form.why_not.rstrip('。')}。"
            f"{counts}；可评分部分得{points(form.score_known)}。"
        )
    text = f"{subject_text}绩效自评总分{points(form.score_total)}"
    text += f"，自评等级为“{form.grade}”。" if form.grade else f"。{form.why_not.rstrip('。')}。"
    return text + counts + "。"


def _object(form: FormResult) -> str:
    year = f"{form.form.year}年度" if form.form.year else ""
    if form.form.kind is FormKind.DEPARTMENT:
        return f"{year}{form.form.unit}部门整体支出"
    return f"{year}“{form.form.project}”项目支出" if form.form.project else f"{year}项目支出"


def execution(form: FormResult, pack: RulePack) -> str:
    """Budget, executed amount, rate and score; below the pack's line with a call for the cause."""
    fund = form.execution
    if fund is None:
        return "自评表没有资金情况，无法说明预算执行情况。"
    unit = form.form.amount_unit
    budget, executed = fund.row.budget.value, fund.row.executed.value
    if budget is None or executed is None or fund.rate is None:
        return f"预算执行率无法计算：{fund.why_not.rstrip('。')}。"
    text = f"全年预算数{plain(budget)}{unit}，全年执行数{plain(executed)}{unit}，预算执行率{percent(fund.rate)}"
    if fund.score is not None and fund.row.points.value is not None:
        text += f"，得{points(fund.score)}（分值{points(fund.row.points.value)}）"
    text += "。" + _adjustment(form)
    line = pack.reasons.get("execution_below")
    if line is not None and fund.rate < line.value:
        text += f"执行率低于{percent(line.value)}，请说明原因并提出加快支出进度的措施。"
    return text


def _adjustment(form: FormResult) -> str:
    fund = form.execution
    initial = fund.row.initial.value if fund else None
    budget = fund.row.budget.value if fund else None
    if initial is None or budget is None or initial == budget:
        return ""
    verb = "调增" if budget > initial else "调减"
    unit = form.form.amount_unit
    return f"年初预算数{plain(initial)}{unit}，年中{verb}{plain(abs(budget - initial))}{unit}。"


def strengths(form: FormResult, pack: RulePack) -> str:
    """Rows that reached their target, best first; strong over-achievement is named as a target set low."""
    met = [row for row in form.indicators if row.met is True and row.score is not None]
    if not met:
        return "没有完成指标值的指标。"
    met.sort(key=lambda row: row.completion or Decimal(1), reverse=True)
    numeric = [row for row in met if row.completion is not None][:MAX_ROWS]
    text = f"{len(met)}个指标完成年度指标值"
    if numeric:
        text += "，其中：" + "；".join(f"{subject(row)}{achievement(row)}" for row in numeric)
    text += "。"
    flag = pack.over.flag_at
    over = [row for row in met if flag is not None and row.completion is not None and row.completion >= flag]
    if over and flag is not None:
        names = "、".join(subject(row) for row in over[:MAX_ROWS])
        text += f"{names}完成率达到或超过{percent(flag)}，指标值可能设定偏低，下年度宜合理调整。"
    return text


def weaknesses(form: FormResult, pack: RulePack) -> str:
    """Rows that lost points, heaviest loss first, each with its numbers; then rows without a score."""
    lost = [(loss, row) for row in form.indicators if (loss := _loss(row)) > 0]
    lost.sort(key=lambda pair: pair[0], reverse=True)
    parts = [
        f"{number_in_list}.{subject(row)}{achievement(row)}，得{points(row.score)}，扣{points(loss)}"
        for number_in_list, (loss, row) in enumerate(lost[:MAX_ROWS], start=1)
        if row.score is not None
    ]
    if len(lost) > MAX_ROWS:
        rest = sum((loss for loss, _ in lost[MAX_ROWS:]), Decimal(0))
        parts.append(f"另有{len(lost) - MAX_ROWS}个指标共扣{points(rest)}")
    unscored = [row for row in form.indicators if row.basis == "unscored"]
    if unscored:
        names = "、".join(subject(row) for row in unscored[:MAX_ROWS]) + ("等" if len(unscored) > MAX_ROWS else "")
        parts.append(f"{names}共{len(unscored)}个指标未能评分，请先补正")
    return "；".join(parts) + "。" if parts else "各指标均完成指标值，没有扣分。"


def _loss(row: IndicatorResult) -> Decimal:
    if row.score is None or row.row.points.value is None:
        return Decimal(0)
    return row.row.points.value - row.score


def deviations(form: FormResult, pack: RulePack) -> str:
    """For rows that lost points and carry no reason: a sentence to complete, marked as a draft."""
    rows = [row for row in form.indicators if _loss(row) > 0 and _has_no_reason(row)]
    if not rows:
        return ""
    sentences = [
        f"{subject(row)}{achievement(row)}，未达指标值的主要原因是【待补充：原因】；下一步将【待补充：改进措施】"
        for row in rows
    ]
    return DRAFT_MARK + "。".join(sentences) + "。"


def _has_no_reason(row: IndicatorResult) -> bool:
    return read_value(row.row.reason).meaning in (Meaning.EMPTY, Meaning.NOT_APPLICABLE, Meaning.NOTHING)
