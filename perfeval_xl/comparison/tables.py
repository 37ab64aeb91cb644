"""Companion tables (表1, 表2, 附件1, 基础数据表) cell by cell; rows go by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfeval_xl.comparison.matching import match_rows, match_tables
from perfeval_xl.comparison.model import Area, Change, Difference
from perfeval_xl.comparison.places import EMPTY_WORD, place, same_reading
from perfeval_xl.forms.model import Table, TableRow
from perfeval_xl.values.model import EMPTY


def table_differences(before: Sequence[Table], after: Sequence[Table]) -> Iterator[Difference]:
    for one, other in match_tables(before, after):
        if one is None or other is None:
            table = one or other
            assert table is not None  # noqa: S101 - a pair has at least one side
            change = Change.REMOVED if other is None else Change.ADDED
            sides = (table.sheet, None) if other is None else (None, table.sheet)
            yield Difference(Area.VALUE, change, "", table.title, "整张表", *sides)
            continue
        for row, row_after in match_rows(one.rows, other.rows):
            yield from _row(one, other, row, row_after)


def _row(one: Table, other: Table, before: TableRow | None, after: TableRow | None) -> Iterator[Difference]:
    if before is None or after is None:
        row = before or after
        assert row is not None  # noqa: S101 - a pair has at least one side
        cells = [place(t.sheet, r.cells.get("label")) if r else None for t, r in ((one, before), (other, after))]
        change = Change.REMOVED if after is None else Change.ADDED
        labels = (row.label, None) if after is None else (None, row.label)
        yield Difference(Area.VALUE, change, "", one.title, row.label, *labels, *cells)
        return
    for column in one.columns:
        left, right = (row.values.get(column.field, EMPTY) for row in (before, after))
        if not same_reading(left, right):
            yield Difference(
                Area.VALUE,
                Change.CHANGED,
                "",
                f"{one.title} {before.label}",
                "".join(column.header.split()),
                left.text or EMPTY_WORD,
                right.text or EMPTY_WORD,
                place(one.sheet, before.cells.get(column.field)),
                place(other.sheet, after.cells.get(column.field)),
            )
