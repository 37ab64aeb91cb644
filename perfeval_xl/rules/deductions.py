"""Read deduction tables (扣分标准) of a rule pack: what a common rate loses by whole steps, bands or in proportion.

```yaml
rates:                      # which definition (口径) of a rate the pack uses
  department.budget_completion: {definition: B, source: ..., verified: false}
deductions:
  staff_control:
    rate: department.staff_control        # its names are the row's names; further ones under labels
    scales:                               # one for each 分值 that the table is printed with
      - {points: 5, kind: steps, full_at: 1, beyond: above, step: 0.01, loss: 0.5}
    not_applicable: full
    source: ...
```
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from perfeval_xl.rates.catalogue import catalogue, name_key
from perfeval_xl.rules.citing import Source
from perfeval_xl.rules.deduction_tables import (
    Beyond,
    Deduction,
    DeductionKind,
    NotApplicableKind,
    RateChoice,
    Scale,
    ScoreBand,
)
from perfeval_xl.rules.parts import cite
from perfeval_xl.rules.section import Section

_HUNDRED = Decimal(100)
_END = r"(-?[0-9]+(?:\.[0-9]+)?%?)?"
_BAND = re.compile(rf"([\[(])\s*{_END}\s*,\s*{_END}\s*([\])])\Z")


def rate_choices(top: Section, sources: dict[str, Source]) -> dict[str, RateChoice]:
    """Section ``rates``: rate id -> definition."""
    found: dict[str, RateChoice] = {}
    for key, rule in _subs(top, "rates"):
        rate = catalogue().rates.get(key)
        if rate is None:
            raise rule.fail(None, f"不认识这个比率，可用的有{'、'.join(catalogue().rates)}")
        wanted = rule.text("definition")
        known = [definition.id for definition in rate.definitions]
        if wanted not in known:
            raise rule.fail("definition", f"写的是“{wanted}”，{rate.title}的口径只有{'、'.join(known)}")
        found[key] = RateChoice(wanted, cite(rule, sources))
        rule.finish()
    return found


def deductions(top: Section, sources: dict[str, Source]) -> dict[str, Deduction]:
    """Section ``deductions``: the tables by their ids; no row's name may stand in two of them."""
    found: dict[str, Deduction] = {}
    owners: dict[str, str] = {}
    for key, rule in _subs(top, "deductions"):
        entry = _deduction(key, rule, sources)
        for name in entry.names:
            other = owners.setdefault(name, key)
            if other != key:
                raise rule.fail(None, f"与“deductions.{other}”用了同一个指标名称，请只留一处")
        found[key] = entry
    return found


def _subs(top: Section, key: str) -> list[tuple[str, Section]]:
    """The rules of an optional section; the section counts as asked for in either case."""
    if not top.has(key):
        top.text(key, "-")
        return []
    return list(top.sub(key).subs())


def _deduction(key: str, rule: Section, sources: dict[str, Source]) -> Deduction:
    rate_id = rule.text("rate", "")
    rate = catalogue().rates.get(rate_id)
    if rate_id and rate is None:
        raise rule.fail("rate", f"写的是“{rate_id}”，可用的有{'、'.join(catalogue().rates)}")
    labels = (*(rule.texts("labels") if rule.has("labels") or not rate else ()), *(rate.labels if rate else ()))
    scales: list[Scale] = []
    for item in rule.items("scales"):
        scale = _scale(item)
        if any(other.points == scale.points for other in scales):
            raise item.fail("points", f"的分值{scale.points}写了两次，请只留一处")
        scales.append(scale)
    policy = None
    if rule.has("not_applicable"):
        policy = rule.choice("not_applicable", tuple(NotApplicableKind))
    else:
        rule.text("not_applicable", "-")
    entry = Deduction(
        key, frozenset(map(name_key, labels)), labels[0], rate_id, tuple(scales), policy, cite(rule, sources)
    )
    rule.finish()
    return entry


def _scale(item: Section) -> Scale:
    points = item.decimal("points", low=Decimal("0.01"), high=_HUNDRED)
    kind = item.choice("kind", tuple(DeductionKind))
    if kind is DeductionKind.STEPS:
        scale = Scale(
            points,
            kind,
            item.decimal("full_at"),
            item.choice("beyond", tuple(Beyond)),
            item.decimal("step", low=Decimal("0.0001")),
            item.decimal("loss", low=Decimal("0.01"), high=points),
        )
    elif kind is DeductionKind.RATIO:
        full_at = item.decimal("full_at", low=Decimal("0.01"))
        scale = Scale(points, kind, full_at, item.choice("beyond", tuple(Beyond)))
    elif kind is DeductionKind.BANDS:
        scale = Scale(points, kind, bands=_bands(item, points))
    else:
        scale = Scale(points, kind)
    item.finish()
    return scale


def _bands(item: Section, points: Decimal) -> tuple[ScoreBand, ...]:
    bands: list[ScoreBand] = []
    for entry in item.items("bands"):
        bands.append(_band(entry, points))
        entry.finish()
    for number, (lower, upper) in enumerate(pairwise(bands), 2):
        if lower.high is None or lower.high != upper.low:
            raise item.fail("bands", f"第{number}档应当从上一档的上限接起，各档由低到高排列")
        if lower.high_closed == upper.low_closed:
            raise item.fail("bands", f"第{number}档的下限与上一档的上限要有一边含、一边不含，不能漏也不能重")
    best = max(band.score for band in bands)
    if best != points:
        raise item.fail("bands", f"最高一档给{best}分，应当等于分值{points}")
    return tuple(bands)


def _band(entry: Section, points: Decimal) -> ScoreBand:
    text = entry.text("rate")
    match = _BAND.match(text)
    if match is None:
        raise entry.fail("rate", f"写的是“{text}”，应当写成区间，例如 (10%, 20%]；含端点用方括号，没有界的一边空着")
    low, high = (_bound(match[group]) for group in (2, 3))
    left, right = match[1] == "[", match[4] == "]"
    if low is not None and high is not None and (low > high or (low == high and not (left and right))):
        raise entry.fail("rate", f"写的是“{text}”，下限应当小于上限")
    return ScoreBand(low, left, high, right, entry.decimal("score", high=points), text)


def _bound(text: str | None) -> Decimal | None:
    if not text:
        return None
    return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)
