"""Our sheets in a package: added at the end, or filled again where an application has saved them since."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from perfeval_xl.workbook.editing.book import relations
from perfeval_xl.workbook.editing.book_edits import BookEdits
from perfeval_xl.workbook.editing.dependents import Place
from perfeval_xl.workbook.editing.merges import merge_of
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.marks.note_moves import move_notes
from perfeval_xl.workbook.model import Merge, OwnSheet
from perfeval_xl.workbook.own.digests import digests_of
from perfeval_xl.workbook.own.kept import NOWHERE, Going, KeptCells
from perfeval_xl.workbook.own.looks import StyledLooks
from perfeval_xl.workbook.own.refill import OwnRefill
from perfeval_xl.workbook.own.sheets import local_names, own_sheet_xml
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.record.cell_edits import Position
from perfeval_xl.workbook.record.extents import Extent
from perfeval_xl.workbook.record.sheet import OwnPlace
from perfeval_xl.workbook.write_issues import OWN_TABLE, RefusedError

_TABLE = re.compile(rb"<(?:[\w.-]+:)?table\s[^<>]*?\sref\s*=\s*[\"']([A-Z0-9:]+)[\"']")


class Earlier(NamedTuple):
    """What an earlier scoring left, for the sheets of this one in the order in which they are made."""

    extents: Sequence[Extent | None] = ()
    """What of them is ours."""
    staying: Collection[str] = ()
    """Names of those that are filled again."""


class OwnSheets:
    """The sheets of one scoring, in the order in which they are made.

    Raises:
        RefusedError: a sheet to fill again is spelt so that it cannot be, or a person made a table of our columns.
    """

    def __init__(
        self, changes: Changes, edits: BookEdits, looks: StyledLooks, sheets: Sequence[OwnSheet], earlier: Earlier
    ) -> None:
        self._changes, self._edits, self._looks, self._sheets = changes, edits, looks, sheets
        self._tabs = {entry.name.lower(): tab for tab, entry in enumerate(edits.book.sheets)}
        self.refills = {
            sheet.name.lower(): self._refill(sheet, extent)
            for sheet, extent in zip(sheets, (*earlier.extents, *[None] * len(sheets)), strict=False)
            if sheet.name in earlier.staying and sheet.name.lower() in self._tabs
        }
        """Those that are filled again, by their names in lower case."""
        self.stale: dict[str, Sequence[Position]] = {}
        """Formula cells of a person's on them that show what is no longer so."""

    @property
    def written(self) -> set[Place]:
        """The cells of theirs that change."""
        new = {
            (sheet.name.lower(), row, column)
            for sheet in self._sheets
            if sheet.name.lower() in self.refills
            for row in range(len(sheet.rows))
            for column in range(sheet.width)
        }
        changed = ((name, place) for name, one in self.refills.items() for place in one.kept.gone | one.kept.moved)
        return new.union((name, *place) for name, place in changed)

    @property
    def holds_more(self) -> bool:
        """Whether they may hold what a person wrote."""
        return bool(self.refills) or any(sheet.people or sheet.beside for sheet in self._sheets)

    def put(self) -> list[OwnPlace]:
        """Write all of them."""
        return [OwnPlace(self._put(sheet), sheet.height, sheet.width, digests_of(sheet)) for sheet in self._sheets]

    def _put(self, sheet: OwnSheet) -> str:
        refill = self.refills.get(sheet.name.lower())
        if refill is None:
            return self._add(sheet)
        tab = self._tabs[sheet.name.lower()]
        entry = self._edits.book.sheets[tab]
        refill.fill(sheet, self._looks, self._changes.splices(entry.part), self.stale.get(sheet.name.lower(), ()))
        if refill.kept.going != NOWHERE:
            move_notes(self._changes, entry.part, refill.kept.goes)
        for defined, formula, hidden in local_names(sheet, entry.name):
            self._edits.define(defined, formula, tab, hidden=hidden)
        return entry.name

    def _add(self, sheet: OwnSheet) -> str:
        name = self._edits.free_name(sheet.name)
        part = self._edits.free_part("worksheets/sheet")
        tab = self._edits.list_sheet(name, part, sheet.visibility)
        for defined, formula, hidden in local_names(sheet, name):
            self._edits.define(defined, formula, tab, hidden=hidden)
        self._changes.add(part, own_sheet_xml(sheet, self._looks, self._edits.book.main))
        return name

    def _refill(self, sheet: OwnSheet, extent: Extent | None) -> OwnRefill:
        entry = self._edits.book.sheets[self._tabs[sheet.name.lower()]]
        package = self._edits.book.package
        right = extent.right if extent else sheet.width - 1
        tables = list(tables_on(package, entry.part))
        if any(table.left <= max(right, sheet.width - 1) for table in tables):
            raise RefusedError(OWN_TABLE, sheet=entry.name)  # its headers and columns must be what its part says
        going = NOWHERE if tables else Going(sheet.moves, sheet.shift)
        xml = SheetXml(package.read(entry.part), entry.part)
        return OwnRefill(KeptCells(entry.name, xml, lambda _row, column: column <= right, going))


def tables_on(package: Package, part: str) -> Iterator[Merge]:
    """Where a person has made tables (ListObjects) of cells; rows in them hang together, so nothing there moves."""
    for relation in relations(package, part):
        if relation.kind == "table" and package.has(relation.target):
            found = _TABLE.search(package.read(relation.target))
            if found:
                yield merge_of(found[1].decode())
