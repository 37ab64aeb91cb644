"""A%,较目标B%高出X个百分点: two percentages side by side and what lies between them.

``知晓率90.4%,较目标88%高出3.4个百分点``: 2.4. ``成灾率1.8‰,较上年2.3‰下降0.5个千分点`` holds. The two and the
difference must follow one another; from A to B is read with the growth rates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.checks.numbers import plain
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.growth import POINTS

_AGAINST = re.compile(r"\s?[,(]?\s?(?:比|较|高于|低于|超过)[^0-9,;:、。()]{0,12}")
_BY = re.compile(r"(?:[^0-9,;:、。()]{0,2}(?:高|低|提高|下降|降低|上升|增加|减少|提升|多|少)出?了?|达|整整)?\s?")
_POINTS = {"%": "百分点", "‰": "千分点"}


@sentence_check
def points_lie_between(sentence: Sentence) -> Iterator[Finding]:
    if "分点" not in sentence.shaped:
        return
    text = sentence.shaped
    for level, base, apart in zip(sentence.figures, sentence.figures[1:], sentence.figures[2:], strict=False):
        if level.unit not in _POINTS or base.unit != level.unit or not apart.unit.endswith(_POINTS[level.unit]):
            continue
        if level.loose or apart.loose or level.depth != base.depth:
            continue
        if not _AGAINST.fullmatch(text, level.end, base.start) or not _BY.fullmatch(text, base.end, apart.start):
            continue
        right = abs(level.value - base.value)
        if right != apart.value:
            yield found(POINTS, sentence, level.start, apart.end, mark=apart.start, points=plain(right),
                        unit=_POINTS[level.unit])  # fmt: skip
