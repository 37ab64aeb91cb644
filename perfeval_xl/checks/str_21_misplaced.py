"""STR-21: values that stand in the wrong column.

Worked examples: 实际完成值 empty while the reason column says 95%; a form whose 指标值 and 实际完成值 repeat 分值 and
得分 on every row (20/20, 10/10) while the targets stand in the indicators' names; a form without actual values whose
得分 says 120, 95 and 3200 where 10 points are to be had.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.values.model import Comparator, Meaning
from perfeval_xl.values.reading import read_text

KIND = IssueKind(
    code="STR-21",
    severity=Severity.WARNING,
    title="数值疑似填错列",
    message="“{name}”{what}",
    remedy="请核对，把数值移到对应的列",
)
_FEWEST_ROWS = 3


@check
def values_stand_in_their_columns(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        if (columns := _repeats_points(form)) is not None:
            yield columns
            continue
        if (columns := _actuals_as_scores(form)) is not None:
            yield columns
            continue
        for row in form.indicators:
            yield from _in_reason(form, row)


def _in_reason(form: FormResult, result: IndicatorResult) -> Iterator[Issue]:
    row = result.row
    if row.actual.meaning is not Meaning.EMPTY or "actual" not in row.cells or not row.reason:
        return
    meaning = read_text(row.reason).meaning
    wanted = {
        Meaning.NUMBER: row.target.value is not None,
        Meaning.DATE: row.target.comparator is Comparator.DATE,
        Meaning.QUALITATIVE: row.target.comparator is Comparator.QUALITATIVE,
    }
    if wanted.get(meaning, False):
        what = f"的实际完成值为空，偏差原因一栏却填着“{row.reason}”，像是填错了列"
        yield KIND.at(form.form.sheet, row.cells.get("reason"), name=row.name, what=what)


def _repeats_points(form: FormResult) -> Issue | None:
    """The form whose targets and actuals are its points and scores, row by row."""
    rows = [result.row for result in form.indicators if result.row.points.value is not None]
    pairs: list[tuple[Decimal | None, Decimal | None]] = []
    for row in rows:
        pairs.append((row.target.value, row.points.value))
        pairs.append((row.actual.value, row.entered_score.value if row.entered_score.is_number else row.points.value))
    if len(rows) < _FEWEST_ROWS or any(one is None or one != other for one, other in pairs):
        return None
    if len({row.points.value for row in rows}) == 1:
        return None  # all targets alike: it may be chance
    what = "等各行的年度指标值、实际完成值与分值、得分逐行相同，像是填错了列"
    return KIND.at(form.form.sheet, rows[0].cells.get("target"), name=rows[0].name, what=what)


def _actuals_as_scores(form: FormResult) -> Issue | None:
    """The form without actual values, most of whose scores are more than the points that are to be had."""
    rows = [result.row for result in form.indicators]
    if any(row.actual.meaning is not Meaning.EMPTY or "actual" not in row.cells for row in rows):
        return None
    scored = [(row, row.entered_score.value, row.points.value) for row in rows]
    above = [row for row, score, points in scored if score is not None and points is not None and score > points]
    if len(above) < _FEWEST_ROWS or 2 * len(above) < len(rows):
        return None
    what = f"等{len(above)}行的实际完成值为空，得分一栏填的数超过分值，像是把实际完成值填在了得分一栏"
    return KIND.at(form.form.sheet, above[0].cells.get("score"), name=above[0].name, what=what)
