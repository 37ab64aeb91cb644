"""IND-11: a target exceeded by far (from the rule pack: 130%) was set too low; the form should say why.

10号文 asks to analyse targets that were set clearly too low, without a number; 130% is a province's practice.
Worked example: ≥2000户, 3061户 is 153.05%, and the reason cell is empty: a hint.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import percent
from perfeval_xl.checks.standing import UPWARD, gives_reason, reason_place, standing
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="IND-11",
    severity=Severity.HINT,
    title="超额完成较多而没有说明",
    message="“{name}”指标值“{target}”，完成值“{actual}”，完成率{rate}，达到{line}，目标可能定得偏低，没有写原因",
    remedy="请说明超额完成的原因；目标确实偏低的，下年度调整",
    clause="完成值明显偏离指标值的应分析原因；130%为部分省份的系统设置",
    verified=False,
)


@check
def overachievement_is_explained(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        line = book.pack(form).over.reason_at
        if line is None or indicator.row.target.comparator not in UPWARD:
            continue
        completion = standing(indicator.row).completion
        if completion is None or completion < line or gives_reason(indicator.row.reason):
            continue
        yield KIND.at(
            form.form.sheet,
            reason_place(indicator),
            name=indicator.row.name,
            target=indicator.row.target.text,
            actual=indicator.row.actual.text,
            rate=percent(completion),
            line=percent(line, 0),
        )
