"""Where a unit ends in a text: 元, 元/生.年, 次/10万公顷, /株.

Found by looking names up, not by a pattern: one alternation of two hundred names, used in many patterns, took most of
the time that the whole package needed to start.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from perfeval_xl.values.measures import NAMES, PER, SCALES
from perfeval_xl.values.patterns import compiled_later

_SIGN = "%"
_CASE_MATTERS = frozenset("mMgtTlLh")
"""Abbreviations of one letter, as they are written; longer ones in any case."""
_JOINTS = ".、·/*"
_SCALE_AHEAD = re.compile(r"10*[十百千万亿]+|10+|[十百千万亿]+")
_OF_SO_MANY = re.compile(r"(?:10*)?[十百千万亿]+(?=\Z|[,;。(]|[及或和]?以[上下内]|之内|左右)")
"""16/10万: of so many people, births or cars; 50/100 may be a ratio, and 235/248万元 is one."""
_ODD_PIECE = compiled_later(
    r"(?![^/·]{0,3}(?:完|未|已|无|不|没|实|其|优|良|合|达))(?:[\u4e00-\u9fff]{1,4}?|[A-Za-z]{1,4}[23]?)"
    r"(?=\Z|[/·、.*(,;。]|[及或和]?以[上下内]|之内|左右)"
)
"""What no table knows behind a slash: 元/科室, 吨/工位."""
_SCALE_CHARACTERS = frozenset("".join(SCALES))


def _by_first(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """First character -> names, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[name[0]].append(name)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


_ABBREVIATIONS = _by_first(name for name in NAMES if name.isascii() and len(name) > 1)
_WORDS = _by_first(name for name in NAMES if not name.isascii() or name == _SIGN)
_PER = _by_first(PER)
_SCALES = _by_first(SCALES)


def unit_end(text: str, start: int = 0) -> int:
    """The end of the unit that begins at ``start`` of a normalised text; ``start`` itself where none does."""
    end = _simple_end(text, start)
    if text[end : end + 1] == "·" and end != start and (joined := _simple_end(text, end + 1)) != end + 1:
        end = joined  # 人·天
    if text[end : end + 1] != "/" or (text[start:end] in ("%", "‰") and text[end + 1 : end + 2].isdigit()):
        return end
    joint = end
    while text[joint : joint + 1] in _JOINTS and joint < len(text):
        piece = _piece_end(text, joint + 1)
        if piece == joint + 1 and end != start and (odd := _ODD_PIECE.match(text, piece)) is not None:
            piece = odd.end()
        if piece == joint + 1:
            break
        end = joint = piece
    return end


def is_unit(text: str) -> bool:
    """Whether a whole normalised text is a unit, with or without a scale before it: ``万元``, ``元/户``."""
    start = 0
    while start < len(text) and text[start] in _SCALE_CHARACTERS and unit_end(text, start) != len(text):
        start += 1
    return start < len(text) and unit_end(text, start) == len(text)


def scale_at(text: str, start: int) -> str:
    """The scale (万, 千万) that stands at ``start``; ``""`` for none."""
    return next((scale for scale in _SCALES.get(text[start : start + 1], ()) if text.startswith(scale, start)), "")


def scale_and_unit(text: str, start: int) -> tuple[str, str, int]:
    """Scale, unit and end of what stands behind a number: ``万元 -> ("万", "元", 2)``, ``千米 -> ("", "千米", 2)``."""
    end = unit_end(text, start)
    if end != start:
        return "", text[start:end], end
    scale = scale_at(text, start)
    end = unit_end(text, start + len(scale)) if scale else start
    return scale, text[start + len(scale) : end], end


def _simple_end(text: str, start: int) -> int:
    first = text[start : start + 1]
    for name in _WORDS.get(first, ()):
        if text.startswith(name, start):
            return start + len(name)
    if not first.isascii():
        return start
    for name in _ABBREVIATIONS.get(first.lower(), ()):
        end = start + len(name)
        if text[start:end].lower() == name and not _goes_on(text, end):
            return end
    return start + 1 if first in _CASE_MATTERS and not _goes_on(text, start + 1) else start


def _goes_on(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return following.isascii() and following.isalnum()


def _piece_end(text: str, start: int) -> int:
    """A unit behind a slash or dot, with a number before it (10万公顷) or not."""
    scale = _SCALE_AHEAD.match(text, start)
    if scale is not None and (end := _simple_end(text, scale.end())) != scale.end():
        return end
    named = (start + len(n) for n in _PER.get(text[start : start + 1], ()) if text.startswith(n, start))
    end = max(_simple_end(text, start), next(named, start))
    if end == start and scale is not None and (many := _OF_SO_MANY.match(text, start)) is not None:
        return many.end()
    return end
