"""Rates quoted in prose, with the two numbers that they recompute from: 完成目标任务数800亿元的84.59%.

A sentence is read as a row of quantities. A closing phrase (``完成 … B 的 r%``, ``占 … 总数的 r%``) names the rate, and
the number that it is a rate of; the number that was reached stands before it in the same sentence. What is not
certainly such a pair is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from perfeval_xl.values.conversion import convert
from perfeval_xl.values.decimals import MAX_DIGITS, NUMBER, from_digits, shift
from perfeval_xl.values.patterns import compiled_later
from perfeval_xl.values.unit_names import is_unit, scale_and_unit, scale_at

ClaimState = Literal["ok", "truncated", "wrong"]

_QUOTIENT = Context(prec=28)
_ROOM = Context(prec=4 * MAX_DIGITS)
"""Digits enough to round the quotient of any two numbers that are read."""
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {ord("—"): "-", ord("–"): "-", ord("−"): "-"}
_SENTENCE_END = re.compile(r"[。;!?\n\r]|(?<!\d)\.(?!\d)")
_FIGURE = compiled_later(rf"(?<![0-9A-Za-z.第])(?<![0-9]\s)(?P<number>{NUMBER})\s*")
_AFTER = re.compile("以上|以下|以内|及以上|左右|多|余")
_RATE = rf"的\s*(?P<rate>{NUMBER})\s*%(?!以|左右|[0-9])"
_OF_TARGET = compiled_later(
    r"(?P<verb>完成|实现|达到|达|占|相当于|为|是)(?:[^0-9,。;!?、\n]{0,20}?)"
    rf"(?P<number>{NUMBER})\s*(?P<unit>[^,。;!?\n()\s]{{0,16}}?)\s*(?:\([^()]*\))?\s*{_RATE}"
)
_OF_TOTAL = compiled_later(
    r"(?P<verb>占)(?:[^0-9,。;!?\n]{0,12}?(?:总数|总量|总额|总投资|总人数|总户数|总面积|总数量))" + _RATE
)
_STARTS_CLAUSE = compiled_later(r"(?:^|[,、:)])(?:仅|已|共|只|超额|提前|累计|实际)*\Z")
_FOLLOWS_DIRECTLY = compiled_later(r"(?:\([^()]*\))?,?(?:仅|已|共|只)?\Z")
_CHANGES = compiled_later(
    r"(?:增加|增长|减少|下降|同比|较上年|比上年|上年|去年|其中:?|其中,|超|追加|结转)[^0-9,。;]{0,6}\Z"
)
"""Words before a number that make it a change or a part, not what was reached."""
_UNSURE = re.compile(r"(?:约|近|接近|[0-9][-~至])\Z")
"""Before a number that is rounded (约700), or the end of a range (600-700)."""
_NEAR = 14
"""Characters before a place that can matter to it."""
_FARTHEST = 30
"""Numbers before a rate that can be meant."""
_NO_QUANTITY = ("%", "‰", "年", "月", "日", "号")


@dataclass(frozen=True, slots=True)
class RateClaim:
    """One rate that a text quotes, with its two numbers."""

    actual: Decimal
    """What was reached (完成数), in ``unit``."""
    target: Decimal
    """What it is held against (目标数), in ``unit``."""
    unit: str
    """The unit of both, the target's as written; ``""`` where neither has one."""
    claimed: Decimal
    """The rate as printed, a fraction: 84.59% -> 0.8459."""
    decimals: int
    """Decimals printed behind the point of the percentage."""
    quote: str
    """The words from the first of the two numbers to the rate, as they stand in the text."""
    span: tuple[int, int]
    """Where the quote stands in the text: start and end (exclusive) in characters."""
    kind: Literal["target", "total"]
    """Whether the rate is of a target (完成…的) or a share of a total (占…总数的)."""

    @property
    def recomputed(self) -> Decimal:
        """``actual / target`` as a fraction with up to 28 digits."""
        return _QUOTIENT.divide(self.actual, self.target)


def find_rates(text: str) -> Sequence[RateClaim]:
    """All rates of a text that recompute from two numbers beside them, in reading order."""
    return _find_rates(text) if "%" in text or "％" in text else ()


@lru_cache(maxsize=128)
def _find_rates(text: str) -> tuple[RateClaim, ...]:
    claims: list[RateClaim] = []
    shaped = text.translate(_WIDTH)  # one character for one: places stay true
    start = 0
    for end in [*(match.start() for match in _SENTENCE_END.finditer(shaped)), len(shaped)]:
        claims += _sentence_claims(text, shaped[start:end], start)
        start = end + 1
    return tuple(claims)


def claim_state(claim: RateClaim) -> ClaimState:
    """Whether the printed rate is right to its printed decimals, cut off instead of rounded, or wrong."""
    step = Decimal(1).scaleb(-claim.decimals - 2)
    exact = claim.recomputed
    if exact.quantize(step, ROUND_HALF_UP, _ROOM) == claim.claimed:
        return "ok"
    return "truncated" if exact.quantize(step, ROUND_DOWN, _ROOM) == claim.claimed else "wrong"


class _Figure(NamedTuple):
    """A quantity in a sentence: its place, and whether its surroundings make it a change, a part or a rough number."""

    start: int
    end: int
    value: Decimal
    unit: str
    aside: bool

    def counted_in(self, unit: str) -> Decimal | None:
        """The value in another unit; ``None`` where it is another kind of thing."""
        return self.value if not unit or unit == self.unit else convert(self.value, self.unit, unit)


class _Closing(NamedTuple):
    """A phrase that names a rate: 完成目标800亿元的84.59%; ``target`` is ``None`` for 占总数的41.62%."""

    start: int
    end: int
    target: Decimal | None
    unit: str
    percent: Decimal
    decimals: int
    completes: bool
    """完成, 实现: its subject may stand some clauses before."""
    bare: bool
    """Whether the phrase begins its clause, so that its subject is the number before and nothing new."""

    def fits(self, actual: Decimal | None, target: Decimal) -> bool:
        """Whether the printed rate is that of these two numbers, rounded or cut off."""
        if actual is None or not target:
            return False
        step = Decimal(1).scaleb(-self.decimals)
        exact = shift(_QUOTIENT.divide(actual, target), 2)
        return self.percent in (exact.quantize(step, ROUND_HALF_UP, _ROOM), exact.quantize(step, ROUND_DOWN, _ROOM))


def _sentence_claims(text: str, sentence: str, offset: int) -> Iterator[RateClaim]:
    closings = _closings(sentence) if "%" in sentence else []
    figures = _figures(sentence) if closings else []
    starts = [figure.start for figure in figures]
    for closing in closings:
        before = figures[: bisect_left(starts, closing.start)][-_FARTHEST:]
        pair = _with_target(closing, before, sentence) if closing.target else _with_total(closing, before, sentence)
        if pair is None:
            continue
        actual, target, unit, first = pair
        value = actual.counted_in(unit)
        if value is None or not target:
            continue
        start, end = offset + first, offset + closing.end
        yield RateClaim(
            actual=value,
            target=target,
            unit=unit,
            claimed=shift(closing.percent, -2),
            decimals=closing.decimals,
            quote=text[start:end],
            span=(start, end),
            kind="target" if closing.target else "total",
        )


def _figures(sentence: str) -> list[_Figure]:
    """The quantities of a sentence; not percentages, dates, ordinals and bounds (5000万元以上)."""
    found: list[_Figure] = []
    position = 0
    while (match := _FIGURE.search(sentence, position)) is not None:
        scale, unit, end = scale_and_unit(sentence, match.end())
        if not unit:
            scale = scale_at(sentence, match.end())
            end = match.end() + len(scale)
        after = _AFTER.match(sentence, end)
        position = end if after is None else after.end()
        number, unit = from_digits(match["number"]), scale + unit
        joined = sentence[position : position + 1] in ("%", "-", "~")
        if number is not None and not (after or unit in _NO_QUANTITY or joined):
            before = max(0, match.start() - _NEAR), match.start()
            aside = any(words.search(sentence, *before) is not None for words in (_CHANGES, _UNSURE))
            found.append(_Figure(match.start(), position, number, unit, aside))
    return found


def _closings(sentence: str) -> list[_Closing]:
    found: list[_Closing] = []
    for pattern in (_OF_TARGET, _OF_TOTAL):
        for match in _all(pattern, sentence):
            groups = match.groupdict()
            target = from_digits(groups["number"]) if "number" in groups else None
            percent = from_digits(match["rate"])
            unit = groups.get("unit") or ""
            if percent is None or unit in _NO_QUANTITY or ("number" in groups and not target):
                continue
            decimals = len(match["rate"].partition(".")[2])
            bare = _STARTS_CLAUSE.search(sentence, max(0, match.start() - _NEAR), match.start()) is not None
            completes = match["verb"] in ("完成", "实现")
            found.append(_Closing(match.start(), match.end(), target, unit, percent, decimals, completes, bare))
    return sorted(found, key=lambda closing: closing.start)


def _all(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """Every match whose words behind the number are a unit, or none."""
    position = 0
    while (match := pattern.search(sentence, position)) is not None:
        unit = match.groupdict().get("unit") or ""
        fits = not unit or is_unit(unit) or scale_at(unit, 0) == unit
        position = match.end() if fits else match.start() + 1
        if fits:
            yield match


_Pair = tuple[_Figure, Decimal, str, int]
"""The number reached, what it is held against, the unit of that, and where the first of the two stands."""


def _with_target(closing: _Closing, before: Sequence[_Figure], sentence: str) -> _Pair | None:
    """The number that was reached: one that fits the rate, else the nearest of its kind if it is surely the subject."""
    alike = [figure for figure in before if figure.counted_in(closing.unit) is not None]
    target = closing.target
    if target is None or not alike:
        return None
    for figure in reversed(alike):
        if closing.fits(figure.counted_in(closing.unit), target):
            return figure, target, closing.unit or figure.unit, figure.start
    nearest = alike[-1]
    sure = closing.bare if closing.completes else _follows_directly(closing, nearest, sentence)
    if not sure or nearest.aside:
        return None
    return nearest, target, closing.unit or nearest.unit, nearest.start


def _with_total(closing: _Closing, before: Sequence[_Figure], sentence: str) -> _Pair | None:
    """Part and total for 占…总数的r%: the last number, and the only larger one of its kind before it."""
    part = before[-1] if before else None
    if part is None or part.aside or not part.unit:
        return None
    totals = [(figure, figure.counted_in(part.unit)) for figure in before[:-1] if figure.unit and not figure.aside]
    larger = [(figure, value) for figure, value in totals if value is not None and value >= part.value]
    if len(larger) != 1:
        return None
    total, value = larger[0]
    sure = closing.fits(part.value, value) or _follows_directly(closing, part, sentence)
    return (part, value, part.unit, total.start) if sure else None


def _follows_directly(closing: _Closing, figure: _Figure, sentence: str) -> bool:
    return _FOLLOWS_DIRECTLY.match(sentence[figure.end : closing.start]) is not None
