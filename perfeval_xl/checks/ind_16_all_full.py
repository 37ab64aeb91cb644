"""IND-16: every row has full points and 总分 is 100, though the money was not spent.

TOT-04: results far above spending.

Lines from the rule pack (a provincial system's warnings): execution under 95%; 指标得分率 more than 5% above 执行率.
Worked example: all rows full, 总分 100, 执行率 86.18%: a warning. 89 of 90 points at an execution rate of 60%
without any reason in the form: a hint.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import percent, plain
from perfeval_xl.checks.standing import explains_itself
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

KIND = IssueKind(
    code="IND-16",
    severity=Severity.WARNING,
    title="执行率不足而总分为满分",
    message="预算执行率为{rate}，总分却填{total}分，各项都是满分",
    remedy="请按执行率重算预算执行率得分，并核对各指标完成值",
    clause="一体化系统预警：执行率低于95%而各项满分",
    verified=False,
)
GAP = IssueKind(
    code="TOT-04",
    severity=Severity.HINT,
    title="指标得分率明显高于执行率",
    message="指标得分率为{share}，预算执行率为{rate}，高出得分率的{line}以上，表中没有写原因",
    remedy="请核对各指标完成值，或说明少花钱也完成任务的原因",
    clause="一体化系统预警：（指标得分率-预算执行率）÷指标得分率>5%",
    verified=False,
)
_FEWEST = 3


@check
def results_fit_the_spending(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        fund, share, lines = form.execution, _share(form), book.pack(form).thresholds
        if fund is None or fund.rate is None or share is None:
            continue
        cell = form.form.cells.get("score_total") or fund.row.cells.get("rate")
        full, gap = lines.get("all_full_execution"), lines.get("effect_gap")
        total = form.form.entered_total.value
        if full is not None and fund.rate < full.value and share == 1 and total is not None and total >= 100:
            yield KIND.at(form.form.sheet, cell, rate=percent(fund.rate), total=plain(total))
        elif gap is not None and share - fund.rate > gap.value * share and not explains_itself(form):
            yield GAP.at(
                form.form.sheet, cell, share=percent(share), rate=percent(fund.rate), line=percent(gap.value, 0)
            )


def _share(form: FormResult) -> Decimal | None:
    """Typed points of all indicators that carry some as a share of theirs; ``None`` where one is missing."""
    rows = [row.row for row in form.indicators if row.row.points.value and row.basis != "not_applicable"]
    scores = [row.entered_score.value for row in rows]
    points = sum((row.points.value or Decimal(0) for row in rows), Decimal(0))
    if len(rows) < _FEWEST or points <= 0 or any(score is None for score in scores):
        return None
    return sum((score for score in scores if score is not None), Decimal(0)) / points
