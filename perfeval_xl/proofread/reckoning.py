"""Equations as they stand in prose: terms with units, joined by signs; worked out with room for rounded terms.

``总收入1277.2万元=财政拨款1206.2万元+其他收入71万元``, ``255.07÷346.62×100%=73.59%``, ``120人×2000元/人=24万元``. A
chain is broken by anything else than a sign with a short name behind it; what a broken chain says is not worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from perfeval_xl.values.conversion import convert, is_money
from perfeval_xl.values.decimals import NUMBER, from_digits
from perfeval_xl.values.measures import SCALES
from perfeval_xl.values.unit_names import scale_and_unit, scale_at

_NUMBER = re.compile(rf"(?<![0-9A-Za-z.])(?P<n>{NUMBER})\s?")
_JOINT = re.compile(
    r"\s?(?:\([^()0-9+*/×÷=]{1,20}\))?\s?(?P<sign>[+*/×÷=xX-])\s?(?P<name>[^0-9+*/×÷=,;:、。!?()\n-]{0,24})\Z"
)
_SIGNS = re.compile(r"[+*/×÷=-]")
_BOUND = re.compile(r"[,;:、。!?(\n]")
_TIMES, _OVER = "*×xX", "/÷"
_OVER_NUMBER = re.compile(r"/[0-9]")
_BRACKETS = re.compile(r"\s?\((?P<inside>[^()=]{1,300})\)")
_LONGEST_JOINT = 50
_DATES = ("年", "月", "日", "号")
_WIDE = Context(prec=40)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Span:
    """A value and how far rounding may have moved it."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Term:
    """One number of an equation."""

    start: int
    end: int
    value: Decimal
    unit: str
    """As written, with its scale."""
    base: str
    """The unit without its scale."""
    scale: int
    decimals: int
    named: bool
    """Whether words stand between the sign before it and the number."""
    is_ambiguous: bool
    """``260,325-260=65``: one number with a separator, or two."""

    @property
    def factor(self) -> Span:
        """In base units, a percentage as a fraction."""
        size = Decimal(self.scale) / (_HUNDRED if self.base == "%" else 1)
        value, half = self.value * size, self._half_step * size
        return Span(value, value - half, value + half)

    def summand(self, unit: str) -> Span | None:
        """In the unit of another term; ``None`` for another kind of thing."""
        known = self.unit == unit or (self.unit and unit)
        value = (self.value if self.unit == unit else convert(self.value, self.unit, unit)) if known else None
        if value is None:
            return None
        half = self._half_step * value / self.value if self.value else self._half_step
        return Span(value, value - half, value + half)

    @property
    def _half_step(self) -> Decimal:
        """How far rounding may have moved the number as written; money is rounded, counts are exact."""
        exact = not self.decimals and not is_money(self.base)
        return Decimal(0) if exact else Decimal(1).scaleb(-self.decimals) / 2


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of an equals sign: terms, and the signs between them."""

    terms: tuple[Term, ...]
    signs: tuple[str, ...]

    @property
    def only_sums(self) -> bool:
        return all(sign in "+-" for sign in self.signs)

    @property
    def money(self) -> int:
        """Powers of money in what comes out: price times number 1, money over money 0."""
        power = 0
        for sign, term in zip(("+", *self.signs), self.terms, strict=True):
            power = (0 if sign in "+-" else power) + is_money(term.base.partition("/")[0]) * (
                -1 if sign in _OVER else 1
            )
        return power


def chains(text: str) -> Iterator[list[Side]]:
    """The sides of every equation of a shaped sentence, in order, but for one whose beginning is not understood."""
    terms: list[Term] = []
    signs: list[str] = []
    for term, sign in _terms(text):
        if sign is None:
            yield from _sides(text, terms, signs)
            terms, signs = [term], []
        else:
            terms.append(term)
            signs.append(sign)
    yield from _sides(text, terms, signs)


def _terms(text: str) -> Iterator[tuple[Term, str | None]]:
    """Each number with the sign that joins it to the one before; ``None`` where nothing does."""
    behind = -1
    for match in _NUMBER.finditer(text):
        value = from_digits(match["n"])
        if value is None or match.start() < behind:
            continue
        term = _term(text, match, value)
        joint = None
        if 0 <= behind <= term.start and term.start - behind <= _LONGEST_JOINT:
            joint = _JOINT.match(text[behind : term.start])
        named = bool(joint and joint["name"].strip())
        behind = term.end
        yield replace(term, named=named), joint["sign"] if joint else None


def _term(text: str, match: re.Match[str], value: Decimal) -> Term:
    scale, base, end = scale_and_unit(text, match.end())
    if not base:
        scale = scale_at(text, match.end())
        end = match.end() + len(scale) if scale else match.end("n")
    over = _OVER_NUMBER.search(base)
    if over:  # 80万元/100万元 is a division, not a price
        end -= len(base) - over.start()
        base = base[: over.start()]
    decimals = len(match["n"].partition(".")[2])
    ambiguous = "," in match["n"] and not decimals
    return Term(match.start(), end, value, scale + base, base, SCALES.get(scale, 1), decimals, False, ambiguous)


def _sides(text: str, terms: list[Term], signs: list[str]) -> Iterator[list[Side]]:
    if "=" not in signs:
        return
    sides: list[Side] = []
    first = 0
    for place in range(len(terms)):
        if place == len(signs) or signs[place] == "=":
            sides.append(Side(tuple(terms[first : place + 1]), tuple(signs[first:place])))
            first = place + 1
    if not _is_whole(text, sides[0]):
        del sides[0]
    if sides and text[sides[-1].terms[-1].end :].lstrip()[:1] in tuple("+*/×÷=-"):
        del sides[-1]
    if len(sides) > 1 and not any(term.base in _DATES or term.is_ambiguous for side in sides for term in side.terms):
        yield sides


def _is_whole(text: str, side: Side) -> bool:
    """Whether nothing is reckoned before the first term: ``执行率=`` may stand there, ``人数×`` may not."""
    start = side.terms[0].start
    lead = text[max(0, start - _LONGEST_JOINT) : start]
    lead = lead[max((match.end() for match in _BOUND.finditer(lead)), default=0) :]
    before, equals, name = lead.rpartition("=")
    return not _SIGNS.search(name) and (not equals or not _SIGNS.search(before))


def worked_out(side: Side, unit: str) -> Span | None:
    """A side in base units (sums: in the unit given); ``None`` where it cannot be worked out."""
    if side.only_sums:
        return _sum(side, unit)
    products: list[tuple[str, Span]] = []
    for sign, term in zip(("+", *side.signs), side.terms, strict=True):
        factor = term.factor
        if sign in "+-":
            products.append((sign, factor))
        elif sign in _TIMES:
            products[-1] = (products[-1][0], _multiplied(products[-1][1], factor))
        else:
            divided = _divided(products[-1][1], factor)
            if divided is None:
                return None
            products[-1] = (products[-1][0], divided)
    return _added(products)


def _multiplied(one: Span, other: Span) -> Span:
    return Span(one.value * other.value, one.low * other.low, one.high * other.high)


def _divided(part: Span, whole: Span) -> Span | None:
    if whole.low <= 0:
        return None
    return Span(
        _WIDE.divide(part.value, whole.value), _WIDE.divide(part.low, whole.high), _WIDE.divide(part.high, whole.low)
    )


def _sum(side: Side, unit: str) -> Span | None:
    bare = not any(term.unit for term in side.terms)  # 100+50=150万元
    spans = [(replace(term, unit=unit) if bare else term).summand(unit) for term in side.terms]
    known = [span for span in spans if span is not None]
    return _added(list(zip(("+", *side.signs), known, strict=True))) if len(known) == len(spans) else None


def _added(parts: list[tuple[str, Span]]) -> Span:
    value = low = high = Decimal(0)
    for sign, span in parts:
        if sign == "+":
            value, low, high = value + span.value, low + span.low, high + span.high
        else:
            value, low, high = value - span.value, low - span.high, high - span.low
    return Span(value, low, high)


def terms_in_brackets(text: str) -> Iterator[tuple[Term, Side]]:
    """``36.5万元(上年结转50万元-本年使用13.5万元)``: a number, and the sum in the brackets right behind it."""
    for match in _NUMBER.finditer(text):
        value = from_digits(match["n"])
        total = None if value is None else _term(text, match, value)
        brackets = None if total is None else _BRACKETS.match(text, total.end)
        side = None if brackets is None else _only_sum(brackets["inside"])
        if total is not None and brackets is not None and side is not None:
            offset = brackets.start("inside")
            yield total, Side(tuple(_moved(term, offset) for term in side.terms), side.signs)


def _only_sum(text: str) -> Side | None:
    """A text that is a sum and nothing else, but for the name of its first term."""
    found = list(_terms(text))
    signs = tuple(sign for _, sign in found[1:] if sign is not None and sign in "+-")
    if len(found) < 2 or len(signs) < len(found) - 1:
        return None
    side = Side(tuple(term for term, _ in found), signs)
    if text[side.terms[-1].end :].strip() or any(term.base in _DATES for term in side.terms):
        return None
    return side if _is_whole(text, side) else None


def _moved(term: Term, offset: int) -> Term:
    return replace(term, start=term.start + offset, end=term.end + offset)
