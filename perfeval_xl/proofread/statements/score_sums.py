"""The scores of the parts make the total score.

``产出50分,自评得分48.5分;效益30分,得分28分;满意度10分,得分9.5分;执行率10分,得分9.7分。自评总分96.7分``: 95.7.
Full marks that make 100 say that all parts are told. Without them three parts at least must come near the total, or
pass it (``总分98.5分(执行率9.5分、产出50分、效益30分、满意度8分)``); round numbers only, or 100 in all, are full marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfeval_xl.checks.numbers import plain
from perfeval_xl.documents.model import Line
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure, figures_of, shaped
from perfeval_xl.proofread.finding import Finding, Report, in_line, report_check

KIND = IssueKind(
    code="TOT-33",
    severity=Severity.ERROR,
    title="总得分与各部分得分之和不符",
    message="“{quote}”：各部分得分之和（{sum}）为{right}分，总分写的是{entered}分",
    remedy="请核对各部分得分和总分",
)
_GOT = re.compile(r"[)]?[,]?\s?(?:自评|实际|评价|实)?(?:得分|得)(?:为|:)?\s?")
_TOTAL = re.compile(
    r"(?:(?:自评|综合|评价|最终|总体|绩效)*(?:总得分|总分|总评分|合计得分|得分合计|合计得|合计|共计)|综合(?:评价)?得分|自评得分)"
    r"(?:为|是|共|达到|:)?\s?\Z"
)
_NO_PART = re.compile(r"扣|加分|满分|权重|分值|标准|每|平均|上年|去年|较|比|以上|档")
_OPENS = re.compile(r"\s?[(,:]\s?(?:其中|分别为|分别是)?[:,]?\s?[^0-9,;、:()]{1,16}")
_JOINT = re.compile(r"\s?[、,;]\s?(?:[^0-9,;、:()]{1,16})(?:[(]?)")
_LONGEST = 1200
_HUNDRED = Decimal(100)
_CLOSE = Decimal(3)
_CENT = Decimal("0.01")


@report_check
def parts_make_the_total_score(report: Report) -> Iterator[Finding]:
    for line in report.document.lines:
        if line.in_table or len(line.text) > _LONGEST or line.text.count("分") < 4:
            continue
        text = shaped(line.text)
        figures = figures_of(text)
        points = [one for one in figures if one.unit == "分"]
        yield from _with_full_marks(line, text, points)
        yield from _without(line, text, points, figures)


def _with_full_marks(line: Line, text: str, points: Sequence[Figure]) -> Iterator[Finding]:
    """name a分,得b分;… and the total behind them, or before them."""
    pairs = [(full, got) for full, got in pairwise(points) if _GOT.fullmatch(text, full.end, got.start)]
    told = {id(one) for pair in pairs for one in pair}
    totals = [one for one in points if id(one) not in told and _TOTAL.search(one.name)]
    if len(pairs) > 1 and len(totals) == 1 and _are_all(pairs):
        yield from _held(line, totals[0], [got for _, got in pairs])


def _are_all(pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """Whether the full marks make 100, and none of them is exceeded."""
    if sum(full.value for full, _ in pairs) != _HUNDRED:
        return False
    return not any(got.value > full.value or got.loose for full, got in pairs)


def _without(line: Line, text: str, points: Sequence[Figure], figures: Sequence[Figure]) -> Iterator[Finding]:
    for total in points:
        if total.loose or not _TOTAL.search(total.name):
            continue
        place = figures.index(total)
        for run in (_behind(text, figures, place), _before(text, figures, place)):
            right = sum((one.value for one in run), Decimal(0))
            near = abs(right - total.value) <= _CLOSE or (right > total.value and len(run) > 2)
            if len(run) > 2 and near and right < _HUNDRED and not all(one.value % 5 == 0 for one in run):
                yield from _held(line, total, run)
                break


def _behind(text: str, figures: Sequence[Figure], place: int) -> list[Figure]:
    """总分T分(甲a分、乙b分、丙c分): the parts right behind a total."""
    run: list[Figure] = []
    behind = figures[place].end
    for one in figures[place + 1 :]:
        lead = (_JOINT if run else _OPENS).fullmatch(text, behind, one.start)
        if lead is None or not _is_part(one):
            break
        run.append(one)
        behind = one.end
    return run


def _before(text: str, figures: Sequence[Figure], place: int) -> list[Figure]:
    """甲a分、乙b分、丙c分,总得分T分: the parts right before it."""
    run: list[Figure] = []
    following = figures[place]
    for one in reversed(figures[:place]):
        if not _is_part(one) or "其中" in one.name or not _JOINT.fullmatch(text, one.end, following.start):
            break
        run.insert(0, one)
        following = one
    return run


def _is_part(figure: Figure) -> bool:
    return figure.unit == "分" and not figure.loose and not figure.aside and not _NO_PART.search(figure.name)


def _held(line: Line, total: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    right = sum((one.value for one in parts), Decimal(0))
    step = max(_CENT * len(parts), Decimal(1).scaleb(-total.decimals) if _is_rounded(total, parts) else _CENT)
    if abs(right - total.value) * 2 <= step:
        return  # the parts were rounded, or the total was
    start, end = min(total.begin, parts[0].begin), max(total.end, parts[-1].end)
    yield in_line(
        KIND, line, start, end, mark=total.start, sum="+".join(plain(one.value) for one in parts), right=plain(right),
        entered=plain(total.value),
    )  # fmt: skip


def _is_rounded(total: Figure, parts: Sequence[Figure]) -> bool:
    return total.decimals < max(one.decimals for one in parts)
