"""IND-20: percentages of one column are written in one way.

Worked example: 完成值 ``98%``, ``95.5%`` and a bare ``0.98``: a warning at the bare one; 98 and 98% mixed likewise,
unless the form has a column 度量单位. A column of bare 95, 98, 100 is consistent: silent.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

KIND = IssueKind(
    code="IND-20",
    severity=Severity.WARNING,
    title="百分数写法不统一",
    message="“{name}”的实际完成值“{actual}”没有写百分号，而本表其他百分数写作“{other}”，按{read}计算",
    remedy="请统一写成带百分号的形式，如98%",
)
_LARGEST_FRACTION = Decimal("1.5")
_SIGNED, _HUNDREDS, _FRACTION = "signed", "hundreds", "fraction"


@check
def percents_are_written_alike(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        yield from _form(form)


def _form(form: FormResult) -> Iterator[Issue]:
    rows: dict[str, list[IndicatorRow]] = defaultdict(list)
    for item in form.indicators:
        style = _style(item.row)
        if style:
            rows[style].append(item.row)
    usual = next((style for style in (_SIGNED, _HUNDREDS) if rows[style]), "")
    for row in _odd(rows, usual):
        value = row.actual.value or Decimal(0)
        read = plain(value * 100 if _style(row) == _FRACTION else value) + "%"
        other = rows[usual][0].actual.text
        yield KIND.at(
            form.form.sheet, row.cells.get("actual"), name=row.name, actual=row.actual.text, other=other, read=read
        )


def _odd(rows: dict[str, list[IndicatorRow]], usual: str) -> list[IndicatorRow]:
    if not usual:
        return []
    bare = [] if usual == _HUNDREDS else [row for row in rows[_HUNDREDS] if not row.unit]
    return [*rows[_FRACTION], *bare]


def _style(row: IndicatorRow) -> str:
    """How the actual of a percentage is written; ``""`` for anything else, and for 0, the same in every way."""
    if row.target.unit != "%" or not row.actual.value:
        return ""
    if row.actual.unit:
        return _SIGNED if row.actual.unit == "%" else ""
    return _FRACTION if abs(row.actual.value) <= _LARGEST_FRACTION else _HUNDREDS
