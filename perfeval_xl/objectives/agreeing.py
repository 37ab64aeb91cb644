"""What of a self-evaluation is as its objective has it: which rows belong together, and whether two targets are one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.values.conversion import SHARES, convert
from perfeval_xl.values.decimals import shift
from perfeval_xl.values.model import Comparator, ComparatorBasis, DateSpan, Target
from perfeval_xl.values.targets import read_target
from perfeval_xl.values.text import squash

Key = Callable[[IndicatorRow], Hashable | None]
Pairs = list[tuple[IndicatorRow, IndicatorRow]]
"""(the form's row, the objective's)."""
Pairing = Callable[[Sequence[IndicatorRow], Sequence[IndicatorRow]], Pairs]
_NOT = ("不", "未", "无", "没有", "没")
_NONE = frozenset(("无", "没有", "零"))
_ALL = ("全", "完成", "达标", "合格", "及时", "按时", "按期")
"""What 100% is in words."""
_NUMBERED = re.compile(r"\A(?:指标[0-9]{1,2}(?![0-9])|[★☆▲△●◆■※*#])+")
_SHORTEST_PART = 3
_MOST_COMPARED = 10_000
"""Pairs of rows that are looked at one by one: more are no form of a person's."""
_SAID = (ComparatorBasis.WRITTEN, ComparatorBasis.NATURE)
_BARE = re.compile(r"([≥≤=<>＝＜＞≧≦]{0,2})\s?([-+]?[0-9][0-9,]*(?:\.[0-9]+)?)(%?)")
"""A number with neither unit nor words; its sign and its % may be there."""
_UP = (Comparator.GE, Comparator.GT, Comparator.EQ)
_DOWN = (Comparator.LE, Comparator.LT)
_WRITTEN_ALIKE = ((Comparator.GE, Comparator.GT), _DOWN)


@dataclass(frozen=True)
class Rows:
    """The rows of a form and of its objective, told apart."""

    pairs: tuple[tuple[IndicatorRow, IndicatorRow], ...]
    """(the form's row, the objective's)."""
    left_out: tuple[IndicatorRow, ...]
    """Rows of the objective that the form does not have."""
    added: tuple[IndicatorRow, ...]
    """Rows of the form that the objective does not have."""


def compare_rows(form: Sequence[IndicatorRow], objective: Sequence[IndicatorRow]) -> Rows:
    """By 二级指标 and name, then by name, then by a part of it; a renamed row by its 二级指标 and target.

    Rows of one name belong together in their order, those of one target first; the other ways take only what is found
    once on either side.
    """
    here = [row for row in form if row.name and not row.is_part]
    there = [row for row in objective if row.name and not row.is_part]
    pairs: list[tuple[IndicatorRow, IndicatorRow]] = []
    for pairing in (_named(_as_written), _named(_in_place), _named(row_key), _by_part, _renamed):
        pairs += pairing(here, there)
        used = {id(row) for pair in pairs for row in pair}
        here, there = [row for row in here if id(row) not in used], [row for row in there if id(row) not in used]
    order = {id(row): number for number, row in enumerate(form)}
    pairs.sort(key=lambda pair: order[id(pair[0])])
    return Rows(tuple(pairs), tuple(there), tuple(here))


def row_key(row: IndicatorRow) -> str:
    """The name of an indicator without what numbers or marks it: 指标1:维修里程, ★维修里程."""
    return _NUMBERED.sub("", key := label_key(row.name)) or key


def renamed(here: IndicatorRow, there: IndicatorRow) -> bool:
    """Whether two rows that belong together have names of which neither holds the other."""
    one, other = row_key(here), row_key(there)
    return one not in other and other not in one


def _named(key: Key) -> Pairing:
    """Rows of one key, however many there are on either side."""

    def pairing(form: Sequence[IndicatorRow], objective: Sequence[IndicatorRow]) -> Pairs:
        mine, theirs = _grouped(form, key), _grouped(objective, key)
        return [pair for value, rows in mine.items() if value in theirs for pair in _in_order(rows, theirs[value])]

    return pairing


def _in_order(form: Sequence[IndicatorRow], objective: Sequence[IndicatorRow]) -> Pairs:
    if len(form) == len(objective) == 1 or len(form) * len(objective) > _MOST_COMPARED:
        return list(zip(form, objective, strict=False))
    left, pairs = list(objective), list[tuple[IndicatorRow, IndicatorRow]]()
    for alike in (same_target, lambda here, there: True):
        for here in form:
            there = next((row for row in left if alike(here, row)), None)
            if there is not None and all(here is not done for done, _ in pairs):
                left = [row for row in left if row is not there]
                pairs.append((here, there))
    return pairs


def _renamed(form: Sequence[IndicatorRow], objective: Sequence[IndicatorRow]) -> Pairs:
    """Rows that alone have a 二级指标 and target on either side."""
    mine, theirs = _grouped(form, _by_target), _grouped(objective, _by_target)
    found = ((rows, theirs.get(value, [])) for value, rows in mine.items())
    return [(rows[0], others[0]) for rows, others in found if len(rows) == len(others) == 1]


def _by_part(form: Sequence[IndicatorRow], objective: Sequence[IndicatorRow]) -> Pairs:
    """Rows of one 二级指标 of whose names one holds the other (维修里程, 农村公路维修里程), and no third's."""
    if len(form) * len(objective) > _MOST_COMPARED:
        return []
    akin = [(here, there) for here in form for there in objective if _akin(here, there)]
    mine, theirs = Counter(id(here) for here, _ in akin), Counter(id(there) for _, there in akin)
    return [(here, there) for here, there in akin if mine[id(here)] == theirs[id(there)] == 1]


def _akin(here: IndicatorRow, there: IndicatorRow) -> bool:
    shorter, longer = sorted((row_key(here), row_key(there)), key=len)
    return len(shorter) >= _SHORTEST_PART and shorter in longer and _level2(here) == _level2(there)


def _level2(row: IndicatorRow) -> str:
    return label_key(row.level2).removesuffix("指标")


def _grouped(rows: Sequence[IndicatorRow], key: Key) -> dict[Hashable, list[IndicatorRow]]:
    found: dict[Hashable, list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        if (value := key(row)) is not None:
            found[value].append(row)
    return found


def _as_written(row: IndicatorRow) -> Hashable:
    return _level2(row), label_key(row.name)


def _in_place(row: IndicatorRow) -> Hashable:
    return _level2(row), row_key(row)


def _by_target(row: IndicatorRow) -> Hashable | None:
    text = squash(row.target.text)
    return (_level2(row), text, squash(row.unit)) if text else None


def keeps_target(here: IndicatorRow, there: IndicatorRow) -> bool:
    """Whether a form's row asks for what its objective does, or did before the change that the form itself shows."""
    if same_target(here, there) or not here.first_target:
        return same_target(here, there)
    first = read_target(here.first_target, nature=here.nature, name=here.name, level2=here.level2, unit=here.unit)
    return same_target(replace(here, target=first), there)


def same_target(here: IndicatorRow, there: IndicatorRow) -> bool:
    """Whether two rows ask for the same, however they write it; ``True`` too where one of them asks for nothing."""
    one, other = here.target, there.target
    if not one.text.strip() or not other.text.strip() or _written(here) == _written(there):
        return True
    if one.value is not None and other.value is not None:
        return _same_bounds(one, other) and _same_sign(one, other)
    if one.date is not None and other.date is not None:
        return _same_day(one.date, other.date)
    if one.value is not None or other.value is not None:
        return _in_words(one, squash(other.text)) if other.value is None else _in_words(other, squash(one.text))
    return _alike(squash(one.text), squash(other.text))


def written_target(row: IndicatorRow) -> str:
    """The target in one cell, with the sign and the unit that stood in columns of their own: ``≥12公里``."""
    target = row.target
    text = target.text.strip()
    if (bare := _BARE.fullmatch(text)) is None:
        return text
    sign = target.comparator.sign if target.basis is ComparatorBasis.NATURE and not bare[1] else ""
    return f"{sign}{text}{'' if bare[3] else row.unit.strip()}"


def eased(here: IndicatorRow, there: IndicatorRow) -> bool | None:
    """Whether the form's target is easier to reach than its objective's; ``None`` where that cannot be said."""
    one, other = here.target, there.target
    if one.value is None or other.value is None or one.high is not None or other.high is not None:
        return None
    value = _converted(other.value, other.unit, one.unit)
    if value == one.value or one.comparator is not other.comparator:
        return None
    if one.comparator in _UP:
        return one.value < value
    return one.value > value if one.comparator in _DOWN else None


def _written(row: IndicatorRow) -> str:
    target = row.target
    sign = target.comparator.sign if target.basis in _SAID else ""
    text = squash(target.text).lstrip("≥≤=><")
    unit = squash(row.unit)
    return f"{sign}{text}{'' if text.endswith(unit) else unit}"


def _same_bounds(one: Target, other: Target) -> bool:
    if (one.high is None) != (other.high is None):
        return False
    bounds = [(one.value, other.value), (one.high, other.high)]
    return all(_equal(here, one.unit, there, other.unit) for here, there in bounds)


def _equal(here: Decimal | None, unit: str, there: Decimal | None, other_unit: str) -> bool:
    if here is None or there is None:
        return here is there
    if here == _converted(there, other_unit, unit):
        return True
    # a share without its sign may be written 95 or 0.95
    return here == there and (unit in SHARES) != (other_unit in SHARES) and not (unit and other_unit)


def _same_sign(one: Target, other: Target) -> bool:
    """≥ and ≤ are two things; a bare number may be any of them."""
    if one.basis not in _SAID or other.basis not in _SAID:
        return True
    if one.comparator is other.comparator:
        return True
    # > for ≥ is a matter of writing
    return any(one.comparator in same and other.comparator in same for same in _WRITTEN_ALIKE)


def _in_words(number: Target, text: str) -> bool:
    """Whether a text says what a number does: 无 for 0起, 全覆盖 for 100%."""
    if number.value == 0:
        return text in _NONE
    return number.value == 1 and number.unit == "%" and any(word in text for word in _ALL) and not text.startswith(_NOT)


def _converted(value: Decimal, unit: str, wanted: str) -> Decimal:
    """A number in another unit; as it is where the units cannot be held against each other (处, 个)."""
    if unit in SHARES and not wanted:
        return shift(value, 2 if unit == "%" else 3)
    if wanted in SHARES and not unit:
        return shift(value, -2 if wanted == "%" else -3)
    converted = convert(value, unit, wanted) if unit and wanted else None
    return value if converted is None else converted


def _same_day(one: DateSpan, other: DateSpan) -> bool:
    """Whether two deadlines are one; a year that only one of them names is left to the form."""
    if one.has_year and other.has_year:
        return one.last == other.last
    return (one.last.month, one.last.day) == (other.last.month, other.last.day)


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith(shorter) and longer.removesuffix(shorter) in _NOT:
        return False
    shared = sum((Counter(one) & Counter(other)).values())
    # half of the signs in common say the same in other words
    return shorter in longer or 4 * shared >= len(one) + len(other)
