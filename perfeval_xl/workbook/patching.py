"""Write results into a workbook file: only the designated cells, and what new sheets need; all else byte for byte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.clearing import Own, clear_package
from perfeval_xl.workbook.editing.book import Book, SheetEntry
from perfeval_xl.workbook.editing.book_edits import BookEdits
from perfeval_xl.workbook.editing.dependents import dependents
from perfeval_xl.workbook.editing.guards import Guard
from perfeval_xl.workbook.editing.sheet import SheetXml, may_hold_formulas
from perfeval_xl.workbook.editing.styles import Styles, empty_styles
from perfeval_xl.workbook.marks.marking import mark_sheet
from perfeval_xl.workbook.model import Edit, Mark, OwnSheet, Visibility
from perfeval_xl.workbook.own.looks import StyledLooks
from perfeval_xl.workbook.own.names import named_as_there
from perfeval_xl.workbook.own.writing import Earlier, OwnSheets
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.record.cell_edits import Position, SheetEdits
from perfeval_xl.workbook.record.lines import RECORD_SHEET, Was
from perfeval_xl.workbook.record.sheet import Replaced, record_xml
from perfeval_xl.workbook.record.stored import Texts
from perfeval_xl.workbook.write_issues import NO_SHEET, UNNAMED, RefusedError, naming


def patch_workbook(
    content: bytes,
    edits: Sequence[Edit],
    own_sheets: Sequence[OwnSheet],
    facts: Mapping[str, str],
    *,
    marks: Sequence[Mark] = (),
    title: str = UNNAMED,
) -> bytes:
    """The workbook with ``edits`` made, ``own_sheets`` at its end, and the record that :func:`clear_workbook` needs.

    Results of an earlier run are taken out first, so that running twice gives the same bytes; sheets of ours that an
    application has saved since are filled again where they are. Where an edit names a
    cell inside a merge, the merge's anchor is written; of two edits of one cell the last one counts.
    ``marks`` are put on top: fills, and comments where they can be added faithfully.
    ``facts`` are kept in the record; ``title`` is the file's name for messages.

    Raises:
        WorkbookError: the file or a cell cannot be written faithfully (IO-40 to IO-51).
        ValueError: an edit's cell is not an address.
    """
    with naming(title):
        package = Package.open(content, title)
        book = Book(package)
        earlier = clear_package(book, Own.FILLED_AGAIN)
        left = Earlier()
        if earlier is not None:
            book, left = Book(package), Earlier(earlier.extents, earlier.staying)
            own_sheets = named_as_there(own_sheets, earlier.names)
        _Patch(book, left).apply(edits, own_sheets, facts, marks)
        return package.to_bytes()


class _Patch:
    """One run over a package that holds nothing of ours but sheets to fill again."""

    def __init__(self, book: Book, earlier: Earlier) -> None:
        self.package = book.package
        self.book = book
        self.changes = Changes(book.package)
        self.book_edits = BookEdits(self.book, self.changes)
        self.styles = self._styles()
        self.looks = StyledLooks(self.styles)
        self.worksheets = {entry.name.lower(): entry for entry in book.sheets if entry.kind == "worksheet"}
        self.sheets: dict[str, SheetXml] = {}
        self.editors: dict[str, SheetEdits] = {}
        self.earlier = earlier

    def apply(
        self,
        edits: Sequence[Edit],
        own_sheets: Sequence[OwnSheet],
        facts: Mapping[str, str],
        marks: Sequence[Mark],
    ) -> None:
        own = OwnSheets(self.changes, self.book_edits, self.looks, own_sheets, self.earlier)
        replaced = self._write_cells(edits, own) if edits or own.refills else []
        places = own.put()  # before the marks: then comments come behind sheets in the package, now and next time
        replaced += self._mark(marks)
        for editor in self.editors.values():
            editor.splice()
        part = self.book_edits.free_part("worksheets/sheet")
        self.book_edits.list_sheet(self.book_edits.free_name(RECORD_SHEET), part, Visibility.VERY_HIDDEN)
        self.book_edits.splice()
        self.styles.splice(self.changes.splices(self.styles.part))
        undo = self.changes.make()
        if own.holds_more:
            undo = []  # the way back to the very bytes would take away what a person wrote on our sheets
        self.package.add(part, record_xml(replaced, places, facts, undo, Texts(self.book).of, self.book.main))

    def _styles(self) -> Styles:
        part = self.book.related("styles")
        if part is None:
            part = self.book_edits.styles_part()
            self.changes.add(part, empty_styles(self.book.main))
            self.book_edits.relate("styles", part, "styles+xml")
        return Styles(self.package.read(part), part)

    def _write_cells(self, edits: Sequence[Edit], own: OwnSheets) -> list[Replaced]:
        """Write the edits; formulas that look at them, or at sheets that are filled again, lose their values."""
        wanted: dict[str, list[Edit]] = defaultdict(list)
        for edit in edits:
            if edit.sheet.lower() not in self.worksheets:
                raise RefusedError(NO_SHEET, sheet=edit.sheet, name=edit.sheet)
            wanted[edit.sheet.lower()].append(edit)
        sheets = {
            name: self._sheet(name)
            for name, entry in self.worksheets.items()
            if may_hold_formulas(self.package.read(entry.part))
        }
        written = own.written
        replaced: list[Replaced] = []
        gone: dict[int, set[Position]] = {}
        for name, sheet_edits in wanted.items():
            entry, editor = self.worksheets[name], self._editor(name)
            targets = self._targets(entry, editor.xml, sheet_edits)
            mine = editor.write(targets, self.styles)
            gone[entry.sheet_id] = {(one.row, one.column) for one in mine if one.kind in _FORMULAS}
            written.update((name, *position) for position in targets)
            replaced += mine
        replaced += self._strip(dependents(self.book, sheets, written), own)
        self.book_edits.leave_chain({number: cells for number, cells in gone.items() if cells})
        if any(xml.formulas for xml in sheets.values()):
            self.book_edits.calculate_on_load()
        return replaced

    def _strip(self, formulas: Iterable[tuple[str, int, int]], own: OwnSheets) -> list[Replaced]:
        """Take their values from formulas; what stands on a sheet that is filled again waits for that."""
        stale: dict[str, list[Position]] = defaultdict(list)
        for sheet, row, column in formulas:
            stale[sheet].append((row, column))
        replaced: list[Replaced] = []
        for name in sorted(stale):
            if name in own.refills:
                own.stale[name] = stale[name]
            else:
                replaced += self._editor(name).strip(stale[name])
        return replaced

    def _mark(self, marks: Sequence[Mark]) -> list[Replaced]:
        wanted: dict[str, list[Mark]] = defaultdict(list)
        for mark in marks:
            if mark.sheet.lower() in self.worksheets:
                wanted[mark.sheet.lower()].append(mark)
        done: list[Replaced] = []
        for name, sheet_marks in wanted.items():
            editor = self._editor(name)
            done += mark_sheet(sheet_marks, self.changes, self.book_edits, self.worksheets[name], editor, self.styles)
        return done

    def _editor(self, name: str) -> SheetEdits:
        if name not in self.editors:
            entry = self.worksheets[name]
            self.editors[name] = SheetEdits(entry.name, self._sheet(name), self.changes.splices(entry.part))
        return self.editors[name]

    def _sheet(self, name: str) -> SheetXml:
        if name not in self.sheets:
            entry = self.worksheets[name]
            self.sheets[name] = SheetXml(self.package.read(entry.part), entry.part)
        return self.sheets[name]

    def _targets(self, entry: SheetEntry, xml: SheetXml, edits: Sequence[Edit]) -> dict[Position, Edit]:
        guard = Guard(self.package, entry, xml)
        targets: dict[Position, Edit] = {}
        for edit in edits:
            position = xml.anchor(*split_cell(edit.cell))
            guard.check(*position)
            targets[position] = edit
        return targets


_FORMULAS = (Was.FORMULA, Was.ARRAY, Was.UNCACHED)
