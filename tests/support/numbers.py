"""The numbers that a text says, and those that a result holds: what "every number comes from the result" means."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from perfeval_xl.report.json_output import form_json
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.rules import RulePack

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


def numbers_in(text: str) -> set[Decimal]:
    """Every number of a text, whatever stands around it."""
    return {
        Decimal(found.replace(",", "")).normalize() for found in _NUMBER.findall(unicodedata.normalize("NFKC", text))
    }


def known_numbers(form: FormResult, pack: RulePack) -> set[Decimal]:
    """What the result says or what follows from it by counting and adding."""
    result = form_json(form)
    del result["commentary"]
    known = numbers_in(json.dumps(result, ensure_ascii=False))
    rows = [row for row in form.indicators if not row.row.is_part]
    for group in _groups(rows):
        known |= _sums(group)
    rates = [row.completion for row in rows] + [fund.rate for fund in form.funds]
    rates += [reading.value for row in rows for reading in (row.row.target, row.row.actual)]
    rates += [threshold.value for threshold in pack.reasons.values()] + [pack.over.flag_at]
    known |= {percent(rate) for rate in rates if rate is not None}
    for fund in form.funds:
        if fund.row.initial.value is not None and fund.row.budget.value is not None:
            known.add(abs(fund.row.budget.value - fund.row.initial.value).normalize())
    return known


def percent(rate: Decimal) -> Decimal:
    return abs(rate * 100).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


def _groups(rows: list[IndicatorResult]) -> Iterable[list[IndicatorResult]]:
    yield rows
    for field in ("level1", "level2"):
        headings = {(row.row.goal, getattr(row.row, field)) for row in rows}
        for goal, heading in headings:
            yield [row for row in rows if (row.row.goal, getattr(row.row, field)) == (goal, heading)]


def _sums(rows: list[IndicatorResult]) -> set[Decimal]:
    lost = [row.row.points.value - row.score for row in rows if row.score is not None and row.row.points.value]
    points = sum((row.row.points.value for row in rows if row.row.points.value is not None), Decimal(0))
    score = sum((row.score for row in rows if row.score is not None), Decimal(0))
    counts = {
        len(rows),
        sum(row.met is True for row in rows),
        sum(row.met is False for row in rows),
        sum(row.basis == "unscored" for row in rows),
        max(sum(loss > 0 for loss in lost) - 6, 0),
    }
    known = {Decimal(count) for count in counts} | {loss.normalize() for loss in lost}
    known |= {points.normalize(), score.normalize()} | ({percent(score / points)} if points else set())
    return known | {sum(sorted(lost, reverse=True)[6:], Decimal(0)).normalize()}
