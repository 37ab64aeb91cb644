"""Deduction tables in words, for the rule book and for explanations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.rates.catalogue import catalogue
from perfeval_xl.rules.citing import Citation
from perfeval_xl.rules.deduction_tables import Beyond, Deduction, DeductionKind, NotApplicableKind, Scale, ScoreBand
from perfeval_xl.rules.model import RulePack
from perfeval_xl.values.printing import plain


def deduction_lines(pack: RulePack) -> Iterator[tuple[str, str, Citation]]:
    """(rule, content, citation) of every definition choice and deduction table of the pack."""
    for rate_id, choice in pack.rates.items():
        rate = catalogue().rates[rate_id]
        yield f"口径：{rate.title}", rate.definition(choice.definition).title, choice.cite
    for entry in pack.deductions.values():
        yield deduction_title(entry), table_words(entry), entry.cite


def deduction_title(entry: Deduction) -> str:
    return f"扣分：{entry.title}"


def table_words(entry: Deduction) -> str:
    """Every scale of a table, and what happens where it does not apply."""
    parts = [f"{plain(scale.points)}分：{scale_words(scale)}" for scale in entry.scales]
    if entry.not_applicable is NotApplicableKind.FULL:
        parts.append("不适用的得满分")
    return "；".join(parts)


def scale_words(scale: Scale) -> str:
    """One scale as a sentence."""
    if scale.kind is DeductionKind.JUDGED:
        return "由填报人按评分标准判定"
    if scale.kind is DeductionKind.BANDS:
        return "、".join(f"{band_words(band)}得{plain(band.score)}分" for band in scale.bands)
    above = scale.beyond is Beyond.ABOVE
    limit = f"{'≤' if above else '≥'}{share(scale.full_at)}得满分"
    if scale.kind is DeductionKind.RATIO:
        return f"{limit}，{'超过' if above else '不足'}的按比例计分"
    side = "超过" if above else "低于"
    return f"{limit}，每{side}{step_words(scale)}扣{plain(scale.loss)}分（满一档才扣），扣完为止"


def step_words(scale: Scale) -> str:
    """The width of a step: a difference of rates is in percentage points."""
    return f"{plain(scale.step * 100)}个百分点"


def band_words(band: ScoreBand) -> str:
    """``10%至20%（含）``, ``大于30%``, ``0%``: a band as tables print it."""
    low, high = (None if bound is None else share(bound) for bound in (band.low, band.high))
    if low is None or high is None:
        bound, closed, up = (high, band.high_closed, False) if low is None else (low, band.low_closed, True)
        sign = ("不低于" if closed else "大于") if up else ("不高于" if closed else "小于")
        return f"{sign}{bound}" if bound is not None else "任何比率"
    if low == high:
        return low
    return f"{low}{'（含）' if band.low_closed else ''}至{high}{'（含）' if band.high_closed else ''}"


def share(value: Decimal) -> str:
    return f"{plain(value * 100)}%"
