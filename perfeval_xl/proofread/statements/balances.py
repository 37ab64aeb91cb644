"""What is left is what came in less what was used; the budget after changes is the first one with the changes.

``到位资金8640万元,支付7776万元,尚余846万元``: 864. ``年初预算12600万元,年中追加840万元,调整后预算数13640万元``: 13440.
The sentence must tell one amount of each kind and nothing that might come in as well (上年结转, 收回, 其中).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.rounding import printed
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.named_rates import pair_of
from perfeval_xl.values.conversion import is_money

KIND = IssueKind(
    code="TXT-34",
    severity=Severity.WARNING,
    title="结余或调整后的预算与前面的数不符",
    message="“{quote}”：{sum}应为{right}，写的是{entered}",
    remedy="请核对预算、支出、追加（调减）和结余；另有上年结转、收回等的请写明",
)
_REST = re.compile(r"(?:结余|结转结余|剩余|尚余|节余|节约)(?:资金|经费|金额|额)*(?:为|共|达)?\s?\Z")
_MORE = re.compile(
    r"上年|以前年度|历年|追加|调[增减整剂]|核减|压减|收回|收缴|其中|累计|滚存|另|统筹|利息|基本支出|项目支出|分别|预计"
)
_USABLE = re.compile(r"(?:可用|可使用|可支配|可安排)(?:的)?(?:资金|财力|经费)?(?:总额|合计|总计|共|为|达|:)*\s?\Z")
_CARRIED = re.compile(r"(?:上年|年初)(?:结转|结余|滚存)[^0-9,;、]{0,10}\Z")
_CAME_IN = re.compile(r"(?:本年|当年|全年)[^0-9,;、]{0,4}(?:收入|下达|安排|到位)[^0-9,;、]{0,6}\Z")
_WAS_USED = re.compile(r"(?:支出|使用|支付)[^0-9,;、]{0,6}\Z")
_LEFT = re.compile(r"(?:结余|结转|剩余)[^0-9,;、]{0,6}\Z")
_FIRST = re.compile(r"年初(?:部门)?预算(?:数|批复|安排|资金|总额|为|共|:)*\s?\Z")
_UP = re.compile(r"(?:追加|调增|增加)(?:预算|资金|安排|数|了|为|:)*\s?\Z")
_DOWN = re.compile(r"(?:调减|核减|压减|削减|减少|收回)(?:预算|资金|数|了|为|:)*\s?\Z")
_AFTER = re.compile(r"(?:调整后|调整预算数|追加后|全年预算数)[^0-9,;、]{0,10}\Z")


@sentence_check
def rest_is_what_is_left(sentence: Sentence) -> Iterator[Finding]:
    if _MORE.search(sentence.shaped):
        return
    for begin, end in sentence.parts:
        amounts = _amounts(sentence.between(begin, end))
        if len(amounts) != 3 or not _REST.search(amounts[-1].name) or any(one.loose for one in amounts):
            continue
        pair = pair_of(amounts[:2], "执行率")
        if pair is not None and all(one.is_level for one in pair):
            used, base = pair
            yield from _held(sentence, amounts, [(1, base), (-1, used)])


@sentence_check
def all_that_could_be_used(sentence: Sentence) -> Iterator[Finding]:
    """上年结转214万元,本年收入2386万元,可用资金2600万元,本年支出2470万元,年末结余130万元."""
    amounts = [one for one in _amounts(sentence.figures) if not one.loose]
    for place, one in enumerate(amounts):
        if not _USABLE.search(one.name) or "其中" in sentence.shaped:
            continue
        if place == 2 and _CARRIED.search(amounts[0].name) and _CAME_IN.search(amounts[1].name):
            yield from _held(sentence, amounts[:3], [(1, amounts[0]), (1, amounts[1])])
        behind = amounts[place + 1 : place + 3]
        if len(behind) == 2 and _WAS_USED.search(behind[0].name) and _LEFT.search(behind[1].name):
            yield from _held(sentence, amounts[place : place + 3], [(1, one), (-1, behind[0])])


@sentence_check
def budget_after_changes(sentence: Sentence) -> Iterator[Finding]:
    if "年初" not in sentence.shaped:
        return
    amounts = _amounts(sentence.figures)
    first = next((place for place, one in enumerate(amounts) if _FIRST.search(one.name)), None)
    last = next((place for place, one in enumerate(amounts) if _AFTER.search(one.name)), None)
    if first is None or last is None or last < first + 2 or amounts[last].loose or "其中" in sentence.shaped:
        return
    terms = [(1, amounts[first]), *((_sign(one), one) for one in amounts[first + 1 : last])]
    if all(sign and not one.loose for sign, one in terms):
        yield from _held(sentence, amounts[first : last + 1], terms)


def _amounts(figures: Sequence[Figure]) -> list[Figure]:
    return [one for one in figures if is_money(one.unit) and "/" not in one.unit and not one.depth]


def _sign(figure: Figure) -> int:
    return 1 if _UP.search(figure.name) else -1 if _DOWN.search(figure.name) else 0


def _held(sentence: Sentence, amounts: list[Figure], terms: Sequence[tuple[int, Figure]]) -> Iterator[Finding]:
    result = amounts[-1]
    numbers = [(sign, printed(one, result.unit)) for sign, one in terms]
    known = [(sign, number) for sign, number in numbers if number is not None]
    here = printed(result, result.unit)
    if here is None or len(known) < len(numbers):
        return
    right = sum((sign * number.value for sign, number in known), Decimal(0))
    room = (here.step + sum((number.step for _, number in known), Decimal(0))) / 2
    if right < 0 or abs(right - here.value) <= room:
        return
    shown = "".join(("" if not place else "+" if sign > 0 else "-") + one.shown
                    for place, (sign, one) in enumerate(terms))  # fmt: skip
    yield found(
        KIND, sentence, amounts[0].begin, result.end, mark=result.start, sum=shown,
        right=f"{plain(right)}{result.unit}", entered=result.shown,
    )  # fmt: skip
