"""Which rows of a form a person means by a few words or a cell address."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from perfeval_xl.results import Evaluation, FormResult

EXECUTION_WORDS = "预算执行率"
TOTAL_WORDS = "总分"
_TOTAL_WORDS = frozenset((TOTAL_WORDS, "得分合计", "等级", "自评等级"))
_TOTAL_FIELDS = ("score_total", "grade", "points_total")


def select_rows(evaluation: Evaluation, wanted: str) -> Evaluation:
    """The evaluation with only the rows whose name contains ``wanted``, or that have a cell of that address.

    Forms without any such row are left out, unless their total is asked for; the fund lines also answer to 预算执行率.
    """
    key = _key(wanted)
    forms = (_select(form, key) for form in evaluation.forms)
    return replace(
        evaluation, forms=tuple(form for form in forms if form.funds or form.indicators or _means_total(form, key))
    )


def asks_total(evaluation: Evaluation, wanted: str) -> bool:
    """Whether total and grade of a form are asked for, by a word or by one of their cells."""
    return any(_means_total(form, _key(wanted)) for form in evaluation.forms)


def _means_total(form: FormResult, key: str) -> bool:
    cells = form.form.cells
    return key in _TOTAL_WORDS or key.upper() in (cells[field] for field in _TOTAL_FIELDS if field in cells)


def row_names(evaluation: Evaluation) -> list[str]:
    """All names that can be asked for, in the forms' order, each once."""
    names = [EXECUTION_WORDS]
    names += [indicator.row.name for form in evaluation.forms for indicator in form.indicators if indicator.row.name]
    return list(dict.fromkeys((*names, TOTAL_WORDS)))


def _select(form: FormResult, key: str) -> FormResult:
    return replace(
        form,
        funds=tuple(
            fund
            for fund in form.funds
            if _matches(key, (fund.row.name, *_aliases(fund.row.points.value)), fund.row.cells)
        ),
        indicators=tuple(row for row in form.indicators if _matches(key, (row.row.name,), row.row.cells)),
    )


def _aliases(points: object) -> tuple[str, ...]:
    """The line that carries the points is what people call 预算执行率."""
    return () if points is None else (EXECUTION_WORDS,)


def _matches(key: str, names: tuple[str, ...], cells: Mapping[str, str]) -> bool:
    return any(key in _key(name) for name in names) or key.upper() in cells.values()


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
