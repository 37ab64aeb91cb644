"""BUD-11: 其他资金 has a named source (社会投入资金, 银行贷款 ...).

Worked example: 其他资金 100 and nothing in the form that says where it comes from: a hint.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import FundKey, FundRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

KIND = IssueKind(
    code="BUD-11",
    severity=Severity.HINT,
    title="其他资金没有写明来源",
    message="“{name}”有{amount}{unit}，没有写明资金来源",
    remedy="请写明来源（如社会投入资金、银行贷款），如“其他资金（银行贷款）”，或写在其他需要说明事项中",
    clause="四川省自评表填表说明：其他资金指社会投入资金、银行贷款等",
    verified=False,
)
_BARE = frozenset(("其他资金", "其它资金"))


@check
def other_funds_name_their_source(book: Book) -> Iterator[Issue]:
    for form, fund in book.funds():
        row = fund.row
        amount = row.budget.value or row.executed.value
        if row.key is FundKey.OTHER and amount and amount > 0 and _is_bare(row) and not _told(form):
            yield KIND.at(
                form.form.sheet, row.cells.get("name"), name=row.name, amount=plain(amount), unit=form.form.amount_unit
            )


def _is_bare(row: FundRow) -> bool:
    bracketed = any(sign in row.name for sign in "(（")
    return label_key(row.name).removeprefix("其中") in _BARE and not bracketed and not row.reason


def _told(form: FormResult) -> bool:
    texts = (form.form.goal_expected, form.form.goal_actual, *form.form.commentary.values())
    return any("其他资金" in text or "其它资金" in text for text in texts)
