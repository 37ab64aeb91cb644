"""Which formula cells show a value that depends on cells that are about to be written.

Their cached values would lie, so they have to go. Where a formula's text does not tell what it looks at
(INDIRECT, OFFSET, structured references), it counts as dependent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.editing.book import Book
from perfeval_xl.workbook.editing.formulas import Formula, shared_masters
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.formula_refs import Area, looks_at

Place = tuple[str, int, int]
"""Sheet name in lower case, row, column."""
_Names = Mapping[tuple[str | None, str], str]
"""The texts of defined names, by scope (a sheet in lower case) and name in lower case."""
_SMALL = 64
_MOST_WORK = 4_000_000
_MOST_KEPT, _MOST_BYTES, _MOST_POINTS = 8, 1 << 20, 10_000
"""Indexes that are kept, the bytes of the sheets that one is for, and the cells that it tells of: some MiB in all."""


class _Reader(NamedTuple):
    """One formula cell with what it looks at, all with the sheet in lower case."""

    cells: tuple[Place, ...]
    """The cells that show its value: one, or all of an array formula."""
    points: tuple[Place, ...]
    """The cells of its small areas."""
    areas: tuple[Area, ...]
    """Its large areas."""


class _Index:
    """Who looks at what, in all sheets of a workbook."""

    def __init__(self) -> None:
        self.readers: list[_Reader] = []
        self.points: dict[Place, list[_Reader]] = defaultdict(list)
        self.areas: dict[str, dict[Area, list[_Reader]]] = defaultdict(lambda: defaultdict(list))
        self.unseen: set[Place] = set()
        """Cells whose formulas may look at anything."""
        self.size = 0

    def add(self, reader: _Reader) -> None:
        """Take up one formula that looks at something."""
        self.readers.append(reader)
        self.size += len(reader.points)
        for place in reader.points:
            self.points[place].append(reader)
        for area in reader.areas:
            self.areas[area.sheet or ""][area].append(reader)


_kept: dict[tuple[object, ...], _Index] = {}


def dependents(book: Book, sheets: Mapping[str, SheetXml], written: set[Place]) -> set[Place]:
    """Formula cells of ``sheets`` (by lower-case name) that look at ``written``, directly or through others."""
    return _spread(_index(book, sheets), written) - written


def _index(book: Book, sheets: Mapping[str, SheetXml]) -> _Index:
    """Who looks at what: worked out once for the workbooks of one template, which share their formulas and names.

    The key is all that the index is made of, so that it never depends on what was kept before.
    """
    names, found = _names(book), {sheet: xml.formulas for sheet, xml in sheets.items()}
    arrays = {
        (sheet, one): _shown(sheet, sheets[sheet], one)
        for sheet, formulas in found.items()
        for one in formulas
        if one.attributes and one.kind in ("array", "dataTable")
    }
    key = (tuple(names.items()), tuple(found.items()), tuple(arrays.items()))
    index = _kept.get(key)
    if index is None:
        index = _indexed(names, found, arrays)
        if index.size <= _MOST_POINTS and sum(len(xml.xml) for xml in sheets.values()) <= _MOST_BYTES:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            _kept[key] = index
    return index


def _indexed(
    names: _Names, found: Mapping[str, tuple[Formula, ...]], arrays: Mapping[tuple[str, Formula], tuple[Place, ...]]
) -> _Index:
    index = _Index()
    for sheet, formulas in found.items():
        masters = shared_masters(formulas)
        for formula in formulas:
            text, moved = _text(masters, formula) if formula.attributes else (formula.text, (0, 0))
            if text is None:
                continue
            own = ((sheet, formula.row, formula.column),)
            cells = arrays.get((sheet, formula), own) if formula.attributes else own
            points, areas, unseen = _resolved(names, text, sheet, moved) if text else ((), (), True)
            if unseen:
                index.unseen.update(cells)
            elif points or areas:
                index.add(_Reader(cells, points, areas))
    return index


def _text(masters: Mapping[bytes, Formula], formula: Formula) -> tuple[str | None, tuple[int, int]]:
    """A formula's text; for a follower of a shared one its master's, and how far it stands from there.

    Empty for what has no text but looks at cells (a data table), ``None`` for a follower without master.
    """
    if formula.raw:
        return formula.text, (0, 0)
    if formula.kind != "shared":
        return "", (0, 0)
    master = masters.get(formula.shared_index)
    if master is None:
        return None, (0, 0)
    return master.text, (formula.row - master.row, formula.column - master.column)


def _shown(sheet: str, xml: SheetXml, formula: Formula) -> tuple[Place, ...]:
    """The stored cells that show the value of an array formula or data table."""
    covered = formula.covers
    if covered is None:
        return ((sheet, formula.row, formula.column),)
    rows = (row for row in xml.rows if covered.top <= row <= covered.bottom)
    return tuple(
        (sheet, row, column) for row in rows for column in xml.cells(row) if covered.left <= column <= covered.right
    )


def _names(book: Book) -> dict[tuple[str | None, str], str]:
    order = [entry.name.lower() for entry in book.sheets]
    return {
        (None if one.scope is None or one.scope >= len(order) else order[one.scope], one.name.lower()): one.text
        for one in book.names
    }


def _resolved(
    names: _Names, formula: str, sheet: str, moved: tuple[int, int]
) -> tuple[tuple[Place, ...], tuple[Area, ...], bool]:
    """What a formula on ``sheet`` looks at: cells of small areas, large areas, and whether there may be more."""
    points, areas, named, unseen = _placed(formula, sheet, moved)
    pending, seen = list(named), set(named)
    while pending:
        name = pending.pop()
        text = names.get((sheet, name), names.get((None, name)))
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


def _spread(index: _Index, written: set[Place]) -> set[Place]:
    """``written``, the cells that may look at anything, and every cell that can be reached from these."""
    reached = written | index.unseen
    if sum(map(len, index.areas.values())) * (len(index.readers) + len(reached)) > _MOST_WORK:
        return reached.union(*(reader.cells for reader in index.readers))
    left = {sheet: dict(areas) for sheet, areas in index.areas.items()}
    pending = list(reached)
    while pending:
        place = pending.pop()
        found = index.points.get(place, [])
        if place[0] in left:
            found = found + _looking(left[place[0]], place)
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
