"""STR-01: a form has output, benefit and satisfaction indicators (产出, 效益, 满意度).

Worked example: only 产出指标 with 90 points: a warning. Forms that divide otherwise (决策、过程 ...) are left alone.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.forms.model import FormKind
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="STR-01",
    severity=Severity.WARNING,
    title="缺少一级指标",
    message="“{sheet}”没有{missing}指标",
    remedy="请补上；确不适用的，在其他需要说明事项中写明",
    clause="自评表一级指标：产出、效益、满意度（财预〔2020〕10号附件）",
    verified=False,
)
_GROUPS = (("产出", ("产出",)), ("效益", ("效益", "效果")), ("满意度", ("满意",)))
_FEWEST_ROWS = 3


@check
def output_benefit_and_satisfaction_are_there(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        missing = _missing(form)
        if missing:
            cell = form.indicators[0].row.cells.get("level1")
            yield KIND.at(form.form.sheet, cell, sheet=form.form.sheet, missing="、".join(missing))


def _missing(form: FormResult) -> list[str]:
    """Groups without a row, in a project form that is divided in this way."""
    rows = [result.row for result in form.indicators]
    if form.form.kind is not FormKind.PROJECT or len(rows) < _FEWEST_ROWS:
        return []
    levels = {normalise(row.level1) for row in rows}
    if not all(any(word in level for _, words in _GROUPS for word in words) for level in levels):
        return []
    texts = {normalise(row.level1 + row.level2 + row.name) for row in rows}
    return [name for name, words in _GROUPS if not any(word in text for text in texts for word in words)]
