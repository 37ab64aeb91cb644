"""Rules that only some places have, in words for the rule book."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.rules.citing import Citation
from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.special import DeviationPart, OverReduction, ReductionKind, ScaleMeasure
from perfeval_xl.values.printing import plain

CAPS = "按执行率封顶"
DEDUCTION = "扣减分数栏"
COST = "未填报的成本指标"
GOALS = "几个年度目标"


def scale_title(words: tuple[str, ...]) -> str:
    return f"分档：{'/'.join(words)}"


def special_lines(pack: RulePack) -> Iterator[tuple[str, str, Citation]]:
    """(rule, content, citation) of what the pack has of them."""
    for scale in pack.scales.values():
        measure = "完成值" if scale.measure is ScaleMeasure.ACTUAL else "完成率"
        steps = "；".join(f"≥{_percent(step.at_least)}得分值的{_percent(step.share)}" for step in scale.steps)
        yield scale_title(scale.words), f"按{measure}：{steps}", scale.cite
    if pack.missing_cost is not None:
        yield COST, f"没有写指标值的成本指标，得分不超过{plain(pack.missing_cost.most)}分", pack.missing_cost.cite
    if pack.deduction_column is not None:
        yield DEDUCTION, "得分=计算得分-扣减分数，最低0分", pack.deduction_column.cite
    if pack.goals is not None:
        yield GOALS, "总分=预算执行率得分+各年度目标（三级指标得分合计×目标权重比例）之和", pack.goals.cite
    if pack.aggregation is not None:
        relative = {"by_funds": "按资金额度加权平均", "mean": "取平均"}
        rule = pack.aggregation
        text = f"先汇总后计分：绝对值直接累加，相对值{relative[rule.relative]}，定性得分{relative[rule.qualitative]}"
        yield "几个单位汇总", text, rule.cite
    if pack.caps is not None:
        parts = [
            f"执行率低于{_percent(cap.below)}："
            + "，".join(
                ([f"总分最高{plain(cap.total)}分"] if cap.total is not None else [])
                + ([f"等级最高为{cap.grade}"] if cap.grade else [])
            )
            for cap in pack.caps.caps
        ]
        yield CAPS, "；".join(parts), pack.caps.cite


def over_words(pack: RulePack) -> str:
    """What over-achievement (超额完成) brings about."""
    rule = pack.over
    parts = []
    if rule.flag_at is not None:
        parts.append(f"完成率≥{_percent(rule.flag_at)}时提示")
    if rule.reason_at is not None:
        parts.append(f"≥{_percent(rule.reason_at)}时要求说明原因")
    if rule.zero_target_reason_at is not None:
        parts.append(f"指标值为0而完成值≥{plain(rule.zero_target_reason_at)}时要求说明原因")
    if rule.manual_at is not None:
        parts.append(f"≥{_percent(rule.manual_at)}时得分由人判定")
    return "，".join([*parts, "不扣分" if rule.reduce is None else _reduction(rule.reduce)])


def _reduction(cut: OverReduction) -> str:
    start = f"≥{_percent(cut.start)}时"
    if cut.kind is ReductionKind.FIXED:
        return f"{start}扣{plain(cut.points)}分"
    part = "偏离度" if cut.part is DeviationPart.WHOLE else f"超过{_percent(cut.start)}的部分"
    return f"{start}得分=（1-{part}）×分值，最低0分"


def _percent(share: Decimal) -> str:
    return plain(share * 100) + "%"
