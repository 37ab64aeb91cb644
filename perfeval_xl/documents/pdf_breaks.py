"""What a page break does to a ruled table: what begins overleaf is a row of its own, the rest of one, or in doubt.

A row that was cut has the same columns on both pages, and each cell that goes on overleaf fills its part to the last
line and that line to the end. What stands below a line with room to spare, or below one that ends above the others
of its row, has begun overleaf.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

_FEWEST_PROOFS = 2
"""Columns that have to agree: one alone may be a cell of several paragraphs, or a line that is full by chance."""
_LEVEL = "指标"
_LONGEST_TAIL = len(_LEVEL) + 1
"""Signs of the last words of a level that was cut (度指标); a whole one has more (产出指标)."""
_WORDS_ALONE = frozenset("无是否有优良中差")
"""Single signs that fill a cell of their own."""
_LOWER = 0.5
"""Share of a sign's height by which lines of one row may end at different places."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A box by the rows and columns that it takes, 0-based, bounds included."""

    top: int
    left: int
    bottom: int
    right: int
    text: str
    full: bool
    """Whether its words may go on overleaf: its last line is as long as fits, and its end is none of a whole text."""
    low: float
    """Where its last line ends."""
    size: float
    """Of its signs."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a table stands on one page."""

    page: int
    height: int
    cells: Sequence[Cell]

    def row(self, number: int) -> list[Cell]:
        """The cells that take part in a row, from the left."""
        return sorted((cell for cell in self.cells if cell.top <= number <= cell.bottom), key=lambda cell: cell.left)

    def texts(self, number: int) -> list[tuple[int, str]]:
        return [(cell.left, cell.text) for cell in self.row(number) if cell.top == number]


def mended(parts: Sequence[Part]) -> tuple[list[Part], int]:
    """The parts with rows that were cut put together on their first page.

    Returns:
        them, and 0; as they were printed, and the page after which what the break has cut cannot be told.
    """
    joined = {cell.left for part in parts for cell in part.cells if cell.bottom > cell.top}
    found: list[Part] = []
    begin, wordless = 0, set[int]()
    for printed in parts:
        part, first = printed, _first_of_its_own(found, printed)
        if found:
            before = found[-1]
            last, begun = before.row(before.height - 1), part.row(first)
            wordless = _wordless(last, joined, wordless, None if len(found) == 1 else begin)
            if _is_rest(last, begun, _dense([*found, part], (last, begun))):
                if part.height <= first + 1 and printed is not parts[-1]:  # it may go on further
                    return list(parts), before.page
                found[-1], part = _put_together(before, part, first)
            elif any(cell.left in wordless and cell.text for cell in begun) or _may_be_rest(last, begun, joined):
                return list(parts), before.page
        found.append(part)
        begin = first
    return found, 0


def _first_of_its_own(before: Sequence[Part], part: Part) -> int:
    """The first row that is no header said again."""
    known = [one.texts(row) for one in before for row in range(one.height)]
    return next((row for row in range(part.height) if part.texts(row) not in known), 0)


def _wordless(last: Sequence[Cell], joined: Set[int], before: Set[int], begin: int | None) -> set[int]:
    """The columns of joined cells at a page's end that have no words yet: they may stand overleaf.

    Args:
        before: the same of the page before.
        begin: the first row of the page's own; one that goes on from the page before has its words there, if anywhere.
    """
    empty = (cell for cell in last if cell.left in joined and not cell.text)
    return {cell.left for cell in empty if begin is None or cell.top > begin or cell.left in before}


def _same_columns(last: Sequence[Cell], begun: Sequence[Cell]) -> bool:
    return [cell.left for cell in last] == [cell.left for cell in begun]


def _reaches_down(cell: Cell, last: Sequence[Cell]) -> bool:
    """Whether the last line of a cell is the last of its row."""
    return cell.low > max(one.low for one in last if one.text) - _LOWER * cell.size


def _dense(parts: Sequence[Part], rows: Sequence[Sequence[Cell]]) -> set[int]:
    """The columns as narrow as their words, where a full line says nothing; the rows in question do not count."""
    asked = {id(cell) for row in rows for cell in row}
    counts: dict[int, list[int]] = {}
    for cell in (cell for part in parts for cell in part.cells if cell.text and id(cell) not in asked):
        full, all_ = counts.get(cell.left, [0, 0])
        counts[cell.left] = [full + cell.full, all_ + 1]
    return {left for left, (full, all_) in counts.items() if full * 2 > all_}


def _is_rest(last: Sequence[Cell], begun: Sequence[Cell], dense: Set[int]) -> bool:
    """Whether a row can only be the rest of the one before the break."""
    if not _same_columns(last, begun):
        return False
    texts = [(cell, after.text) for cell, after in zip(last, begun, strict=True) if after.text]
    if not texts or not all(_may_complete(cell, text, last) for cell, text in texts):
        return False
    if len(texts) == 1 and _is_tail(texts[0][1]):
        return True
    few = len(texts) * 2 <= sum(bool(cell.text) for cell in last)
    return few and sum(cell.left not in dense for cell, _ in texts) >= _FEWEST_PROOFS


def _may_complete(cell: Cell, text: str, last: Sequence[Cell]) -> bool:
    """Whether words may be the end of a cell's: shorter, and no number or sign, which stands in any row."""
    return cell.full and _reaches_down(cell, last) and len(text) < len(cell.text) and _is_chinese(text[0])


def _is_chinese(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _is_tail(text: str) -> bool:
    """Whether words alone on a row are too few to say anything."""
    if text.endswith(_LEVEL):
        return len(text) <= _LONGEST_TAIL
    return len(text) == 1 and text not in _WORDS_ALONE


def _is_new(last: Sequence[Cell], begun: Sequence[Cell]) -> bool:
    """Whether a row of the same columns can only be another one: it has words where nothing can go on."""
    begins = [
        bool(cell.text and after.text) and not (cell.full and _reaches_down(cell, last))
        for cell, after in zip(last, begun, strict=True)
    ]
    proofs = sum(begins)
    return proofs >= _FEWEST_PROOFS and proofs * 2 >= sum(bool(cell.text) for cell in last)


def _may_be_rest(last: Sequence[Cell], begun: Sequence[Cell], joined: Set[int]) -> bool:
    """Whether a row may be the rest of the one before the break, or of something else than it.

    It has words in some only of the columns in which that has, or below words that fill their cell to the end; or its
    columns are others, as those of another table would be.
    """
    if not _same_columns(last, begun):
        return True
    if _is_new(last, begun):
        return False
    filled = {cell.left for cell in last if cell.text}.difference(joined)
    full = {cell.left for cell in last if cell.full}
    return any(cell.left in (full if cell.text else filled) for cell in begun)


def _put_together(before: Part, part: Part, row: int) -> tuple[Part, Part]:
    """The rest of a row beneath its beginning, and the later page without it."""
    rest = {cell.left: cell.text for cell in part.row(row) if cell.top == row}
    last = before.height - 1
    cells = [
        replace(cell, text=cell.text + rest[cell.left])
        if cell.top <= last <= cell.bottom and cell.left in rest
        else cell
        for cell in before.cells
    ]
    kept = [_without(cell, row) for cell in part.cells if (cell.top, cell.bottom) != (row, row)]
    return replace(before, cells=cells), replace(part, height=part.height - 1, cells=kept)


def _without(cell: Cell, row: int) -> Cell:
    """A cell of a page that has lost a row; one that began there has its words before the break."""
    if cell.top == row:
        return replace(cell, bottom=cell.bottom - 1, text="")
    return replace(cell, top=cell.top - (cell.top > row), bottom=cell.bottom - (cell.bottom >= row))
