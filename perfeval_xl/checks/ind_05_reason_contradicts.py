"""IND-05: a reason for a missed target stands beside numbers that reach it.

Worked example: ≥12公里, 12公里, full points, and “因雨季未完成”: one of the two is wrong. So it is where the actual
value itself says so: ``12公里，未全部完成``. Silent: ``12公里，未完成的3公里结转下年``, which says of what it speaks,
and ``12公里，上半年未完成，下半年已补齐``.
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.standing import UPWARD, standing
from perfeval_xl.checks.texts import is_prose
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="IND-05",
    severity=Severity.WARNING,
    title="偏差原因与数字矛盾",
    message="“{name}”的指标值“{target}”、完成值“{actual}”是达标的，{where}却写“{said}”",
    remedy="请核对完成值；已经达标的不必写未完成原因",
)
_SAYS_MISSED = re.compile(r"(?:未|没有|没能|未能)(?:按时|按期|全部|全面|全额)?(?:完成|达标|达到|实现)")
_SAYS_NONE_MISSED = re.compile(r"(?:无|没有|不存在)(?:任何)?(?:未|没有)|如未|若未|因上年|下一?年")
_ACTUAL_SAYS_MISSED = re.compile(_SAYS_MISSED.pattern + r"(?=[。;,!)、]|\Z)")
_MADE_GOOD = re.compile(r"已|补|后|季度|半年|上旬|中旬|月|原|此前")
"""Words of a miss at another time than now."""
_LONGEST = 30


@check
def reasons_fit_the_numbers(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if _SAYS_MISSED.search(row.reason) and not _SAYS_NONE_MISSED.search(row.reason):
            where, said = "原因栏", row.reason[:_LONGEST]
        elif missed := _missed_in_actual(row):
            where, said = "完成值里", missed
        else:
            continue
        met = indicator.met if indicator.met is not None else standing(row).met
        lost = row.points.value and row.entered_score.value is not None and row.entered_score.value < row.points.value
        if met and not lost:
            yield KIND.at(
                form.form.sheet,
                row.cells.get("reason" if where == "原因栏" else "actual"),
                name=row.name,
                target=row.target.text,
                actual=row.actual.text,
                where=where,
                said=said,
            )


def _missed_in_actual(row: IndicatorRow) -> str:
    """What words beside the number of an actual value say of a miss: the end of a clause, of what should be much."""
    if row.target.comparator not in UPWARD or not is_prose(row.actual):
        return ""
    if _SAYS_NONE_MISSED.search(row.actual.text) or _MADE_GOOD.search(row.actual.text):
        return ""
    found = _ACTUAL_SAYS_MISSED.search(normalise(row.actual.text))
    return found[0] if found else ""
