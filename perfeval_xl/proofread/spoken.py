"""Figures in Chinese numerals (中文数字): 三百二十万元, 百分之九十五点五, 一千二百户, 五个项目, 九十五分.

Reports write most figures in digits; what stands in words is as often a name as a number (一是, 三公, 十四五, 两个维护,
五项, 四大, 十分重视, 二次供水). So a numeral is a figure only before a unit that is counted or paid with, never alone;
一个 is an article, 二 an ordinal, and 个 counts only things that a budget is spent on. 百分百 is a word, and so are
estimates (两三户, 十余场, 上百万元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.checks.numbers import decimals_of
from perfeval_xl.values.conversion import is_money
from perfeval_xl.values.decimals import from_digits
from perfeval_xl.values.numerals import chinese_number
from perfeval_xl.values.unit_names import unit_end

_DIGIT = "零〇一二两三四五六七八九"
_SIGNS = f"{_DIGIT}十百千万亿"
_NUMBER = re.compile(
    rf"(?<![{_SIGNS}点第届几每“‘0-9.])(?!(?<=[数上])十)(?P<whole>[{_DIGIT}十][{_SIGNS}]{{0,15}})(?:点(?P<fraction>[{_DIGIT}]{{1,6}})(?P<scale>[万亿]?))?"
)
_SHARE = re.compile(
    rf"(?<![{_SIGNS}0-9])(?P<of>[百千])分之"
    rf"(?:(?P<digits>[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)(?![0-9.])|(?P<whole>[{_DIGIT}十百]{{1,6}})(?:点(?P<fraction>[{_DIGIT}]{{1,6}}))?)"
)
_SHARE_UNITS = {"百": "%", "千": "‰"}
_WHOLE = "百"
"""百分之百 stands for all there is, and for certainty; it is a figure only behind what has a rate."""
_RATED = re.compile(r"(?:[率度]|比例|达到?|[为至到])\Z")
_HINT = re.compile(rf"[{_DIGIT}十]|分之")
_COUNTED = frozenset((
    "户", "人", "名", "人次", "次", "场", "场次", "家", "所", "座", "处", "台", "套", "辆",
    "件", "份", "篇", "亩", "吨", "公里", "千米", "米", "平方米", "平方公里", "立方米", "公顷", "千克", "公斤",
    "盏", "株", "棵", "头", "只", "册", "栋", "间", "本", "眼", "口", "块", "千瓦", "百分点",
    "个百分点", "名次",
))  # fmt: skip
_THING = re.compile(
    r"个(?:子?项目|工程|标段|乡镇?|镇|街道|社区|行政村|自然村|贫困村|村|县区?|市州|区县|单位|部门|企业|公司|学校|医院|站点|点位|小区|课题|合作社|基地"
    r"|建设项目|重点项目|产业项目|家庭|床位|岗位|车位|名额)"
)
_NO_COUNT = re.compile(
    r"次(?:产业|元|级|生|品|要|数|序|第)|人(?:民|类|工|才|大|均|力|居|生|物|行|间|文)|家(?:庭|长|园|乡)|场(?:所|地|馆|合|景)|处(?:理|置|室|长|于|级|分)"
    r"|头(?:等|部)|间(?:接|隔)|口(?:岸|径|粮)|本(?:级|次|部|市|县|年|科)|件事|名录|台(?:阶|河)|座谈|份额|米(?:线|面)|眼(?:科|界|前)|所有|套(?:路|餐)|块(?:链|状)|只(?:要|有|是)"
)
_POINTS = re.compile(r"分(?!之|钟|别|析|类|管|配|工|布|享|解|期|批|步|段|级|层|局|公|行|支|院|成|为|明|外|散|数|值)")
_RANGE_BEFORE = re.compile(rf"[{_SIGNS}0-9](?:个|元|户|人|名|次|场|家|件|亩|公里|米|平方米|吨|台|%)?(?:至|到|-|~)\Z")
_RANGE_AFTER = re.compile(rf"(?:至|到|-|~)[{_SIGNS}0-9]")
_SHARES_BEFORE = re.compile(rf"[{_SIGNS}%](?:至|-|~)\Z")
_SHARES_AFTER = re.compile(rf"(?:至|-|~)[{_SIGNS}]")
"""百分之八十到百分之九十 may be a rise."""
_SCALES = {"亿": Decimal(100_000_000), "万": Decimal(10_000)}
_LEAST_MONEY, _LEAST_COUNT, _LEAST_POINTS = 10, 2, 11
_LOOK_BEHIND = 12


class Spoken(NamedTuple):
    """A figure in words, as its digits would read: 三百二十万元 is 320 万元."""

    start: int
    end: int
    """Behind the unit."""
    value: Decimal
    unit: str
    decimals: int


def spoken_figures(sentence: str) -> list[Spoken]:
    """The figures in words of a shaped sentence, in order."""
    if _HINT.search(sentence) is None:
        return []
    shares = list(_shares(sentence))
    taken = [(share.start, share.end) for share in shares]
    counts = (one for one in _counts(sentence) if not any(start <= one.start < end for start, end in taken))
    return sorted([*shares, *counts])


def in_digits(sentence: str) -> tuple[str, Sequence[int]]:
    """A shaped sentence with its figures in digits, and where each sign of that stands in the sentence as it is."""
    text, places, behind = "", [], 0
    for one in spoken_figures(sentence):
        said = f"{one.value:f}{one.unit}"
        text += sentence[behind : one.start] + said
        # the sign behind a figure is that behind its words
        places += [*range(behind, one.start), *[one.start] * (len(said) - 1), one.end - 1]
        behind = one.end
    return text + sentence[behind:], [*places, *range(behind, len(sentence) + 1)]


def _shares(sentence: str) -> Iterator[Spoken]:
    for match in _SHARE.finditer(sentence):
        number = from_digits(match["digits"]) if match["digits"] else _number(match["whole"], match["fraction"])
        if match["whole"] == _WHOLE and _RATED.search(sentence, max(0, match.start() - 3), match.start()):
            number = Decimal(100)
        before = sentence[max(0, match.start() - 2) : match.start()]
        is_range = _SHARES_BEFORE.match(before) or _SHARES_AFTER.match(sentence, match.end())
        if number is not None and not is_range:
            decimals = len((match["digits"] or "").partition(".")[2] or match["fraction"] or "")
            yield Spoken(match.start(), match.end(), number, _SHARE_UNITS[match["of"]], decimals)


def _counts(sentence: str) -> Iterator[Spoken]:
    for match in _NUMBER.finditer(sentence):
        number = _number(match["whole"], match["fraction"])
        unit = sentence[match.end() : unit_end(sentence, match.end())]
        if number is None or not unit or _is_range(sentence, match.start(), match.end(), match.end() + len(unit)):
            continue
        scale = match["scale"] or next((one for one in _SCALES if one in match["whole"]), "")
        value = number * _SCALES[scale] if match["scale"] else number
        if _is_counted(sentence, match.end(), unit, value, match["whole"]):
            yield _figure(match.start(), match.end() + len(unit), value, scale, unit)


def _figure(start: int, end: int, value: Decimal, scale: str, unit: str) -> Spoken:
    shown = (value / _SCALES[scale] if scale else value).normalize()
    return Spoken(start, end, Decimal(f"{shown:f}"), scale + unit, decimals_of(shown))


def _number(whole: str, fraction: str | None) -> Decimal | None:
    return chinese_number(f"{whole}点{fraction}" if fraction else whole)


def _is_counted(sentence: str, place: int, unit: str, value: Decimal, words: str) -> bool:
    """Whether a number before a unit counts or pays something, by which unit it is and what stands behind."""
    if is_money(unit):
        return value >= _LEAST_MONEY
    if unit == "分":
        return value >= _LEAST_POINTS and _POINTS.match(sentence, place) is not None
    if value < _LEAST_COUNT or words == "二":
        return False
    if unit.startswith("个") and unit not in _COUNTED:
        return _THING.match(sentence, place) is not None
    return unit in _COUNTED and _NO_COUNT.match(sentence, place) is None


def _is_range(sentence: str, start: int, end: int, unit_end_: int) -> bool:
    before = sentence[max(0, start - _LOOK_BEHIND) : start]
    return _RANGE_BEFORE.search(before) is not None or any(
        _RANGE_AFTER.match(sentence, place) is not None for place in (end, unit_end_)
    )
