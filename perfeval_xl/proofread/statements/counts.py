"""n个…分别为 and the names that follow; “甲、乙、丙”3个; 《…》《…》等制度8个: as many names as said.

``分解为9个二级指标,分别为目标设定、…、满意度`` with 12 names: wrong.
``下设7个内设机构(正科级),分别是:办公室、…、园区科`` with seven: right. A last item with 和, 及 may be one name or
two; after 等 there may be more than are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.bracketless import BLANK, blanked
from perfeval_xl.proofread.finding import Finding, Report, found, report_check, sentence_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.values.numerals import whole_number

KIND = IssueKind(
    code="STR-03",
    severity=Severity.WARNING,
    title="个数与列出的名称不符",
    message="“{quote}”：写的是{said}个，列出{listed}个",
    remedy="请数一数列出的名称，改正个数或补全名称",
)
TWO_COUNTS = IssueKind(
    code="STR-30",
    severity=Severity.WARNING,
    title="同一类指标写了两个个数",
    message="“{quote}”：{place}写的是{other}个{what}",
    remedy="请按自评表清点，全文用同一个数",
)
_NUMBER = r"(?<![0-9.第一二三四五六七八九十百])(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_UNITS = r"(?:个|项|种|类|家|所|名|位|条|大类|大|方面|部|件|份|支|处|组|期|批)"
_THEN = re.compile(
    rf"{_NUMBER}{_UNITS}(?P<noun>[^,;:、0-9%]{{0,24}}?)[,:]?(?P<mid>[^0-9,;:、]{{0,14}}?)"
    r"(?:分别(?:为|是|指|:):?|即:?|(?:具体|主要)?包括:?|依次为:?|具体为:?|名称为:?|:)(?P<list>[^;。]+)"
)
_LEVELS = re.compile(r"(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个(?P<what>[一二三四]级指标)")
_BRACKETED = re.compile(rf"{_NUMBER}(?:个|家|所|处)(?P<noun>[^0-9,;:、()%]{{1,10}})\((?P<list>[^0-9,;:()]{{3,200}})\)")
_SOME = re.compile(r"含|如|重点|主要|其中|除|等|详见|包括")
"""Words by which what stands in brackets is not all."""
_QUOTED = re.compile(rf"“(?P<list>[^“”]{{2,60}})”(?:等|这|共|的)?{_NUMBER}(?:个|项|大)")
_TITLES = re.compile(
    rf"(?P<list>(?:《[^《》]{{2,60}}》[\s、,和及与]*){{2,}})(?P<etc>等)?(?:共|共计)?{_NUMBER}(?:个|项|部|件|份)"
)
_OWN_COUNT = re.compile(r"[0-9]|[一二两三四五六七八九十]+(?:[个项类种]|大类|方面)")
_JOINT = re.compile(r"(?<=.)(?:和|及|与|以及)(?=.)")
_FARTHEST_LINES = 3


@sentence_check
def names_after_a_count(sentence: Sentence) -> Iterator[Finding]:
    bare = blanked(sentence.shaped)
    for match in _THEN.finditer(bare):
        said = whole_number(match["n"])
        items = _items(match["list"])
        if any(_OWN_COUNT.search(item) for item in items) and "权重" not in match["mid"]:
            continue  # 包括13个预期性指标、8个约束性指标
        if said is None or len(items) < 2 or said < 2 or _set_off_by_semicolons(bare, match.end()):
            continue
        listed = "、".join(items)
        if not _agrees(said, items, etc=listed.endswith("等") or "等" in items[-1][-6:]):
            end = match.start("list") + len(listed)
            yield found(KIND, sentence, match.start("n"), end, mark=match.start("n"), said=said, listed=len(items))


@sentence_check
def names_before_a_count(sentence: Sentence) -> Iterator[Finding]:
    for pattern in (_QUOTED, _TITLES):
        for match in pattern.finditer(sentence.shaped):
            said = whole_number(match["n"])
            titles = pattern is _TITLES
            items = match["list"].split("、")
            count = match["list"].count("《") if titles else len(items)
            if sentence.shaped[: match.start()].endswith("”"):
                continue  # “交通、工程”“粮食、物流”2个专场
            if said is None or count < 2 or (titles and (match["etc"] or _continues(sentence.shaped, match.start()))):
                continue
            if (titles and said != count) or not (titles or "," in match["list"] or _agrees(said, items, etc=False)):
                yield found(KIND, sentence, match.start(), match.end(), mark=match.start("n"), said=said, listed=count)


@sentence_check
def names_in_brackets_after_a_count(sentence: Sentence) -> Iterator[Finding]:
    """4个乡镇(甲镇、乙乡、丙镇): names of that thing only, as their last signs tell."""
    for match in _BRACKETED.finditer(sentence.shaped):
        said, items = whole_number(match["n"]), [item.strip() for item in match["list"].split("、")]
        if said is None or said < 2 or len(items) < 2 or _SOME.search(match["list"]) or not all(items):
            continue
        if all(item[-1] in match["noun"] for item in items) and not _agrees(said, items, etc=False):
            yield found(
                KIND, sentence, match.start("n"), match.end(), mark=match.start("n"), said=said, listed=len(items)
            )


@report_check
def one_count_of_each_level(report: Report) -> Iterator[Finding]:
    seen: dict[str, tuple[int, Sentence]] = {}
    for sentence in report.sentences:
        for match in _LEVELS.finditer(sentence.shaped):
            said = whole_number(match["n"])
            if said is None:
                continue
            other, where = seen.setdefault(match["what"], (said, sentence))
            if other != said and abs(where.line.number - sentence.line.number) <= _FARTHEST_LINES:
                place = "前文" if where.line is sentence.line else where.line.place
                yield found(
                    TWO_COUNTS, sentence, match.start(), match.end(), place=place, other=other, what=match["what"]
                )
                seen[match["what"]] = (said, sentence)


def _items(text: str) -> list[str]:
    """The items of a list: up to the first comma behind the last 、."""
    last = text.rfind("、")
    if last < 0:
        return []
    first_comma = text.find(",")
    if 0 <= first_comma < text.find("、"):
        return []
    end = text.find(",", last)
    body = text[: end if end >= 0 else len(text)]
    if "," in body:
        body = body[: body.find(",")]
    return [item for item in body.split("、") if item.strip(" " + BLANK) or BLANK in item]


def _agrees(said: int, items: list[str], *, etc: bool) -> bool:
    joints = sum(len(_JOINT.findall(item)) for item in items)
    least = len(items)
    return said == least or (etc and said >= least) or least < said <= least + joints


def _set_off_by_semicolons(text: str, end: int) -> bool:
    """Whether the list goes on behind a semicolon: items of ``6项措施包括:…至甲、乙全域;实现…;…`` hold lists."""
    return text[end : end + 1] == ";" and text.count(";", end) > 1


def _continues(text: str, start: int) -> bool:
    """Whether more titles stand before the ones matched (the pattern needs them side by side)."""
    return text[:start].rstrip(" 、,和及与").endswith("》")
