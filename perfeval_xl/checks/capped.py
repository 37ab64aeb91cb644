"""What a form's total and grade may be at most, by its execution rate (按执行率封顶)."""

from __future__ import annotations

from perfeval_xl.checks.book import Book
from perfeval_xl.checks.numbers import plain
from perfeval_xl.results import FormResult
from perfeval_xl.rules.special import Cap


def cap_on(book: Book, form: FormResult) -> Cap | None:
    """The cap of the form's pack at its execution rate."""
    caps = book.pack(form).caps
    return None if caps is None or form.execution is None else caps.at(form.execution.rate)


def below(cap: Cap) -> str:
    """When it holds, in words."""
    return f"执行率低于{plain(cap.below * 100)}%"
