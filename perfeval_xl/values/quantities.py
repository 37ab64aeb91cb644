"""One quantity in a short text: number, scale (万), unit, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.values import words
from perfeval_xl.values.clauses import is_done_within, is_doubted
from perfeval_xl.values.conversion import is_duration
from perfeval_xl.values.decimals import EXACT, NUMBER, from_digits, plain, shift
from perfeval_xl.values.measures import COUNTED, SCALES, SHARE_WORDS
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.patterns import alternatives, compiled_later
from perfeval_xl.values.prefixes import Before, deciding_word, read_before
from perfeval_xl.values.rewriting import plainly
from perfeval_xl.values.unit_names import is_unit, scale_and_unit, scale_at
from perfeval_xl.values.words import WITHIN

_INSIDE = "内(?![设部容外地河涝科网控销需存])"
AFTER = rf"(?:{alternatives(set(words.AFTER_WORDS) - {'内', '起'})}|{_INSIDE})"
_INCLUDED = r"\((?:含|包含|含本数|不含)[^()]{0,8}\)"
_EDGE = re.compile(r"\((?P<no>不)?(?:包?含)(?:本数|[0-9.%‰]+)?\)\Z")
_BRACKETS = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\))+")

_NUMBER = re.compile(rf"(?P<sign>(?<![0-9A-Za-z\u4e00-\u9fff)])[+-])?(?P<sum>{NUMBER}(?:\+{NUMBER})*)")
_MORE = ("多", "余")
_TAIL = re.compile(rf"(?P<edge>{_INCLUDED})?(?P<after>{AFTER}|起(?=$|[,;。(]))?(?P<around>左右|上下)?")
_ONE_CHARACTER = re.compile(r"[\u4e00-\u9fff](?=$|\()")
_NO_UNIT = frozenset("起内前后底末整多余来几半第成折等级类点号期好优良中差无有是否")
_LETTERS = re.compile(r"[A-Za-zμ]{2,6}[23]?(?=$|\()")
_SPOILS = re.compile(r"[0-9A-Za-z.:' ]")
_LATER_WORD = compiled_later(rf"[\u4e00-\u9fff]{{1,6}}?(?P<after>{AFTER})(?=$|[,;。(])")
"""100名学生以上: the word stands behind the noun."""
_JOINS = re.compile(r"[+*×±/~^⁄≥≤<>=→⇒-]|[至到][0-9]")
"""What must not follow a number: it is then part of a range, ratio, date, code or name (4A级)."""

_NO_REST = ("。", ".", ";", ",", "整")
"""Behind a quantity these say nothing."""
_DATES = ("日", "年")
_NOT_IT = ("不到", "不足", "不满", "后", "之后", "以后")
"""5%不到, 5天后: behind the number these say that it is not what was reached, or needed."""

YEARS = range(1950, 2100)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number found in a text, with what stands around it (all normalised)."""

    number: Decimal
    scale: str = ""
    unit: str = ""
    prefix: str = ""
    word: str = ""
    """Comparator sign or word before or behind the number, ``""`` where there is none."""
    bracket: str = ""
    rest: str = ""
    notes: tuple[str, ...] = ()

    @property
    def value_and_unit(self) -> tuple[Decimal, str]:
        """As :class:`~perfeval_xl.values.model.Reading` has it: shares as fractions, a bare 万 multiplied out."""
        share = SHARE_WORDS.get(self.unit)
        if share is not None and not self.scale:
            return shift(self.number, -2 if share == "%" else -3), share
        if self.unit:
            return self.number, self.scale + self.unit
        return scaled(self.number, self.scale), ""


def scaled(number: Decimal, scale: str) -> Decimal:
    """``scaled(5.8, "万") -> 58000``."""
    return plain(EXACT.multiply(number, Decimal(SCALES[scale]))) if scale else number


def find_quantity(text: str) -> Quantity | None:
    """The first number of a normalised text as a quantity.

    ``None`` where there is no number, or where it cannot be told from its surroundings what the number means:
    ordinals, ranges, ratios, codes, unknown words before it, other words straight behind it, a doubt in brackets.
    A time ahead of the figure (三季度末达到75%) is left out of account.
    """
    text = plainly(text)
    count = _first_count(text)
    behind = None if count is None else _read_behind(text, count)
    if count is None or behind is None or is_doubted(behind.bracket) or behind.rest.startswith(_NOT_IT):
        return None
    number, notes = _number(count)
    prefix = text[: count.start]
    before = read_before(prefix, behind.unit, behind.word)
    word = None if before is None else _word(before, behind)
    if number is None or before is None or word is None:
        return None
    if not word and _is_in_a_name(behind):
        return None
    notes += [*before.notes, *behind.notes]
    if behind.unit == "%" and (before.completes or behind.rest.startswith(words.COMPLETION_WORDS)):
        notes.append("completion_rate")
    unit = _yearly(behind.unit) or ("元" if prefix.endswith(words.CURRENCY) else "")
    return Quantity(number, count.scale, unit, prefix, word, behind.bracket, behind.rest, tuple(dict.fromkeys(notes)))


def _is_in_a_name(behind: _Behind) -> bool:
    """12345热线: words right behind a bare number."""
    return bool(behind.rest) and not behind.named and behind.rest[0] not in ",;。.("


def _word(before: Before, behind: _Behind) -> str | None:
    """The comparator that decides; ``None`` where the two sides contradict."""
    within = "内" if not behind.word and is_duration(behind.unit) and is_done_within(behind.rest) else ""
    word = deciding_word(before.word, behind.word or within)
    return None if word is None else _at_edge(word, behind.edge)


def _yearly(unit: str) -> str:
    """98%/年 is 98%: a share of a year is one of the form's own time."""
    return unit[0] if unit[:2] in ("%/", "‰/") and unit[2:] in ("年", "年度") else unit


class _Count(NamedTuple):
    """The first number of a text with its scale and unit, as they stand."""

    start: int
    end: int
    negative: bool
    digits: str
    """The number, or several joined by ``+``."""
    more: bool
    """多, 余 behind it: the number is exceeded."""
    scale: str
    unit: str


def _first_count(text: str) -> _Count | None:
    match = _NUMBER.search(text)
    if match is None:
        return None
    more = text[match.end() : match.end() + 1] in _MORE
    end = match.end() + (1 if more else 0)
    scale, unit, after = scale_and_unit(text, end)
    if not unit:
        scale = scale_at(text, end)
        after = end + len(scale)
        if text[after : after + 1] in _MORE:
            more = True
            _, unit, after = scale_and_unit(text, after + 1)
    return _Count(match.start(), after, match["sign"] == "-", match["sum"], more, scale, unit)


def _number(count: _Count) -> tuple[Decimal | None, list[str]]:
    """The number itself; a written-out sum (360+600立方米) counts where a unit shows that it is one."""
    notes = ["approximate"] if count.more else []
    parts = [from_digits(part) for part in count.digits.split("+")]
    if len(parts) > 1:
        if not count.unit:
            return None, notes
        notes.append("sum")
    total = Decimal(0)
    for part in parts:
        if part is None:
            return None, notes
        total = EXACT.add(total, part)
    return (EXACT.minus(total) if count.negative and total else total), notes


class _Behind(NamedTuple):
    """What stands behind a number: unit, word, brackets and further words."""

    unit: str
    word: str
    bracket: str
    rest: str
    named: bool
    """Whether the number has a unit or scale, so that words behind it do not change what it counts."""
    notes: tuple[str, ...]
    edge: str = ""
    """Brackets that say whether the number itself is meant: (含), (不含)."""


def _read_behind(text: str, count: _Count) -> _Behind | None:
    """``None`` where the number is part of something else: a range, a ratio, a date, a code."""
    unit, end = (count.unit, count.end) if count.unit else _odd_unit(text, count)
    named = bool(unit or count.scale)
    word, around, edge, end = _tail(text, end)
    bracket, rest = _bracketed(text, end)
    if bracket and not unit and is_unit(bracket[1:-1]):
        unit, bracket = bracket[1:-1], ""
    if word and _tells_which(unit, rest):
        return None
    later = _LATER_WORD.match(rest) if rest and unit and not word else None
    word = later["after"] if later else word
    rest = "" if rest in _NO_REST else rest
    if _is_year(unit, count) or (_is_part_of_more(unit, named, rest) and not (word in WITHIN and unit in _DATES)):
        return None
    return _Behind(unit, word, bracket, rest, named, _notes_behind(around, bracket, rest), edge or bracket)


def _tail(text: str, end: int) -> tuple[str, str, str, int]:
    """Word, 左右 and edge behind a number, and where they end."""
    tail = _TAIL.match(text, end)
    if tail is None:
        return "", "", "", end
    return tail["after"] or "", tail["around"] or "", tail["edge"] or "", tail.end()


def _bracketed(text: str, end: int) -> tuple[str, str]:
    """Brackets, and what stands behind them."""
    match = _BRACKETS.match(text, end) if text[end : end + 1] == "(" else None
    return ("", text[end:]) if match is None else (match[0], text[match.end() :])


def _odd_unit(text: str, count: _Count) -> tuple[str, int]:
    """One character or a few letters that are no unit we know but stand where one does; else no unit."""
    odd = _ONE_CHARACTER.match(text, count.end) or (None if count.scale else _LETTERS.match(text, count.end))
    return ("", count.end) if odd is None or odd[0] in _NO_UNIT else (odd[0], odd.end())


def _tells_which(unit: str, rest: str) -> bool:
    """500平方米以上|场馆, 10吨以上|车辆: the figure tells which things are meant."""
    return bool(rest) and not _may_qualify(unit) and "\u4e00" <= rest[0] <= "\u9fff"


def _is_year(unit: str, count: _Count) -> bool:
    return unit in ("年", "年度") and count.digits.isdigit() and int(count.digits) in YEARS


def _notes_behind(around: str, bracket: str, rest: str) -> tuple[str, ...]:
    notes = (("approximate",) if around else ()) + (("bracket",) if bracket else ())
    if not rest:
        return notes
    return notes + (("number_in_text", "several") if any(c.isdigit() for c in rest) else ("number_in_text",))


def _at_edge(word: str, edge: str) -> str:
    """90%(不含)以上 is more than that, 大于95%(含) is that or more."""
    match = _EDGE.match(edge) if word and edge else None
    if match is None:
        return word
    said = words.comparator_of(word)
    signs = {Comparator.GE: ">", Comparator.LE: "<"} if match["no"] else {Comparator.GT: "≥", Comparator.LT: "≤"}
    return signs.get(said, word)


def _may_qualify(unit: str) -> bool:
    """Units whose figure is the target although a noun follows the word: 95%以上满意, 2小时内响应, 3次以上培训."""
    return unit in COUNTED or unit in ("%", "‰") or is_duration(unit)


def _may_go_on(unit: str, named: bool, first: str) -> bool:
    """4期280人次, 6台DR: behind a unit in characters further words may begin with a digit or letter."""
    if not named or unit in ("%", "‰"):
        return False
    return first.isdigit() or (first.isalpha() and not unit.isascii())


def _is_part_of_more(unit: str, named: bool, rest: str) -> bool:
    if _JOINS.match(rest):
        return True
    if _SPOILS.match(rest) and not _may_go_on(unit, named, rest[0]):
        return True
    return bool(rest) and unit in ("年", "月", "日", "号")  # 2020年决算, 15日前: a date that could not be read
