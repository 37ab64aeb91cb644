"""TXT-01: texts are no longer than the rules of the place allow (blanks not counted).

Worked example: Sichuan allows 100 characters for the reason of a low execution rate; 120 are a warning.
"""

from collections.abc import Iterator
from dataclasses import replace

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.texts import comment_cell
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

KIND = IssueKind(
    code="TXT-01",
    severity=Severity.WARNING,
    title="文字超过字数上限",
    message="{title}共{found}字，超过上限{limit}字",
    remedy="请压缩文字，细节写进自评报告",
    clause="各地自评表的填表说明",
)


@check
def texts_keep_their_limits(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        limits = book.pack(form).text_limits
        for field, title, cell, text in _texts(form) if limits else ():
            limit, found = limits.get(field), len("".join(text.split()))
            if limit is not None and found > limit.characters:
                issue = KIND.at(form.form.sheet, cell, title=title, found=found, limit=limit.characters)
                yield replace(issue, clause=limit.cite.clause)


def _texts(result: FormResult) -> Iterator[tuple[str, str, str | None, str]]:
    """(field of the pack's limits, what it is, cell, text) of every text that the form holds."""
    form = result.form
    yield "goal_actual", "年度目标完成情况", form.cells.get("goal_actual"), form.goal_actual
    for fund in result.funds:
        yield "execution_reason", f"“{fund.row.name}”的原因", fund.row.cells.get("reason"), fund.row.reason
    for indicator in result.indicators:
        yield "reason", f"“{indicator.row.name}”的偏差原因", indicator.row.cells.get("reason"), indicator.row.reason
    for slot, title in (("conclusion", "评价结论"), ("problems", "存在问题"), ("measures", "改进措施")):
        yield slot, title, comment_cell(form, slot), form.commentary.get(slot, "")
