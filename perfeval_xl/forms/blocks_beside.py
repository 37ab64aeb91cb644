"""One form whose indicators go on beside themselves: 产出 at the left, 满意度 at the right, each under its own header.

Such blocks are put below each other. They are one form where the sheet has one set of names, titles and funds, no name
comes twice, and the points of all blocks together make no more than a hundred; else they are forms of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.forms.arranged import arranged
from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.made_labels import names_project
from perfeval_xl.forms.table_rows import ends_indicators, is_sum_row
from perfeval_xl.forms.vocabulary import form_words

_NAMES = ("name", "level2", "level1")
"""The inner one first."""
_MARKS = ("points", "score")
_MONEY = frozenset(("initial", "budget", "executed"))
_HUNDRED = Decimal("100.01")
_MOST_ROWS = 200
_FEWEST_HEADS, _FEWEST_FIELDS = 8, 3


@dataclass(frozen=True)
class _Block:
    """A table among those beside each other: its columns, and which of them hold what."""

    left: int
    right: int
    fields: dict[str, int]

    @property
    def names(self) -> int:
        return next(self.fields[field] for field in _NAMES if field in self.fields)

    def columns(self) -> range:
        return range(self.left, self.right)


def as_one_form(grid: Grid, header: int, starts: Sequence[int]) -> Grid | None:
    """The sheet with its blocks below each other; ``None`` where they are forms of their own.

    Args:
        header: the row that has the header of all blocks.
        starts: the first columns of the second block, the third...
    """
    blocks = _blocks(grid, header, starts)
    if blocks is None or _several_names(grid, header, starts):
        return None
    body = _body(grid, header, blocks)
    if not _make_one_whole(grid, body, blocks):
        return None
    heads = _headings(grid, header - 1, blocks)
    plan, under = _stacked(grid, header, body, blocks, heads)
    below = body.stop + any(_is_subtotal(grid, body.stop, block) for block in blocks)
    if below < grid.height and is_sum_row(grid, form_words(), below):
        plan.append(_sum_row(grid, below, blocks, under))
        below += 1
    above = _as_it_is(grid, range(header - bool(heads)))
    return arranged(grid.sheet, [*above, *plan, *_as_it_is(grid, range(below, grid.height))])


def _as_it_is(grid: Grid, rows: range) -> list[list[Place | None]]:
    return [[(row, column) for column in range(len(grid.sheet.rows[row]))] for row in rows]


def _stacked(
    grid: Grid, header: int, body: range, blocks: Sequence[_Block], heads: Sequence[Place]
) -> tuple[list[list[Place | None]], _Block]:
    """The header and the rows of one block after the other, and the block whose header stands last.

    Before each row stands the heading of its block (产出指标), where blocks have one above them.
    """
    plan: list[list[Place | None]] = []
    under = blocks[0]
    for number, block in enumerate(blocks):
        columns = _under(grid, header, under, block)
        if number == 0 or columns is None:
            under, columns = block, list(block.columns())
            plan.append([None, *_places(header, columns)])
        beside = heads[number] if heads else _level_head(grid, header, block)
        own = [row for row in body if _is_filled(grid, row, block)]
        sums = [row for row in range(body.start, body.stop + 1) if _is_subtotal(grid, row, block)]
        plan += [[beside, *_places(row, columns)] for row in own]
        plan += [[None, *_places(row, columns)] for row in sums]
    return plan, under


def _level_head(grid: Grid, header: int, block: _Block) -> Place | None:
    """The head of the names, where that is their 一级 itself."""
    return (header, block.names) if _is_level(grid.labels[header].get(block.names, "")) else None


def _is_level(label: str) -> bool:
    return label in form_words().level_rows["level1"]


def _field(label: str) -> str:
    """The field of a head; 满意度指标 heads the names under it."""
    return form_words().indicator.fields.get(label) or ("name" if _is_level(label) else "")


def _under(grid: Grid, header: int, first: _Block, block: _Block) -> list[int | None] | None:
    """The columns of a block in the order of another's, by the heads that both have; ``None`` where one has its own."""
    left = {head: at for at, head in reversed(_heads(grid, header, block).items())}
    heads = _heads(grid, header, first)
    found = [left.pop(heads.get(column, ""), None) for column in first.columns()]
    return None if left else found


def _heads(grid: Grid, header: int, block: _Block) -> dict[int, str]:
    """Column -> what it is headed as: a field, else its label."""
    fields = {column: field for field, column in block.fields.items()}
    labels = grid.labels[header]
    return {at: fields.get(at, labels[at]) for at in block.columns() if labels.get(at)}


def _places(row: int, columns: Sequence[int | None]) -> list[Place | None]:
    return [None if column is None else (row, column) for column in columns]


def _blocks(grid: Grid, header: int, starts: Sequence[int]) -> list[_Block] | None:
    """The blocks by their header words; ``None`` where one has neither names nor values."""
    labels = grid.labels[header]
    ends = [*starts, max(labels, default=0) + 1]
    found: list[_Block] = []
    left = 0
    for right in ends:
        fields: dict[str, int] = {}
        for column in range(left, right):
            if (field := _field(labels.get(column, ""))) and field not in fields:
                fields[field] = column
        if not fields.keys() & set(_NAMES) or not fields.keys() & {*_MARKS, "actual"}:
            return None
        found.append(_Block(min(column for column in range(left, right) if labels.get(column)), right, fields))
        left = right
    return found


def _several_names(grid: Grid, header: int, starts: Sequence[int]) -> bool:
    """Whether right of the first block a title, a project or a fund table of its own stands above the header."""
    words, right = form_words(), starts[0]
    for row in range(header):
        labels = [label for column, label in grid.labels[row].items() if column >= right]
        if any(names_project(label) or any(title in label for title in words.title) for label in labels):
            return True
        left = [label for column, label in grid.labels[row].items() if column < right]
        money = [{words.fund.fields.get(label) for label in side} & _MONEY for side in (left, labels)]
        if money[0] and money[1] and not money[0].isdisjoint(money[1]):
            return True
    return False


def _body(grid: Grid, header: int, blocks: Sequence[_Block]) -> range:
    """The rows below the header, down to the total, a note, or a cell that reaches from one block into another."""
    words = form_words()
    edges = [block.left for block in blocks[1:]]
    for row in range(header + 1, min(grid.height, header + _MOST_ROWS)):
        filled = any(_is_filled(grid, row, block) for block in blocks)
        across = any(grid.sheet.anchor(row, edge)[1] < edge for edge in edges)
        if across or not filled or ends_indicators(grid, words, row):
            return range(header + 1, row)
    return range(header + 1, min(grid.height, header + _MOST_ROWS))


def _is_filled(grid: Grid, row: int, block: _Block) -> bool:
    """Whether a block has an indicator in a row: a name, and a value beside it."""
    if _is_subtotal(grid, row, block) or not form_words().total.isdisjoint(_names_in(grid, row, block)):
        return False
    values = (column for field, column in block.fields.items() if field not in _NAMES)
    return bool(grid.text(row, block.names)) and any(grid.sheet.value(row, column) is not None for column in values)


def _is_subtotal(grid: Grid, row: int, block: _Block) -> bool:
    return row < grid.height and any(label.endswith(form_words().subtotal) for label in _names_in(grid, row, block))


def _names_in(grid: Grid, row: int, block: _Block) -> list[str]:
    """What a block has in a row down to its column of names."""
    return [grid.labels[row].get(column, "") for column in range(block.left, block.names + 1)]


def _make_one_whole(grid: Grid, rows: range, blocks: Sequence[_Block]) -> bool:
    """Whether each block has indicators, none of which another has too, with a hundred points in all at most."""
    seen: set[str] = set()
    points = Decimal(0)
    for block in blocks:
        own = [row for row in rows if _is_filled(grid, row, block)]
        names = {grid.text(row, block.names) for row in own}
        if not own or not seen.isdisjoint(names):
            return False
        seen |= names
        mark = next((block.fields[field] for field in _MARKS if field in block.fields), None)
        if mark is not None:
            points += sum((grid.reading(row, mark).value or Decimal(0) for row in own), Decimal(0))
        elif not _has_level_of_its_own(grid, own, block, seen):
            return False
    return points <= _HUNDRED


def _has_level_of_its_own(grid: Grid, rows: Sequence[int], block: _Block, seen: set[str]) -> bool:
    """Whether no 一级 of a block is one of another: where no points are told, two forms would have the same ones."""
    if "level1" not in block.fields:
        return False
    levels = {text for row in rows if (text := grid.text(row, block.fields["level1"]))}
    apart = bool(levels) and seen.isdisjoint(levels)
    seen |= levels
    return apart


def _headings(grid: Grid, row: int, blocks: Sequence[_Block]) -> list[Place]:
    """The cells of 产出指标 | 满意度指标 above the blocks' headers, where each has one and nothing else is there."""
    if row < 0 or len(grid.labels[row]) != len(blocks) or any("level1" in block.fields for block in blocks):
        return []
    cells = sorted(grid.labels[row])
    inside = all(column in block.columns() for column, block in zip(cells, blocks, strict=True))
    return [(row, column) for column in cells] if inside else []


def _sum_row(grid: Grid, row: int, blocks: Sequence[_Block], under: _Block) -> list[Place | None]:
    """The row of 总分, its figures under the header that stands above it last, whichever block they stand below."""
    places: list[Place | None] = [(row, min(grid.labels[row])), *((row, column) for column in under.columns())]
    for field, column in under.fields.items():
        there = [block.fields[field] for block in blocks if field in block.fields and field in _MARKS]
        filled = [at for at in there if grid.sheet.raw(row, at) is not None]
        if filled:
            places[column - under.left + 1] = (row, filled[-1])
    return places


def uneven_blocks(grid: Grid) -> Grid | None:
    """As :func:`as_one_form`, for blocks whose headers are not the same words."""
    for row, fields in grid.named_fields(form_words().indicator).items():
        if (
            len(grid.labels[row]) >= _FEWEST_HEADS
            and len(fields) >= _FEWEST_FIELDS
            and (starts := _restarts(grid, row))
        ):
            return as_one_form(grid, row, starts)
    return None


def _restarts(grid: Grid, row: int) -> list[int]:
    """Columns in which a header begins anew: a level or a name again, once points or scores stood left of it."""
    starts: list[int] = []
    seen: set[str] = set()
    for column, label in sorted(grid.labels[row].items()):
        field = _field(label)
        if field in _NAMES and field in seen and seen & set(_MARKS):
            heads = [grid.labels[row].get(at, "") for at in range(column)]
            starts.append(column - (heads[-1] != "" and heads.count(heads[-1]) > 1))
            seen = set()
        seen.add(field)
    return starts
