"""TOT-05: where no total can be computed, the one that stands in its cell is still the person's: that is said there.

Worked example: 总分 97 is printed and one row cannot be scored; the rows that can are written, the 97 is left as it is.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="TOT-05",
    severity=Severity.HINT,
    title="总分没有重算",
    message="总分{entered}分是原来填的，没有重算：{why}；已计分的各行合计{known}分",
    remedy="请补齐不能计分的各行后重新评分；定稿前按各行得分核对总分",
)


@check
def open_total_is_said_to_be_open(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        entered, cell = form.form.entered_total.value, form.form.cells.get("score_total")
        if not form.form.scored or form.score_total is not None or entered is None or cell is None:
            continue
        if not form.partial_score:
            continue  # nothing was scored: that a form has no points (STR-18, STR-22) is told of the form
        yield KIND.at(form.form.sheet, cell, entered=plain(entered), why=form.why_not, known=plain(form.partial_score))
