"""BUD-06: an execution rate under 80% has its reason somewhere in the form. BUD-18 is its hint from 80% to 90%.

Both lines come from the rule pack (execution_low: audit practice; execution_below: Sichuan's form note).
Worked example: 141.8 of 246.2 is 57.60% and every reason cell is empty: a warning. 86.18% with a reason: silent.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import percent
from perfeval_xl.checks.standing import explains_itself
from perfeval_xl.issues import Issue, IssueKind, Severity

_REMEDY = "请写明预算执行偏低的原因和改进措施"

KIND = IssueKind(
    code="BUD-06",
    severity=Severity.WARNING,
    title="预算执行率偏低而没有说明",
    message="“{name}”的执行率为{rate}，低于{line}，表中没有写原因",
    remedy=_REMEDY,
    clause="绩效审计常用核查口径：执行率低于80%列为疑点",
    verified=False,
)
BELOW = IssueKind(
    code="BUD-18",
    severity=Severity.HINT,
    title="预算执行率低于九成而没有说明",
    message="“{name}”的执行率为{rate}，低于{line}，表中没有写原因",
    remedy=_REMEDY,
    clause="四川省自评表填表说明：预算执行率未达到90%的需说明原因",
    verified=False,
)


@check
def low_execution_is_explained(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        fund, pack = form.execution, book.pack(form)
        if fund is None or fund.rate is None or explains_itself(form):
            continue
        low, below = pack.thresholds.get("execution_low"), pack.reasons.get("execution_below")
        for kind, line in ((KIND, low), (BELOW, below)):
            if line is not None and fund.rate < line.value:
                cell = fund.row.cells.get("rate") or fund.row.cells.get("executed")
                yield kind.at(
                    form.form.sheet, cell, name=fund.row.name, rate=percent(fund.rate), line=percent(line.value, 0)
                )
                break
