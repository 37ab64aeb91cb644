"""IND-30 (hint): the grades of a row's standard (优良中差) leave a stretch between them that belongs to none.

IND-31: the actual value lies in none of them. Forms of Hainan set such a standard for each indicator.
Worked example: 优 5天以上, 良 3(含)至4天: 4 days belong to neither.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.bands import gap, graded
from perfeval_xl.issues import Issue, IssueKind, Severity

GAP = IssueKind(
    code="IND-30",
    severity=Severity.HINT,
    title="分档标准没有首尾相接",
    message="“{name}”的分档标准在{low}至{high}之间没有归入任何一档（{bands}）",
    remedy="请补全分档标准，写明边界含在哪一档",
)
OUTSIDE = IssueKind(
    code="IND-31",
    severity=Severity.WARNING,
    title="完成值不在任何一档",
    message="“{name}”的实际完成值“{actual}”不在任何一档（{bands}），看不出是哪一档",
    remedy="请核对完成值，或补全分档标准",
)


@check
def standards_in_grades_cover_the_value(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if not row.bands:
            continue
        bands = "；".join(f"{band.grade}：{band.text}" for band in row.bands)
        if not row.actual.is_blank and graded(row.bands, row.actual) == (None, True):
            sheet = form.form.sheet
            yield OUTSIDE.at(sheet, row.cells.get("actual"), name=row.name, actual=row.actual.text, bands=bands)
        elif (between := gap(row.bands)) is not None:
            low, high, unit = between
            scale = {"%": 100, "‰": 1000}.get(unit, 1)
            yield GAP.at(
                form.form.sheet,
                row.bands[0].cell,
                name=row.name,
                low=f"{plain(low * scale)}{unit}",
                high=f"{plain(high * scale)}{unit}",
                bands=bands,
            )
