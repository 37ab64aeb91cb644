"""Rates named after what was counted: 满意188份,满意率; 整改35个,整改率; 在编78人,编制85人,在编率.

``收回有效问卷196份,其中满意188份,满意率95.92%``: right. ``发现问题36个,整改35个,整改率99%``: 97.22%. The count that
bears the rate's name must stand last before it, and one larger count of its kind before that; or there are two counts
only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, sentence_check
from perfeval_xl.proofread.rate_findings import rate_findings, rate_of, share_of, some_pair_fits
from perfeval_xl.proofread.sentences import Sentence

_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})(?:率|度)(?:为|是|达到|达|:)*\s?\Z")
_NOT = ("执行", "增长", "同比", "覆盖", "利用", "知晓", "使用", "完好")
_TURNED = ("回收",)
"""Said both ways: 收回286份,回收率."""
_PER = re.compile(r"每|平均|[人户场期]均")
_POINTS_BACK = re.compile(r";?\s?其中")
_DUE = re.compile(r"应[^,]{0,8}\Z")
"""应管理人数, 应检批次: what the rate is held against, though it bears the same word."""
_NEAR = 12


@sentence_check
def rates_named_after_a_count(sentence: Sentence) -> Iterator[Finding]:
    for figure in sentence.figures:
        match = _RATE.search(sentence.shaped, max(0, figure.start - _NEAR), figure.start)
        if match is None or figure.unit != "%" or figure.loose or match["stem"] in _NOT:
            continue
        before = sentence.between(_begin(sentence, figure), figure.start)
        rate = rate_of(figure)
        if len(before) < 2 or some_pair_fits(before, rate):
            continue
        yield from _held(sentence, before, match["stem"], figure)


def _alike(one: Figure, other: Figure) -> bool:
    return bool(one.unit and other.unit) and other.in_unit(one.unit) is not None


def _begin(sentence: Sentence, figure: Figure) -> int:
    """Where the stretch of a rate begins: at the semicolon, or one before it where 其中 points back."""
    begin = sentence.part_of(figure.start)[0]
    if begin and _POINTS_BACK.match(sentence.shaped, begin):
        return sentence.part_of(begin - 1)[0]
    return begin


def _held(sentence: Sentence, before: list[Figure], stem: str, figure: Figure) -> Iterator[Finding]:
    if stem in _TURNED and not any(stem in one.name for one in before):
        stem = stem[::-1]
    pair = _part_and_whole(before, stem)
    if pair is None or figure.start - before[-1].end > _NEAR:
        return
    part, whole = pair
    numbers = share_of(part, whole)
    if numbers is not None:
        yield from rate_findings(sentence, rate_of(figure), *numbers, min(part.start, whole.start))


def _part_and_whole(before: list[Figure], stem: str) -> tuple[Figure, Figure] | None:
    """The count that bears the rate's name, and the one it is a part of; ``None`` where that is not certain."""
    part, whole = before[-1], _whole_of(before[-1], before[:-1])
    if len(before) == 2 and stem in before[0].name and (stem not in part.name or _DUE.search(part.name)):
        part, whole = before[0], part
    if whole is None or stem not in part.name or not part.is_level or whole.aside or not _alike(whole, part):
        return None
    others = [one for one in before if one is not part and stem in one.name]
    if others and (others != [whole] or not _DUE.search(whole.name)):
        return None  # 非常满意150份、满意40份
    return part, whole


def _whole_of(part: Figure, before: list[Figure]) -> Figure | None:
    """The last count of its kind before it."""
    counts = (one for one in reversed(before) if one.plain and _alike(one, part) and not _PER.match(one.name))
    return next(counts, None)
