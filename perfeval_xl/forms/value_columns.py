"""Columns of the indicator table that their headers do not name, told by what stands in them.

A header outside every list (目标要求 | 完成结果, 指标分数) is read if its words go the right way and the cells say so:
an actual value is written in the unit of its target; points are not below their scores and make up the whole.
Else the column stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations, product

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header, NearMiss
from perfeval_xl.forms.made_labels import asks_for_name, titles_a_form
from perfeval_xl.forms.value_pairs import aim_first, are_of_one_unit, is_other
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.text import normalise
from perfeval_xl.values.unit_names import is_unit

_MOST_LOOKED_AT = 40
_FEWEST_ROWS = 3
_FEWEST_PAIRS = 2
_MOST_PAIRS = 12
_FEWEST_HEADS = 3
_WHOLES = frozenset(map(Decimal, (100, 90, 80)))
"""What the indicators' points come to: all, or what the execution rate leaves."""
_OUTCOME = ("target", "actual", "points", "score")
TOLD_BY_VALUES = frozenset((*_OUTCOME, "nature", "unit"))
_MARKS = frozenset(("points", "score"))
_POINT_UNITS = frozenset(("", "%", "分"))
_HUNDRED = Decimal(100)
_ROUNDED = Decimal("0.01")
_FEWEST_TOLD = 3
_CODE = re.compile(r"[0-9A-Za-z._-]+\Z")


def is_code(text: str) -> bool:
    """010201, guid: what systems number rows by is no name."""
    return bool(_CODE.match(text))


def columns_by_values(grid: Grid, header: Header, columns: Mapping[str, int]) -> Iterator[tuple[str, NearMiss]]:
    """(field, how it was read) of the target, the actual values and the points, where their cells tell them."""
    missing = TOLD_BY_VALUES - columns.keys()
    free = _free_columns(grid, header, columns) if missing else {}
    if not free:
        return
    told = dict(columns)
    for tell in (_marks, _values, _marks, _worded_points, _points, _values):
        for field, slip in tell(grid, header, told, free):
            told[field] = slip.column
            del free[slip.column]
            yield field, slip


def names_by_texts(grid: Grid, header: Header, columns: Mapping[str, int]) -> int | None:
    """The column of names under a head of any words (考核内容): the last before the values with a text in each row.

    Only on a sheet that is titled as a self-evaluation, where values and points are told beside it and, without a
    一级指标 column, all four of them; no text may come twice.
    """
    values = [columns[field] for field in _OUTCOME if field in columns]
    told = len(values) >= (_FEWEST_TOLD if "level1" in columns else len(_OUTCOME))
    if not told or not columns.keys() & {"target", "actual"} or not _is_titled(grid, header):
        return None
    below = range(header.bottom + 1, min(header.bottom + 6, grid.height))
    rows = [row for row in below if not grid.is_blank(row)]
    for column in range(min(values) - 1, columns.get("level1", -1), -1):
        if column in columns.values() or not grid.labels[header.bottom].get(column):
            continue
        texts = [grid.labels[row].get(column, "") for row in rows]
        if not form_words().indicator.fields.keys().isdisjoint(texts):
            return None  # the header goes on below
        if _are_names(texts):
            return column
    return None


def _are_names(texts: list[str]) -> bool:
    """Whether all cells have texts, none of which comes twice; the last one may be that of the total, or blank."""
    named = [text for text in texts[:-1] if text]
    return len(named) >= _FEWEST_PAIRS and len(named) >= len(texts) - 1 and len(set(named)) == len(named)


def _is_titled(grid: Grid, header: Header) -> bool:
    """Whether a text above says that the sheet is a self-evaluation of what was spent; 目标责任考核自评表 is none."""
    made = form_words().title_made
    above = range(max(0, header.top - _MOST_LOOKED_AT), header.top)
    return any(made.has(label) for row in above for label in grid.labels[row].values())


def _free_columns(grid: Grid, header: Header, columns: Mapping[str, int]) -> dict[int, str]:
    """Columns right of the names under a header of their own that is no known word."""
    known, taken = form_words().indicator.fields, {*columns.values(), *(at for _, at in header.repeated)}
    left = columns.get("name", -1)
    labels = {at: label for row in range(header.top, header.bottom + 1) for at, label in grid.labels[row].items()}
    return {at: label for at, label in labels.items() if label and at > left and at not in taken and label not in known}


def _rows(grid: Grid, header: Header, columns: Mapping[str, int]) -> list[int]:
    """The first rows with a name of their own; with a score where no column of names is told yet."""
    totals = form_words().total
    rows = [row for row in rows_of_table(grid, header) if totals.isdisjoint(grid.labels[row].values())]
    if "name" not in columns:
        return [row for row in rows if grid.reading(row, columns["score"]).is_number]
    name = columns["name"]
    edge = grid.right_of(header.bottom, name)
    named = [row for row in rows if grid.sheet.raw(row, name) is not None]
    return [row for row in named if grid.right_of(row, name) <= edge]  # a text below the table reaches further


def rows_of_table(grid: Grid, header: Header) -> Iterator[int]:
    """The rows below a header, down to a note, a signature or a further header, or to the title or names of a form."""
    heads = grid.named_fields(form_words().indicator)
    for row in range(header.bottom + 1, min(header.bottom + _MOST_LOOKED_AT, grid.height)):
        labels = grid.labels[row]
        if any(asks_for_name(label) for label in labels.values()):
            return
        first = labels[min(labels)] if labels else ""
        if first.startswith(form_words().stop) or titles_a_form(labels.values()):
            return
        if len(heads.get(row, ())) >= _FEWEST_HEADS:
            return
        yield row


def _values(
    grid: Grid, header: Header, columns: Mapping[str, int], free: Mapping[int, str]
) -> Iterator[tuple[str, NearMiss]]:
    """The missing ones of target and actual: one column each whose words go that way, and values that go together."""
    if columns.keys() >= {"target", "actual"} or ("name" not in columns and "score" not in columns):
        return
    rows = _rows(grid, header, columns)
    told = _pairs_of_words(grid, rows, columns, free)
    if not told and columns.keys() >= {"name", "points", "score"} and _is_titled(grid, header):
        told = _pairs_of_any_words(grid, rows, columns, free)
    if len(told) == 1:
        for field, at in zip(("target", "actual"), told[0], strict=True):
            if field not in columns:
                yield field, _said(grid, header, at, field)


def _pairs_of_words(
    grid: Grid, rows: list[int], columns: Mapping[str, int], free: Mapping[int, str]
) -> list[tuple[int, int]]:
    """(target, actual) of columns whose words go that way and whose values go together."""
    kin, unit = form_words().value_words, columns.get("unit")
    targets, actuals = (
        [columns[field]] if field in columns else [at for at, label in free.items() if kin[field].has(label)]
        for field in ("target", "actual")
    )
    pairs = [pair for pair in product(targets, actuals) if pair[0] != pair[1]]
    return [pair for pair in pairs[:_MOST_PAIRS] if are_of_one_unit(grid, rows, *pair, unit)]


def _pairs_of_any_words(
    grid: Grid, rows: list[int], columns: Mapping[str, int], free: Mapping[int, str]
) -> list[tuple[int, int]]:
    """(target, actual) of the only two columns whose values go together, where all else of the table is known."""
    known = [columns[field] for field in ("target", "actual") if field in columns]
    heads = dict.fromkeys(known, "") | {at: label for at, label in free.items() if not is_other(label)}
    pairs = [pair for pair in combinations(sorted(heads), 2) if known in ([], [pair[0]], [pair[1]])][:_MOST_PAIRS]
    told = [pair for pair in pairs if are_of_one_unit(grid, rows, *pair)]
    if len(told) != 1:
        return []
    ordered = aim_first(grid, rows, {column: heads[column] for column in told[0]})
    fits = all(columns.get(field, at) == at for field, at in zip(("target", "actual"), ordered, strict=True))
    return [ordered] if fits else []


def _marks(
    grid: Grid, header: Header, columns: Mapping[str, int], free: Mapping[int, str]
) -> Iterator[tuple[str, NearMiss]]:
    """The only columns that hold nothing but signs of comparison, and nothing but units of bare numbers beside them."""
    if "name" not in columns or "target" not in columns or columns.keys() >= {"nature", "unit"}:
        return
    rows = _rows(grid, header, columns)
    signs = [at for at in free if _are_signs(grid, rows, at)]
    units = [at for at in free if _are_units(grid, rows, at, columns["target"])]
    for field, fitting in (("nature", signs), ("unit", units)):
        if field not in columns and len(fitting) == 1:
            yield field, _said(grid, header, fitting[0], field)


def _are_signs(grid: Grid, rows: list[int], column: int) -> bool:
    """Whether every text of a column is a sign, one of comparison among them."""
    words = form_words()
    cells = [normalise(text) for row in rows if isinstance(text := grid.sheet.raw(row, column), str)]
    known = len(cells) >= _FEWEST_PAIRS and words.natures.issuperset(cells)
    return known and not words.compares.isdisjoint(cells)


def _are_units(grid: Grid, rows: list[int], column: int, target: int) -> bool:
    """Whether every text of a column is a unit, and that of a number that has none itself."""
    cells = {row: text for row in rows if (text := grid.text(row, column))}
    bare = [row for row in cells if (value := grid.reading(row, target)).is_number and not value.unit]
    return len(bare) >= _FEWEST_PAIRS and all(is_unit(normalise(text)) for text in cells.values())


def _worded_points(
    grid: Grid, header: Header, columns: Mapping[str, int], free: Mapping[int, str]
) -> Iterator[tuple[str, NearMiss]]:
    """The missing ones of points and scores: one column each whose words say so, no row with more than it may have."""
    if "name" not in columns or columns.keys() >= {"points", "score"}:
        return
    rows = [row for row in _rows(grid, header, columns) if _has_value(grid, row, columns)]
    found = {field: columns[field] for field in _MARKS if field in columns}
    for field in _MARKS - columns.keys():
        kin = form_words().value_words[field]
        fitting = [at for at, label in free.items() if kin.has(label) and _as_points(grid, rows, at)]
        found |= {field: fitting[0]} if len(fitting) == 1 else {}
    points, scores = (_as_points(grid, rows, found.get(field)) for field in ("points", "score"))
    if _are_possible(points, scores):
        for field in sorted(found.keys() - columns.keys()):
            yield field, _said(grid, header, found[field], field)


def _are_possible(points: Mapping[int, Decimal], scores: Mapping[int, Decimal]) -> bool:
    """Whether no row has more than its points, and all together no more than a hundred."""
    beyond = any(points.get(row, score) + _ROUNDED < score for row, score in scores.items())
    return not beyond and sum(points.values()) <= _HUNDRED + _ROUNDED


def _has_value(grid: Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row is no mere heading of others: it has a target or an actual value, where there are such columns."""
    values = [columns[field] for field in ("target", "actual") if field in columns]
    return not values or any(not grid.reading(row, column).is_blank for column in values)


def _as_points(grid: Grid, rows: list[int], column: int | None) -> dict[int, Decimal]:
    """Row -> points, of a column with nothing but points; empty for another and for none."""
    if column is None:
        return {}
    found: dict[int, Decimal] = {}
    for row in rows:
        read = grid.reading(row, column)
        if read.is_blank:
            continue
        if read.value is None or read.unit not in _POINT_UNITS or read.value < 0:
            return {}
        found[row] = read.value * _HUNDRED if read.unit == "%" else read.value
    return found if len(found) >= _FEWEST_PAIRS else {}


def _points(
    grid: Grid, header: Header, columns: Mapping[str, int], free: Mapping[int, str]
) -> Iterator[tuple[str, NearMiss]]:
    """The only column that has as many points as a form, in no row fewer than its score."""
    if "points" in columns or "score" not in columns:
        return
    rows = [row for row in _rows(grid, header, columns) if grid.reading(row, columns["score"]).is_number]
    if len(rows) < _FEWEST_ROWS:
        return
    fitting = [at for at in free if _are_points(grid, rows, at, columns["score"])]
    if len(fitting) == 1:
        yield "points", _said(grid, header, fitting[0], "points")


def _are_points(grid: Grid, rows: list[int], column: int, score: int) -> bool:
    total = Decimal(0)
    for row in rows:
        points, scored = grid.reading(row, column), grid.reading(row, score).value
        if points.value is None or points.unit or scored is None or points.value < scored or points.value <= 0:
            return False
        total += points.value
    return total in _WHOLES


def _said(grid: Grid, header: Header, column: int, field: str) -> NearMiss:
    rows = range(header.bottom, header.top - 1, -1)
    row = next((row for row in rows if grid.labels[row].get(column)), header.bottom)
    return NearMiss(row, column, grid.label(row, column), form_words().indicator.titles[field], field)
