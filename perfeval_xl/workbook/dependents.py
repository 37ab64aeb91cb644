"""Which formula cells show a value that depends on cells that are about to be written.

Their cached values would lie, so they have to go. Where a formula's text does not tell what it looks at
(INDIRECT, OFFSET, structured references), it counts as dependent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.book_xml import Book
from perfeval_xl.workbook.formula_refs import Area, looks_at
from perfeval_xl.workbook.sheet_formulas import Formula
from perfeval_xl.workbook.sheet_xml import SheetXml

Place = tuple[str, int, int]
"""Sheet name in lower case, row, column."""
_SMALL = 64
_MOST_WORK = 4_000_000


class _Reader(NamedTuple):
    """One formula cell with what it looks at, all with the sheet in lower case."""

    cells: tuple[Place, ...]
    """The cells that show its value: one, or all of an array formula."""
    points: tuple[Place, ...]
    """The cells of its small areas."""
    areas: tuple[Area, ...]
    """Its large areas."""


def dependents(book: Book, sheets: Mapping[str, SheetXml], written: set[Place]) -> set[Place]:
    """Formula cells of ``sheets`` (by lower-case name) that look at ``written``, directly or through others."""
    names = _Names(book)
    dirty: set[Place] = set()
    readers: list[_Reader] = []
    for sheet, xml in sheets.items():
        for formula in xml.formulas:
            text, moved = (formula.text, (0, 0)) if not formula.attributes else _text(xml, formula)
            if text is None:
                continue
            cells = _shown(sheet, xml, formula) if formula.attributes else ((sheet, formula.row, formula.column),)
            points, areas, unseen = names.resolved(text, sheet, moved) if text else ((), (), True)
            if unseen:
                dirty.update(cells)
            elif points or areas:
                readers.append(_Reader(cells, points, areas))
    return _spread(readers, written | dirty) - written


def _text(xml: SheetXml, formula: Formula) -> tuple[str | None, tuple[int, int]]:
    """A formula's text; for a follower of a shared one its master's, and how far it stands from there.

    Empty for what has no text but looks at cells (a data table), ``None`` for a follower without master.
    """
    if formula.raw:
        return formula.text, (0, 0)
    if formula.kind != "shared":
        return "", (0, 0)
    master = xml.shared_masters.get(formula.shared_index)
    if master is None:
        return None, (0, 0)
    return master.text, (formula.row - master.row, formula.column - master.column)


def _shown(sheet: str, xml: SheetXml, formula: Formula) -> tuple[Place, ...]:
    """The stored cells that show a formula's value."""
    covered = formula.covers if formula.attributes and formula.kind in ("array", "dataTable") else None
    if covered is None:
        return ((sheet, formula.row, formula.column),)
    rows = (row for row in xml.rows if covered.top <= row <= covered.bottom)
    return tuple(
        (sheet, row, column) for row in rows for column in xml.cells(row) if covered.left <= column <= covered.right
    )


class _Names:
    """Defined names resolved to the areas that they stand for."""

    def __init__(self, book: Book) -> None:
        order = [entry.name.lower() for entry in book.sheets]
        self._texts = {
            (None if one.scope is None or one.scope >= len(order) else order[one.scope], one.name.lower()): one.text
            for one in book.names
        }

    def resolved(
        self, formula: str, sheet: str, moved: tuple[int, int]
    ) -> tuple[tuple[Place, ...], tuple[Area, ...], bool]:
        """What a formula on ``sheet`` looks at: cells of small areas, large areas, and whether there may be more."""
        points, areas, names, unseen = _placed(formula, sheet, moved)
        if not names:
            return points, areas, unseen
        pending, seen = list(names), set(names)
        while pending:
            name = pending.pop()
            text = self._texts.get((sheet, name), self._texts.get((None, name)))
            if text is None:
                continue
            more_points, more_areas, more_names, more_unseen = _placed(text, sheet, (0, 0))
            points, areas = points + more_points, areas + more_areas
            unseen = unseen or more_unseen or any(area.sheet is None for area in looks_at(text).areas)
            pending += [other for other in more_names if other not in seen]
            seen.update(more_names)
        return points, areas, unseen


@lru_cache(maxsize=16384)
def _placed(
    formula: str, sheet: str, moved: tuple[int, int]
) -> tuple[tuple[Place, ...], tuple[Area, ...], tuple[str, ...], bool]:
    """What a formula names, its sheets in lower case: cells, large areas, names, and whether there may be more."""
    looks = looks_at(formula)
    areas = [area.moved(*moved)._replace(sheet=(area.sheet or sheet).lower()) for area in looks.areas]
    large = tuple(area for area in areas if _size(area) > _SMALL)
    points = tuple(place for area in areas if _size(area) <= _SMALL for place in _places(area))
    return points, large, looks.names, looks.unseen


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def _spread(readers: list[_Reader], dirty: set[Place]) -> set[Place]:
    """``dirty`` and every cell that can be reached from it."""
    points: dict[Place, list[_Reader]] = defaultdict(list)
    areas: dict[str, dict[Area, list[_Reader]]] = defaultdict(lambda: defaultdict(list))
    for reader in readers:
        for place in reader.points:
            points[place].append(reader)
        for area in reader.areas:
            areas[area.sheet or ""][area].append(reader)
    if sum(map(len, areas.values())) * (len(readers) + len(dirty)) > _MOST_WORK:
        return dirty.union(*(reader.cells for reader in readers))
    pending, reached = list(dirty), set(dirty)
    while pending:
        place = pending.pop()
        found = points.pop(place, [])
        found += _looking(areas[place[0]], place) if place[0] in areas else []
        for cell in _cells(found):
            if cell not in reached:
                reached.add(cell)
                pending.append(cell)
    return reached


def _places(area: Area) -> Iterator[Place]:
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            yield area.sheet or "", row, column


def _looking(areas: dict[Area, list[_Reader]], place: Place) -> list[_Reader]:
    """Readers of the areas that hold the place; each area is needed only once."""
    _, row, column = place
    hit = [a for a in areas if a.top <= row <= a.bottom and a.left <= column <= a.right]
    return [reader for area in hit for reader in areas.pop(area)]


def _cells(readers: Iterable[_Reader]) -> Iterator[Place]:
    for reader in readers:
        yield from reader.cells
