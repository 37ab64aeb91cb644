"""Worked examples of deduction tables for the rule book: the first scale of each, at a rate that loses points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.rules.deduction_tables import Beyond, DeductionKind, Scale
from perfeval_xl.rules.deduction_words import deduction_title, share
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.deduction_scales import Share, score_share
from perfeval_xl.values.printing import plain

_STEPS = Decimal("2.4")
_MORE = Decimal("1.25")


def deduction_examples(pack: RulePack) -> Iterator[tuple[str, str]]:
    """(title of the rule, example) of every table that computes something."""
    for entry in pack.deductions.values():
        scale = entry.scales[0]
        if scale.kind is DeductionKind.JUDGED:
            continue
        rate = example_rate(scale)
        outcome = score_share(Share(rate, Decimal(1), ""), scale, entry.cite, pack.rounding)
        if outcome.score is not None:
            shown = f"比率{share(rate)}，分值{plain(scale.points)}"
            yield deduction_title(entry), f"{shown}：得{plain(outcome.score)}分"


def example_rate(scale: Scale) -> Decimal:
    """A rate beyond the limit: two whole steps and a part, a quarter more, or inside the second band."""
    if scale.kind is DeductionKind.BANDS:
        band = scale.bands[1]
        low, high = band.low or Decimal(0), band.high
        return (low + high) / 2 if high is not None else low + 1
    beyond = scale.step * _STEPS if scale.kind is DeductionKind.STEPS else scale.full_at * (_MORE - 1)
    return scale.full_at + beyond if scale.beyond is Beyond.ABOVE else scale.full_at - beyond
