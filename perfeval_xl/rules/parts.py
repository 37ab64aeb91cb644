"""The sections of a rule file that hold lists: points by 一级指标, execution, qualitative bands, grades."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from perfeval_xl.rules.citing import Citation, Source
from perfeval_xl.rules.model import (
    Band,
    ExecutionBase,
    ExecutionKind,
    ExecutionRule,
    GradeBand,
    GradeRule,
    QualitativeRule,
)
from perfeval_xl.rules.points import Level1Item, Level1Rule, Level1Variant
from perfeval_xl.rules.section import Section
from perfeval_xl.rules.special import Step
from perfeval_xl.values.model import QualitativeGrade

Sources = dict[str, Source]

_ONE = Decimal(1)
_HUNDRED = Decimal(100)


def cite(section: Section, sources: Sources) -> Citation:
    """The citation of one rule; a rule may be less certain than its source, never more.

    Raises:
        SchemaError: no source, an unknown one, or ``verified: true`` on an unverified one.
    """
    name = section.text("source")
    source = sources.get(name)
    if source is None:
        raise section.fail("source", f"引用的依据“{name}”没有列在 sources 里，请先在 sources 里写明文件名和文号")
    verified = section.flag("verified", source.verified)
    if verified and not source.verified:
        raise section.fail("verified", f"写的是 true，但依据“{name}”本身没有核实，请改为 false 或先核实原件")
    return Citation.of(source, verified)


def level1(section: Section, sources: Sources) -> Level1Rule:
    items: list[Level1Item] = []
    for item in section.items("items"):
        entry = Level1Item(item.text("key"), item.decimal("points", high=_HUNDRED), item.texts("words"))
        item.finish()
        if any(other.key == entry.key for other in items):
            raise item.fail("key", f"“{entry.key}”写了两次，请只留一处")
        items.append(entry)
    total = sum((item.points for item in items), Decimal(0))
    if total > _HUNDRED:
        raise section.fail("items", f"的分值合计为{total}分，超过100分，请核对")
    rule = Level1Rule(tuple(items), cite(section, sources), _variants(section, [item.key for item in items]))
    section.finish()
    return rule


def _variants(section: Section, known: list[str]) -> tuple[Level1Variant, ...]:
    variants: list[Level1Variant] = []
    for item in section.optional_items("variants"):
        name, shares = item.text("name"), item.sub("points")
        points: dict[str, Decimal] = {}
        for key in known:
            share = shares.optional_decimal(key, high=_HUNDRED)
            if share is not None:
                points[key] = share
        shares.finish()
        if sum(points.values()) > _HUNDRED:
            raise item.fail("points", f"合计为{sum(points.values())}分，超过100分，请核对")
        item.finish()
        variants.append(Level1Variant(name, points))
    return tuple(variants)


def falling_steps(section: Section) -> tuple[Step, ...]:
    """The list ``steps`` of a section: falling, down to 0."""
    steps: list[Step] = []
    for item in section.items("steps"):
        steps.append(Step(item.decimal("at_least"), item.decimal("share", high=_ONE)))
        item.finish()
    if any(lower.at_least >= upper.at_least for upper, lower in pairwise(steps)):
        raise section.fail("steps", "应当按 at_least 从高到低排列")
    if steps[-1].at_least != 0:
        raise section.fail("steps", "最后一档的 at_least 应当是0，否则低于它的没有对应的得分")
    return tuple(steps)


def execution(section: Section, sources: Sources) -> ExecutionRule:
    kind = section.choice("kind", tuple(ExecutionKind))
    base = section.choice("base", tuple(ExecutionBase))
    cap = section.decimal("cap", low=Decimal("0.01"))
    steps = falling_steps(section) if kind is ExecutionKind.STEPS else ()
    rule = ExecutionRule(kind, base, cap, steps, cite(section, sources))
    section.finish()
    return rule


def qualitative(section: Section, sources: Sources) -> QualitativeRule:
    bands: list[Band] = []
    for item in section.items("bands"):
        band = Band(
            grade=item.choice("grade", tuple(QualitativeGrade)).value,
            low=item.decimal("low", high=_ONE),
            high=item.decimal("high", high=_ONE),
            default=item.decimal("default", high=_ONE),
        )
        item.finish()
        if not band.low <= band.default <= band.high:
            raise item.fail("default", f"写的是{band.default}，应当在{band.low}到{band.high}之间")
        if bands and band.high != bands[-1].low:
            raise item.fail("high", f"写的是{band.high}，应当等于上一档的下限{bands[-1].low}")
        bands.append(band)
    if [band.grade for band in bands] != [grade.value for grade in QualitativeGrade]:
        raise section.fail("bands", f"应当依次写明{'、'.join(QualitativeGrade)}三档")
    if bands[0].high != 1 or bands[-1].low != 0:
        raise section.fail("bands", "应当从1排到0")
    default = section.sub("default")
    default_cite = cite(default, sources)
    default.finish()
    rule = QualitativeRule(tuple(bands), cite(section, sources), default_cite)
    section.finish()
    return rule


def grades(section: Section, sources: Sources) -> GradeRule:
    bands: list[GradeBand] = []
    for item in section.items("bands"):
        band = GradeBand(item.decimal("at_least", high=_HUNDRED), item.text("name"))
        item.finish()
        if bands and band.at_least >= bands[-1].at_least:
            raise item.fail("at_least", f"写的是{band.at_least}，应当低于上一等级的{bands[-1].at_least}")
        bands.append(band)
    if bands[-1].at_least != 0:
        raise section.fail("bands", "最后一个等级应当从0分起")
    rule = GradeRule(tuple(bands), section.decimal("full", low=_ONE), cite(section, sources))
    section.finish()
    return rule
