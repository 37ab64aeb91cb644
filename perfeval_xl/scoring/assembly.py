"""From scored frames back to typed results, one per form; commentary is left empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from perfeval_xl.forms.frames import Frames, rows_of
from perfeval_xl.forms.model import FundRow, IndicatorRow, ParsedForm
from perfeval_xl.rates.model import RateResult
from perfeval_xl.results import FormResult, FundResult, IndicatorResult, SourceNote
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.banded import with_grade
from perfeval_xl.scoring.deductions import FormRates
from perfeval_xl.scoring.rated import why_not_with
from perfeval_xl.scoring.tables import FORM_RESULTS, FUND_RESULTS, INDICATOR_RESULTS, NO_RATES
from perfeval_xl.scoring.trace import Scored, fund_trace, indicator_trace, total_trace

Notes = Mapping[str, SourceNote]


def form_results(
    parsed: Sequence[ParsedForm], scored: Frames, packs: Mapping[int, RulePack], rates: FormRates = NO_RATES
) -> list[FormResult]:
    """Typed results in the order of ``parsed``.

    Args:
        scored: what :func:`perfeval_xl.scoring.score` made of the frames of ``parsed``.
        rates: what the 基础数据表 gives for each indicator, by form number.

    Raises:
        KeyError: a form that the frames do not hold.
        ValueError: frames whose rows are not those of ``parsed``.
    """
    funds = _by_form(scored.funds, FUND_RESULTS)
    indicators = _by_form(scored.indicators, INDICATOR_RESULTS)
    forms = {number: rows[0] for number, rows in _by_form(scored.forms, FORM_RESULTS).items()}
    notes = {pack.id: _notes(pack) for pack in packs.values()}
    results: list[FormResult] = []
    for item in parsed:
        number = item.form.form
        pack, given = packs[number], rates.get(number) or (None,) * len(item.indicators)
        rows = tuple(
            _indicator(row, its, rate)
            for row, its, rate in zip(item.indicators, indicators[number], given, strict=True)
        )
        results.append(_form_result(item, funds[number], rows, forms[number], pack, notes[pack.id]))
    return results


def _form_result(
    parsed: ParsedForm,
    funds: Sequence[Scored],
    indicators: tuple[IndicatorResult, ...],
    totals: Scored,
    pack: RulePack,
    notes: Notes,
) -> FormResult:
    fund_results = tuple(_fund(row, scored) for row, scored in zip(parsed.funds, funds, strict=True))
    return FormResult(
        form=parsed.form,
        rules=pack.id,
        rules_title=pack.title,
        sources=notes,
        funds=fund_results,
        indicators=indicators,
        points_total=totals["points_total"],
        score_total=totals["score_total"],
        score_known=totals["score_known"],
        grade=totals["grade"],
        why_not=totals["why_not"],
        total_trace=total_trace(parsed.form, fund_results, indicators, totals),
    )


def _notes(pack: RulePack) -> Notes:
    return {
        source.id: SourceNote(source.document, source.number, source.article, source.url, source.verified, source.note)
        for source in pack.sources
    }


def _fund(row: FundRow, scored: Scored) -> FundResult:
    return FundResult(row, scored["rate"], scored["score"], scored["why_not"], fund_trace(row, scored))


def _indicator(row: IndicatorRow, scored: Scored, rate: RateResult | None) -> IndicatorResult:
    return IndicatorResult(
        row=row,
        completion=scored["completion"],
        score=scored["score"],
        basis=scored["basis"],
        met=scored["met"],
        why_not=with_grade(row, why_not_with(rate, row, scored["basis"], scored["why_not"])),
        trace=indicator_trace(row, scored, rate),
        rate=rate,
    )


def _by_form(frame: pd.DataFrame, columns: Sequence[str]) -> dict[int, list[dict[str, Any]]]:
    """Form -> its rows in order, each a mapping of the result columns."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for form, *values in rows_of(frame, ("form", *columns)):
        found[form].append(dict(zip(columns, values, strict=True)))
    return found
