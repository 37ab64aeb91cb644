"""A%,较目标B%高出X个百分点: two percentages side by side and what lies between them.

``知晓率90.4%,较目标88%高出3.4个百分点``: 2.4. ``成灾率1.8‰,较上年2.3‰下降0.5个千分点`` holds, and so does
``失业率3.2%,控制在4.5%以内,比控制线低1.3个百分点``. The two and the difference must follow one another; from A to B is
read with the growth rates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.checks.numbers import plain
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.growth import POINTS

_AGAINST = re.compile(r"\s?[,(]?\s?(?:比|较|高于|低于|超过)[^0-9,;:、。()]{0,12}")
_BY = re.compile(r"(?:[^0-9,;:、。()]{0,2}(?:高|低|提高|下降|降低|上升|增加|减少|提升|多|少)出?了?|达|整整)?\s?")
_KEPT = re.compile(r"\s?,?\s?(?:控制在|不超过|低于)\s?")
_BELOW = re.compile(
    r"(?:以内|以下|之内)?,(?:比|较)?(?:控制线|控制目标|控制指标|控制数|目标|指标|上限)?值?低(?:于|了|出)?\s?"
)
_POINTS = {"%": "百分点", "‰": "千分点"}


@sentence_check
def points_lie_between(sentence: Sentence) -> Iterator[Finding]:
    if "分点" not in sentence.shaped:
        return
    for level, base, apart in sentence.triples:
        if not _are_told_together(sentence.shaped, level, base, apart):
            continue
        others = [one for one in sentence.figures if one.end <= base.start and one.unit == base.unit]
        if all(abs(one.value - base.value) != apart.value for one in others):
            yield found(POINTS, sentence, level.begin, apart.end, mark=apart.start,
                        points=plain(abs(level.value - base.value)), unit=_POINTS[level.unit])  # fmt: skip


def _are_told_together(text: str, level: Figure, base: Figure, apart: Figure) -> bool:
    if level.unit not in _POINTS or base.unit != level.unit or not apart.unit.endswith(_POINTS[level.unit]):
        return False
    if level.loose or apart.loose or level.depth != base.depth:
        return False
    against = _AGAINST.fullmatch(text, level.end, base.start) and _BY.fullmatch(text, base.end, apart.start)
    kept = _KEPT.fullmatch(text, level.end, base.start) and _BELOW.fullmatch(text, base.end, apart.start)
    return bool(against or kept)
