"""Deduction tables in words, for the rule book and for explanations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.rates.catalogue import catalogue
from perfeval_xl.rules.citing import Citation
from perfeval_xl.rules.deductions import Beyond, Deduction, DeductionKind, Scale
from perfeval_xl.rules.model import NotApplicableKind, RulePack
from perfeval_xl.values.printing import plain


def deduction_lines(pack: RulePack) -> Iterator[tuple[str, str, Citation]]:
    """(rule, content, citation) of every definition choice and deduction table of the pack."""
    for rate_id, choice in pack.rates.items():
        rate = catalogue().rates[rate_id]
        yield f"口径：{rate.title}", rate.definition(choice.definition).title, choice.cite
    for entry in pack.deductions.values():
        yield f"扣分：{entry.title}", table_words(entry), entry.cite


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
        return "、".join(f"{band.text.replace(' ', '')}得{plain(band.score)}分" for band in scale.bands)
    above = scale.beyond is Beyond.ABOVE
    limit = f"{'≤' if above else '≥'}{share(scale.full_at)}得满分"
    if scale.kind is DeductionKind.RATIO:
        return f"{limit}，{'超过' if above else '不足'}的按比例计分"
    return f"{limit}，每{'超过' if above else '低于'}{share(scale.step)}（整档）扣{plain(scale.loss)}分，扣完为止"


def share(value: Decimal) -> str:
    return f"{plain(value * 100)}%"
