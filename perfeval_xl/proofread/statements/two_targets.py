"""One fact, two numbers: the same result held against two targets; the same named total with two values.

``676.75亿元,完成目标任务数800亿元的84.59%`` and later ``676.75亿元,…完成年度目标812亿元的83.34%``: the target is
800 or 812. A total counts only where its name tells whose it is (``部门整体实际支出``), and tells the same in both
places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.checks.txt_04_two_targets import KIND as TWO_TARGETS
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, Report, found, report_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.values.figures import find_rates

TWO_VALUES = IssueKind(
    code="TXT-24",
    severity=Severity.WARNING,
    title="同一事实有两个数",
    message="“{quote}”：{place}写的是{other}{unit}",
    remedy="请核对原始资料，全文用同一个数；口径不同的请写明",
)
_SCOPED = re.compile(
    r"(?:部门整体|单位整体|全局|我局|我单位|我部门|本单位|本部门|全州|全县|全市|全区|全省)[\u4e00-\u9fff“”]{2,24}?(?:为|共|达|是|:)*\s?\Z"
)
_TAIL = re.compile(r"(?:为|共计|共|达到|达|是|合计|:|\s)+\Z")
_CHANGING = re.compile(r"增|减|降|预期|预计|计划|目标|月|季|上年|去年|新|先后|累计|平均|每")


@report_check
def one_target(report: Report) -> Iterator[Finding]:
    seen: dict[tuple[Decimal, str], tuple[Decimal, Sentence]] = {}
    for sentence in report.sentences:
        if "%" not in sentence.shaped:
            continue
        for claim in find_rates(sentence.text):
            if claim.kind != "target" or not claim.unit or claim.actual < 10 or claim.actual == claim.target:
                continue
            target, where = seen.setdefault((claim.actual, claim.unit), (claim.target, sentence))
            if target != claim.target:
                place = "前文" if where.line is sentence.line else where.line.place
                yield found(
                    TWO_TARGETS, sentence, *claim.span, subject=f"完成{plain(claim.actual)}{claim.unit}",
                    here=f"{plain(claim.target)}{claim.unit}", elsewhere=place, there=f"{plain(target)}{claim.unit}",
                )  # fmt: skip


@report_check
def one_value(report: Report) -> Iterator[Finding]:
    seen: dict[tuple[str, str], tuple[Figure, Sentence]] = {}
    for sentence in report.sentences:
        if not sentence.figures or sentence.line.in_table:
            continue
        figure = sentence.figures[0]
        name = _scoped_name(sentence, figure)
        if not name:
            continue
        other, where = seen.setdefault((name, _dates(sentence, figure)), (figure, sentence))
        value = other.in_unit(figure.unit)
        if value is None or value == figure.value or where is sentence or _rounds(other, figure, value):
            continue
        yield found(
            TWO_VALUES, sentence, figure.begin, figure.end, mark=figure.start,
            place=where.line.place, other=plain(other.value), unit=other.unit,
        )  # fmt: skip


def _scoped_name(sentence: Sentence, figure: Figure) -> str:
    if not figure.is_level or figure.unit in ("", "分") or figure.depth:
        return ""  # scores are read by themselves
    match = _SCOPED.search(figure.name)
    if match is None or _CHANGING.search(figure.name) or "上年" in sentence.shaped[: figure.start]:
        return ""
    return _TAIL.sub("", match[0])


def _dates(sentence: Sentence, figure: Figure) -> str:
    """The times named before it: another time, another fact."""
    return "".join(re.findall(r"[0-9]{1,4}(?:-[0-9]{1,2})?[年月日]", sentence.shaped[: figure.start]))


def _rounds(one: Figure, other: Figure, value: Decimal) -> bool:
    step = max(one.step if one.unit == other.unit else Decimal(0), other.step)
    return abs(value - other.value) * 2 <= step
