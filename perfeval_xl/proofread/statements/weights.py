"""Weights (权重, 分值) of the 一级指标 add up to 100; no score exceeds what they add up to.

``指标分值权重分别为:50%、30%、10%``: 90; with 预算执行率10分 named beside them: 100. A 自评分 of 95.97 cannot be
had from 90.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, Report, found, report_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.scores import scores_of

KIND = IssueKind(
    code="WGT-30",
    severity=Severity.WARNING,
    title="文中的权重合计不是100",
    message="“{quote}”：{parts}合计{total}，不是100",
    remedy="请核对各指标权重；预算执行率占10分的请一并写明",
    clause="绩效自评采用百分制，各指标分值合计100分",
)
BEYOND = IssueKind(
    code="WGT-31",
    severity=Severity.WARNING,
    title="得分超出权重合计",
    message="“{quote}”：{place}所列权重合计只有{total}，得不到{score}分",
    remedy="请核对权重与得分；漏写的权重（如预算执行率10分）请补上",
)
_ABOUT = re.compile(r"权重|分值|满分")
_TOGETHER = re.compile(r"(?:权重|分值|满分)[^0-9;]{0,12}分别(?:为|是|占)?:?\s?\Z")
_LEVEL_NAME = re.compile(
    r"(?:产出|效益|效果|满意度|决策|过程|投入|管理|成本|预算执行率?|履职效能|社会效应)(?:指标|类|部分|情况)*"
    r"(?:的)?(?:权重|分值|满分)?(?:占|为|是|:)*\s?\Z"
)
_EXECUTION = re.compile(r"(?:预算)?(?:资金)?执行率?[^0-9。;,]{0,8}10\s?(?:分|%)")
_PRINTED_WHOLE = re.compile(r"(?:总分|满分|共|合计)[^0-9]{0,4}\Z")
_HUNDRED = Decimal(100)


@report_check
def weights_add_up(report: Report) -> Iterator[Finding]:
    for sentence in report.sentences:
        if not _ABOUT.search(sentence.shaped):
            continue
        for run in (_listed(sentence), _named(sentence)):
            total = sum((one.value for one in run), Decimal(0))
            if len(run) < 2 or total == _HUNDRED or _completed(report, sentence, run, total):
                continue
            parts = "、".join(one.shown for one in run)
            yield found(
                KIND, sentence, run[0].begin, run[-1].end, parts=parts,
                total=f"{plain(total)}{run[0].unit}",
            )  # fmt: skip
            yield from _beyond(report, sentence, total, run[0].unit)
            break


def _listed(sentence: Sentence) -> list[Figure]:
    """权重分别为:50%、30%、10%."""
    for place, figure in enumerate(sentence.figures):
        if figure.unit not in ("%", "分") or not _TOGETHER.search(sentence.shaped[: figure.start][-30:]):
            continue
        run = [figure]
        for other in sentence.figures[place + 1 :]:
            if other.unit != figure.unit or sentence.shaped[run[-1].end : other.start].strip() not in (
                "、",
                "和",
                ",",
                "及",
            ):
                break
            run.append(other)
        if "三级指标" not in sentence.shaped[: figure.start] or "一级指标" in sentence.shaped[: figure.start]:
            return run
    return []


def _named(sentence: Sentence) -> list[Figure]:
    """产出指标50分、效益指标30分、满意度指标10分; at least three of them, and not scores that were reached."""
    if re.search(r"得分|自评分|扣分|得\s?[0-9]", sentence.shaped):
        return []
    run = [
        one for one in sentence.figures if one.unit in ("%", "分") and _LEVEL_NAME.search(one.name) and not one.depth
    ]
    units = {one.unit for one in run}
    return run if len(run) > 2 and len(units) == 1 else []


def _completed(report: Report, sentence: Sentence, run: list[Figure], total: Decimal) -> bool:
    """90 and 预算执行率10分 named in the same or a neighbouring paragraph, or a whole of another size that is said."""
    near = [one for one in report.sentences if abs(one.line.number - sentence.line.number) <= 4]
    counted = any("执行" in one.name for one in run)
    if total == _HUNDRED - 10 and not counted and any(_EXECUTION.search(one.shaped) for one in near):
        return True
    return any(one.value == total and _PRINTED_WHOLE.search(one.name) for one in sentence.figures)


def _beyond(report: Report, weights: Sentence, total: Decimal, unit: str) -> Iterator[Finding]:
    if total >= _HUNDRED:
        return
    for score in scores_of(report):
        if score.value > total:
            yield found(
                BEYOND, score.sentence, score.start, score.end, place=weights.line.place,
                total=f"{plain(total)}{unit}", score=plain(score.value),
            )  # fmt: skip
