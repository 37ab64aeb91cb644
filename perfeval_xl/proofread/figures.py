"""The figures of a sentence: value, unit, printed decimals, the name before it, and what makes it no plain figure.

``2020年末,预算1277.2万元(其中项目支出771万元)`` has two figures; years, ordinals, ranges, document numbers and
heading numbers are none.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.proofread.spoken import Spoken, spoken_figures
from perfeval_xl.values.conversion import convert, unit_of
from perfeval_xl.values.decimals import NUMBER, from_digits
from perfeval_xl.values.measures import SCALES
from perfeval_xl.values.printing import plain
from perfeval_xl.values.unit_names import scale_and_unit

_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    **dict.fromkeys(map(ord, "—–−‐‑―─"), "-"),
    **dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009), " "),
    **dict.fromkeys(map(ord, "∶︰"), ":"),
}
_FIGURE = re.compile(rf"(?<![0-9A-Za-z.])(?P<number>{NUMBER})(?P<gap>\s?)")
_NO_FIGURE = ("年", "月", "日", "号", "届", "章", "〕", "]", "﹞", "季度", "时", "点", "级", "次党代会")
_NO_FIGURE_BEFORE = ("第", "〔", "[", "﹝", "No")
_JOINS = "-~/×:"
_LOOSE_AFTER = re.compile(r"以上|以下|以内|及以上|左右|上下|多|余|至少|之间")
_LOOSE_BEFORE = re.compile(
    r"(?:约|近|超|超过|超出|突破|不低于|不少于|不高于|不超过|不小于|不大于|大于|小于|高于|低于|少于|多于|至少|最多|接近"
    r"|≥|≤|>|<|≧|≦|控制在)\s*\Z"
)
_ASIDE_BEFORE = re.compile(
    r"(?:增加|增长|减少|下降|增|减|降|提高|上升|降低|超支|结余|节约|追加|调增|调减|压减|削减|核减)(?:了|额|数|金额|资金|预算)?"
    r"(?:为|达|共)?\s*\Z"
)
_CLAUSE_BREAKS = ",;、:()。!?\n"
_LONGEST_NAME = 40
_NEAR = 10


def shaped(text: str) -> str:
    """Half-width signs, one for one, so that places stay true."""
    return text.translate(_WIDTH)


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity; places count from the sentence's start."""

    start: int
    end: int
    """Behind the unit."""
    value: Decimal
    unit: str
    decimals: int
    name: str
    """The words of its clause before it."""
    loose: bool
    """约, 以上, 不低于: a bound or an estimate."""
    aside: bool
    """增加, 减少, 结余: a change, not the thing itself."""
    depth: int
    """How many brackets it stands in."""

    @property
    def begin(self) -> int:
        """Where its name begins, for quotations."""
        return max(0, self.start - len(self.name))

    @property
    def is_percent(self) -> bool:
        return self.unit in ("%", "‰")

    @property
    def plain(self) -> bool:
        """An amount or a count as such."""
        return not (self.loose or self.is_percent or self.unit.endswith("百分点"))

    @property
    def is_level(self) -> bool:
        """A plain amount or count that is no change: the thing itself."""
        return self.plain and not self.aside

    @property
    def shown(self) -> str:
        """Value and unit, for messages."""
        return f"{plain(self.value)}{self.unit}"

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit; 0 for counts, which are exact."""
        if not self.decimals and unit_of(self.unit).dimension not in ("cny", "usd", "eur", "hkd", "jpy"):
            return Decimal(0)
        return Decimal(1).scaleb(-self.decimals)

    def in_unit(self, unit: str) -> Decimal | None:
        """The value in another unit; ``None`` where it is another kind of thing."""
        if unit == self.unit:
            return self.value
        return convert(self.value, self.unit, unit) if unit and self.unit else None


def figures_of(sentence: str) -> tuple[Figure, ...]:
    """The figures of a shaped sentence, in order."""
    found: list[Figure] = []
    depths = _depths(sentence)
    behind = 0
    waiting = deque(spoken_figures(sentence))
    for match in _FIGURE.finditer(sentence):
        start = match.start()
        while waiting and waiting[0].start < start:
            spoken = waiting.popleft()
            found.append(_spoken(sentence, spoken, behind, depths[spoken.start]))
            behind = spoken.end
        if start < behind:
            continue  # 百分之95 is one figure
        digits = match["number"]
        scale, base, end = scale_and_unit(sentence, match.end())
        unit = scale + base
        if not unit:
            end = match.end("number")
        if _is_no_figure(sentence, start, match.end("number"), end, unit):
            continue
        value = from_digits(digits)
        if value is None:
            continue
        name = _name(sentence, start, behind)
        found.append(_figure(sentence, match, value, unit, end, name, depths[start]))
        behind = end
    for spoken in waiting:
        found.append(_spoken(sentence, spoken, behind, depths[spoken.start]))
        behind = spoken.end
    return tuple(found)


def _spoken(sentence: str, one: Spoken, behind: int, depth: int) -> Figure:
    name = _name(sentence, one.start, behind)
    return _made(sentence, one.start, one.end, one.value, one.unit, one.decimals, name, depth)


def _figure(sentence: str, match: re.Match[str], value: Decimal, unit: str, end: int, name: str, depth: int) -> Figure:
    decimals = len(match["number"].partition(".")[2])
    if unit in SCALES:
        value, unit, decimals = value * SCALES[unit], "", 0
    return _made(sentence, match.start(), end, value, unit, decimals, name, depth)


def _made(
    sentence: str, start: int, end: int, value: Decimal, unit: str, decimals: int, name: str, depth: int
) -> Figure:
    before = sentence[max(0, start - _NEAR) : start]
    return Figure(
        start=start,
        end=end,
        value=value,
        unit=unit,
        decimals=decimals,
        name=name,
        loose=bool(_LOOSE_AFTER.match(sentence, end) or _LOOSE_BEFORE.search(before)),
        aside=bool(_ASIDE_BEFORE.search(before)),
        depth=depth,
    )


def _is_no_figure(sentence: str, start: int, end: int, unit_end: int, unit: str) -> bool:
    before, after = sentence[max(0, start - 2) : start].rstrip(), sentence[end : end + 3].lstrip()
    if after.startswith(_NO_FIGURE) and unit not in ("个月", "年度", "分"):
        return True
    following = sentence[end : end + 1]
    if before.endswith(_NO_FIGURE_BEFORE) or (following.isascii() and following.isalpha()):
        return True
    if _joins_digits(sentence[unit_end : unit_end + 2]) or _is_joined(before):
        return True
    if following in (".", "、") and not sentence[:start].strip():
        return True  # 3.项目资金管理方面
    return before.endswith("(") and following == ")"


def _joins_digits(behind: str) -> bool:
    """5-8个, 3:2: the number goes on."""
    return len(behind) == 2 and behind[0] in _JOINS and behind[1].isdigit()


def _is_joined(before: str) -> bool:
    """5-8个, 5%~8%: the number is the end of another."""
    return len(before) == 2 and before[1] in _JOINS and (before[0].isdigit() or before[0] in "%个万亿元")


def _name(sentence: str, start: int, behind: int) -> str:
    place = start
    while place > behind and start - place < _LONGEST_NAME and sentence[place - 1] not in _CLAUSE_BREAKS:
        place -= 1
    return sentence[place:start].strip()


def _depths(sentence: str) -> list[int]:
    depths: list[int] = []
    depth = 0
    for sign in sentence:
        if sign == ")":
            depth = max(0, depth - 1)
        depths.append(depth)
        if sign == "(":
            depth += 1
    return depths
