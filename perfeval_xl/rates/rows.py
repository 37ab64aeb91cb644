"""Which rows of a form name a rate, and what the workbook's 基础数据表 gives for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfeval_xl.forms.model import ParsedForm, Table
from perfeval_xl.rates.basics import Basics
from perfeval_xl.rates.catalogue import rate_named
from perfeval_xl.rates.computing import compute_rate
from perfeval_xl.rates.model import RateResult


def rates_of_form(
    form: ParsedForm, tables: Sequence[Table], definitions: Mapping[str, str]
) -> tuple[RateResult | None, ...]:
    """One entry for each indicator of the form; ``None`` for a row that names no rate, or without a 基础数据表.

    Args:
        definitions: rate id -> the definition that the form's rule pack chooses.
    """
    basics = Basics(tables)
    if not basics:
        return (None,) * len(form.indicators)
    return tuple(_row(form.form.kind.value, row.name, basics, definitions) for row in form.indicators)


def _row(kind: str, name: str, basics: Basics, definitions: Mapping[str, str]) -> RateResult | None:
    rate = rate_named(kind, name)
    if rate is None:
        return None
    return compute_rate(rate, rate.definition(definitions.get(rate.id)), basics.read)
