"""TXT-05: where points were lost, the reason is more than an empty phrase. (No reason at all is IND-03.)

Worked example: 得分 9 of 10, 偏差原因 ``0`` or ``已完成``: a warning.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.standing import score_below_points
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="TXT-05",
    severity=Severity.WARNING,
    title="偏差原因是空话",
    message="“{name}”扣了分，原因栏只写“{reason}”",
    remedy="请写明具体原因和改进措施",
)
_PHRASES = frozenset(
    ("已完成", "完成", "正常", "无偏差", "无问题", "同上", "略", "见附件", "按计划完成", "已达标", "达标")
)


@check
def reasons_say_something(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if score_below_points(indicator) is None:
            continue
        plain = normalise(row.reason).strip("。.;；")
        only_a_number = read_value(plain).meaning is Meaning.NUMBER and not any(sign.isalpha() for sign in plain)
        if plain in _PHRASES or only_a_number:
            yield KIND.at(form.form.sheet, row.cells.get("reason"), name=row.name, reason=row.reason)
