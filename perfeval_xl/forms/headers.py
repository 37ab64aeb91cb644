"""Reading a table's header: which column carries which field, over one row or several, slips of the pen included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.header_kin import SAID, kin_columns
from perfeval_xl.forms.labels import is_like, without_unit
from perfeval_xl.forms.split_headers import columns_of_other_years, part_word, undated
from perfeval_xl.forms.vocabulary import Aliases, form_words

MOST_HEADER_ROWS = 3
_MOST_ROWS_ABOVE = 4
_MOST_SPACER_ROWS = 2
_SURELY_PARTS = 3
"""So many words of parts and columns in the next row, and two thirds of all, make it one of the header."""
_FEWEST_PARTS = _FEWEST_HITS = 2
_LONGEST_HEAD = 20
_SURELY_MERGED = 2
"""So many header cells that reach down into the next row make it part of the header, whatever it says."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A header that is one character off a known one, and was read as that."""

    row: int
    column: int
    seen: str
    meant: str
    field: str


@dataclass(frozen=True)
class Header:
    """A header over the rows ``top`` to ``bottom`` (0-based, inclusive)."""

    top: int
    bottom: int
    columns: dict[str, int]
    """Field -> its column."""
    near: tuple[NearMiss, ...] = ()
    repeated: tuple[tuple[str, int], ...] = ()
    """(field, column) of further columns under the same words, left to right."""


_NONE: frozenset[str] = frozenset()


def fields_of_row(grid: Grid, row: int, aliases: Aliases) -> frozenset[str]:
    """The fields that a row's own texts name."""
    return grid.named_fields(aliases).get(row, _NONE)


def fields_of_sheet(grid: Grid, aliases: Aliases) -> frozenset[str]:
    """The fields that any row's texts name: no row names another."""
    return _NONE.union(*grid.named_fields(aliases).values())


def read_header(grid: Grid, row: int, aliases: Aliases) -> Header:
    """The header that a row belongs to.

    Args:
        row: a row some of whose texts are header words.
    """
    top, bottom = _extent(grid, row, aliases)
    stacks = _stacks(grid, top, bottom, aliases)
    found = dict(_column_words(grid, top, bottom, aliases, stacks))
    if top < bottom:
        found = _without_heads(grid, range(top, bottom + 1), found, stacks, aliases)
    near = tuple(_near_misses(grid, top, bottom, aliases, found))
    columns, repeated = _choose(found, aliases)
    for slip in near:
        columns.setdefault(slip.field, slip.column)
    for field, column, label in kin_columns(stacks, columns, aliases):
        columns[field] = column
        if field in SAID:
            near = (*near, NearMiss(_row_of(grid, top, bottom, column), column, label, aliases.titles[field], field))
    used = tuple(slip for slip in near if columns[slip.field] == slip.column)
    return Header(top, bottom, columns, used, repeated)


def _extent(grid: Grid, row: int, aliases: Aliases) -> tuple[int, int]:
    """Header rows around one: above while only header words and group heads stand there, below while they go on."""
    top = bottom = row
    while row - top < _MOST_ROWS_ABOVE and (above := _filled_above(grid, top)) is not None:
        if not (_heads_columns(grid, above, top, aliases) or _reaches_down(grid, above, top)):
            break
        top = above
    filled = bottom - top + 1
    while filled < MOST_HEADER_ROWS and bottom + 1 < grid.height and _goes_on(grid, top, bottom, aliases):
        bottom += 1
        filled += not grid.is_blank(bottom)
    return top, bottom


def _filled_above(grid: Grid, row: int) -> int | None:
    """The next row above with content, spacer rows passed over."""
    nearest = range(row - 1, max(row - 2 - _MOST_SPACER_ROWS, -1), -1)
    return next((above for above in nearest if not grid.is_blank(above)), None)


def _heads_columns(grid: Grid, row: int, below: int, aliases: Aliases) -> bool:
    """A row above a header row that is part of it: header words, no figures, no long texts, no heads of goals."""
    cells = [value for value in grid.sheet.rows[row] if value is not None]
    texts = grid.labels[row]
    if not form_words().goal.keys().isdisjoint(texts.values()):
        return False
    hits = sum(label in aliases.fields for label in texts.values())
    if not hits or len(texts) != len(cells) or hits * 2 < len(texts):
        return False
    if len(texts) == 1 and min(texts) <= min(grid.labels[below], default=0):
        return False  # 三、指标完成情况, the heading of all that follows
    return all(len(label) <= _LONGEST_HEAD for label in texts.values())  # 全年完成情况 with its text beside it is none


def _reaches_down(grid: Grid, row: int, below: int) -> bool:
    """Whether a row above has nothing but texts, and several of its cells are merged down into the header row."""
    own, cells = grid.labels[row], grid.sheet.rows[row]
    if len(own) != len(cells) - cells.count(None):
        return False
    return sum(grid.sheet.anchor(below, column) == (row, column) for column in own) >= _SURELY_MERGED


def _goes_on(grid: Grid, top: int, row: int, aliases: Aliases) -> bool:
    """Whether the next row still belongs to the header: more header words, or a header cell merged down into it."""
    own = [label for label in grid.labels[row + 1].values() if label]
    if _names_parts(grid, top, row, aliases) or _splits_reasons(grid, row, aliases):
        return True
    merged = _merged_down(grid, top, row, aliases)
    if merged >= _SURELY_MERGED:
        return True
    hits = sum(label in aliases.fields for label in own)
    if own and hits < len(own) / 2:
        return False
    here = {label for label in grid.labels[row].values() if label in aliases.fields}
    return merged > 0 or (hits >= _FEWEST_HITS and sum(label in here for label in own) < hits)


def _names_parts(grid: Grid, top: int, row: int, aliases: Aliases) -> bool:
    """Whether the next row has words of parts (数值, 单位), and nothing or little but those and header words."""
    below = {column: label for column, label in grid.labels[row + 1].items() if label}
    if form_words().parts.keys().isdisjoint(below.values()):
        return False
    known = sum(
        label in aliases.fields or bool(part_word(grid, top, row + 1, column, aliases))
        for column, label in below.items()
    )
    return known == len(below) or (known >= _SURELY_PARTS and known * 3 >= len(below) * 2)


def _splits_reasons(grid: Grid, row: int, aliases: Aliases) -> bool:
    """Whether the next row has only heads below 偏差原因分析 and the empty cells right of it: 经费保障 | 原因说明."""
    below, above = grid.labels[row + 1], grid.labels[row]
    if len(below) < _FEWEST_PARTS:
        return False
    head = above.get(min(below), "")
    if aliases.fields.get(head) != "reason" or any(above.get(at, "") not in ("", head) for at in below):
        return False
    return len(below) == sum(value is not None for value in grid.sheet.rows[row + 1])


def _merged_down(grid: Grid, top: int, row: int, aliases: Aliases) -> int:
    """How many header cells from ``top`` on reach down into the row below this one."""
    heads = (
        (above, column)
        for above in range(top, row + 1)
        for column, label in grid.labels[above].items()
        if label in aliases.fields
    )
    return sum(grid.sheet.anchor(row + 1, at[1]) == at for at in heads)


def _row_of(grid: Grid, top: int, bottom: int, column: int) -> int:
    """The row of a column's lowest header cell."""
    return next((row for row in range(bottom, top - 1, -1) if grid.labels[row].get(column)), bottom)


def _stacks(grid: Grid, top: int, bottom: int, aliases: Aliases) -> dict[int, list[str]]:
    """Column -> the labels above each other in its header, those with another year's figures left out."""
    stacks: dict[int, list[str]] = {}
    for row in range(top, bottom + 1):
        for column, label in grid.labels[row].items():
            if label:
                stacks.setdefault(column, []).append(label)
    if top == bottom:
        for column, label in grid.row_labels(top):
            stacks.setdefault(column, [label])
    others = columns_of_other_years(grid, range(top, bottom + 1), stacks, aliases)
    return {column: stacks[column] for column in sorted(stacks.keys() - others)}


def _without_heads(
    grid: Grid, rows: range, found: dict[int, str], stacks: dict[int, list[str]], aliases: Aliases
) -> dict[int, str]:
    """The words of the columns, none by the head above it alone where another column says the same in its own cell.

    Under 年度指标值 stand 计算方式 | 指标值 | 量纲: the second one is 指标值, the others are something else.
    """
    own = {column for column, word in found.items() if word in (stacks[column][-1], without_unit(stacks[column][-1]))}
    own |= {column for column in found if part_word(grid, rows.start, rows[-1], column, aliases)}
    if len(own) == len(found):
        return found
    fields = {aliases.fields[found[column]] for column in own if grid.labels[rows[-1]].get(column)}
    return {column: word for column, word in found.items() if column in own or aliases.fields[word] not in fields}


def _column_words(
    grid: Grid, top: int, bottom: int, aliases: Aliases, stacks: dict[int, list[str]]
) -> Iterator[tuple[int, str]]:
    """Column -> the known label that names it: the lowest one, else the labels above each other read as one."""
    for column, labels in stacks.items():
        word = part_word(grid, top, bottom, column, aliases) if bottom > top else None
        word = word or _word(tuple(labels), aliases)
        if word is not None:
            yield column, word


@lru_cache(maxsize=4096)
def _word(stack: tuple[str, ...], aliases: Aliases) -> str | None:
    """The known label that labels above each other spell."""
    joined = "".join(stack)
    candidates = (
        *reversed(stack),
        joined,
        *(without_unit(label) for label in reversed(stack)),
        *(undated(label) for label in reversed(stack)),
    )
    return next((label for label in candidates if label in aliases.fields), None)


def _near_misses(grid: Grid, top: int, bottom: int, aliases: Aliases, found: dict[int, str]) -> Iterator[NearMiss]:
    have = {aliases.fields[word] for word in found.values()}
    for row in range(top, bottom + 1):
        for column, label in grid.labels[row].items():
            if column in found or not label or label in form_words().side:
                continue
            meant = _meant(label, aliases)
            if not meant:
                continue
            fields = {aliases.fields[word] for word in meant} - have
            if len(fields) == 1 and len({aliases.fields[word] for word in meant}) == 1:
                best = min(meant, key=lambda word: aliases.ranks[word])
                yield NearMiss(row, column, label, best, aliases.fields[best])


@lru_cache(maxsize=4096)
def _meant(label: str, aliases: Aliases) -> set[str]:
    """The known words that a label is a slip of."""
    lengths = (len(label) - 1, len(label), len(label) + 1)
    return {word for word in aliases.fields if len(word) in lengths and is_like(label, word)}


def _choose(found: dict[int, str], aliases: Aliases) -> tuple[dict[str, int], tuple[tuple[str, int], ...]]:
    """One column a field: by the word that stands first in its list, then the leftmost."""
    claims: dict[str, list[int]] = {}
    for column, word in found.items():
        claims.setdefault(aliases.fields[word], []).append(column)
    columns: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    for field, claimed in claims.items():
        if len(claimed) == 1:
            columns[field] = claimed[0]
            continue
        best = min(claimed, key=lambda column: (aliases.ranks[found[column]], column))
        columns[field] = best
        repeated += [(field, column) for column in claimed if column != best]
    return columns, tuple(sorted(repeated, key=lambda item: item[1]))
