"""STR-02: no two indicators of a form have the same name under the same 二级指标. STR-04: money is no output.

Worked examples: 满意度 twice under 服务对象满意度指标; 数量指标 工程资金金额 43.2 / 37.24, which are the budget and
what was spent of it: both hints.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.conversion import is_money

SAME_NAME = IssueKind(
    code="STR-02",
    severity=Severity.HINT,
    title="三级指标重名",
    message="“{level}”下有两条“{name}”（另一条在{other}）",
    remedy="请合并，或改名以示区别",
)
MONEY = IssueKind(
    code="STR-04",
    severity=Severity.HINT,
    title="把资金当作产出",
    message="“{name}”的指标值、完成值就是预算数和执行数，这是投入，不是产出",
    remedy="请改用钱办成的事作数量指标；资金已在预算执行率里考核",
)


@check
def indicators_differ_and_are_results(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        seen: dict[tuple[str, str, str, str], str] = {}
        for indicator in form.indicators:
            row = indicator.row
            key = (row.level1, row.level2, label_key(row.name), row.target.text)
            other = seen.setdefault(key, row.cells.get("name", ""))
            if label_key(row.name) and other != row.cells.get("name", ""):
                yield SAME_NAME.at(form.form.sheet, row.cells.get("name"), level=row.level2, name=row.name, other=other)
            if _is_money_of_the_budget(form, row):
                yield MONEY.at(form.form.sheet, row.cells.get("name"), name=row.name)


def _is_money_of_the_budget(form: FormResult, row: IndicatorRow) -> bool:
    fund = form.execution
    if fund is None or "数量" not in row.level2 or not fund.row.budget.value or not fund.row.executed.value:
        return False
    units = {row.target.unit, row.actual.unit} - {""}
    same = (row.target.value, row.actual.value) == (fund.row.budget.value, fund.row.executed.value)
    return same and all(is_money(unit) and unit == form.form.amount_unit for unit in units)
