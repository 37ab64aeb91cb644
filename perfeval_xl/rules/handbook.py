"""A rule pack in words (规则手册): each rule with its formula, worked example and source.

:func:`rule_lines` is the one place where rules are worded; the command line and the documentation only lay them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.rules.citing import Citation
from perfeval_xl.rules.model import ExecutionKind, Formula, RulePack
from perfeval_xl.values.printing import plain

Line = tuple[str, str, Citation]

_COMPARATORS = {
    "ge": "≥（不低于）",
    "gt": ">（高于）",
    "eq": "=（等于）",
    "le": "≤（不高于）",
    "lt": "<（低于）",
    "range": "区间",
    "date": "完成时限",
}
_LOWER = ("le", "lt")
_FORMULAS = {
    (Formula.RATIO, False): "达到得满分；未达到：得分=完成值÷指标值×分值。例：指标值≥100，完成90，分值10，得9分",
    (Formula.RATIO, True): "不超过得满分；超过：得分=指标值÷完成值×分值。例：指标值≤100，完成125，分值10，得8分",
    (Formula.LINEAR_LOSS, True): (
        "不超过得满分；超过：得分=[1-(完成值-指标值)÷指标值]×分值，最低0分。例：指标值≤100，完成125，分值10，得7.5分"
    ),
    (Formula.NEAREST_EDGE, False): "在区间内得满分；低于下限按≥下限计，高于上限按≤上限计",
}
_REASONS = {"execution_below": "执行率低于此值须说明原因", "score_below": "得分低于分值的此比例须写偏差原因"}
_TOLERANCES = {
    "score": "得分容差（分）",
    "points": "分值容差（分）",
    "rate": "执行率容差",
    "amount": "金额容差（表内单位）",
}
_THRESHOLDS = {
    "execution_low": "执行率偏低的界线",
    "effect_gap": "投入与产出差距的界线",
    "all_full_execution": "全部满分时应达到的执行率",
    "heavy_points": "单项分值过大的界线（分）",
}
_SHARES = frozenset((*_REASONS, "rate", "execution_low", "effect_gap", "all_full_execution"))
"""Thresholds that are fractions, printed as percentages."""


def handbook(pack: RulePack) -> str:
    """The pack as one Markdown section."""
    extends = f"；继承自：{pack.extends}" if pack.extends else ""
    parts = [
        f"## {pack.id} {pack.title}\n",
        f"适用地区：{pack.region}；适用年度：{pack_years(pack)}{extends}\n",
        "| 规则 | 内容与算例 | 依据 |",
        "|---|---|---|",
        *(f"| {title} | {text} | {cite.clause} |" for title, text, cite in rule_lines(pack)),
        "\n来源：\n",
        *(f"- {_source_line(pack, index)}" for index in range(len(pack.sources))),
        "",
    ]
    return "\n".join(parts)


def pack_years(pack: RulePack) -> str:
    """``2020年起``, ``2020—2023年`` or ``不限``."""
    if pack.first_year is None and pack.last_year is None:
        return "不限"
    if pack.last_year is None:
        return f"{pack.first_year}年起"
    return f"{pack.first_year or ''}—{pack.last_year}年"


def rule_lines(pack: RulePack) -> Iterator[Line]:
    """(rule, content with formula and example, citation) of every rule of the pack."""
    level1 = "、".join(f"{'/'.join(item.words)}{plain(item.points)}分" for item in pack.level1.items)
    yield "一级指标分值", level1, pack.level1.cite
    yield "预算执行率", _execution(pack), pack.execution.cite
    for comparator, rule in pack.indicators.items():
        text = _FORMULAS.get((rule.kind, comparator in _LOWER)) or _plain_formula(rule.kind)
        yield f"指标值{_COMPARATORS.get(comparator, comparator)}", text, rule.cite
    yield "指标值为0", "没有可除的数：达到得满分，未达到得0分", pack.zero_target.cite
    if pack.pass_line.share is not None:
        yield "及格线", f"完成比例低于{_percent(pack.pass_line.share)}得0分", pack.pass_line.cite
    yield "超额完成", _over(pack), pack.over.cite
    for band in pack.qualitative.bands:
        span = f"分值的{_percent(band.low)}（含）至{_percent(band.high)}"
        default = f"；没有填报人判定时取{_percent(band.default)}（工具缺省）"
        yield f"定性：{band.grade}", span + default, pack.qualitative.cite
    policy = {"rescale": "不计该指标，其余得分折算到全表分值", "full": "该指标得满分"}
    yield "不适用的指标", policy[pack.not_applicable.kind], pack.not_applicable.cite
    rounding = "四舍五入" if pack.rounding.kind == "half_up" else "截去"
    yield "取位", f"每项得分与总分{rounding}到{pack.rounding.places}位小数", pack.rounding.cite
    bands = "、".join(f"{band.name}≥{plain(band.at_least)}" for band in pack.grades.bands)
    yield "等级", f"{bands}（以{plain(pack.grades.full)}分为满分）", pack.grades.cite
    groups = ((pack.reasons, _REASONS), (pack.tolerances, _TOLERANCES), (pack.thresholds, _THRESHOLDS))
    for values, words in groups:
        for key, threshold in values.items():
            shown = _percent(threshold.value) if key in _SHARES else plain(threshold.value)
            yield words.get(key, key), shown, threshold.cite
    for key, limit in pack.text_limits.items():
        yield f"字数上限：{key}", f"{limit.characters}字", limit.cite


def _execution(pack: RulePack) -> str:
    rule = pack.execution
    rate = f"执行率=全年执行数÷{rule.base.label}"
    if rule.kind is ExecutionKind.STEPS:
        steps = ";".join(f"≥{_percent(step.at_least)}得分值的{_percent(step.share)}" for step in rule.steps)
        return f"{rate};{steps}"
    return f"{rate}，得分=执行率（最高按{_percent(rule.cap)}）×分值。例：86.18÷100×10=8.62分"


def _plain_formula(kind: Formula) -> str:
    if kind is Formula.ALL_OR_NOTHING:
        return "达到得满分，未达到得0分"
    return "达到得满分；未达到由填报人判定得分并说明"


def _over(pack: RulePack) -> str:
    parts = []
    if pack.over.flag_at is not None:
        parts.append(f"完成率≥{_percent(pack.over.flag_at)}时提示")
    if pack.over.reason_at is not None:
        parts.append(f"≥{_percent(pack.over.reason_at)}时要求说明原因")
    return ",".join([*parts, "不扣分"])


def _source_line(pack: RulePack, index: int) -> str:
    source = pack.sources[index]
    mark = "" if source.verified else "（依据待核实）"
    link = f" <{source.url}>" if source.url else ""
    return f"{source.text}{mark}{link} {source.note}".rstrip()


def _percent(share: Decimal) -> str:
    return plain(share * 100) + "%"
