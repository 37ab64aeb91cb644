"""IND-15: a qualitative target and what came of it say more than one and the same phrase.

Worked example: target 显著提升, actual 显著提升: nothing that anybody could check. Said once a form, for all such rows.
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import IndicatorResult
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="IND-15",
    severity=Severity.HINT,
    title="定性指标空泛，没有可核对的内容",
    message="有{count}条定性指标的指标值和完成值都只写“{example}”一类的话，没有可以核对的内容",
    remedy="请写明可以核对的事实或数据，完成情况从三档中选择",
    clause="目标空泛（审计知识库）",
    verified=False,
)
_VAGUE = re.compile(
    r"(?:显著|明显|有所|不断|逐步|持续|有效|进一步|大幅|稳步|较大|较好|积极)*"
    r"(?:加强|提升|提高|完善|改善|增强|增加|促进|优化|推进|好转|显著|明显|良好|较好|有效)"
)


@check
def qualitative_indicators_say_something(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        vague = [row for row in form.indicators if _is_vague(row)]
        if vague:
            first = vague[0].row
            yield KIND.at(form.form.sheet, first.cells.get("target"), count=len(vague), example=first.target.text)


def _is_vague(indicator: IndicatorResult) -> bool:
    row = indicator.row
    if row.target.comparator is not Comparator.QUALITATIVE:
        return False
    target, actual = normalise(row.target.text), normalise(row.actual.text)
    return target == actual and _VAGUE.fullmatch(target) is not None
