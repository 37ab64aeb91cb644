"""From the mapping of a rule file to the typed pack: every key known, every value in range, every rule cited."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from perfeval_xl.rules import parts, special_parts
from perfeval_xl.rules.citing import Source
from perfeval_xl.rules.deduction_tables import NotApplicableKind
from perfeval_xl.rules.deductions import deductions, rate_choices
from perfeval_xl.rules.errors import SchemaError
from perfeval_xl.rules.model import (
    TEXT_FIELDS,
    Formula,
    IndicatorRule,
    NotApplicableRule,
    PassLineRule,
    ReasonTrigger,
    Rounding,
    RoundingKind,
    RulePack,
    TextLimit,
    Threshold,
    ZeroTargetKind,
    ZeroTargetRule,
)
from perfeval_xl.rules.parts import Sources
from perfeval_xl.rules.section import Section

SCHEMA = 1
"""The version of the rule file's form that this program reads."""

CONTAINERS = frozenset(
    ("indicators", "reasons", "text_limits", "tolerances", "thresholds", "scales", "rates", "deductions")
)
"""Sections that a pack inherits rule by rule; every other section is inherited or replaced whole."""

OWN = frozenset(("layouts", "experimental", "not_covered"))
"""Keys that speak of one pack alone and are never inherited."""

_UPWARD = (Formula.RATIO, Formula.ALL_OR_NOTHING, Formula.MANUAL)
_DOWNWARD = (Formula.LINEAR_LOSS, Formula.RATIO, Formula.ALL_OR_NOTHING, Formula.MANUAL)
FORMULAS: dict[str, tuple[Formula, ...]] = {
    "ge": _UPWARD,
    "gt": _UPWARD,
    "eq": _UPWARD,
    "le": _DOWNWARD,
    "lt": _DOWNWARD,
    "range": (Formula.NEAREST_EDGE, Formula.ALL_OR_NOTHING, Formula.MANUAL),
    "date": (Formula.ALL_OR_NOTHING, Formula.MANUAL),
}
"""Comparator -> the formulas that can be chosen for it."""

_TOLERANCES = ("score", "points", "rate", "amount")
_EXACT = (Formula.ALL_OR_NOTHING, Formula.MANUAL)


def build_pack(data: dict[str, Any], *, hash_: str, path: Path) -> RulePack:
    """The pack that a merged mapping describes.

    Raises:
        SchemaError: with the path of the value at fault.
    """
    top = Section(data)
    top.whole("schema", low=SCHEMA, high=SCHEMA)
    sources = _sources(top)
    years = top.sub("years")
    first, last = (years.optional_whole(key, low=1990, high=2100) for key in ("from", "to"))
    years.finish()
    if first is not None and last is not None and first > last:
        raise years.fail(None, f"写的是{first}到{last}，起始年度应当不晚于终止年度")
    grades = parts.grades(top.sub("grades"), sources)
    pack = RulePack(
        id=top.text("id"),
        title=top.text("title"),
        region=top.text("region"),
        first_year=first,
        last_year=last,
        sources=tuple(sources.values()),
        level1=parts.level1(top.sub("level1"), sources),
        execution=parts.execution(top.sub("execution"), sources),
        indicators=_indicators(top.sub("indicators"), sources),
        zero_target=_zero_target(top.sub("zero_target"), sources),
        pass_line=_pass_line(top.sub("pass_line"), sources),
        over=special_parts.over(top.sub("over"), sources),
        qualitative=parts.qualitative(top.sub("qualitative"), sources),
        not_applicable=_not_applicable(top.sub("not_applicable"), sources),
        rounding=_rounding(top.sub("rounding"), sources),
        grades=grades,
        reasons=_thresholds(top.sub("reasons"), sources, known=tuple(ReasonTrigger)),
        text_limits=_text_limits(top, sources),
        tolerances=_thresholds(top.sub("tolerances"), sources, known=_TOLERANCES, needed=_TOLERANCES),
        thresholds=_thresholds(top.sub("thresholds"), sources),
        hash=hash_,
        path=path,
        extends=top.text("extends", ""),
        layouts=top.optional_texts("layouts"),
        experimental=top.flag("experimental", False),
        not_covered=top.optional_texts("not_covered"),
        basis=special_parts.basis(top, sources),
        scales=special_parts.scales(top, sources),
        caps=special_parts.caps(top, sources, tuple(band.name for band in grades.bands)),
        deduction_column=special_parts.deduction_column(top, sources),
        missing_cost=special_parts.missing_cost(top, sources),
        goals=special_parts.goals(top, sources),
        aggregation=special_parts.aggregation(top, sources),
        rates=rate_choices(top, sources),
        deductions=deductions(top, sources),
    )
    top.finish()
    return pack


def _sources(top: Section) -> Sources:
    found: Sources = {}
    for item in top.items("sources"):
        source = Source(
            id=item.text("id"),
            document=item.text("document"),
            number=item.text("number", ""),
            article=item.text("article", ""),
            url=item.text("url", ""),
            verified=item.flag("verified", False),
            note=item.text("note", ""),
        )
        item.finish()
        if source.id in found:
            raise item.fail("id", f"的编号“{source.id}”已经用过，请换一个")
        found[source.id] = source
    return found


def _indicators(section: Section, sources: Sources) -> dict[str, IndicatorRule]:
    rules: dict[str, IndicatorRule] = {}
    for comparator, formulas in FORMULAS.items():
        rule = section.sub(comparator)
        kind, exact = rule.choice("kind", formulas), comparator == "eq" and rule.flag("exact", False)
        if exact and kind not in _EXACT:
            raise rule.fail("exact", f"写的是 true 时 kind 只能是{'、'.join(_EXACT)}之一：超过指标值时没有比例可算")
        rules[comparator] = IndicatorRule(kind, parts.cite(rule, sources), exact)
        rule.finish()
    section.finish()
    return rules


def _zero_target(section: Section, sources: Sources) -> ZeroTargetRule:
    rule = ZeroTargetRule(section.choice("kind", tuple(ZeroTargetKind)), parts.cite(section, sources))
    section.finish()
    return rule


def _pass_line(section: Section, sources: Sources) -> PassLineRule:
    rule = PassLineRule(section.optional_decimal("share", high=Decimal(1)), parts.cite(section, sources))
    section.finish()
    return rule


def _not_applicable(section: Section, sources: Sources) -> NotApplicableRule:
    rule = NotApplicableRule(section.choice("policy", tuple(NotApplicableKind)), parts.cite(section, sources))
    section.finish()
    return rule


def _rounding(section: Section, sources: Sources) -> Rounding:
    kind = section.choice("kind", tuple(RoundingKind))
    rule = Rounding(kind, section.whole("places", low=0, high=6), parts.cite(section, sources))
    section.finish()
    return rule


def _thresholds(
    section: Section, sources: Sources, *, known: tuple[str, ...] = (), needed: tuple[str, ...] = ()
) -> dict[str, Threshold]:
    found: dict[str, Threshold] = {}
    for key, rule in section.subs():
        if known and key not in known:
            raise section.fail(key, f"不认识，可用的有{'、'.join(known)}")
        found[key] = Threshold(rule.decimal("value"), parts.cite(rule, sources))
        rule.finish()
    missing = next((key for key in needed if key not in found), None)
    if missing is not None:
        raise SchemaError((*section.path, missing), f"缺少“{section.path[-1]}.{missing}”，请补上")
    return found


def _text_limits(top: Section, sources: Sources) -> dict[str, TextLimit]:
    if not top.has("text_limits"):
        top.text("text_limits", "")
        return {}
    section = top.sub("text_limits")
    found: dict[str, TextLimit] = {}
    for key, rule in section.subs():
        if key not in TEXT_FIELDS:
            raise section.fail(key, f"不认识，可用的有{'、'.join(TEXT_FIELDS)}")
        found[key] = TextLimit(rule.whole("characters", low=1, high=32767), parts.cite(rule, sources))
        rule.finish()
    return found
