"""甲a、乙b,合计T: the figures before 合计 add up to it.

``115万元、331万元、25万元,合计471万元``: right. A total may be that of the last few figures, or repeat one of them;
累计 counts earlier years in, and is left alone. ``基本支出506.2万元,项目支出771万元`` are all of
``支出预算1277.2万元``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.parts import KIND, NEAR, slack, values_of

_TOTAL = re.compile(
    r"(?:[两三四五六]项|以上|资金|支出|经费|金额|总)?(?:合计|共计|总计)(?:支出|金额|资金|为|达|共|:)*\Z"
)
_NO_PART = re.compile(r"其中|同比|比上年|较上年|占|每|人均|标准|单价|平均")
_MAIN = re.compile(r"(?:支出|预算|决算)(?:总额|总计|合计|数|总)?(?:共|为|是|:)*\Z")


@sentence_check
def stated_totals(sentence: Sentence) -> Iterator[Finding]:
    for place, figure in enumerate(sentence.figures):
        if figure.plain and _TOTAL.match(figure.name) and figure.unit != "分":  # scores: full marks stand among them
            yield from _held(sentence, figure, list(sentence.figures[:place]))


@sentence_check
def basic_and_project(sentence: Sentence) -> Iterator[Finding]:
    amounts = [one for one in sentence.figures if one.plain and not one.depth]
    for total, basic, project in zip(amounts, amounts[1:], amounts[2:], strict=False):
        names = basic.name.replace("其中", ""), project.name.replace("其中", "")
        if not _MAIN.search(total.name) or (names[0].strip(":"), names[1].strip(":")) != ("基本支出", "项目支出"):
            continue
        if "基本" in total.name or "项目支出" in total.name or "其中" in sentence.shaped[total.end : basic.start]:
            continue  # 其中 is read by the parts
        yield from _judged(sentence, total, [basic, project], total.start, project.end)


def _held(sentence: Sentence, total: Figure, before: list[Figure]) -> Iterator[Finding]:
    parts = _parallel(sentence, total, before)
    known = values_of(parts, total.unit)
    if len(parts) < 2 or total.value in known:
        return
    if any(sum(known[place:], Decimal(0)) == total.value for place in range(len(known) - 1)):
        return
    yield from _judged(sentence, total, parts, parts[0].start, total.end)


def _parallel(sentence: Sentence, total: Figure, before: list[Figure]) -> list[Figure]:
    """The figures right before a total, one a clause and of its kind; none where something else stands among them."""
    found_: list[Figure] = []
    behind = total
    for figure in reversed(before):
        lead = sentence.shaped[figure.end : behind.start]
        if figure.depth != total.depth:
            continue
        if found_ and figure.in_unit(total.unit) is None and ":" in lead:
            break  # 5个乡镇:甲1.2万亩、乙1.1万亩,合计2.3万亩
        if not figure.is_level or figure.in_unit(total.unit) is None or _NO_PART.search(figure.name):
            return []
        if not re.search(r"[、,;()+]", lead) and "和" not in lead:
            return []
        found_.append(figure)
        behind = figure
    return found_[::-1]


def _judged(sentence: Sentence, total: Figure, parts: list[Figure], start: int, end: int) -> Iterator[Finding]:
    right = sum(values_of(parts, total.unit), Decimal(0))
    gap = abs(total.value - right)
    if not gap or gap * 2 <= total.step:
        return
    kind = NEAR if gap <= slack(total, parts) else KIND
    yield found(
        kind, sentence, start, end, mark=total.start, right=plain(right), entered=plain(total.value),
        gap=plain(gap), unit=total.unit,
    )  # fmt: skip
