"""A rule pack as text: every value with the document that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.report.text_output import table
from perfeval_xl.report.width import wrap

if TYPE_CHECKING:
    from perfeval_xl.rules import RulePack
    from perfeval_xl.rules.model import Citation

_LINE = 100
_COMPARATORS = {"ge": "≥", "gt": ">", "eq": "=", "le": "≤", "lt": "<", "range": "区间", "date": "日期"}
_FORMULAS = {
    "ratio": "未达到时按比例得分",
    "linear_loss": "超出部分按比例扣分：1-（完成值-指标值）÷指标值",
    "nearest_edge": "区间外按较近一端的规则计分",
    "all_or_nothing": "达到得满分，否则得0分",
    "manual": "由人评定",
}
_LEVELS = {"execution": "预算执行", "output": "产出", "benefit": "效益", "satisfaction": "满意度"}
_REASONS = {"execution_below": "执行率低于此值须说明原因", "score_below": "得分低于分值的此比例须说明原因"}
_TOLERANCES = {"score": "得分容差（分）", "points": "分值容差（分）", "rate": "执行率容差", "amount": "金额容差"}
_THRESHOLDS = {
    "execution_low": "执行率偏低的界线",
    "effect_gap": "投入与产出差距的界线",
    "all_full_execution": "全部满分时应达到的执行率",
    "heavy_points": "单项分值过大的界线（分）",
}

Row = tuple[str, str, str]


def pack_years(pack: RulePack) -> str:
    """``2020年起``, ``2020—2023年`` or ``不限``."""
    if pack.first_year is None and pack.last_year is None:
        return "不限"
    if pack.last_year is None:
        return f"{pack.first_year}年起"
    return f"{pack.first_year or ''}—{pack.last_year}年"


def pack_text(pack: RulePack) -> str:
    """The whole pack: rules with their clauses, then the sources."""
    lines = [f"{pack.id}  {pack.title}", f"适用：{pack.region}，{pack_years(pack)}"]
    if pack.extends:
        lines.append(f"继承：{pack.extends}")
    lines += ["", *table([("规则", "内容", "依据"), *_rules(pack)]), "", "依据文件："]
    for source in pack.sources:
        state = "已核对原文" if source.verified else "依据待核实"
        lines += wrap(f"  {source.text}（{state}）", _LINE, "    ")
        lines += wrap(f"    {source.note}", _LINE, "    ") if source.note else []
        lines += [f"    {source.url}"] if source.url else []
    return "\n".join(lines)


def _rules(pack: RulePack) -> Iterator[Row]:
    points = "、".join(f"{_LEVELS.get(item.key, item.key)}{_plain(item.points)}" for item in pack.level1.items)
    yield "一级指标分值", points, _cite(pack.level1.cite)
    yield "预算执行得分", _execution(pack), _cite(pack.execution.cite)
    for comparator, rule in pack.indicators.items():
        yield (
            f"指标值为{_COMPARATORS.get(comparator, comparator)}",
            _FORMULAS.get(rule.kind, rule.kind),
            _cite(rule.cite),
        )
    yield "指标值为0", _FORMULAS.get(pack.zero_target.kind, pack.zero_target.kind), _cite(pack.zero_target.cite)
    line = "没有" if pack.pass_line.share is None else f"完成不足{_percent(pack.pass_line.share)}得0分"
    yield "及格线", line, _cite(pack.pass_line.cite)
    yield "超额完成", _over(pack), _cite(pack.over.cite)
    for band in pack.qualitative.bands:
        share = f"{_percent(band.low)}—{_percent(band.high)}，未评定时取{_percent(band.default)}"
        yield f"定性：{band.grade}", share, _cite(pack.qualitative.cite)
    not_applicable = "不计分，其余折算" if pack.not_applicable.kind == "rescale" else "得满分"
    yield "不适用的指标", not_applicable, _cite(pack.not_applicable.cite)
    rounding = "四舍五入" if pack.rounding.kind == "half_up" else "截去"
    yield "小数", f"{rounding}到{pack.rounding.places}位", _cite(pack.rounding.cite)
    grades = "、".join(f"{band.name}(≥{_plain(band.at_least)})" for band in pack.grades.bands)
    yield "等级", f"{grades}，满分{_plain(pack.grades.full)}", _cite(pack.grades.cite)
    yield from _thresholds(pack)


def _thresholds(pack: RulePack) -> Iterator[Row]:
    groups = ((pack.reasons, _REASONS), (pack.tolerances, _TOLERANCES), (pack.thresholds, _THRESHOLDS))
    for values, words in groups:
        for name, threshold in values.items():
            yield words.get(name, name), _plain(threshold.value), _cite(threshold.cite)
    for name, limit in pack.text_limits.items():
        yield f"字数上限：{name}", f"{limit.characters}字", _cite(limit.cite)


def _execution(pack: RulePack) -> str:
    rule = pack.execution
    if rule.steps:
        steps = "、".join(f"≥{_percent(step.at_least)}得{_percent(step.share)}" for step in rule.steps)
        return f"全年执行数÷{rule.base.label}，按档：{steps}"
    return f"全年执行数÷{rule.base.label}×分值，执行率最多计{_percent(rule.cap)}"


def _over(pack: RulePack) -> str:
    parts = []
    if pack.over.flag_at is not None:
        parts.append(f"完成率达{_percent(pack.over.flag_at)}提示")
    if pack.over.reason_at is not None:
        parts.append(f"达{_percent(pack.over.reason_at)}须说明原因")
    return "，".join(parts) or "不提示"


def _cite(cite: Citation) -> str:
    return cite.clause


def _percent(share: Decimal) -> str:
    return f"{_plain(share * 100)}%"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
