"""SAT-02, SAT-03: a satisfaction rate is 满意人数 ÷ 有效调查人数, and 100% is rare.

Worked examples: 95%(收回有效问卷98份，满意90份): 90 ÷ 98 = 91.84%, an error. 100%(收回有效问卷98份，满意98份): a hint.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import agrees, is_truncation, plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import IndicatorResult
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="SAT-03",
    severity=Severity.ERROR,
    title="满意度与调查人数不符",
    message="“{name}”填{actual}，按满意{pleased}÷有效{asked}计算应为{rate}%",
    remedy="请按满意人数÷有效调查人数重算满意度",
    clause="满意度=满意人数÷有效调查人数",
    verified=False,
)
ALL_PLEASED = IssueKind(
    code="SAT-02",
    severity=Severity.HINT,
    title="满意度恰为100%",
    message="“{name}”的满意度恰为100%，请核对调查是否真实、样本是否足够",
    remedy="请保留问卷原件备查；样本过少的，写明抽样办法",
    clause="满意度失真（审计知识库）",
    verified=False,
)
_ASKED = re.compile(r"(?:有效|收回|回收)(?:有效)?(?:问卷|样本|调查)?(?P<n>[1-9][0-9]{0,6})(?:份|人|户)")
_PLEASED = re.compile(r"(?<![不])满意(?:的)?(?:问卷|人数|份数)?(?:为|有)?(?P<n>[0-9]{1,7})(?:份|人|户)")


@check
def satisfaction_is_what_the_survey_says(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        counts = _survey(indicator)
        if "满意" not in row.name or counts is None or row.actual.value is None or row.actual.unit != "%":
            continue
        asked, pleased = counts
        printed, exact = row.actual.value * 100, pleased / asked * 100
        cell = row.cells.get("actual")
        if not agrees(printed, exact) and not is_truncation(printed, exact):
            facts = {"pleased": plain(pleased), "asked": plain(asked), "rate": plain(round(exact, 2))}
            yield KIND.at(form.form.sheet, cell, name=row.name, actual=f"{plain(printed)}%", **facts)
        elif row.actual.value == 1:
            yield ALL_PLEASED.at(form.form.sheet, cell, name=row.name)


def _survey(indicator: IndicatorResult) -> tuple[Decimal, Decimal] | None:
    """(有效调查人数, 满意人数) that the row tells beside its rate."""
    text = normalise(indicator.row.actual.text)
    asked, pleased = _ASKED.findall(text), _PLEASED.findall(text)
    if len(asked) != 1 or len(pleased) != 1 or Decimal(pleased[0]) > Decimal(asked[0]):
        return None
    return Decimal(asked[0]), Decimal(pleased[0])
