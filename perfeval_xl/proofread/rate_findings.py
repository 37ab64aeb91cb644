"""Findings on a printed rate, as all statements with rates report them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.checks.txt_03_rates_in_text import KIND as WRONG
from perfeval_xl.checks.txt_03_rates_in_text import TRUNCATED
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found
from perfeval_xl.proofread.judging import Number, Verdict, judge, quotient, rounded
from perfeval_xl.proofread.passages import Passage, in_passage
from perfeval_xl.proofread.sentences import Sentence

ROUNDED = IssueKind(
    code="TXT-20",
    severity=Severity.HINT,
    title="文中的比率可能因取整不合",
    message="“{quote}”：按文中的数字计算应为{rate}，与所写的不同，可能是文中数字取整所致",
    remedy="请用未取整的数字核对；确属取整的，可以不改",
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage as printed in a sentence."""

    start: int
    end: int
    value: Decimal
    """In percent; falls are negative."""
    decimals: int


def rate_of(figure: Figure, *, negative: bool = False) -> Rate:
    return Rate(figure.start, figure.end, -figure.value if negative else figure.value, figure.decimals)


def number_of(figure: Figure, unit: str) -> Number | None:
    """The figure in a unit, with the size of its last digit; ``None`` for another kind of thing."""
    value = figure.in_unit(unit)
    if value is None:
        return None
    if value == figure.value or not figure.value:
        return Number(value, figure.step)
    return Number(value, figure.step * value / figure.value)


def numbers_of(part: Figure, whole: Figure) -> tuple[Number, Number] | None:
    """Both in the unit of the whole; ``None`` where they are different kinds of things."""
    number = number_of(part, whole.unit)
    return None if number is None else (number, Number(whole.value, whole.step))


def share_of(part: Figure, whole: Figure) -> tuple[Number, Number] | None:
    """As :func:`numbers_of`; ``None`` also for a part that is larger than the whole."""
    numbers = numbers_of(part, whole)
    return numbers if numbers is not None and numbers[0].value <= numbers[1].value else None


def some_pair_fits(figures: list[Figure], rate: Rate, *, change: bool = False) -> bool:
    """Whether two figures of the sentence give the printed rate: it then tells of those, whatever the words say."""
    amounts = [figure for figure in figures if not figure.is_percent][-_FARTHEST:]
    for part in amounts:
        for whole in amounts:
            value = part.in_unit(whole.unit)
            if value is None or part is whole:
                continue
            exact = quotient(value, whole.value)
            if exact is not None and rounded(exact - 100 if change else exact, rate.decimals) == rate.value:
                return True
    return False


_FARTHEST = 10
"""Amounts before a rate that can be meant."""


def rate_findings(
    sentence: Sentence, rate: Rate, part: Number, whole: Number, start: int, *, change: bool = False, shown: str = ""
) -> Iterator[Finding]:
    """Nothing where the rate is right; the quote runs from ``start`` to the rate, ``shown`` says what it lacks."""
    judged = _judged(rate, part, whole, change=change)
    if judged is not None:
        kind, words = judged
        words += f"（{shown}）" if shown else ""
        yield found(kind, sentence, start, rate.end, mark=rate.start, rate=words)


def passage_rate_findings(
    passage: Passage, rate: Rate, part: Number, whole: Number, start: int, shown: str, *, change: bool = False
) -> Iterator[Finding]:
    """The same over several sentences; ``shown`` tells which numbers were taken, as they may stand far away."""
    judged = _judged(rate, part, whole, change=change)
    if judged is not None:
        kind, words = judged
        yield in_passage(kind, passage, start, rate.end, mark=rate.start, rate=f"{words}（{shown}）")


def _judged(rate: Rate, part: Number, whole: Number, *, change: bool) -> tuple[IssueKind, str] | None:
    """What is wrong with a rate, and the right one in words."""
    verdict = judge(rate.value, rate.decimals, part, whole, change=change)
    exact = quotient(part.value, whole.value)
    if verdict is Verdict.RIGHT or exact is None:
        return None
    kind = {Verdict.CUT_OFF: TRUNCATED, Verdict.ROUNDED_INPUTS: ROUNDED, Verdict.WRONG: WRONG}[verdict]
    shown = abs(exact - 100) if change else exact
    words = f"{_printed(shown, max(rate.decimals, 2))}%"
    if change and (exact < 100) != (rate.value < 0) and exact != 100:
        words = ("下降" if exact < 100 else "增长") + words
    return kind, words


def _printed(value: Decimal, decimals: int) -> str:
    return str(rounded(value, decimals)) if abs(value) < Decimal(10) ** 12 else plain(value)
