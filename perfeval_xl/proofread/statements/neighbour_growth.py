"""同比下降r% where last year's amount stands in a sentence before it.

``2022年培训费18万元。2023年培训费15.3万元,同比下降18%``: 15%. Both amounts have to bear the same name, one of the
year before or of 上年; there must be no third of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, Report, report_check
from perfeval_xl.proofread.passages import Passage, passages_up_to
from perfeval_xl.proofread.rate_findings import numbers_of, passage_rate_findings, rate_of

_WANTED = re.compile(r"(?:同比|上年|去年|20[0-9]{2}年)[^0-9。]{0,12}(?:[0-9.]+\s?%|分之)")
_RATE = re.compile(
    r",(?:同比|比上年|较上年|与上年相比|比去年|较去年|(?:比|较)(?P<year>20[0-9]{2})年)(?:实际|分别|共)?"
    r"(?:(?P<up>增长|增加|上升|提高)|(?P<down>下降|减少|降低))(?:了|为|达|约)?\s?\Z"
)
_YEAR = re.compile(r"(?P<year>20[0-9]{2})年度?(?P<of>[^0-9]{2,20}?)(?:为|共|达|是|:)*\s?\Z")
_WORDS = re.compile(r"(?P<when>上年度?|去年|本年度?|今年)(?P<of>[^0-9]{2,20}?)(?:为|共|达|是|:)*\s?\Z")
_AT_CONSTANT_PRICES = re.compile(r"生产总值|增加值|GDP|可支配收入|可比|不变价|同口径|扣除")
_LINES_BEFORE = 1
_NEAR = 24


@report_check
def growth_of_amounts_before(report: Report) -> Iterator[Finding]:
    for passage in passages_up_to(report, _WANTED, _LINES_BEFORE):
        if _AT_CONSTANT_PRICES.search(passage.shaped):
            continue
        for place, figure in enumerate(passage.figures):
            if figure.unit != "%" or figure.loose or figure.depth or figure.start < passage.starts[-1] or not place:
                continue
            level = passage.figures[place - 1]
            match = _RATE.match(passage.shaped[level.end : figure.start])
            if match is not None and figure.start - level.end <= _NEAR:
                yield from _held(passage, figure, level, match)


def _held(passage: Passage, figure: Figure, level: Figure, match: re.Match[str]) -> Iterator[Finding]:
    base = _year_before(passage, level, match["year"])
    numbers = None if base is None else numbers_of(level, base)
    if base is not None and numbers is not None:
        shown = f"{base.shown}→{level.shown}"
        rate = rate_of(figure, negative=match["down"] is not None)
        yield from passage_rate_findings(passage, rate, *numbers, level.start, shown, change=True)


def _year_before(passage: Passage, level: Figure, year: str | None) -> Figure | None:
    """The one amount of the same name, if it is that of the year before, which the rate may name as well."""
    here = _when(level)
    if here is None or not level.is_level or level.depth:
        return None
    before = [one for one in passage.figures if one.start < level.start and one.is_level and not one.depth]
    alike = [(when[0], one) for one in before if (when := _when(one)) is not None and when[1] == here[1]]
    if len(alike) != 1 or alike[0][0] != here[0] - 1 or (year and int(year) != alike[0][0]):
        return None
    return alike[0][1]


def _when(figure: Figure) -> tuple[int, str] | None:
    """The year of an amount and what it is; 上年 and 本年 count as the years -1 and 0."""
    match = _YEAR.match(figure.name)
    if match is not None:
        return int(match["year"]), match["of"]
    match = _WORDS.match(figure.name)
    return (-1 if match["when"][0] in "上去" else 0, match["of"]) if match is not None else None
