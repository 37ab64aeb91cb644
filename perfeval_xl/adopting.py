"""Results of ours that a person has kept: in a scored file that somebody has saved since, they are the form's own.

Of a cell that we filled nobody can tell whether a person has typed the same again. So the checks take for typed what
stands there, where it is still right; what stood there before stays in the evaluation, the record and 评分结果.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from perfeval_xl.results import FormResult, FundResult, IndicatorResult
from perfeval_xl.values.model import Meaning, Reading
from perfeval_xl.values.printing import in_percent, percent, plain

Standing = Mapping[tuple[str, str], Decimal | str]
"""What we wrote and still stands there, by sheet and cell."""
_At = Callable[[str | None], Decimal | str | None]


def with_adopted(form: FormResult, standing: Standing) -> FormResult:
    """The form with the results that stand in it, as far as they are what it is given now, for a person's."""
    if not standing:
        return form
    at: _At = partial(_found, standing, form.form.sheet)
    cells = form.form.cells
    head = replace(
        form.form,
        entered_total=_score(form.form.entered_total, at(cells.get("score_total")), form.score_total),
        entered_grade=form.grade if form.grade and at(cells.get("grade")) == form.grade else form.form.entered_grade,
    )
    return replace(
        form,
        form=head,
        funds=tuple(_fund(fund, at) for fund in form.funds),
        indicators=tuple(_indicator(indicator, at) for indicator in form.indicators),
    )


def _found(standing: Standing, sheet: str, cell: str | None) -> Decimal | str | None:
    return standing.get((sheet, cell)) if cell else None


def _fund(fund: FundResult, at: _At) -> FundResult:
    row, cells = fund.row, fund.row.cells
    score = _score(row.entered_score, at(cells.get("score")), fund.score)
    return replace(fund, row=replace(row, entered_score=score, entered_rate=_rate(fund, at(cells.get("rate")))))


def _rate(fund: FundResult, shown: Decimal | str | None) -> Reading:
    if not isinstance(shown, Decimal) or fund.rate is None or in_percent(shown) != in_percent(fund.rate):
        return fund.row.entered_rate
    return Reading(Meaning.NUMBER, percent(shown), shown, "%")


def _indicator(indicator: IndicatorResult, at: _At) -> IndicatorResult:
    row = indicator.row
    score = _score(row.entered_score, at(row.cells.get("score")), indicator.score)
    return replace(indicator, row=replace(row, entered_score=score))


def _score(entered: Reading, shown: Decimal | str | None, score: Decimal | None) -> Reading:
    """The reading of a score that stands there, where it is the one that the rules give now; else what was typed."""
    if not isinstance(shown, Decimal) or shown != score:
        return entered
    return Reading(Meaning.NUMBER, plain(shown), shown)
