"""执行率, 完成率, 到位率 whose amounts stand in the sentences, or in the paragraph, before it.

``全年预算数346.62万元。……全年执行数255.07万元,执行率74.59%``: 73.59%.
``计划培训1200人次。……实际培训1350人次,完成率112.5%``: right. The one budget and the one amount used have to be named
in general words or by the same thing: ``本单位预算数210万元。 下属事业单位执行数150万元,执行率88.2%`` tells of two.
Silence too where the stretch has a second budget (``一期预算…。二期 预算…``), a part (其中), an amount without a
role, a change of the budget that is not summed up (``年中追加20万元``), or where sums and differences of its amounts
give the rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, Report, report_check
from perfeval_xl.proofread.judging import Number, fits, quotient
from perfeval_xl.proofread.passages import Passage, passages_up_to
from perfeval_xl.proofread.rate_findings import numbers_of, passage_rate_findings, rate_of
from perfeval_xl.proofread.statements.named_rates import CHANGED, RATE_NAME, pair_of, role_of
from perfeval_xl.values.conversion import is_money

_WANTED = re.compile(r"(?:执行率|完成率|支出率|支付率|使用率|到位率|拨付率|进度|兑现率)[^0-9]{0,5}(?:[0-9]|分之)")
_COUNTED = ("完成率",)
_NOT = ("覆盖率",)
_LINES_BEFORE = 2
_FARTHEST = 400
_NEAR = 30
_MOST_AMOUNTS = 8
_GENERAL = re.compile(
    r"20[0-9]{2}年度?|截[至止]到?|[0-9]{1,2}月(?:[0-9]{1,2}日|底|末|份)?|(?:全|本|当|今)年度?|年度|年[初末底中]|目前|期末"
    r"|单位|部门|中心|项目|专项|工程|任务|财政|资金|经费|预算|支出|执行|进度|投资|概算|实际|累计|共计|总计|合计"
    r"|安排|批复|批准|核定|下达|申请|投入|完成|支付|使用|拨付|到位|入库|决算|计划|目标|新建|建成|实施|开展|举办|组织"
    r"|调整|整体|总体|综合|情况|拨款|全部|[我本该此全州县市区省局委办处厅总额数共计值量已达到至为是的由经后其也均]|[,:\s]"
)
_ANOTHER = re.compile(
    r"其中|分别|下属|所属|各(?:县|市|区|乡|镇|街道|单位|部门|项目|地)|[一二三四]期|另外|另有|上年|去年|上一年|历年|以前年度|往年"
    r"|累计至|十[二三四五]五|以来|个项目|基本支出|(?<!本)项目支出|人员|公用|三公"
)
_BUDGET_CHANGES = re.compile(r"追加|调增|调减|核减|削减|压减|增加|减少|结转")
_PART_OF_YEAR = re.compile(r"(?<![0-9])(?:[1-9]|1[01])月|半年|季度")
_YEAR = re.compile(r"20[0-9]{2}(?=年)")


@report_check
def rates_of_amounts_before(report: Report) -> Iterator[Finding]:
    for passage in passages_up_to(report, _WANTED, _LINES_BEFORE):
        behind = 0
        for figure in passage.figures:
            if figure.unit != "%" or figure.depth:
                continue
            name = RATE_NAME.search(passage.shaped, max(0, figure.start - _NEAR), figure.start)
            if name is None:
                continue
            if figure.start >= passage.starts[-1] and not figure.loose and name["kind"] not in _NOT:
                yield from _held(passage, figure, name, behind)
            behind = figure.end


def _held(passage: Passage, figure: Figure, name: re.Match[str], behind: int) -> Iterator[Finding]:
    kind = name["kind"]
    before = passage.between(max(behind, figure.start - _FARTHEST), figure.start)
    amounts = [one for one in before if not one.is_percent and one.unit]
    begin = passage.sentence_start(figure.start)
    if len(amounts) > _MOST_AMOUNTS or pair_of([one for one in amounts if one.start >= begin and one.is_level], kind):
        return  # the sentence by itself says which two are meant
    pair = _only_pair(amounts, kind)
    if pair is None or not _of_one_thing(passage, pair, figure, name):
        return
    used, base = pair
    if kind in _COUNTED and used.start < begin:
        return  # of several tasks another may be meant
    numbers = numbers_of(used, base)
    if numbers is not None and not _had_its_rate(before, *numbers) and not _explained(amounts, pair, figure):
        shown = f"{used.shown}÷{base.shown}"
        yield from passage_rate_findings(passage, rate_of(figure), *numbers, used.start, shown)


def _only_pair(amounts: list[Figure], kind: str) -> tuple[Figure, Figure] | None:
    pairs = [pair for group in _groups(amounts) if (pair := _sure_pair(group, kind)) is not None]
    return pairs[0] if len(pairs) == 1 else None


def _had_its_rate(before: list[Figure], part: Number, whole: Number) -> bool:
    """Whether the two were told with their rate already: the next one is of others."""
    exact = quotient(part.value, whole.value)
    return any(one.is_percent and fits(one.value, one.decimals, exact) for one in before)


def _groups(amounts: list[Figure]) -> Iterator[list[Figure]]:
    """Amounts of one kind: money, or one counting word."""
    rest = list(amounts)
    while rest:
        first = rest[0]
        yield [one for one in rest if one.in_unit(first.unit) is not None]
        rest = [one for one in rest if one.in_unit(first.unit) is None]


def _sure_pair(group: list[Figure], kind: str) -> tuple[Figure, Figure] | None:
    if not _may_be_meant(group, kind):
        return None
    told = [one for one in group if not one.depth]
    settled = [one for one in told if not one.aside]
    money = is_money(group[0].unit)
    if any(one.loose for one in told) or (money and any(not role_of(one.name, kind) for one in settled)):
        return None
    pair = pair_of(settled, kind)
    changes = any(one.aside and _BUDGET_CHANGES.search(one.name) for one in told)
    return None if pair is None or (changes and not CHANGED.search(pair[1].name)) else pair


def _may_be_meant(group: list[Figure], kind: str) -> bool:
    """Rates are of money; a 完成率 of what was counted, or of 投资."""
    if not is_money(group[0].unit):
        return kind in _COUNTED
    return kind not in _COUNTED or all("投资" in one.name for one in group)


def _of_one_thing(passage: Passage, pair: tuple[Figure, Figure], figure: Figure, name: re.Match[str]) -> bool:
    """Whether budget, use and rate have one subject: general words, or what was named first."""
    used, base = pair
    begin = min(one.begin for one in pair)
    stretch = passage.shaped[begin : figure.start]
    if used.start < base.start or _ANOTHER.search(stretch) or len(set(_YEAR.findall(stretch))) > 1:
        return False
    told = passage.shaped[passage.sentence_start(used.start) : used.start] + figure.name
    if _PART_OF_YEAR.search(told):
        return False
    of_rate = figure.name[: max(0, len(figure.name) - (figure.start - name.start()))]
    things = [_thing(base.name), _thing(used.name), _thing(of_rate)]
    counted = not is_money(base.unit)
    return all(not thing or thing == things[0] or (counted and thing in things[0]) for thing in things[1:])


def _thing(words: str) -> str:
    """What is left of a name without general words."""
    return _GENERAL.sub("", words)


def _explained(amounts: list[Figure], pair: tuple[Figure, Figure], figure: Figure) -> bool:
    """Whether the printed rate is that of other amounts, or of the two with another added or taken away."""
    used, base = pair
    values = [value for one in amounts if one not in pair and (value := one.in_unit(base.unit)) is not None]
    used_value, base_value = used.in_unit(base.unit) or base.value, base.value
    parts = [used_value, *values, *(used_value + one for one in values), *(used_value - one for one in values)]
    wholes = [base_value, *values, *(base_value + one for one in values), *(base_value - one for one in values)]
    return any(fits(figure.value, figure.decimals, quotient(part, whole)) for whole in wholes for part in parts)
