"""WGT-03: the points of each 一级指标 are the usual ones (from the rule pack: 执行率10, 产出50, 效益30, 满意度10).

They may be set otherwise in special cases, so this is a hint, and only where the form's points are whole (100).
Worked example: 产出 70, 效益 20, 满意度 10 beside a note that says 50/30/10.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.rules import RulePack

KIND = IssueKind(
    code="WGT-03",
    severity=Severity.HINT,
    title="一级指标分值与统一设置不同",
    message="“{level}”的分值合计为{found}分，统一设置为{usual}分",
    remedy="确需调整的，按当地规定说明；否则改回统一设置",
    clause="自评表表注：一级指标分值统一设置为产出50、效益30、满意度10、预算执行率10",
    verified=False,
)
_MAIN = frozenset(("output", "benefit", "satisfaction"))


@check
def points_are_the_usual_ones(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        pack = book.pack(form)
        if form.points_total != pack.grades.full:
            continue
        groups = _groups(form, pack)
        if groups is None or set(groups) != _MAIN:
            continue
        for key, rows in groups.items():
            found, usual = _points(rows), pack.level1.points[key]
            if found != usual:
                yield KIND.at(
                    form.form.sheet,
                    rows[0].row.cells.get("level1"),
                    level=rows[0].row.level1,
                    found=plain(found),
                    usual=plain(usual),
                )


def _groups(form: FormResult, pack: RulePack) -> dict[str, list[IndicatorResult]] | None:
    """Rows by 一级指标; ``None`` where a heading is not one of the usual."""
    groups: dict[str, list[IndicatorResult]] = {}
    for row in form.indicators:
        key = pack.level1.key_of(row.row.level1)
        if key is None:
            return None
        groups.setdefault(key, []).append(row)
    return groups


def _points(rows: list[IndicatorResult]) -> Decimal:
    return sum((row.row.points.value for row in rows if row.row.points.value is not None), Decimal(0))
