"""Which rows of a form a person means by a few words or a cell address."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from perfeval_xl.results import Evaluation, FormResult

EXECUTION_WORDS = "预算执行率"


def select_rows(evaluation: Evaluation, wanted: str) -> Evaluation:
    """The evaluation with only the rows whose name contains ``wanted``, or that have a cell of that address.

    Forms without any such row are left out; the fund lines also answer to 预算执行率.
    """
    forms = (_select(form, _key(wanted)) for form in evaluation.forms)
    return replace(evaluation, forms=tuple(form for form in forms if form.funds or form.indicators))


def row_names(evaluation: Evaluation) -> list[str]:
    """All names that can be asked for, in the forms' order, each once."""
    names = [EXECUTION_WORDS]
    names += [indicator.row.name for form in evaluation.forms for indicator in form.indicators if indicator.row.name]
    return list(dict.fromkeys(names))


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
