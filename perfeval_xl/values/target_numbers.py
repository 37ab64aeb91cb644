"""The single number of a target: its comparator from its own word, else from what the form's row says."""

from __future__ import annotations

from typing import NamedTuple

from perfeval_xl.values import name_words, phrase_words, words
from perfeval_xl.values.conversion import canonical, is_money
from perfeval_xl.values.directions import Direction, direction, direction_of_nature, is_small_share
from perfeval_xl.values.model import Comparator, ComparatorBasis, Meaning, Target
from perfeval_xl.values.naming import direction_of_name, unit_of_name
from perfeval_xl.values.quantities import Quantity
from perfeval_xl.values.supplied_units import in_unit


class Row(NamedTuple):
    """What the form's row says beside the target's own cell."""

    nature: str
    name: str
    unit: str
    level2: str
    year: int | None


def number_target(quantity: Quantity, shown: str, row: Row) -> Target:
    """A single number, in final value: its comparator from its own word, else from what the row says.

    A bare 万 or 亿, multiplied out already, still tells that money is meant in a 成本指标.
    """
    said = _written(quantity.word) if quantity.word else _of_row(quantity, row)
    if said is None:
        return Target(Comparator.UNKNOWN, shown, meaning=Meaning.NUMBER)
    comparator, basis, word = said
    notes = _notes(quantity, row, comparator)
    value, _, unit, more = in_unit(
        quantity.number, None, quantity.unit, comparator, column=row.unit, name=row.name, scaled="scaled" in notes
    )
    return Target(
        comparator, shown, value, unit=unit, basis=basis, word=word, meaning=Meaning.NUMBER, notes=notes + more
    )


def _written(word: str) -> Direction:
    return words.comparator_of(word), ComparatorBasis.WRITTEN, word


def _of_row(quantity: Quantity, row: Row) -> Direction | None:
    """What the row says of a bare number; ``None`` where that is not known, or contradicted by the text."""
    unit = quantity.unit or ("元" if quantity.scale else canonical(row.unit or unit_of_name(row.name)))
    name = _measured(quantity.prefix, row.name)
    small = is_small_share(quantity.number, quantity.unit, unit, quantity.prefix)
    said = direction(row.nature, name, row.level2, unit, zero=not quantity.number, small=small)
    unknown = said[0] is Comparator.UNKNOWN or _is_contradicted(said[0], said[1], quantity, unit)
    return None if unknown else said


def _notes(quantity: Quantity, row: Row, comparator: Comparator) -> tuple[str, ...]:
    notes = tuple(note for note in quantity.notes if note != "completion_rate")
    said = direction_of_nature(row.nature) if quantity.word else None
    if said is not None and said[0] is not Comparator.QUALITATIVE and _differ(said[0], comparator):
        notes += ("nature_differs",)
    if not quantity.number:
        notes += ("zero_target",)
    if quantity.unit == "%" and row.name and any(end in row.name for end in name_words.COMPLETION_NAMES):
        notes += ("completion_named",)
    return notes


def _is_contradicted(comparator: Comparator, basis: ComparatorBasis, quantity: Quantity, unit: str) -> bool:
    """Whether the words before a number leave open, or belie, what its comparator says.

    投资2000万元: to be reached, or not to be exceeded? 事故起数|增长5%: less of it is better, yet it grows.
    """
    if basis is ComparatorBasis.DEFAULT:
        spent = quantity.prefix.endswith(phrase_words.SPENDING) and is_money(unit.partition("/")[0])
        return spent and not any(word in quantity.prefix for word in phrase_words.DRAWN)
    grows = quantity.prefix.endswith(words.GROWTH) and quantity.unit in ("%", "‰", "百分点", "个百分点")
    return grows and comparator is Comparator.LE and basis is ComparatorBasis.NAME


def _measured(prefix: str, name: str) -> str:
    """The name that tells which way is better: the words before the figure where they do (返工率5%), else the row's."""
    if prefix and name and direction_of_name(prefix) is None and not prefix.endswith(name_words.RATES):
        return name
    return prefix or name


def _differ(said: Comparator, written: Comparator) -> bool:
    """正向 allows ≥, > and =; 反向 ≤, < and =; the signs themselves must be the same."""
    sides = ({Comparator.GE, Comparator.GT}, {Comparator.LE, Comparator.LT})
    return said is not written and not any(said in side and written in side for side in sides)
