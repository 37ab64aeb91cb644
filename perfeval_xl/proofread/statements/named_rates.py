"""执行率, 完成率, 到位率 and 完成预算的r%: the two amounts stand before it under names that tell which is which.

``全年预算数100万元,执行数86.18万元,执行率86.18%``: right. ``决算1741.75万元,预算1685.82万元,完成预算的100%``: 103.32%.
Nothing is said where two amounts of the sentence give the rate, or where the names do not tell the amounts apart
(``年初预算100万元,调整后预算120万元,支出90万元,执行率75%`` is right by the second).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, sentence_check
from perfeval_xl.proofread.judging import quotient
from perfeval_xl.proofread.rate_findings import numbers_of, rate_findings, rate_of, some_pair_fits
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.values.conversion import is_money

RATE_NAME = re.compile(
    r"(?P<kind>执行率|完成率|支出率|支付率|使用率|到位率|拨付率|支出进度|执行进度|支付进度|预算进度|兑现率|覆盖率)"
    r"(?:仅|只|已|约)?(?:为|是|达到|达|有|:)?\s?\Z"
)
_OF_BASE = re.compile(
    r"(?:完成|达到|实现|占|为|是)了?(?:全年|年初|年度|调整后?|本年|支出|收入|总|当年|下达|任务|批复|省级|州级|市级|县级|的)*"
    r"(?:预算|目标|任务|计划)(?:数|额|任务|目标|总额|值|指标|数的)*的?\s?\Z"
)
_DEED = re.compile(
    r"救助|培训|检查|抽检|改造|修缮|修建|维修|建设|新建|新增|巡查|举办|开展|组织|发放|安装|采购|治理|监测|服务|种植|整治|化解|安置|转移"
    r"|创建|培育|引进|疏通|清理|硬化|绿化"
)
"""What a plan can be made of; 老年人5000人 is nothing that was done."""
_PLAN_WORDS = re.compile(r"目标|计划|任务|年度|全年|人数|数量|数|值|为|是|[\s,:]")
_LEAST_SHARE, _MOST_SHARE = 50, 200
"""Percent; what lies further apart are two things."""
_DONE = re.compile(r"[0-9][^0-9,;:、()%]{1,4},\s?(?:已|实际)?完成\s?\Z")
"""改造危桥9座,计划10座,完成90%."""
_BASE_BEHIND = re.compile(
    r"\s?[,(]\s?(?:年度|全年|年初)?(?:计划|目标|任务)(?:任务|目标|完成|培训|建设)?(?:数|值|量)?(?:为|是|:)?\s?"
)
_NEAR = 30
_ARRIVALS = ("到位率", "拨付率")
"""What arrived is held against what was granted; for all other rates it is what the use is held against."""
_ARRIVED = "到位|拨付"
_GRANTED = "预算|批复|下达|安排|目标|任务|计划|应|核定|总额|指标|概算|投资"
_SPENT = "支出|执行|使用|支付|完成|实际|决算|实现|入库|实有|已"
_BASE = {True: re.compile(_GRANTED), False: re.compile(f"{_GRANTED}|{_ARRIVED}")}
_USED = {True: re.compile(_ARRIVED), False: re.compile(_SPENT)}
"""By whether the rate is one of arrival."""
_PLANNED = re.compile(r"(?<![按照])(?:计划|拟|目标|任务)(?!完成率)|应(?=支付|完成|到位|发|缴|检|建|拨)")
_REACHED = re.compile(r"实际|已|超额|累计")
_WORKS = re.compile(r"(?:完成|实现)(?:了|固定资产)*投资(?:额|数)?(?:为|达|共|:)*\s?\Z")
CHANGED = re.compile(r"调整|全年|追加后|年中")


@sentence_check
def rates_with_named_amounts(sentence: Sentence) -> Iterator[Finding]:
    begin = 0
    for figure in sentence.figures:
        if figure.unit != "%" or figure.loose:
            continue
        before = sentence.shaped[max(0, figure.start - _NEAR) : figure.start]
        name = RATE_NAME.search(before)
        if name is None and _DONE.search(before):
            yield from _held(sentence, figure, begin, "完成率")
        elif name or _OF_BASE.search(before):
            yield from _held(sentence, figure, begin, name["kind"] if name else "")
        begin = figure.end


def _held(sentence: Sentence, figure: Figure, begin: int, kind: str) -> Iterator[Finding]:
    rate = rate_of(figure)
    stretch = [one for one in sentence.between(begin, figure.start) if one.is_level]
    if some_pair_fits(sentence.between(0, figure.start), rate):
        return
    told = [one for one in stretch if not one.depth or one.depth == figure.depth]
    pair = pair_of(told, kind) or _base_behind(sentence, told, figure, kind) or _only_one_is_planned(told, kind)
    if pair is None:
        return
    used, base = pair
    numbers = numbers_of(used, base)
    if numbers is not None:
        yield from rate_findings(sentence, rate, *numbers, min(used.start, base.start))


def _base_behind(sentence: Sentence, told: list[Figure], figure: Figure, kind: str) -> tuple[Figure, Figure] | None:
    """26家,完成率104%,计划数为25家; 1540人,完成率110%(任务1400人)."""
    behind = next((one for one in sentence.figures if one.start > figure.end), None)
    if kind != "完成率" or behind is None or not told or not behind.is_level or not behind.unit:
        return None
    if not _BASE_BEHIND.fullmatch(sentence.shaped, figure.end, behind.start):
        return None
    if some_pair_fits(list(sentence.figures), rate_of(figure)):
        return None  # 完成率102%(计划5000人,实际5100人): the brackets tell both
    reached, words = told[-1], sentence.shaped[told[-1].end : figure.start]
    if role_of(reached.name, kind) == "base" or not re.match(r"[,(]", words) or "," in words[1:]:
        return None
    return (reached, behind) if reached.in_unit(behind.unit) is not None else None


def _only_one_is_planned(told: list[Figure], kind: str) -> tuple[Figure, Figure] | None:
    """救助人数450人,目标人数420人: of two counts of a thing the one that is no plan was reached."""
    if kind != "完成率" or len(told) != 2 or is_money(told[0].unit) or told[0].in_unit(told[1].unit) is None:
        return None
    roles = [role_of(one.name, kind) for one in told]
    if sorted(roles) != ["", "base"] or any("其中" in one.name or not one.unit for one in told):
        return None
    reached, base = told if roles[1] else told[::-1]
    share = quotient(reached.in_unit(base.unit) or reached.value, base.value)
    if share is None or not _LEAST_SHARE <= share <= _MOST_SHARE or not _DEED.search(reached.name):
        return None
    return (reached, base) if _PLAN_WORDS.sub("", base.name) in reached.name else None


def pair_of(amounts: list[Figure], kind: str) -> tuple[Figure, Figure] | None:
    """The amount used and the one it is held against; ``None`` where that is not certain."""
    roles = [(amount, role_of(amount.name, kind)) for amount in amounts]
    used = [amount for amount, role in roles if role == "used"]
    bases = [amount for amount, role in roles if role == "base"]
    if len(bases) > 1:
        changed = [base for base in bases if CHANGED.search(base.name)]
        bases = changed if len(changed) == 1 else bases
    if len(used) != 1 or len(bases) != 1 or used[0].in_unit(bases[0].unit) is None:
        return None
    return used[0], bases[0]


def role_of(name: str, kind: str) -> str:
    """By the last telling word: 支出预算 is a budget, 预算执行数 was used; 计划完成 is a plan, 完成投资 was done."""
    if "其中" in name or "上年" in name or "去年" in name:
        return ""
    if not _REACHED.search(name) and _PLANNED.search(name):
        return "base"
    if _WORKS.search(name):
        return "used"
    of_arrival = kind in _ARRIVALS
    base, used = _last_end(_BASE[of_arrival], name), _last_end(_USED[of_arrival], name)
    if base == used or ("预算支出" in name and min(base, used) >= 0):
        return ""
    return "used" if used > base else "base"


def _last_end(pattern: re.Pattern[str], name: str) -> int:
    """Where the last match ends; -1 without one."""
    return max((match.end() for match in pattern.finditer(name)), default=-1)
