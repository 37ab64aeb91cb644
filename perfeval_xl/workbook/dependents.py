"""Which formula cells show a value that depends on cells that are about to be written.

Their cached values would lie, so they have to go. Where a formula's text does not tell what it looks at
(INDIRECT, OFFSET, structured references), it counts as dependent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from perfeval_xl.workbook.book_xml import Book
from perfeval_xl.workbook.formula_refs import Area, Looks, looks_at
from perfeval_xl.workbook.sheet_xml import Formula, SheetXml

Place = tuple[str, int, int]
"""Sheet name in lower case, row, column."""
_SMALL = 64
_MOST_WORK = 4_000_000


@dataclass(frozen=True, slots=True)
class _Reader:
    """One formula cell with the areas that it looks at, on its own or other sheets."""

    cells: tuple[Place, ...]
    """The cells that show its value: one, or all of an array formula."""
    areas: tuple[Area, ...]


def dependents(book: Book, sheets: Mapping[str, SheetXml], written: set[Place]) -> set[Place]:
    """Formula cells of ``sheets`` (by lower-case name) that look at ``written``, directly or through others."""
    names = _Names(book)
    dirty: set[Place] = set()
    readers: list[_Reader] = []
    for sheet, xml in sheets.items():
        for formula, looks, moved in _looks(xml):
            cells = tuple(place for place in _shown(sheet, formula) if place not in written)
            areas, unseen = names.resolved(looks, sheet)
            if unseen:
                dirty.update(cells)
            elif areas and cells:
                readers.append(_Reader(cells, tuple(area.moved(*moved) for area in areas) if moved else areas))
    return _spread(readers, written | dirty) - written


def _looks(xml: SheetXml) -> Iterator[tuple[Formula, Looks, tuple[int, int] | None]]:
    """Each formula with what it looks at; a follower of a shared formula with its master's looks and the distance."""
    for formula in xml.formulas:
        if formula.raw or not formula.attributes:
            yield formula, looks_at(formula.text), None
        elif formula.kind == "shared":
            master = xml.shared_masters.get(formula.shared_index)
            if master is not None:
                moved = (formula.row - master.row, formula.column - master.column)
                yield formula, looks_at(master.text), moved
        else:
            yield formula, Looks((), (), True), None


def _shown(sheet: str, formula: Formula) -> Iterator[Place]:
    covered = formula.covers if formula.kind in ("array", "dataTable") else None
    if covered is None:
        yield sheet, formula.row, formula.column
        return
    for row in range(covered.top, covered.bottom + 1):
        for column in range(covered.left, covered.right + 1):
            yield sheet, row, column


class _Names:
    """Defined names resolved to the areas that they stand for."""

    def __init__(self, book: Book) -> None:
        order = [entry.name.lower() for entry in book.sheets]
        self._texts = {
            (None if one.scope is None or one.scope >= len(order) else order[one.scope], one.name.lower()): one.text
            for one in book.names
        }

    def resolved(self, looks: Looks, sheet: str) -> tuple[tuple[Area, ...], bool]:
        """All areas with their sheet in lower case, and whether more than these may be looked at."""
        areas = [_on(area, sheet) for area in looks.areas]
        unseen = looks.unseen
        pending, seen = list(looks.names), set(looks.names)
        while pending:
            name = pending.pop()
            text = self._texts.get((sheet, name), self._texts.get((None, name)))
            if text is None:
                continue
            inner = looks_at(text)
            unseen = unseen or inner.unseen or any(area.sheet is None for area in inner.areas)
            areas += [_on(area, sheet) for area in inner.areas]
            pending += [other for other in inner.names if other not in seen]
            seen.update(inner.names)
        return tuple(areas), unseen


def _on(area: Area, sheet: str) -> Area:
    return Area((area.sheet or sheet).lower(), area.top, area.left, area.bottom, area.right, area.fixed)


def _spread(readers: list[_Reader], dirty: set[Place]) -> set[Place]:
    """``dirty`` and every cell that can be reached from it."""
    points: dict[Place, list[_Reader]] = defaultdict(list)
    areas: dict[str, dict[Area, list[_Reader]]] = defaultdict(lambda: defaultdict(list))
    for reader in readers:
        for area in reader.areas:
            if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= _SMALL:
                for place in _places(area):
                    points[place].append(reader)
            else:
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
