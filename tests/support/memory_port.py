"""A workbook port in memory: what a command did to the workbook, step by step and cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from perfeval_xl.addin.plan import Level, NewSheet, Place, Restore, Unmark
from perfeval_xl.addin.port import Condition, PasswordError
from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.formula_refs import cut_loose
from perfeval_xl.workbook.model import CellError, Edit, Mark, RawValue, Sheets
from perfeval_xl.workbook.reading import read_workbook

Cells = dict[tuple[str, str], object]


def shown(value: RawValue) -> object:
    """A raw value in one spelling, whichever way it was read or written."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float | int | Decimal):
        return float(value)
    return value.text if isinstance(value, CellError) else value


def cells_of(sheets: Sheets, *, formulas: bool = True) -> Cells:
    """Every cell with content: a formula's text, else the value."""
    found: Cells = {}
    for sheet in sheets:
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if value is not None:
                    found[sheet.name, cell_name(r, c)] = shown(value)
        for (r, c), text in sheet.formulas.items():
            if formulas and text:
                found[sheet.name, cell_name(r, c)] = f"={text}"
    return found


@dataclass
class MemoryWorkbook:
    """Holds the cells of ``content`` and lets the steps of a plan change them."""

    content: bytes
    name: str = "自评表.xlsx"
    path: Path | None = None
    state: Condition = field(default_factory=Condition)
    password: str | None = None
    """Name of a sheet that is protected by a password."""
    answer: bool = False
    """What the clerk answers to a question."""
    broken: str | None = None
    """Name of a method that fails as an application might."""

    def __post_init__(self) -> None:
        self.steps: list[str] = []
        self.said: list[tuple[str, Level]] = []
        self.statuses: list[str | None] = []
        self.selected: Place | None = None
        self.marks: dict[tuple[str, str], Mark] = {}
        sheets = read_workbook(self.content, title=self.name)
        self.cells = cells_of(sheets)
        self.tabs = [sheet.name for sheet in sheets]

    def condition(self) -> Condition:
        return self.state

    def snapshot(self) -> bytes:
        self._did("snapshot")
        return self.content

    @contextmanager
    def writing(self, sheets: Collection[str]) -> Iterator[None]:
        if self.password in sheets:
            raise PasswordError(self.password)
        self._did("writing")
        yield
        self.steps.append("written")

    def unmark(self, steps: Sequence[Unmark], record: str) -> None:
        self._did("unmark")
        for step in steps:
            assert not step.like or (record, "A1") in self.cells
            self.marks.pop((step.sheet, step.cell), None)

    def restore(self, steps: Sequence[Restore], record: str) -> None:
        self._did("restore")
        for step in steps:
            assert (record, "A1") in self.cells
            self._put(step.sheet, step.cell, f"={step.formula}" if step.formula else step.value)

    def remove(self, sheets: Sequence[str]) -> None:
        """As applications do it: what pointed at a sheet is an error from then on."""
        self._did("remove")
        gone = frozenset(name.lower() for name in sheets)
        for name in sheets:
            self.tabs.remove(name)
        self.cells = {
            place: cut_loose(value, gone) if isinstance(value, str) and value.startswith("=") else value
            for place, value in self.cells.items()
            if place[0] not in sheets
        }

    def write(self, edits: Sequence[Edit]) -> None:
        self._did("write")
        for edit in edits:
            self._put(edit.sheet, edit.cell, edit.value)

    def adopt(self, vehicle: Path, sheets: Sequence[NewSheet]) -> None:
        self._did("adopt")
        there = read_workbook(vehicle)
        for sheet in sheets:
            assert not there[sheet.name].formulas, "a formula would become a link to the vehicle"
            name = sheet.into or sheet.name
            assert (name in self.tabs) is bool(sheet.into), "copied over a sheet of this name, or filled into none"
            if not sheet.into:
                self.tabs.append(name)
            self._move(name, sheet)
            self._empty(name, sheet.columns)
            for (_, cell), value in cells_of(Sheets("", (there[sheet.name],))).items():
                assert split_cell(cell)[1] < sheet.columns, "this cell would stay on the next scoring"
                self.cells[name, cell] = value
            for cell, formula in sheet.formulas.items():
                self.cells[name, cell] = f"={formula}"

    def mark(self, marks: Sequence[Mark]) -> None:
        self._did("mark")
        self.marks |= {(mark.sheet, mark.cell): mark for mark in marks}

    def select(self, place: Place) -> None:
        self._did("select")
        self.selected = place

    def tell(self, text: str, level: Level) -> None:
        self.said.append((text, level))

    def ask(self, text: str, level: Level) -> bool:
        self.said.append((text, level))
        return self.answer

    def status(self, text: str | None) -> None:
        self.statuses.append(text)

    def _did(self, step: str) -> None:
        if self.broken == step:
            raise OSError(f"{step}: 0x800A03EC")
        self.steps.append(step)

    def _move(self, name: str, sheet: NewSheet) -> None:
        """What stands right of ours; formulas as they are."""
        first, rows = sheet.columns - sheet.shift, dict(sheet.moves)
        moved: Cells = {}
        for page, cell in [place for place in self.cells if place[0] == name and split_cell(place[1])[1] >= first]:
            row, column = split_cell(cell)
            moved[page, cell_name(rows.get(row, row), column + sheet.shift)] = self.cells.pop((page, cell))
        self.cells |= moved

    def _empty(self, sheet: str, columns: int) -> None:
        ours = {place for place in self.cells if place[0] == sheet and split_cell(place[1])[1] < columns}
        self.cells = {place: value for place, value in self.cells.items() if place not in ours}

    def _put(self, sheet: str, cell: str, value: RawValue) -> None:
        split_cell(cell)
        if value is None:
            self.cells.pop((sheet, cell), None)
        else:
            self.cells[sheet, cell] = shown(value)
