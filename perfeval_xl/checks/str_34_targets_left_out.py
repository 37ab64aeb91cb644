"""STR-34: every indicator that was approved in 附件1 (绩效目标审核表, 申报表) is in the 自评表.

Held only where the table clearly belongs to the workbook's one form: at least half of its indicators are there.

Worked example: 附件1 sets 道路清扫合格率 ≥95%, the form has the other nine indicators and not this one: a warning.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.figures import department_form, only
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import TableRow
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="STR-34",
    severity=Severity.WARNING,
    title="批复的指标没有自评",
    message="“{name}”（年度指标值{target}）在“{form}”里没有对应的指标",
    remedy="请在自评表补上这个指标；名称改过的，请与批复的绩效目标一致",
    clause="绩效自评对照批复的绩效目标逐项进行",
)


@check
def approved_indicators_are_evaluated(book: Book) -> Iterator[Issue]:
    table = only(book.tables_of("targets"))
    form = only(book.forms) or department_form(book)
    if table is None or form is None:
        return
    rows = [row for row in table.rows if label_key(row.label)]
    present = {label_key(indicator.row.name) for indicator in form.indicators}
    missing = [row for row in rows if label_key(row.label) not in present]
    if 2 * len(missing) > len(rows):
        return
    for row in missing:
        target = _target(row)
        if target:
            yield KIND.at(table.sheet, row.cells.get("label"), name=row.label, target=target, form=form.form.sheet)


def _target(row: TableRow) -> str:
    """The approved value with its sign and unit; empty for a row that sets none."""
    sign, value, unit = (
        row.values[field].text if field in row.values else "" for field in ("nature", "target", "unit")
    )
    return f"{sign if len(sign) <= 2 else ''}{value}{unit}" if value.strip() else ""
