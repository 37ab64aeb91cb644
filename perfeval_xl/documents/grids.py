"""Tables of a document as sheets know them: cells by row and column, joined cells, and the words above the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from perfeval_xl.documents.docx_text import Paragraph
from perfeval_xl.workbook.merges import Merge

_MOST_COLUMNS = 128
_MOST_ABOVE = 6
_LONGEST_ABOVE = 60
"""Signs of what stands above a table as its title, year or unit; prose is longer."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table."""

    name: str
    """Which it is, in words: ``第2个表``."""
    above: tuple[str, ...]
    """The paragraphs right above it, the title among them."""
    cells: Mapping[tuple[int, int], str]
    merges: tuple[Merge, ...]
    doubt: str = ""
    """Why what stands in it cannot be trusted."""
    printed: bool = False
    """Whether it comes from pages, which may have cut it."""
    follows: bool = False
    """Whether it lies as the rest of the table before it would lie on the next page."""

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=-1) + 1


@dataclass(slots=True)
class _Cell:
    texts: list[str]
    span: int
    goes_on: bool


def word_grids(paragraphs: Iterable[Paragraph]) -> list[Grid]:
    """The tables of a Word document's body, in the order in which they begin."""
    tables: dict[int, dict[tuple[int, int], _Cell]] = {}
    above: dict[int, tuple[str, ...]] = {}
    words: list[str] = []
    for paragraph in paragraphs:
        if paragraph.story != "body":
            continue
        text = paragraph.text.strip()
        if paragraph.cell is None:
            words = [*words, text] if text else words
            continue
        table, row, column = paragraph.cell
        if table not in tables:
            above[table] = titles(words)
        words = []
        cell = tables.setdefault(table, {}).setdefault((row, column), _Cell([], paragraph.span, paragraph.goes_on))
        if text:
            cell.texts.append(text)
    return [
        Grid(f"第{number + 1}个表", above[number], *_laid_out(cells))
        for number, cells in sorted(tables.items())
        if max(column for _, column in cells) < _MOST_COLUMNS
    ]


def titles(words: Iterable[str]) -> tuple[str, ...]:
    """The last of the paragraphs above a table, from the last long one on."""
    found: list[str] = []
    for text in words:
        found = [*found[-_MOST_ABOVE + 1 :], text] if len(text) <= _LONGEST_ABOVE else []
    return tuple(found)


def _laid_out(cells: Mapping[tuple[int, int], _Cell]) -> tuple[dict[tuple[int, int], str], tuple[Merge, ...]]:
    merges = tuple(_merges(cells))
    covered = {(row, merge.left) for merge in merges for row in range(merge.top + 1, merge.bottom + 1)}
    return {place: "" if place in covered else "\n".join(cell.texts) for place, cell in cells.items()}, merges


def _merges(cells: Mapping[tuple[int, int], _Cell]) -> Iterator[Merge]:
    for (row, column), cell in sorted(cells.items()):
        above = cells.get((row - 1, column))
        if cell.goes_on and above is not None and above.span == cell.span:
            continue
        bottom = row
        while (below := cells.get((bottom + 1, column))) is not None and below.goes_on and below.span == cell.span:
            bottom += 1
        if bottom > row or cell.span > 1:
            yield Merge(row, column, bottom, column + cell.span - 1)
