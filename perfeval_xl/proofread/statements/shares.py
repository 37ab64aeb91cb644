"""占…r%: a part beside its rate, and the whole before it.

``财政收入38.3亿元,其中税收收入28.1亿元,占73.5%``: 73.37%. ``共28930人,其中女性1742人,占5.63%``: 6.02%.
``支出307.82万元,主要用于以下方面:甲264.87万元,占86.05%;乙10.82万元,占3.52%``: the same of each.
Nothing is said of a share of something else (``税收收入8039万元,占一般公共预算收入的92.02%`` without that amount).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, Report, report_check
from perfeval_xl.proofread.judging import Number, quotient
from perfeval_xl.proofread.rate_findings import Rate, numbers_of, rate_findings, rate_of, share_of, some_pair_fits
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.parts import last_amount

_SHARE = re.compile(r"占(?P<of>[^0-9,;:、()占]{0,20}?)(?:的?(?:比重|比例|比))?(?:的|约|为|达到|达|仅|只)*\s?\Z")
_FOLLOWS = re.compile(r"[^0-9,;:、()]{0,14}[,(、]?(?:约|仅|只|分别)?\Z")
_MARK = re.compile(r"其中|(?:主要)?用于(?:以下|如下|下列)?方面?:|(?:具体|分布|构成|结构)?(?:情况)?如下:")
_IS_SHARE = re.compile(r"[^0-9,;:、()]{0,8}[,(、]?(?:约|仅|只|分别)?占")
"""Behind an amount that is itself a share of something: it is no whole."""
_NAMED = re.compile(r",(?P<thing>[\u4e00-\u9fff]{2,10})(?:占比|所占比例|所占比重)(?:为|达到|达|:)*\s?\Z")
_OF_AMOUNT = re.compile(r"的(?:比例|比重)?(?:为|达)?\s?\Z")
_TAKES = re.compile(r"[,(]约?占[^0-9,;:、()]{0,16}\Z")
_AMONG = re.compile(r"[^0-9,;:、()]{0,10}中,?(?:有|仅有|仍有)[^0-9,;:、()]{0,4}")
"""43个项目中有9个…,占20.93%."""
_BEGINS = re.compile(r"[\s,]*其中")
_NEAR = 32
_SIZE = re.compile(r"(?:的?(?:总额|总数|总量|总计|合计|总|数|额))+\Z")
_WHOLE_WORDS = re.compile(r"(?:其|总|全部|全年|全州|全县|全市|上述|该|所有|总数|总量|总额|的|比)*\Z")
_TOTAL_NAME = re.compile(r"总|共|合计|全年|全部|收入|支出|预算|投资|资金|人口|面积")


@report_check
def shares_of_a_whole(report: Report) -> Iterator[Finding]:
    for index, sentence in enumerate(report.sentences):
        if "占" in sentence.shaped and any(figure.unit == "%" for figure in sentence.figures):
            before = report.sentences[index - 1] if index else None
            yield from _of_sentence(sentence, before if before and before.line is sentence.line else None)


def _of_sentence(sentence: Sentence, before: Sentence | None) -> Iterator[Finding]:
    told_before = _BEGINS.match(sentence.shaped) is not None
    for figure in sentence.figures:
        if not _is_share(sentence.shaped, figure):
            continue
        match = _SHARE.search(sentence.shaped, max(0, figure.start - _NEAR), figure.start)
        named = _of_named_whole(sentence, figure) or _of_named_part(sentence, figure)
        if named is not None:
            numbers = share_of(*named)
            if numbers is not None:
                yield from rate_findings(sentence, rate_of(figure), *numbers, named[0].start)
        elif match is not None and told_before:
            yield from _held_against(sentence, figure, match, last_amount(before) if before else None)
        elif match is not None:
            yield from _held(sentence, figure, match)


def _is_share(text: str, figure: Figure) -> bool:
    begin = max(0, figure.start - _NEAR)
    if figure.unit != "%" or figure.loose or text.find("占", begin, figure.start) < 0:
        return False
    words = _SHARE.search(text, begin, figure.start) or _NAMED.search(text, begin, figure.start)
    return bool(words or _OF_AMOUNT.search(text, max(0, figure.start - 2), figure.start))


def _of_named_whole(sentence: Sentence, figure: Figure) -> tuple[Figure, Figure] | None:
    """解决8.6万人饮水困难,占受灾人口10.75万人的80%: the whole stands in the clause of the share itself."""
    text = sentence.shaped
    before = sentence.between(sentence.part_of(figure.start)[0], figure.start)
    if len(before) < 2 or not _OF_AMOUNT.fullmatch(text, before[-1].end, figure.start):
        return None
    whole, part = before[-1], before[-2]
    takes = _TAKES.search(text, part.end, whole.start)
    if takes is None or not (whole.plain and part.is_level) or part.depth != whole.depth:
        return None
    if text.count(",", part.end, whole.start) > 1 or part.in_unit(whole.unit) is None:
        return None
    return None if some_pair_fits(before, rate_of(figure)) else (part, whole)


def _of_named_part(sentence: Sentence, figure: Figure) -> tuple[Figure, Figure] | None:
    """床位320张,其中护理型床位208张,护理型床位占比65%: the part bears the name of the share."""
    text = sentence.shaped
    match = _NAMED.search(text, max(0, figure.start - _NEAR), figure.start)
    before = sentence.between(sentence.part_of(figure.start)[0], figure.start)
    if match is None or len(before) < 2:
        return None
    whole, part = before[-2:]
    bears = part.name.endswith(match["thing"]) and "其中" in text[whole.end : part.start]
    if not bears or part.end != match.start() or not (whole.plain and part.is_level):
        return None
    if part.in_unit(whole.unit) is None or some_pair_fits(before, rate_of(figure)):
        return None
    return part, whole


def _held_against(sentence: Sentence, figure: Figure, match: re.Match[str], whole: Figure | None) -> Iterator[Finding]:
    """``支出1050万元。其中:基本支出650万元,占61.9%;项目支出400万元,占38.1%``: the whole is the sentence before."""
    parts = sentence.between(0, match.start())
    if not parts or whole is None or not _WHOLE_WORDS.match(match["of"]):
        return
    part, rate = parts[-1], rate_of(figure)
    if not part.is_level or some_pair_fits([*parts, whole], rate):
        return
    numbers = share_of(part, whole)
    if numbers is not None and _FOLLOWS.match(sentence.shaped[part.end : match.start()]):
        yield from rate_findings(sentence, rate, *numbers, part.start, shown=f"{part.shown}÷{whole.shown}")


def _held(sentence: Sentence, figure: Figure, match: re.Match[str]) -> Iterator[Finding]:
    before = sentence.between(0, match.start())
    rate = rate_of(figure)
    if not before or some_pair_fits(before, rate):
        return
    part = before[-1]
    if not part.is_level or not _FOLLOWS.match(sentence.shaped[part.end : match.start()]):
        return
    whole = _whole(sentence, part, before[:-1], match["of"])
    numbers = None if whole is None else numbers_of(part, whole)
    if whole is not None and numbers is not None and not _of_the_same_whole(sentence, whole, numbers, rate):
        yield from rate_findings(sentence, rate, *numbers, whole.start)


def _of_the_same_whole(sentence: Sentence, whole: Figure, numbers: tuple[Number, Number], rate: Rate) -> bool:
    """1142.89万元,占35%,其中教育支出620.43万元,占19%: both are shares of one amount that is not told here."""
    own = next((one for one in sentence.figures if one.start >= whole.end), None)
    if own is None or own.unit != "%" or not _IS_SHARE.match(sentence.shaped, whole.end):
        return False
    exact = quotient(numbers[0].value, numbers[1].value)
    return exact is not None and abs(exact * own.value / 100 - rate.value) <= Decimal(1).scaleb(-rate.decimals)


def _whole(sentence: Sentence, part: Figure, before: list[Figure], of: str) -> Figure | None:
    """What the part is a share of; ``None`` where that is not certain."""
    alike = [one for one in before if one.is_level and _may_be_part(part, one)]
    if not _WHOLE_WORDS.match(of):
        core = _SIZE.sub("", of.strip("的其总全部年"))
        alike = [one for one in alike if core and core in one.name]
    if alike and _AMONG.fullmatch(sentence.shaped, alike[-1].end, part.start):
        return alike[-1]
    marked = _before_its_parts(sentence, part, alike)
    if marked is not None:
        return marked
    alike = [one for one in alike if not _IS_SHARE.match(sentence.shaped, one.end)]
    return alike[0] if len(alike) == 1 and _TOTAL_NAME.search(alike[0].name) else None


def _may_be_part(part: Figure, whole: Figure) -> bool:
    value = part.in_unit(whole.unit)
    return value is not None and value <= whole.value


def _before_its_parts(sentence: Sentence, part: Figure, alike: list[Figure]) -> Figure | None:
    """The whole that 其中 or 主要用于 names: the last figure before it, at the part's depth or outside."""
    marker = max((match.start() for match in _MARK.finditer(sentence.shaped, 0, part.start)), default=-1)
    if marker < 0:
        return None
    outside = [one for one in alike if one.end <= marker]
    return outside[-1] if outside and not re.search(r"[;]", sentence.shaped[outside[-1].end : marker]) else None
