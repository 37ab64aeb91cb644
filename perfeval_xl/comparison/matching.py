"""Which parts of two workbooks belong together, however far rows were moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import Table, TableRow
from perfeval_xl.results import FormResult, FundResult, IndicatorResult
from perfeval_xl.values.text import normalise

T = TypeVar("T")
Key = Callable[[T], Hashable | None]
Pair = tuple[T | None, T | None]


def match(before: Sequence[T], after: Sequence[T], keys: Sequence[Key[T]]) -> list[Pair[T]]:
    """Pairs of what belongs together: by the first key that agrees, the same keys in their order.

    Args:
        keys: strictest first; ``None`` as a key matches nothing.

    Returns:
        In the order of ``before``; what only ``after`` has stands at the end.
    """
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for at, item in enumerate(after):
            found = key(item)
            if at not in taken and found is not None:
                waiting[found].append(at)
        for at, item in enumerate(before):
            found = key(item)
            if at not in partner and found is not None and waiting.get(found):
                partner[at] = waiting[found].pop(0)
                taken.add(partner[at])
    pairs: list[Pair[T]] = [(item, after[partner[at]] if at in partner else None) for at, item in enumerate(before)]
    return pairs + [(None, item) for at, item in enumerate(after) if at not in taken]


def match_forms(before: Sequence[FormResult], after: Sequence[FormResult]) -> list[Pair[FormResult]]:
    """By who and what and year; then without the year, the name, and last by sheet."""
    return match(before, after, (_whole, _without_year, _by_sheet, lambda form: form.form.kind))


def _whole(form: FormResult) -> Hashable | None:
    name = _who(form)
    return (form.form.kind, name, form.form.year) if any(name) else None


def _without_year(form: FormResult) -> Hashable | None:
    name = _who(form)
    return (form.form.kind, name) if any(name) else None


def _by_sheet(form: FormResult) -> Hashable:
    return form.form.kind, form.form.sheet


def _who(form: FormResult) -> tuple[str, str]:
    return label_key(form.form.project), label_key(form.form.unit)


def match_funds(before: Sequence[FundResult], after: Sequence[FundResult]) -> list[Pair[FundResult]]:
    def by_name(fund: FundResult) -> Hashable:
        return fund.row.key, label_key(fund.row.name)

    return match(before, after, (by_name, lambda fund: fund.row.key))


def match_indicators(
    before: Sequence[IndicatorResult], after: Sequence[IndicatorResult]
) -> list[Pair[IndicatorResult]]:
    """By heading and name; a row moved to another heading by its name, a renamed one by its heading and target."""
    return match(before, after, (_in_place, _by_level2, _by_name, _by_target))


def _in_place(row: IndicatorResult) -> Hashable | None:
    return (label_key(row.row.level1), *_by_level2_key(row)) if row.row.name else None


def _by_level2(row: IndicatorResult) -> Hashable | None:
    return _by_level2_key(row) if row.row.name else None


def _by_level2_key(row: IndicatorResult) -> tuple[str, str]:
    return label_key(row.row.level2), label_key(row.row.name)


def _by_name(row: IndicatorResult) -> Hashable | None:
    return label_key(row.row.name) or None


def _by_target(row: IndicatorResult) -> Hashable | None:
    target = normalise(row.row.target.text)
    return (label_key(row.row.level1), label_key(row.row.level2), target, row.row.points.value) if target else None


def match_tables(before: Sequence[Table], after: Sequence[Table]) -> list[Pair[Table]]:
    return match(before, after, (lambda table: (table.kind, table.sheet), lambda table: table.kind))


def match_rows(before: Sequence[TableRow], after: Sequence[TableRow]) -> list[Pair[TableRow]]:
    return match(before, after, (lambda row: (label_key(row.label), row.is_total),))
