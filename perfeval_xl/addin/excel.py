"""The port on Excel, through xlwings (BSD part only); what that has no words for goes to Excel's object model."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from perfeval_xl.addin.excel_cells import has_fill, put, put_formula, rgb, shown_as
from perfeval_xl.addin.excel_notes import add_note, take_note
from perfeval_xl.addin.excel_protection import lifted
from perfeval_xl.addin.excel_sheets import adopt_sheets
from perfeval_xl.addin.plan import Level, NewSheet, Place, Restore, Unmark
from perfeval_xl.addin.port import Condition
from perfeval_xl.workbook.model import Edit, Mark

TITLE = "绩效自评"
_PATCHABLE = {51: ".xlsx", 52: ".xlsm", 54: ".xltx", 53: ".xltm"}
"""``XlFileFormat`` of workbooks that sheets can be added to as they are."""
_BUSY = (-2147418111, -2147417846, -2146777998)
"""``RPC_E_CALL_REJECTED``, ``RPC_E_SERVERCALL_RETRYLATER``, ``VBA_E_IGNORE``: Excel is in the middle of an input."""


class ExcelWorkbook:
    """One workbook in a running Excel; see :class:`~perfeval_xl.addin.port.OpenWorkbook`."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._app = book.app

    @property
    def name(self) -> str:
        return str(self._book.name)

    @property
    def path(self) -> Path | None:
        full = str(self._book.api.FullName)
        if "://" in full or full == self.name:
            return None
        return Path(full)

    def condition(self) -> Condition:
        try:
            api = self._book.api
            kind = int(api.FileFormat)
            return Condition(
                read_only=bool(api.ReadOnly),
                structure_locked=bool(api.ProtectStructure),
                other_format="" if kind in _PATCHABLE else Path(self.name).suffix or "其他",
            )
        except Exception as error:
            if is_busy(error):
                return Condition(editing=True)
            raise

    def snapshot(self) -> bytes:
        suffix = _PATCHABLE.get(int(self._book.api.FileFormat)) or Path(self.name).suffix or ".xlsx"
        with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as folder:
            # a plain name: long or odd ones meet limits of SaveCopyAs
            copy = Path(folder) / f"copy{suffix}"
            self._book.api.SaveCopyAs(str(copy))
            return copy.read_bytes()

    @contextmanager
    def writing(self, sheets: Collection[str]) -> Iterator[None]:
        before = {name: getattr(self._app, name) for name in ("screen_updating", "display_alerts", "enable_events")}
        shown = self._book.sheets.active
        try:
            for name in before:
                setattr(self._app, name, False)
            with lifted([self._book.sheets[name].api for name in sorted(sheets)]):
                yield
        finally:
            with suppress(Exception):
                self._book.activate()
                shown.activate()
            for name, value in before.items():
                with suppress(Exception):
                    setattr(self._app, name, value)

    def unmark(self, steps: Sequence[Unmark], record: str) -> None:
        for step in steps:
            cell = self._cell(step.sheet, step.cell)
            if step.fill and has_fill(cell, step.fill):
                cell.color = self._cell(record, step.like).color if step.like else None
            if step.note:
                take_note(cell, step.note)

    def restore(self, steps: Sequence[Restore], record: str) -> None:
        for step in steps:
            cell = self._cell(step.sheet, step.cell)
            if step.formula:
                put_formula(cell, step.formula, array=step.array)
            else:
                put(cell, step.value)
            cell.number_format = self._cell(record, step.like).number_format if step.like else "General"

    def remove(self, sheets: Sequence[str]) -> None:
        for name in sheets:
            sheet = self._book.sheets[name]
            # Excel refuses to delete a very hidden sheet
            sheet.visible = True
            sheet.delete()

    def write(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            cell = self._cell(edit.sheet, edit.cell)
            put(cell, edit.value)
            shown_as(cell, edit)

    def adopt(self, vehicle: Path, sheets: Sequence[NewSheet]) -> None:
        source = self._app.books.open(str(vehicle), update_links=False, read_only=True, add_to_mru=False)
        try:
            adopt_sheets(source, self._book, sheets)
        finally:
            source.close()

    def mark(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            cell = self._cell(mark.sheet, mark.cell)
            if mark.fill:
                cell.color = rgb(mark.fill)
            if mark.text:
                add_note(cell, mark.text)

    def select(self, place: Place) -> None:
        self._book.activate()
        self._book.sheets[place.sheet].activate()
        self._cell(place.sheet, place.cell).select()

    def tell(self, text: str, level: Level) -> None:
        self._app.alert(text, TITLE, "ok", _mode(level))

    def ask(self, text: str, level: Level) -> bool:
        return bool(self._app.alert(text, TITLE, "yes_no", _mode(level)) == "yes")

    def status(self, text: str | None) -> None:
        self._app.status_bar = False if text is None else text

    def _cell(self, sheet: str, cell: str) -> Any:
        return self._book.sheets[sheet].range(cell)


def is_busy(error: BaseException) -> bool:
    """Whether Excel turned a call away because somebody is typing into a cell."""
    return getattr(error, "hresult", None) in _BUSY or (bool(error.args) and error.args[0] in _BUSY)


def _mode(level: Level) -> str:
    return "info" if level is Level.INFO else "critical"
