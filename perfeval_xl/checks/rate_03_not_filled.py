"""RATE-03: an empty actual value that the 基础数据表 could fill; RATE-04, RATE-05: a rate that it cannot give, and why.

Nothing is ever written over a person's cell: the computed rate is offered in words.
A workbook that says nothing of a rate's inputs offers no data for it and gets no hint.
Worked example: 上年“三公”经费 0 and this year 3.2: there is no base, the 变动率 cannot be computed.
"""

from collections.abc import Iterator
from dataclasses import replace

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import percent
from perfeval_xl.checks.rate_01_basics import typed_share
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.rates.model import RateStatus
from perfeval_xl.values.model import Meaning

OFFERED = IssueKind(
    code="RATE-03",
    severity=Severity.HINT,
    title="共性指标可由基础数据表算出",
    message="“{name}”的实际完成值未填，按基础数据表（{formula}）为{rate}：{working}",
    remedy="核对无误后请把{rate}填入实际完成值",
)
MISSING = IssueKind(
    code="RATE-04",
    severity=Severity.HINT,
    title="基础数据不全，共性指标无法核对",
    message="“{name}”不能由基础数据表计算：{why}",
    remedy="请在基础数据表补填所缺的数据；没有发生的填0",
)
NO_BASE = IssueKind(
    code="RATE-05",
    severity=Severity.HINT,
    title="共性指标的分母为0",
    message="“{name}”不能由基础数据表计算：{why}",
    remedy="请在偏差原因栏说明情况，按主管财政部门的口径填写实际完成值",
)
_NOT_COMPUTED = {RateStatus.INCOMPLETE: MISSING, RateStatus.NO_BASE: NO_BASE}


@check
def rates_are_offered_or_explained(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        found, row = indicator.rate, indicator.row
        if found is None:
            continue
        place = row.cells.get("actual") or row.cells.get("name")
        facts = {"name": row.name, "formula": found.definition.title}
        if found.value is not None:
            if row.actual.meaning is not Meaning.EMPTY or "actual" not in row.cells:
                continue
            issue = OFFERED.at(form.form.sheet, place, **facts, rate=percent(found.value), working=found.working)
        elif found.status in _NOT_COMPUTED and (typed_share(indicator) is not None or row.actual.is_blank):
            issue = _NOT_COMPUTED[found.status].at(form.form.sheet, place, **facts, why=found.why_not)
        else:
            continue
        yield replace(issue, clause=found.definition.clause)
