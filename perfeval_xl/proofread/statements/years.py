"""三年合计T,20xx年a、20xx年b、20xx年c: the years of a project add up to its total.

``总投资2450万元,分三年建设:2021年980万元,2022年735万元,2023年753万元``: 2468. The years must follow one another, and
their number must be said (三年, 2021—2023年) or the sum pass the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.parts import KIND, NEAR, slack, values_of

_YEAR = re.compile(r"(?:其中)?:?(?P<year>20[0-9]{2})年度?(?:安排|投入|下达|预算|资金|支出|完成|投资)*\Z")
_SUMMED = re.compile(r"合计|共计|总计|累计|总投资|总预算|总额|共(?:安排|投入|下达|投资)?\Z")
_SPAN = re.compile(r"(?P<first>20[0-9]{2})[-~至](?P<last>20[0-9]{2})年")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_COUNT = re.compile(r"(?P<n>[两二三四五2-5])(?:个)?年(?!度?[0-9]|来|级)")
_LEAD = 20


@sentence_check
def years_make_the_total(sentence: Sentence) -> Iterator[Finding]:
    figures = sentence.figures
    place = 0
    while place < len(figures):
        run = _run(figures, place)
        if len(run) > 1 and place and run[0].start - figures[place - 1].end <= _LEAD:
            yield from _held(sentence, figures[place - 1], run)
        place += max(1, len(run))


def _run(figures: Sequence[Figure], place: int) -> list[Figure]:
    """Amounts of one kind for one year after the other."""
    run: list[Figure] = []
    last = 0
    for one in figures[place:]:
        match = _YEAR.match(one.name)
        if match is None or not one.is_level or (run and int(match["year"]) != last + 1):
            break
        if run and one.in_unit(run[0].unit) is None:
            break
        last = int(match["year"])
        run.append(one)
    return run


def _held(sentence: Sentence, total: Figure, run: list[Figure]) -> Iterator[Finding]:
    values = values_of(run, total.unit) if total.unit else []
    if len(values) < len(run) or not total.is_level or not _SUMMED.search(total.name):
        return
    right = sum(values, Decimal(0))
    gap = abs(total.value - right)
    if not gap or gap <= total.step / 2:
        return
    told = sentence.shaped[: run[0].start]
    if not (_says_how_many(told, len(run)) or right > total.value):
        return
    yield found(
        NEAR if gap <= slack(total, run) else KIND, sentence, total.begin, run[-1].end, mark=total.start,
        right=plain(right), entered=plain(total.value), gap=plain(gap), unit=total.unit,
    )  # fmt: skip


def _says_how_many(text: str, count: int) -> bool:
    spans = {int(match["last"]) - int(match["first"]) + 1 for match in _SPAN.finditer(text)}
    return count in spans or any(_NUMBERS[match["n"]] == count for match in _COUNT.finditer(text))
