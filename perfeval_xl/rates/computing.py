"""Rates from the 基础数据表: each with its working, or with the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from perfeval_xl.rates.model import Definition, Rate, RateInput, RateResult, RateStatus, Shape, Term, ZeroPolicy
from perfeval_xl.values.printing import percent, plain

PLACES = Decimal("0.000001")
TOO_LARGE = "数值过大，不能精确计算"
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_LARGEST = 30
_LARGEST_RATE = 18
"""Powers of ten beyond which a figure or a rate is absurd."""

Lookup = Callable[[Term], RateInput]
Figures = Mapping[tuple[str, str], RateInput]


def compute_rate(rate: Rate, definition: Definition, read: Lookup) -> RateResult:
    """One rate by one of its definitions.

    Args:
        read: the figure behind a term, e.g. :meth:`perfeval_xl.rates.basics.Basics.read`.
    """
    figures = {(term.input, term.column): read(term) for term in definition.terms}
    inputs = tuple(figures.values())
    missing = [figure for figure in inputs if figure.value is None]
    if missing:
        status = RateStatus.NO_DATA if len(missing) == len(inputs) else RateStatus.INCOMPLETE
        return RateResult(rate, definition, status, inputs=inputs, why_not=_missing(missing))
    if any(abs(figure.value.adjusted()) > _LARGEST for figure in inputs if figure.value):
        return RateResult(rate, definition, RateStatus.INCOMPLETE, inputs=inputs, why_not=TOO_LARGE)
    numerator, denominator = (_sum(side, figures) for side in (definition.numerator, definition.denominator))
    if denominator <= 0:
        return _without_base(rate, definition, inputs, numerator, denominator)
    exact = _CONTEXT.divide(numerator, denominator)
    if exact and exact.adjusted() > _LARGEST_RATE:
        return RateResult(rate, definition, RateStatus.INCOMPLETE, inputs=inputs, why_not=TOO_LARGE)
    return RateResult(
        rate,
        definition,
        RateStatus.COMPUTED,
        exact.quantize(PLACES, ROUND_HALF_UP, _CONTEXT),
        (numerator, denominator),
        inputs,
        working=f"{_shown(definition, figures)} = {percent(exact, rate.decimals)}",
    )


def _sum(terms: Sequence[Term], figures: Figures) -> Decimal:
    total = Decimal(0)
    for term in terms:
        value = figures[term.input, term.column].value or Decimal(0)
        total = _CONTEXT.subtract(total, value) if term.negative else _CONTEXT.add(total, value)
    return total


def _missing(missing: Sequence[RateInput]) -> str:
    """What the table does not have is named together, cells without a number one by one."""
    absent = list(dict.fromkeys(item.title for item in missing if not item.cell))
    parts = [f"基础数据表没有{'、'.join(absent)}{'这几项' if len(absent) > 1 else '这一项'}"] if absent else []
    return "，".join([*parts, *(f"{item.title}（{item.cell}）{item.problem}" for item in missing if item.cell)])


def _without_base(
    rate: Rate, definition: Definition, inputs: tuple[RateInput, ...], numerator: Decimal, denominator: Decimal
) -> RateResult:
    """The denominator is 0: the rate's own policy says what that means; below 0 nothing can be said."""
    if denominator < 0:
        why = f"分母为{plain(denominator)}，是负数，不能计算"
        return RateResult(rate, definition, RateStatus.NO_BASE, inputs=inputs, why_not=why)
    status, why = RateStatus.NO_BASE, rate.zero_words
    if numerator == 0 and rate.zero is ZeroPolicy.UNCHANGED:
        status, why = RateStatus.UNCHANGED, f"{rate.zero_words}，本年也为0，按达到计"
    elif numerator == 0 and rate.zero is ZeroPolicy.NOT_APPLICABLE:
        status, why = RateStatus.NOT_APPLICABLE, f"{rate.zero_words}，本指标不适用"
    return RateResult(rate, definition, status, inputs=inputs, why_not=why)


def _shown(definition: Definition, figures: Figures) -> str:
    """The formula with its numbers: ``(63.46 - 32) ÷ 32``."""
    over = _side(definition.numerator, figures)
    under = _side(definition.denominator, figures)
    left = f"（{over}）" if len(definition.numerator) > 1 else over
    right = f"（{under}）" if len(definition.denominator) > 1 else under
    return f"{left} ÷ {right}"


def _side(terms: Sequence[Term], figures: Figures) -> str:
    text = ""
    for term in terms:
        value = plain(figures[term.input, term.column].value or Decimal(0))
        sign = "-" if term.negative else "+"
        text = f"{text} {sign} {value}" if text else value
    return text


def formula_words(definition: Definition, title: Callable[[Term], str]) -> str:
    """The formula in words, e.g. ``（本年-上年）÷上年×100%``."""

    def side(terms: Sequence[Term]) -> str:
        text = "".join(("-" if term.negative else "+") + title(term) for term in terms).removeprefix("+")
        return f"（{text}）" if len(terms) > 1 else text

    word = {Shape.RATIO: "", Shape.CHANGE: "变动：", Shape.SAVING: "节约："}[definition.shape]
    return f"{word}{side(definition.numerator)}÷{side(definition.denominator)}×100%"
