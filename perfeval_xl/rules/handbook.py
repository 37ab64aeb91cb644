"""A rule pack in words (规则手册): each rule with its formula and source.

:func:`rule_lines` is the one place where rules are worded; the command line and the documentation only lay them out.
Worked examples are computed, not written: :func:`perfeval_xl.scoring.worked.worked_examples` gives them by title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from perfeval_xl.rules.choosing import pack_years
from perfeval_xl.rules.citing import Citation
from perfeval_xl.rules.deduction_words import deduction_lines
from perfeval_xl.rules.model import ExecutionKind, Formula, RulePack, ZeroTargetKind
from perfeval_xl.rules.packs import DEFAULT_PACK
from perfeval_xl.rules.special_words import over_words, special_lines
from perfeval_xl.values.printing import plain

Line = tuple[str, str, Citation]

COMPARATORS = {
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
    (Formula.RATIO, False): "达到得满分；未达到：得分=完成值÷指标值×分值",
    (Formula.RATIO, True): "不超过得满分；超过：得分=指标值÷完成值×分值",
    (Formula.LINEAR_LOSS, True): "不超过得满分；超过：得分=[1-(完成值-指标值)÷指标值]×分值，最低0分",
    (Formula.NEAREST_EDGE, False): "在区间内得满分；低于下限按≥下限计，高于上限按≤上限计",
}
_REASONS = {
    "execution_below": "执行率低于此值须说明原因",
    "score_below": "得分低于分值的此比例须写偏差原因",
    "budget_adjusted": "年中调整超过年初预算的此比例须说明理由",
}
_TEXTS = {
    "reason": "偏差原因",
    "execution_reason": "执行率的原因",
    "goal_actual": "年度目标完成情况",
    "conclusion": "评价结论",
    "problems": "存在问题",
    "measures": "改进措施",
}
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


def handbook(pack: RulePack, examples: Mapping[str, str]) -> str:
    """The pack as a Markdown page.

    Args:
        examples: worked examples by the titles of :func:`rule_lines`.
    """
    parts = [f"# {pack.id} {pack.title}\n", *(f"{line}\n" for line in pack_head(pack))]
    parts += ["| 规则 | 内容 | 算例 | 依据 |", "|---|---|---|---|"]
    for title, text, cite in rule_lines(pack):
        cells = (title, text, examples.get(title, ""), cite.clause)
        parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    if pack.not_covered:
        parts += ["\n没有覆盖的：\n", *(f"- {line}" for line in pack.not_covered)]
    if pack.basis:
        parts += ["\n报告引用的依据：\n", *(f"{at}. {source.text}" for at, source in enumerate(pack.basis, 1))]
    parts += ["\n来源：\n", *(f"- {_source_line(pack, index)}" for index in range(len(pack.sources))), ""]
    return "\n".join(parts)


def pack_head(pack: RulePack) -> list[str]:
    """For whom the pack is, and how it comes to be used; sentences of Chinese."""
    lines = [
        f"适用地区：{pack.region}；适用年度：{pack_years(pack)}{f'；继承：{pack.extends}' if pack.extends else ''}"
    ]
    if pack.experimental:
        lines.append(f"试用：只有二手材料或产品做法，不会自动识别，只有指定 --rules {pack.id} 时才使用。")
    elif pack.layouts:
        lines.append(f"按版式识别：{'、'.join(pack.layouts)}")
    elif pack.id != DEFAULT_PACK:
        lines.append(f"版式看不出是哪个地方的表，不会自动识别，指定 --rules {pack.id} 时使用。")
    return lines


def rule_lines(pack: RulePack) -> Iterator[Line]:
    """(rule, content with formula, citation) of every rule of the pack."""
    yield from _points(pack)
    yield "预算执行率", _execution(pack), pack.execution.cite
    for comparator, rule in pack.indicators.items():
        text = _FORMULAS.get((rule.kind, comparator in _LOWER)) or _plain_formula(rule.kind, rule.exact)
        yield indicator_title(comparator), text, rule.cite
    all_or_nothing = pack.zero_target.kind is ZeroTargetKind.ALL_OR_NOTHING
    zero = _plain_formula(Formula.ALL_OR_NOTHING if all_or_nothing else Formula.MANUAL)
    yield "指标值为0", f"没有可除的数：{zero}", pack.zero_target.cite
    if pack.pass_line.share is not None:
        yield "及格线", f"完成比例低于{_percent(pack.pass_line.share)}得0分", pack.pass_line.cite
    yield "超额完成", over_words(pack), pack.over.cite
    for band in pack.qualitative.bands:
        span = f"分值的{_percent(band.low)}（含）至{_percent(band.high)}"
        default = f"；没有填报人判定时取{_percent(band.default)}（工具缺省）"
        yield f"定性：{band.grade}", span + default, pack.qualitative.cite
    policy = {"rescale": "不计该指标，其余得分折算到全表分值", "full": "该指标得满分"}
    yield "不适用的指标", policy[pack.not_applicable.kind], pack.not_applicable.cite
    yield from special_lines(pack)
    rounding = "四舍五入" if pack.rounding.kind == "half_up" else "截去"
    places = f"{pack.rounding.places}位小数" if pack.rounding.places else "整数"
    yield "取位", f"每项得分与总分{rounding}到{places}", pack.rounding.cite
    bands = "、".join(f"{band.name}≥{plain(band.at_least)}" for band in pack.grades.bands)
    yield "等级", f"{bands}（以{plain(pack.grades.full)}分为满分）", pack.grades.cite
    yield from _limits(pack)
    yield from deduction_lines(pack)


def indicator_title(comparator: str) -> str:
    return f"指标值{COMPARATORS[comparator]}"


def _points(pack: RulePack) -> Iterator[Line]:
    words = {item.key: "/".join(item.words) for item in pack.level1.items}
    divisions = [("一级指标分值", pack.level1.points)]
    divisions += [(f"一级指标分值：{variant.name}", variant.points) for variant in pack.level1.variants]
    for title, points in divisions:
        text = "、".join(f"{words[key]}{plain(share)}分" for key, share in points.items())
        yield title, text, pack.level1.cite


def _limits(pack: RulePack) -> Iterator[Line]:
    groups = ((pack.reasons, _REASONS), (pack.tolerances, _TOLERANCES), (pack.thresholds, _THRESHOLDS))
    for values, words in groups:
        for key, threshold in values.items():
            shown = _percent(threshold.value) if key in _SHARES else plain(threshold.value)
            yield words.get(key, key), shown, threshold.cite
    for key, limit in pack.text_limits.items():
        yield f"字数上限：{_TEXTS.get(key, key)}", f"{limit.characters}字", limit.cite


def _execution(pack: RulePack) -> str:
    rule = pack.execution
    rate = f"执行率=全年执行数÷{rule.base.label}"
    if rule.kind is ExecutionKind.STEPS:
        steps = "；".join(f"≥{_percent(step.at_least)}得分值的{_percent(step.share)}" for step in rule.steps)
        return f"{rate}；{steps}"
    return f"{rate}，得分=执行率（最高按{_percent(rule.cap)}）×分值"


def _plain_formula(kind: Formula, exact: bool = False) -> str:
    met, missed = ("等于指标值", "不等于的") if exact else ("达到", "未达到")
    if kind is Formula.ALL_OR_NOTHING:
        return f"{met}得满分，{missed}得0分"
    return f"{met}得满分；{missed}由填报人判定得分并说明"


def _source_line(pack: RulePack, index: int) -> str:
    source = pack.sources[index]
    mark = "" if source.verified else "（依据待核实）"
    link = f" <{source.url}>" if source.url else ""
    return f"{source.text}{mark}{link} {source.note}".rstrip()


def _percent(share: Decimal) -> str:
    return plain(share * 100) + "%"
