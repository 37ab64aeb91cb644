"""STR-05: what the blank form said as a hint has been replaced by one's own words.

Worked examples: name 指标2 with a target beside it; a goal that still reads (100字以内); a target of ≥XX%.
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="STR-05",
    severity=Severity.HINT,
    title="还留着空白表的提示文字",
    message="“{text}”是空白表的提示文字，没有换成自己的内容",
    remedy="请填写实际内容，或删去提示文字",
)
_LEFT = re.compile(
    r"指标[0-9]+:?|[.…。]{2,}|[≥≤<>=]?(?:[xX×]{2,}|[*]{2,})[%\w]{0,3}|\(?[^()]{0,12}[0-9]{2,3}字(?:以内|左右)[^()]{0,6}\)?"
)


@check
def hints_of_the_blank_form_are_gone(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        for text, cell in _texts(form):
            if text and _LEFT.fullmatch(normalise(text)):
                yield KIND.at(form.form.sheet, cell, text=" ".join(text.split()))


def _texts(form: FormResult) -> Iterator[tuple[str, str | None]]:
    for field in ("goal_expected", "goal_actual"):
        yield getattr(form.form, field), form.form.cells.get(field)
    for result in form.indicators:
        row = result.row
        yield row.name, row.cells.get("name")
        yield row.target.text, row.cells.get("target")
        yield row.actual.text, row.cells.get("actual")
