"""IND-19: the mandatory columns of an indicator row are filled: name, target, actual value and points.

Worked example: 质量指标 with points 10 and an empty 实际完成值: an error, the row has no score.
A spare row with nothing in it is no indicator (nor one named / or ……); an 其中 row needs no points; a row that is
scored by its 评分标准 needs no target.
A form without a single actual value is a blank one: that is said once (STR-10), not cell by cell.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.values.model import Meaning

KIND = IssueKind(
    code="IND-19",
    severity=Severity.ERROR,
    title="必填栏为空",
    message="“{name}”的{column}未填",
    remedy="请补填{column}{else_}",
    clause="自评表必填栏",
)
UNFILLED = IssueKind(
    code="STR-10",
    severity=Severity.ERROR,
    title="自评表还没有填写",
    message="“{sheet}”还没有填写：{count}条指标的实际完成值都是空的",
    remedy="请先填写指标值、实际完成值和资金情况，再评分",
)


@check
def mandatory_columns_are_filled(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        if form.indicators and all(_is_unfilled(indicator) for indicator in form.indicators):
            first = form.indicators[0].row.cells.get("actual")
            yield UNFILLED.at(form.form.sheet, first, sheet=form.form.sheet, count=len(form.indicators))
            continue
        for indicator in form.indicators:
            if _is_named(indicator):
                yield from _row(form, indicator)


def _is_named(indicator: IndicatorResult) -> bool:
    """Not a row crossed out by its name: ``/``, ``—``, ``……``."""
    row = indicator.row
    crossed_out = bool(row.name) and not any(character.isalnum() for character in row.name)
    return not (crossed_out and row.points.is_blank)


def _is_unfilled(indicator: IndicatorResult) -> bool:
    return "actual" in indicator.row.cells and indicator.row.actual.meaning is Meaning.EMPTY


def _row(form: FormResult, indicator: IndicatorResult) -> Iterator[Issue]:
    cells = indicator.row.cells
    for field, title in _missing(indicator):
        if field in cells:
            name = indicator.row.name or "（无名称）"
            else_ = "；确不适用的，填“不适用”" if field == "actual" else ""
            yield KIND.at(form.form.sheet, cells[field], name=name, column=title, else_=else_)


def _missing(indicator: IndicatorResult) -> Iterator[tuple[str, str]]:
    row = indicator.row
    if not row.name:
        yield "name", "三级指标名称"
    by_standard = bool(row.standard) and row.target.meaning is Meaning.EMPTY
    if row.target.meaning is Meaning.EMPTY and not by_standard:
        yield "target", "年度指标值"
    if row.actual.meaning is Meaning.EMPTY and not by_standard:
        yield "actual", "实际完成值"
    if row.points.meaning is Meaning.EMPTY and not (row.is_part or row.name.startswith("其中")):
        yield "points", "分值"
