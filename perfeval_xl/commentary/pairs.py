"""存在问题 and 整改建议, paired one to one: what fell short, and the measure that answers it under the same number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfeval_xl.commentary.analysis import MAX_ROWS, deduction, named, overshot
from perfeval_xl.commentary.discretion import without_personal_numbers
from perfeval_xl.commentary.facts import fallen_short, has_points, loss, nothing_lost, rows_of, unscored
from perfeval_xl.commentary.fitting import fit
from perfeval_xl.commentary.summary import execution_facts, is_low
from perfeval_xl.commentary.words import achievement, is_blank, one_line, percent, points, subject
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.rules import RulePack
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.printing import nest_quotes

TO_DO = "【待补充：具体措施、责任部门和完成时限】"


@dataclass(frozen=True, slots=True)
class Pair:
    """One problem and its measure; the brief wordings are for places with a limit."""

    problem: str
    measure: str
    brief_problem: str
    brief_measure: str


def pairs(form: FormResult, pack: RulePack) -> list[Pair]:
    """All problems that the figures show, the budget first, then rows by the points that they lost."""
    found = _execution(form, pack)
    found += [_shortfall(row, pack) for row in fallen_short(form)]
    found += [_overshot(row) for row in overshot(form, pack)]
    return [_guarded(pair) for pair in found + _unscored(form)]


def _guarded(pair: Pair) -> Pair:
    texts = (pair.problem, pair.measure, pair.brief_problem, pair.brief_measure)
    return Pair(*(without_personal_numbers(nest_quotes(text)) for text in texts))


def _execution(form: FormResult, pack: RulePack) -> list[Pair]:
    fund = form.execution
    if fund is None or fund.rate is None:
        return []
    rate = percent(fund.rate)
    if fund.rate > 1:
        return [
            Pair(
                f"支出超出预算。{execution_facts(form)}",
                f"核实超支的原因和资金来源，严格按批复预算支出。{TO_DO}",
                f"预算执行率{rate}，支出超出预算",
                "核实超支原因，严格按预算支出",
            )
        ]
    if not is_low(fund, pack):
        return []
    line = percent(pack.reasons["execution_below"].value)
    reason = "【待补充：执行率偏低的原因】" if is_blank(fund.row.reason) else one_line(fund.row.reason)
    return [
        Pair(
            f"预算执行率偏低，低于{line}。{execution_facts(form)}原因：{reason.rstrip('。')}。",
            f"加快预算执行进度。按项目进度分解用款计划，定期通报支出进度，及时调整难以执行的预算。{TO_DO}",
            f"预算执行率{rate}，低于{line}",
            "分解用款计划，加快支出进度",
        )
    ]


def _shortfall(row: IndicatorResult, pack: RulePack) -> Pair:
    name = subject(row)
    reason = "【待补充：偏差原因】" if is_blank(row.row.reason) else one_line(row.row.reason).rstrip("。")
    brief = f"得{points(row.score)}，扣{points(loss(row))}" if row.score is not None else "未完成指标值"
    aim, brief_aim = _aim(row, pack)
    return Pair(
        f"{name}没有达到年度指标值。{achievement(row)}{deduction(row)}。原因：{reason}。",
        f"{aim}{TO_DO}",
        f"{name}{brief}",
        brief_aim,
    )


def _aim(row: IndicatorResult, pack: RulePack) -> tuple[str, str]:
    """The measure's direction, by the kind of indicator: in full and in brief."""
    name, target = subject(row), row.row.target
    if target.comparator in (Comparator.LE, Comparator.LT):
        return f"加强过程控制，把{name}降到控制目标以内。", f"加强控制，降低{name}"
    if pack.level1.key_of(row.row.level1) == "satisfaction" or "满意" in row.row.name:
        return f"梳理服务对象反映的问题，逐项整改，提高{name}。", f"逐项整改，提高{name}"
    if target.comparator is Comparator.DATE:
        return f"倒排工期，压实各环节时限，确保{name}按期完成。", f"倒排工期，按期完成{name}"
    if target.value is None:
        return f"对照{name}的要求查找薄弱环节，完善管理。", f"查找薄弱环节，改进{name}"
    return f"对照{name}的年度指标值查找差距，明确补救安排，并在编制下年度目标时合理测算。", f"查找差距，推进{name}"


def _overshot(row: IndicatorResult) -> Pair:
    name = subject(row)
    return Pair(
        f"{name}的指标值设定偏低。{achievement(row)}。",
        f"编制下年度绩效目标时，结合历年完成情况合理确定{name}的指标值。",
        f"{name}指标值设定偏低",
        f"合理确定{name}的指标值",
    )


def _unscored(form: FormResult) -> list[Pair]:
    waiting = unscored(form)
    if not waiting:
        return []
    names = named(waiting)
    problem = f"有{len(waiting)}个指标的填报内容不完整，未能评分"
    return [
        Pair(
            f"{problem}：{names}。",
            "补充完整指标值、完成值和佐证材料，重新评分。",
            problem,
            "补充完整后重新评分",
        )
    ]


def problem_texts(form: FormResult, pack: RulePack) -> tuple[str, str]:
    """The slots 存在问题 and 整改建议: as many pairs as the pack's limits hold, numbered alike."""
    found = pairs(form, pack)
    limits = _limit(pack, "problems"), _limit(pack, "measures")
    if not found:
        return fit(_no_problem(form), limits[0]), ""
    full = [(pair.problem.rstrip("。"), pair.measure.rstrip("。")) for pair in found]
    brief = [(pair.brief_problem, pair.brief_measure) for pair in found]
    most = min(len(found), MAX_ROWS)
    # a brief list of all pairs says more than a full list of some
    for wordings, count in [(full, most), *((brief, count) for count in range(most, 0, -1))]:
        texts = _numbered(wordings, count)
        if all(limit is None or len(text) <= limit for text, limit in zip(texts, limits, strict=True)):
            return texts
    return fit(f"共{len(found)}个问题，见评分结果。", limits[0]), fit("针对各问题逐项整改。", limits[1])


def _numbered(wordings: Sequence[tuple[str, str]], count: int) -> tuple[str, str]:
    problems = "；".join(f"{number}.{problem}" for number, (problem, _) in enumerate(wordings[:count], 1))
    measures = "；".join(f"{number}.{measure}" for number, (_, measure) in enumerate(wordings[:count], 1))
    more = len(wordings) - count
    if more:
        problems += f"；另有{more}个问题"
        measures += f"；对另外{more}个问题逐项整改"
    return problems + "。", measures + "。"


def _no_problem(form: FormResult) -> str:
    rows = rows_of(form)
    if not rows or (not has_points(form) and any(row.met is None for row in rows)):
        return ""
    return nothing_lost(form)


def _limit(pack: RulePack, field: str) -> int | None:
    limit = pack.text_limits.get(field)
    return limit.characters if limit is not None else None
