"""Take everything of ours out of a workbook file again: cells as they were, our sheets gone.

Where nobody has saved the file since, every part is brought back byte for byte. Where an application has, each cell
that still shows what we wrote gets its previous content back; one that a person changed is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.editing.book import Book, SheetEntry
from perfeval_xl.workbook.editing.book_edits import BookEdits
from perfeval_xl.workbook.editing.book_removal import remove_sheets
from perfeval_xl.workbook.editing.cell import CellXml, StoredCell, restyled
from perfeval_xl.workbook.editing.sheet import SheetXml, may_hold_formulas
from perfeval_xl.workbook.editing.styles import Styles
from perfeval_xl.workbook.formula_refs import cut_loose, qualified, unqualified
from perfeval_xl.workbook.marks.removal import NoteRemoval, unshaded
from perfeval_xl.workbook.own.kept import KeptCells
from perfeval_xl.workbook.own.refill import OwnRefill, has_additions
from perfeval_xl.workbook.parts.changes import Changes, take_back
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import escape
from perfeval_xl.workbook.record.cell_edits import SheetEdits
from perfeval_xl.workbook.record.extents import Extent
from perfeval_xl.workbook.record.lines import Line, Was, same_formula, same_number, same_text
from perfeval_xl.workbook.record.stored import Record, Texts, find_record, formula_text
from perfeval_xl.workbook.write_issues import UNNAMED, naming


@dataclass(frozen=True)
class Cleared:
    """A workbook without our results."""

    content: bytes
    restored: int = 0
    """Number of written cells that show their previous content again."""
    kept: tuple[str, ...] = ()
    """Cells (``自评表!I12``) that a person changed after us; they stay as they are."""
    found: bool = False
    """Whether there was anything of ours."""
    unmarked: int = 0
    """Number of cells whose fill or comment of ours was taken away."""
    staying: tuple[str, ...] = ()
    """Sheets of ours that a person wrote on: emptied of what is ours, they are the person's now."""


def clear_workbook(content: bytes, *, title: str = UNNAMED, keep_written_on: bool = True) -> Cleared:
    """The workbook as it was before :func:`~perfeval_xl.workbook.patching.patch_workbook`; ``title`` names the file.

    With ``keep_written_on`` a sheet of ours stays where a person wrote beside or beneath what is ours.

    Raises:
        WorkbookError: the file cannot be edited faithfully, or its record is damaged (IO-40 to IO-51).
    """
    with naming(title):
        package = Package.open(content, title)
        done = clear_package(Book(package), Own.KEPT_IF_WRITTEN_ON if keep_written_on else Own.GONE)
        if done is None:
            return Cleared(content)
        kept, staying = tuple(done.kept), tuple(done.staying)
        return Cleared(package.to_bytes(), done.restored, kept, found=True, unmarked=done.unmarked, staying=staying)


class Own(Enum):
    """What becomes of our sheets when all else of ours is taken out."""

    GONE = auto()
    KEPT_IF_WRITTEN_ON = auto()
    """Those that a person wrote on are only emptied."""
    FILLED_AGAIN = auto()
    """They stay as they are, because they are filled again at once."""


@dataclass
class Done:
    """What clearing a package did."""

    restored: int = 0
    unmarked: int = 0
    kept: list[str] = field(default_factory=list)
    names: tuple[str | None, ...] = ()
    """Of our sheets, in the order in which they were made; ``None`` for one that a person deleted."""
    extents: tuple[Extent | None, ...] = ()
    """What of them is ours."""
    staying: list[str] = field(default_factory=list)
    """Those of them that still are there."""


def clear_package(book: Book, own: Own) -> Done | None:
    """Take our results out of the package of ``book``, which is then out of date; ``None`` where there are none.

    Raises:
        RefusedError: see :func:`clear_workbook`.
    """
    package, texts = book.package, Texts(book)
    record = find_record(book, texts)
    if record is None:
        return None
    unmarked = len({line.target for line in record.lines if line.kind.is_mark and line.target})
    if record.is_untouched(package):
        written = sum(line.kind.is_cell and line.kind is not Was.DEPENDENT for line in record.lines)
        take_back(package, record.undo)
        package.remove(record.entry.part)
        return Done(written, unmarked, names=record.slots)
    done = _Clearing(book, texts, record).run(own)
    done.unmarked, done.names, done.extents = unmarked, record.slots, record.extents
    return done


class _Clearing:
    """Clearing a workbook that an application has saved since we wrote it."""

    def __init__(self, book: Book, texts: Texts, record: Record) -> None:
        self.book = book
        self.texts = texts
        self.record = record
        self.changes = Changes(book.package)
        self.done = Done()
        self.stale = False
        self.cut: frozenset[str] = frozenset()
        """Names of the sheets that go, in lower case: people's references to them become ``#REF!``."""
        part = book.related("styles")
        self.styles = None if part is None else Styles(book.package.read(part), part)

    def run(self, own: Own) -> Done:
        gone = self._leaving(own)
        if own is not Own.FILLED_AGAIN:
            self.cut = frozenset(name.lower() for name in gone)
        for entry in self.book.sheets:
            if entry.name in self.record.own_names or entry.kind != "worksheet":
                continue
            there = [line for line in self.record.lines if _on(line, entry.name)]
            marks = [line for line in there if line.kind.is_mark]
            self._restore(entry, [line for line in there if line.kind.is_cell], marks)
        if self.stale:
            edits = BookEdits(self.book, self.changes)
            edits.calculate_on_load()
            edits.splice()
        if self.styles is not None:
            self.styles.splice(self.changes.splices(self.styles.part))
        remove_sheets(self.book, self.changes, gone)
        self.changes.make()
        return self.done

    def _leaving(self, own: Own) -> set[str]:
        """The names of our sheets that go; the others stay, emptied where nothing will fill them."""
        gone = set(self.record.own_names)
        for name, extent in zip(self.record.slots, self.record.extents, strict=True):
            entry = next((entry for entry in self.book.sheets if entry.name == name), None)
            if entry is None or own is Own.GONE:
                continue
            if own is Own.FILLED_AGAIN or (extent is not None and self._emptied(entry, extent)):
                gone.discard(entry.name)
                self.done.staying.append(entry.name)
        return gone

    def _emptied(self, entry: SheetEntry, extent: Extent) -> bool:
        """Take what is ours out of a sheet, if a person wrote there; whether it is so."""
        xml = SheetXml(self.book.package.read(entry.part), entry.part)
        refill = OwnRefill(KeptCells(entry.name, xml, extent.covers))
        if not refill.kept.show_anything and not has_additions(self.book.package, entry.part):
            return False
        refill.empty(self.changes.splices(entry.part))
        return True

    def _restore(self, entry: SheetEntry, mine: list[Line], marks: list[Line]) -> None:
        content = self.book.package.read(entry.part)
        cuts = bool(self.cut) and may_hold_formulas(content)
        if not mine and not marks and not cuts:
            return
        xml = SheetXml(content, entry.part)
        elements: dict[tuple[int, int], bytes] = {}
        for line in mine:
            assert line.target is not None  # noqa: S101 - sorted out by _on
            if line.kind is Was.DEPENDENT and cut_loose(line.formula, self.cut) != line.formula:
                continue  # it will say #REF!, so what it showed is no longer so
            cell = xml.cell(*line.target[1:])
            now = cell.content if cell else _emptied_by_us(line)
            if now is None or not self._still_ours(now, line):
                self._keep(cell, line)
                continue
            elements[line.target[1:]] = self._previous(now, line).spelt(xml.prefix)
            self.done.restored += line.kind is not Was.DEPENDENT
        self._unmark(entry, xml, marks, elements)
        if cuts:
            self._cut_loose(entry, xml, elements)
        editor = SheetEdits(entry.name, xml, self.changes.splices(entry.part))
        for position, element in elements.items():
            editor.put(position, element)
        editor.splice()

    def _unmark(
        self, entry: SheetEntry, xml: SheetXml, marks: list[Line], elements: dict[tuple[int, int], bytes]
    ) -> None:
        """Take fills off cells, of which some have their content back already, and comments away."""
        for line in (line for line in marks if line.kind is Was.SHADED and line.target):
            assert line.target is not None  # noqa: S101 - see above
            position = line.target[1:]
            cell = xml.cell(*position)
            if cell is None or self.styles is None:
                continue
            element = elements.get(position, xml.xml[cell.start : cell.end])
            style = attribute(element.partition(b">")[0], b"s") or b""
            before = self.record.stashes.get(line.row)
            elements[position] = restyled(element, unshaded(style, line, before, self.styles))
        noted = [line for line in marks if line.kind is Was.NOTED]
        if noted:
            kept = NoteRemoval(self.book, self.changes, entry, xml).remove(noted)
            self.done.kept += [f"{line.address}（批注）" for line in kept]

    def _keep(self, now: StoredCell | None, line: Line) -> None:
        """A person changed the cell; one that was emptied by us and is still absent has just its content to lose."""
        if line.kind is not Was.DEPENDENT and not (now is None and line.type == "" and line.kind is Was.ABSENT):
            self.done.kept.append(line.address)

    def _still_ours(self, now: CellXml, line: Line) -> bool:
        if line.kind is Was.DEPENDENT:
            text = formula_text(now)
            return not line.formula if not now.formula else not text or same_formula(text, line.formula)
        if now.formula:
            return False
        text = self.texts.of(now)
        if line.type == "n":
            return now.kind in (b"", b"n") and same_number(text, line.written)
        if line.type == "s":
            return now.kind in (b"s", b"str", b"inlineStr") and same_text(text, line.written)
        return not text

    def _previous(self, now: CellXml, line: Line) -> CellXml:
        """The cell as it was, in the place where it is now."""
        stash = self.record.stashes.get(line.row)
        if line.kind is Was.ABSENT:
            return CellXml(now.address, now.style, b"", now.others, b"", b"")
        value, kind = (stash.value, stash.kind) if stash else (b"", b"")
        if line.kind is Was.DEPENDENT:
            self.stale = True
            return CellXml(now.address, now.style, kind, now.others, now.formula, value)
        style = stash.style if stash else b""
        return CellXml(now.address, style, kind, now.others, self._formula(now, line), value)

    def _formula(self, now: CellXml, line: Line) -> bytes:
        if line.kind is Was.VALUE or line.target is None:
            return b""
        self.stale = True
        sheet = line.target[0]
        text = _formula_now(line, sheet)
        if text is None:
            self.done.kept.append(f"{line.address}（公式未能恢复）")
            return b""
        text = cut_loose(text, self.cut)
        head = b'<f t="array" ref="' + now.address + b'">' if line.kind is Was.ARRAY else b"<f>"
        return head + escape(text).encode("utf-8") + b"</f>"

    def _cut_loose(self, entry: SheetEntry, xml: SheetXml, elements: dict[tuple[int, int], bytes]) -> None:
        """Turn a person's references to our sheets into ``#REF!``, as deleting the sheets by hand would."""
        splices = self.changes.splices(entry.part)
        for start, formula in xml.placed_formulas:
            text = cut_loose(formula.text, self.cut)
            if text == formula.text:
                continue
            self.stale = True
            raw, new, place = formula.raw.encode("utf-8"), escape(text).encode("utf-8"), (formula.row, formula.column)
            if place in elements:
                elements[place] = elements[place].replace(raw, new, 1)
            else:
                at = xml.xml.index(raw, start)
                splices.replace(at, at + len(raw), new)


def _formula_now(line: Line, sheet: str) -> str | None:
    """The previous formula's text as it reads now; ``None`` where its cell moved and nothing kept it up to date."""
    if line.live:
        as_written = qualified(line.formula, sheet)
        if as_written is not None and same_formula(line.live, as_written):
            return line.formula
        return unqualified(line.live, sheet)
    assert line.target is not None  # noqa: S101 - see _Clearing
    return line.formula if line.original == cell_name(*line.target[1:]) else None


def _emptied_by_us(line: Line) -> CellXml | None:
    """The cell that we emptied, where an application that saved the file has left out what holds nothing."""
    if line.target is None or line.type or line.kind in (Was.ABSENT, Was.DEPENDENT):
        return None
    return CellXml(cell_name(*line.target[1:]).encode(), b"", b"", b"", b"", b"")


def _on(line: Line, sheet: str) -> bool:
    return line.target is not None and line.target[0].lower() == sheet.lower()
