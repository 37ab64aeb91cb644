"""The prose cells of a workbook, with their places: what text checks read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfeval_xl.checks.book import Book


class TextPlace(NamedTuple):
    """One cell of prose."""

    sheet: str
    cell: str | None
    title: str
    text: str


def texts_of(book: Book) -> Iterator[TextPlace]:
    """Goals and reasons of every form. Our own drafts are not among them: they cannot be wrong by typing."""
    for result in book.forms:
        form = result.form
        yield TextPlace(form.sheet, form.cells.get("goal_expected"), "预期目标", form.goal_expected)
        yield TextPlace(form.sheet, form.cells.get("goal_actual"), "实际完成情况", form.goal_actual)
        for row in result.indicators:
            if row.row.reason:
                yield TextPlace(form.sheet, row.row.cells.get("reason"), f"“{row.row.name}”说明", row.row.reason)
            if row.row.actual.value is None and row.row.actual.text:
                yield TextPlace(
                    form.sheet, row.row.cells.get("actual"), f"“{row.row.name}”完成情况", row.row.actual.text
                )
