"""TXT-02: 实际完成情况 says what came of the 预期目标: not empty beside a filled form, no copy of it, no bare number.

Worked examples: 预期目标 43.2, 实际完成情况 37.24 (amounts, no goals); both boxes repeat one text word for word: hints.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.text import squash

KIND = IssueKind(
    code="TXT-02",
    severity=Severity.HINT,
    title="总体目标完成情况写得不实",
    message="“实际完成情况”{found}",
    remedy="请对照预期目标逐项写明完成了什么、完成多少",
    clause="自评表“年度总体目标”栏",
)
_SHORTEST_COPY = 8
"""Shorter texts may well be the same: 完成 and 完成."""


@check
def goals_are_accounted_for(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        found = _fault(form)
        if found and "goal_actual" in form.form.cells:
            yield KIND.at(form.form.sheet, form.form.cells["goal_actual"], found=found)


def _fault(form: FormResult) -> str:
    expected, actual = squash(form.form.goal_expected), squash(form.form.goal_actual)
    if not expected or all(row.row.actual.meaning is Meaning.EMPTY for row in form.indicators):
        return ""
    if not actual:
        return "没有填写"
    if not any(character.isalpha() for character in actual):
        return "只有数字"
    return "与预期目标一字不差" if actual == expected and len(actual) >= _SHORTEST_COPY else ""
