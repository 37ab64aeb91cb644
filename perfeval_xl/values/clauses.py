"""Clauses around a figure that must not be taken for it: a time ahead, a rate per time, a doubt, further counts."""

from __future__ import annotations

import re

from perfeval_xl.values import words

_TIME_AHEAD = re.compile(
    r"(?:截至|截止到?|于|在|到|至)?"
    r"(?:(?:(?:19|20)[0-9]{2}年)?(?:(?:1[0-2]|0?[1-9])月(?:份|底|末|初|[0-9]{1,2}[日号])?|"
    r"第?[一二三四1-4]季度(?:末|底)?|[上下]半年(?:末|底)?|年(?:底|末|终))|年(?:底|末|终))"
    r"(?:之前|以前|前)?[,:]?(?=[^0-9])"
)
"""三季度末达到75%, 11月底≥90%: when the figure is due, not the figure."""
_PERIODIC = re.compile(
    r"每(?:个?(?:日|天|周|星期|旬|月|季度?)|半年)[^,;。]{0,8}?(?:[0-9]+(?![0-9.%‰])|[一二两三四五六七八九十]+(?:次|场|期|批|篇|份|个|件|项))"
)
"""每季度一次, 每周不少于2次, 每月5日前: a rate per time; how often in the year is for a person to say."""
_ANOTHER_COUNT = re.compile(
    r"未(?!成年|来)|没|尚|仅|每|其中|其余|剩|不(?:足|到|满|含|是|够|能)|无(?!障碍|人机|害化|线|烟|公害|偿|土)|"
    r"(?:第|差|缺|欠|余|少|除)\Z|缺口|缺额|缺少|超额|超出|减少|压减|缩减|减至|少了|下降|降低|降至|"
    r"上年|去年|往年|历年|近年|同比|环比|较(?!大|好|重)|提前|逾期|延期|延误|折合|占比|倍|排名|名列"
)
"""Words by which a number is a lack, a change, a part or another year's, not what was counted."""
_PARALLEL = re.compile(r"(?:^|[,;、。和及与且])[≥≤<>=]?[0-9]")
_VARIABLE = re.compile(r"[XxYyNn](?=[≥≤<>=])")
_VARIABLE_BEHIND = re.compile(r"(?P<sign>[≥≤<>=])[XxYyNn]\Z")
_LETTERS = frozenset("XxYyNn")
_MIRRORED = {"≥": "≤", "≤": "≥", ">": "<", "<": ">", "=": "="}


def without_time(text: str) -> str:
    """``三季度末达到75% -> 达到75%``; other texts unchanged."""
    if "月" not in text and "季" not in text and "年" not in text:
        return text
    match = _TIME_AHEAD.match(text)
    return text if match is None else text[match.end() :]


def with_sign_first(text: str) -> str:
    """``X≥90% -> ≥90%``, ``90%≤X -> ≥90%``: the letter stands for the actual value; other texts unchanged."""
    if text[:1] not in _LETTERS and text[-1:] not in _LETTERS:
        return text
    if _VARIABLE.match(text) is not None:
        return text[1:]
    match = _VARIABLE_BEHIND.search(text)
    return text if match is None else _MIRRORED[match["sign"]] + text[: match.start()]


def is_periodic(text: str) -> bool:
    """Whether a normalised text counts per day, week, month, quarter or half-year; a year is the form's own time."""
    return "每" in text and _PERIODIC.search(text) is not None


def is_doubted(bracket: str) -> bool:
    """Whether the words in brackets behind a number doubt it: 0份(疑20份)."""
    return bool(bracket) and any(doubt in bracket for doubt in words.DOUBTS)


def says_what_is_counted(prefix: str) -> bool:
    """Whether words before a count of things say only what is counted: 带动就业, 为群众办实事; not 尚缺, 其中."""
    return _ANOTHER_COUNT.search(prefix) is None


def has_parallel_count(rest: str) -> bool:
    """Whether the text behind a figure begins or lists another one of equal standing: 4期|280人次, 2家|;6家."""
    return _PARALLEL.search(rest) is not None
