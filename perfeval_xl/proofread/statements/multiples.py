"""A是B的k倍: how many times one is the other.

``完成安防工程78公里,是计划60公里的1.5倍``: 1.3. 增长k倍 and k倍以上 are left alone, and so is what rounding explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.dividing import average_of, is_average, shown_average
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.rounding import printed
from perfeval_xl.proofread.sentences import Sentence

KIND = IssueKind(
    code="TXT-33",
    severity=Severity.WARNING,
    title="倍数与前后两个数不符",
    message="“{quote}”：{sum}应为{right}倍，写的是{entered}倍",
    remedy="请核对两个数和倍数",
)
_LEAD = re.compile(r",\s?(?:已)?(?:是|为|相当于|达到)[^0-9,;、()]{0,12}")
_OF = re.compile(r"的\s?")


@sentence_check
def multiples_hold(sentence: Sentence) -> Iterator[Finding]:
    if "倍" not in sentence.shaped:
        return
    for level, base, times in sentence.triples:
        if not _is_multiple(sentence, level, base, times):
            continue
        part, whole = printed(level, base.unit), printed(base, base.unit)
        exact = None if part is None or whole is None else average_of(part, whole)
        if part is None or whole is None or exact is None or is_average(times, part, whole):
            continue
        yield found(
            KIND, sentence, level.begin, times.end, mark=times.start, sum=f"{level.shown}÷{base.shown}",
            right=shown_average(times, exact), entered=plain(times.value),
        )  # fmt: skip


def _is_multiple(sentence: Sentence, level: Figure, base: Figure, times: Figure) -> bool:
    text = sentence.shaped
    if times.loose or times.unit != "倍" or "其中" in text[sentence.part_of(level.start)[0] : level.start]:
        return False  # of the whole, or of its last part
    if not (level.plain and base.plain) or not base.unit or level.depth != base.depth:
        return False
    leads = _LEAD.fullmatch(text, level.end, base.start) and _OF.fullmatch(text, base.end, times.start)
    return leads is not None
