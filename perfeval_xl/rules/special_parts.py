"""The sections of a rule file for what only some places have; each may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from perfeval_xl.rules.citing import Source
from perfeval_xl.rules.parts import Sources, cite, falling_steps
from perfeval_xl.rules.section import Section
from perfeval_xl.rules.special import (
    Absolute,
    Aggregation,
    Cap,
    CapRule,
    CostRule,
    DeductionColumn,
    DeviationPart,
    GoalRule,
    OverReduction,
    OverRule,
    ReductionKind,
    Relative,
    ScaleMeasure,
    ScaleRule,
)

_ONE = Decimal(1)
_HUNDRED = Decimal(100)


def over(section: Section, sources: Sources) -> OverRule:
    flag_at, reason_at, manual_at = (
        section.optional_decimal(key, low=_ONE) for key in ("flag_at", "reason_at", "manual_at")
    )
    rule = OverRule(
        flag_at=flag_at,
        reason_at=reason_at,
        manual_at=manual_at,
        zero_target_reason_at=section.optional_decimal("zero_target_reason_at"),
        reduce=_reduction(section),
        cite=cite(section, sources),
    )
    section.finish()
    return rule


def _reduction(section: Section) -> OverReduction | None:
    if section.has_text("reduce"):
        word = section.text("reduce", "none")
        if word == "none":
            return None
        raise section.fail("reduce", f"写的是“{word}”，只能是 none（超额不扣分），或写明 kind 和 from 的一组内容")
    rule = section.optional_sub("reduce")
    if rule is None:
        return None
    kind = rule.choice("kind", tuple(ReductionKind))
    reduction = OverReduction(
        kind=kind,
        start=rule.decimal("from", low=_ONE),
        points=rule.decimal("points", high=_HUNDRED) if kind is ReductionKind.FIXED else Decimal(0),
        part=rule.choice("part", tuple(DeviationPart)) if kind is ReductionKind.BY_DEVIATION else DeviationPart.WHOLE,
    )
    rule.finish()
    return reduction


def basis(top: Section, sources: Sources) -> tuple[Source, ...]:
    found: list[Source] = []
    for at, name in enumerate(top.optional_texts("basis")):
        if name not in sources:
            raise top.fail("basis", f"的第{at + 1}项“{name}”没有列在 sources 里，请先在 sources 里写明文件名和文号")
        found.append(sources[name])
    return tuple(found)


def scales(top: Section, sources: Sources) -> Mapping[str, ScaleRule]:
    section = top.optional_sub("scales")
    found: dict[str, ScaleRule] = {}
    for key, rule in section.subs() if section else ():
        words, measure = rule.texts("words"), rule.choice("measure", tuple(ScaleMeasure))
        found[key] = ScaleRule(words, measure, falling_steps(rule), cite(rule, sources))
        rule.finish()
    return found


def caps(top: Section, sources: Sources, grades: tuple[str, ...]) -> CapRule | None:
    section = top.optional_sub("caps")
    if section is None:
        return None
    found: list[Cap] = []
    for item in section.items("items"):
        cap = Cap(
            item.decimal("below", high=Decimal(1)),
            item.optional_decimal("total", high=_HUNDRED),
            item.text("grade", ""),
        )
        if cap.total is None and not cap.grade:
            raise item.fail(None, "应当写明 total（总分上限）或 grade（最高等级）")
        if cap.grade and cap.grade not in grades:
            raise item.fail("grade", f"写的是“{cap.grade}”，只能是{'、'.join(grades)}之一")
        item.finish()
        found.append(cap)
    if any(lower.below >= upper.below for lower, upper in pairwise(found)):
        raise section.fail("items", "应当按 below 从低到高排列")
    rule = CapRule(tuple(found), cite(section, sources))
    section.finish()
    return rule


def deduction_column(top: Section, sources: Sources) -> DeductionColumn | None:
    section = top.optional_sub("deduction_column")
    if section is None:
        return None
    rule = DeductionColumn(cite(section, sources))
    section.finish()
    return rule


def missing_cost(top: Section, sources: Sources) -> CostRule | None:
    section = top.optional_sub("missing_cost")
    if section is None:
        return None
    rule = CostRule(section.texts("words"), section.decimal("most", high=_HUNDRED), cite(section, sources))
    section.finish()
    return rule


def goals(top: Section, sources: Sources) -> GoalRule | None:
    section = top.optional_sub("goals")
    if section is None:
        return None
    rule = GoalRule(cite(section, sources))
    section.finish()
    return rule


def aggregation(top: Section, sources: Sources) -> Aggregation | None:
    section = top.optional_sub("aggregation")
    if section is None:
        return None
    rule = Aggregation(
        absolute=section.choice("absolute", tuple(Absolute)),
        relative=section.choice("relative", tuple(Relative)),
        qualitative=section.choice("qualitative", tuple(Relative)),
        cite=cite(section, sources),
    )
    section.finish()
    return rule
