"""SAT-01: a satisfaction rate rests on a survey: 发放问卷, 收回有效问卷, 满意份数.

Worked example (seed): 满意度 100% because 未接到投诉: a warning. With 发放100份,有效98份,满意95份 somewhere: silent.
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.forms.labels import label_key
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="SAT-01",
    severity=Severity.WARNING,
    title="满意度没有调查数据",
    message="“{name}”填{actual}，但没有问卷调查数据（发放、收回有效、满意份数）",
    remedy="请开展满意度调查，把份数写在完成值后面，如“93%（发放100份、收回98份、满意91份）”，有基础数据表的填在那里；没有投诉不等于满意",
    clause="满意度=满意人数÷有效调查人数",
    verified=False,
)
_SURVEY = re.compile(
    r"(?:问卷|调查|回收|收回|发放|样本|访谈)[^。;]{0,20}?[0-9]+(?:份|人|户|个)|[0-9]+(?:份|人|户)[^。;]{0,10}(?:问卷|调查)"
)
_SURVEY_ROWS = re.compile("有效问卷|满意份数|满意人数|有效调查")


@check
def satisfaction_rests_on_a_survey(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        rows = [row for row in form.indicators if _is_satisfaction(row) and row.row.actual.is_number]
        if not rows or _has_survey_inputs(book) or _tells_survey(form):
            continue
        for row in rows:
            yield KIND.at(form.form.sheet, row.row.cells.get("actual"), name=row.row.name, actual=row.row.actual.text)


def _is_satisfaction(indicator: IndicatorResult) -> bool:
    """By its name; a row that only stands under 满意度指标 must at least be a rate (投诉0起 is none)."""
    row = indicator.row
    return "满意" in row.name or ("满意" in row.level2 and row.actual.unit == "%" and "投诉" not in row.name)


def _has_survey_inputs(book: Book) -> bool:
    return any(
        _SURVEY_ROWS.search(label_key(row.label))
        and any(value.value is not None and value.value > 0 for value in row.values.values())
        for table in book.tables_of("basics")
        for row in table.rows
    )


def _tells_survey(form: FormResult) -> bool:
    texts = [form.form.goal_actual]
    texts += [text for row in form.indicators for text in (row.row.actual.text, row.row.reason, row.row.name)]
    return any(_SURVEY.search(normalise(text)) for text in texts)
