"""Two columns that are a target and its actual value, as far as their cells tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.conversion import canonical
from perfeval_xl.values.text import normalise

_FEWEST_PAIRS = 2


def is_other(label: str) -> bool:
    """Whether a head has words of what is not a form's own value, points or score: 财政复核得分, 上年值."""
    return any(word in label for word in form_words().value_other)


def aim_first(grid: Grid, rows: Sequence[int], heads: Mapping[int, str]) -> tuple[int, int]:
    """(target, actual) of two columns: targets have signs of comparison, words tell, else the target is left."""
    left, right = heads
    compares = tuple(form_words().compares)
    signs = {column: sum(normalise(grid.text(row, column)).startswith(compares) for row in rows) for column in heads}
    if signs[left] != signs[right]:
        return (left, right) if signs[left] > signs[right] else (right, left)
    kin = form_words().value_words
    swapped = kin["actual"].has(heads[left]) or kin["target"].has(heads[right])
    return (right, left) if swapped else (left, right)


def are_of_one_unit(grid: Grid, rows: Sequence[int], aim: int, reached: int, unit: int | None = None) -> bool:
    """Whether most rows with numbers have two of one unit, and most rows with any value both cells filled."""
    both = alike = numbers = filled = 0
    for row in rows:
        target, actual = grid.reading(row, aim), grid.reading(row, reached)
        filled += not (target.is_blank and actual.is_blank)
        both += not (target.is_blank or actual.is_blank)
        if target.is_number and actual.is_number:
            numbers += 1
            common = grid.text(row, unit) if unit is not None else ""
            alike += canonical(target.unit or common) == canonical(actual.unit or common)
    return numbers >= _FEWEST_PAIRS and alike * 2 > numbers and both * 2 > filled
