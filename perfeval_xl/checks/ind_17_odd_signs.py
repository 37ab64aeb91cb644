"""IND-17: an actual value holds no stray signs (*, _), which systems refuse on import.

Worked example: 12*: a hint. 400元/人*天 keeps its sign between two words; a lone sign for 不适用 is none either.
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="IND-17",
    severity=Severity.HINT,
    title="完成值里有多余的符号",
    message="“{name}”的实际完成值“{actual}”含有多余的符号“{sign}”",
    remedy="请去掉多余的符号，只写数值和单位",
    clause="一体化系统导入校验",
    verified=False,
)
_STRAY = re.compile(r"(?<![\w%)])[*_]+|[*_]+(?![\w%(])")


@check
def actual_values_hold_no_stray_signs(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        found = _STRAY.search(normalise(row.actual.text))
        if found and row.actual.meaning is not Meaning.NOT_APPLICABLE:
            cell = row.cells.get("actual")
            yield KIND.at(form.form.sheet, cell, name=row.name, actual=row.actual.text, sign=found[0])
