"""What stands at the head of a form under labels of any words: told by its place and making, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.label_values import asks, names_field, value_of
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.made_labels import goal_of
from perfeval_xl.forms.vocabulary import form_words

_LONGEST_LABEL = 12
_SHORTEST_TEXT = 6
_PAIR = 2
_GOALS = ("goal_expected", "goal_actual")


def told_names(region: Region, missing: frozenset[str]) -> dict[str, Place]:
    """Field -> place of the value beside the label above the tables that ends like those of the field.

    Of several for a unit none is taken; the project is named first.
    """
    kin = form_words().field_told
    found: dict[str, list[Place]] = {}
    for label, place in _labels(region.grid, range(region.top, region.start)):
        fields = [field for field in kin if field in missing and kin[field].has(label)]
        if len(fields) == 1:
            found.setdefault(fields[0], []).append(place)
    return {field: places[0] for field, places in found.items() if len(places) == 1 or field == "project"}


def _labels(grid: Grid, rows: range) -> Iterator[tuple[str, Place]]:
    """Labels that name no field that is read otherwise, with the text that each has beside or below it."""
    for row in rows:
        used = -1
        for column, label in sorted(grid.labels[row].items()):
            if column <= used or not label or len(label) > _LONGEST_LABEL:
                continue
            place = value_of(grid, row, column)
            if grid.label(*place) == label:
                continue  # repeated instead of merged
            if place[0] == row:
                used = place[1]
            if names_field(label) or not grid.text(*place) or grid.reading(*place).is_number:
                continue
            if not asks(grid.label(*place)):
                yield label, place


def told_goals(region: Region, places: Mapping[str, Place]) -> dict[str, Place]:
    """The texts under two heads of any words in the last rows above a table: what was to be, then what was reached.

    Args:
        places: what was found by words; where it is one of the heads itself, the words were those of another label.
    """
    grid, found = region.grid, [places[field] for field in _GOALS if field in places]
    for end in {region.head, region.start}:
        row = _last_filled(grid, region.top, end)
        heads = None if row is None else _last_filled(grid, region.top, row)
        if row is None or heads is None or not _are_two(grid, heads, row):
            continue
        if found and not any(place[0] == heads for place in found):
            continue
        left, right = (column for column in sorted(grid.labels[heads]) if _own(grid, row, column))
        if _speaks_of_reached(grid.label(heads, left)) and not _speaks_of_reached(grid.label(heads, right)):
            left, right = right, left
        return {"goal_expected": (row, left), "goal_actual": (row, right)}
    return {}


def _last_filled(grid: Grid, top: int, end: int) -> int | None:
    return next((row for row in range(end - 1, top, -1) if not grid.is_blank(row)), None)


def _are_two(grid: Grid, heads: int, row: int) -> bool:
    """Whether two texts stand right under two short heads, which are merged as wide, and nothing else beside them."""
    texts = [column for column, value in enumerate(grid.sheet.rows[row]) if value is not None]
    labels = [column for column in grid.labels[heads] if _own(grid, row, column)]
    if len(texts) != _PAIR or labels != texts:
        return False
    if any(grid.right_of(heads, column) != grid.right_of(row, column) for column in texts):
        return False
    if any(len(grid.labels[heads][column]) > _LONGEST_LABEL for column in texts):
        return False
    return all(_is_prose(grid, row, column) for column in texts)


def _own(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell is no part of one that reaches down into the row."""
    return grid.sheet.anchor(row, column)[0] == row and bool(grid.text(row, column))


def _is_prose(grid: Grid, row: int, column: int) -> bool:
    text = grid.sheet.raw(row, column)
    label = grid.label(row, column)
    return isinstance(text, str) and len(text.strip()) >= _SHORTEST_TEXT and not (asks(label) or goal_of(label))


@lru_cache(maxsize=1024)
def _speaks_of_reached(label: str) -> bool:
    return form_words().value_words["actual"].has(label)
