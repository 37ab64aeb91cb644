"""The prose cells of a workbook, with their places: what text checks read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfeval_xl.checks.book import Book
from perfeval_xl.forms.model import Form
from perfeval_xl.values.model import Reading

_MORE = frozenset(("number_in_text", "bracket", "several"))
"""Notes of a number with words around it."""


class TextPlace(NamedTuple):
    """One cell of prose."""

    sheet: str
    cell: str | None
    title: str
    text: str


def texts_of(book: Book) -> Iterator[TextPlace]:
    """Goals, reasons, actual values in prose and commentary of every form.

    Our own drafts are not among them: they cannot be wrong by typing.
    """
    for result in book.forms:
        form = result.form
        yield TextPlace(form.sheet, form.cells.get("goal_expected"), "预期目标", form.goal_expected)
        yield TextPlace(form.sheet, form.cells.get("goal_actual"), "实际完成情况", form.goal_actual)
        for fund in result.funds:
            if fund.row.reason:
                yield TextPlace(form.sheet, fund.row.cells.get("reason"), f"“{fund.row.name}”说明", fund.row.reason)
        for row in result.indicators:
            if row.row.reason:
                yield TextPlace(form.sheet, row.row.cells.get("reason"), f"“{row.row.name}”说明", row.row.reason)
            if is_prose(row.row.actual):
                title = f"“{row.row.name}”完成情况"
                yield TextPlace(form.sheet, row.row.cells.get("actual"), title, row.row.actual.text)
        for slot, text in form.commentary.items():
            if text.strip():
                yield TextPlace(form.sheet, comment_cell(form, slot), "评语", text)


def comment_cell(form: Form, slot: str) -> str | None:
    """Where a person's commentary of a slot stands."""
    return form.cells.get(f"comment:{slot}") or form.cells.get(f"text:{slot}")


def is_prose(actual: Reading) -> bool:
    """Whether an actual value says more than its number: 3次会议均已召开，但纪要尚未印发."""
    return bool(actual.text) and (actual.value is None or not _MORE.isdisjoint(actual.notes))
