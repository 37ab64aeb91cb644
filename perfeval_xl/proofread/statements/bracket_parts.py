"""总额T(甲a、乙b): a total with the list of its parts in brackets right behind it.

``全年支出860万元(基本支出520万元、项目支出350万元)``: 870. ``58人(行政人员22人、事业人员38人)``: 60. Brackets promise
no full list: parts of more than the whole are wrong, parts of less only where they are known to be all there is
(基本支出 and 项目支出). Of what is counted only kinds that exclude one another are summed up (行政人员 and
事业人员): ``58人(党员30人、女性40人)`` is fine. ``163万元(削减48万元, 实际115万元)`` lists no parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind
from perfeval_xl.proofread.exclusive import COMPLETE, exclude_one_another, is_family
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.parts import CLOSE, KIND, MOST, NEAR, STOP, slack, values_of
from perfeval_xl.values.conversion import is_money

_OPENS = re.compile(r"\s?\((?:其中[:,]?|分别为:?|即:?)?\s?")
_NAME = re.compile(r"(?:[、,;/和及与]|以及)\s?(?P<name>[^0-9、,;:()%]{1,20})\Z")
_FIRST = re.compile(r"[^0-9、,;:()%]{1,20}\Z")
_CLOSES = re.compile(r"\s?\)")
_MOST_LEFT_OUT = Decimal("0.1")
"""Of counts of kinds, listed in brackets: where so little is left out, nothing was meant to be."""
_NO_PART = re.compile(r"含|扣|原|折|约|其余|剩余|不足|超过|新增|党员")


@sentence_check
def parts_in_brackets(sentence: Sentence) -> Iterator[Finding]:
    if "(" not in sentence.shaped:
        return
    for place, total in enumerate(sentence.figures):
        opens = _OPENS.match(sentence.shaped, total.end)
        if opens is None or not total.is_level or not total.unit:
            continue
        parts = _listed(sentence, total, opens.end(), sentence.figures[place + 1 :])
        if len(parts) > 1:
            yield from _judged(sentence, total, parts)


def _listed(sentence: Sentence, total: Figure, begin: int, figures: tuple[Figure, ...]) -> list[tuple[str, Figure]]:
    """Name and figure of each part; none where the brackets hold anything else."""
    parts: list[tuple[str, Figure]] = []
    behind = begin
    for figure in figures:
        words = sentence.shaped[behind : figure.start]
        match = _NAME.match(words) if parts else _FIRST.match(words)
        if match is None:
            break
        name = match["name"] if parts else words
        if STOP.search(name) or _NO_PART.search(name):
            return []
        if not figure.is_level or figure.depth != total.depth + 1 or figure.in_unit(total.unit) is None:
            return []
        parts.append((name.strip(), figure))
        behind = figure.end
    return parts if _CLOSES.match(sentence.shaped, behind) else []


def _judged(sentence: Sentence, total: Figure, parts: list[tuple[str, Figure]]) -> Iterator[Finding]:
    figures = [figure for _, figure in parts]
    values = values_of(figures, total.unit)
    right = sum(values, Decimal(0))
    if max(values) > total.value or right > total.value * MOST:
        return  # prices or budgets of the same thing, no parts
    kind = _verdict(total, figures, [name for name, _ in parts], total.value - right)
    if kind is not None:
        yield found(
            kind, sentence, total.start, sentence.shaped.find(")", figures[-1].end) + 1, mark=total.start,
            right=plain(right), entered=plain(total.value), gap=plain(abs(total.value - right)), unit=total.unit,
        )  # fmt: skip


def _verdict(total: Figure, figures: list[Figure], names: list[str], gap: Decimal) -> IssueKind | None:
    money = is_money(total.unit)
    if not gap or (not money and not exclude_one_another(names)):
        return None
    most = CLOSE if money else _MOST_LEFT_OUT if len(figures) > 2 else Decimal(0)
    if abs(gap) <= slack(total, figures) or 0 < gap <= total.value * most:
        return NEAR
    return KIND if gap < 0 or is_family(names, COMPLETE) else None
