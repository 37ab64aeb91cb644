"""What takes an earlier scoring out of an open workbook: the difference that ``perfeval clear`` makes, as steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from perfeval_xl.addin.plan import Restore, Unmark
from perfeval_xl.addin.reusing import Slots, present_sheets
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.clearing import Cleared, clear_workbook
from perfeval_xl.workbook.model import RawValue, Sheet, Sheets
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record.lines import STASH, Line, Was, own_sheet_names, record_lines

_DAY_ZERO = datetime(1899, 12, 30)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Unwriting:
    """The steps, the file-side result that they were read from, and the workbook without our results."""

    cleared: Cleared
    sheets: Sheets
    record: str = ""
    unmark: Sequence[Unmark] = ()
    restore: Sequence[Restore] = ()
    remove: Sequence[str] = ()
    present: Slots = ()
    """Our sheets, the record excepted."""


def unwriting(snapshot: bytes, title: str, *, keep_written_on: bool = True) -> Unwriting:
    """How to take our results out of the workbook that ``snapshot`` is a copy of; no steps where it has none.

    ``keep_written_on`` is as in :func:`~perfeval_xl.workbook.clearing.clear_workbook`.

    Raises:
        WorkbookError: the copy cannot be read or cleared.
    """
    before = read_workbook(snapshot, title=title)
    cleared = clear_workbook(snapshot, title=title, keep_written_on=keep_written_on)
    after = read_workbook(cleared.content, title=title) if cleared.found else before
    found = record_lines(before)
    if found is None or not cleared.found:
        return Unwriting(cleared, after)
    record, lines = found
    return Unwriting(
        cleared,
        after,
        record,
        tuple(_unmark(line) for line in lines if line.kind.is_mark and line.target),
        (*_restored(lines, before, after), *_emptied(cleared.staying, before, after)),
        tuple(name for name in own_sheet_names(before) if name not in cleared.staying),
        present_sheets(lines, before),
    )


def _stash(line: Line) -> str:
    return cell_name(line.row, STASH)


def _unmark(line: Line) -> Unmark:
    assert line.target is not None  # noqa: S101 - sorted out by the caller
    sheet, row, column = line.target
    if line.kind is Was.SHADED:
        return Unmark(sheet, cell_name(row, column), fill=line.written, like=_stash(line))
    return Unmark(sheet, cell_name(row, column), note=line.written)


def _restored(lines: Sequence[Line], before: Sheets, after: Sheets) -> Iterator[Restore]:
    """Cells whose content differs once the file is cleared; those that a person changed since do not."""
    for line in lines:
        if not line.kind.is_cell or line.kind is Was.DEPENDENT or line.target is None:
            continue
        name, *place = line.target
        row, column = place
        if name not in before or name not in after:
            continue
        content = _content(after[name], row, column)
        if content == _content(before[name], row, column):
            continue
        value, formula = content
        like = "" if line.kind is Was.ABSENT else _stash(line)
        constant = None if formula else constant_of(value)
        yield Restore(name, cell_name(row, column), constant, formula, line.kind is Was.ARRAY, like)


def _emptied(names: Sequence[str], before: Sheets, after: Sheets) -> Iterator[Restore]:
    """The cells of ours on sheets that stay because a person wrote there."""
    for name in names:
        for row, values in enumerate(before[name].rows):
            for column in range(len(values)):
                content = _content(before[name], row, column)
                if content != (None, "") and _content(after[name], row, column) == (None, ""):
                    yield Restore(name, cell_name(row, column), None)


def _content(sheet: Sheet, row: int, column: int) -> tuple[RawValue, str]:
    formula = sheet.formulas.get((row, column), "")
    return None if formula else sheet.raw(row, column), formula


def constant_of(value: RawValue) -> Decimal | str | bool | None:
    """A raw value as what can be put into a cell: dates and times as their serial numbers."""
    if value is None or isinstance(value, str | bool | Decimal):
        return value
    number = value if isinstance(value, float) else _serial(value)
    return str(value) if number is None else Decimal(repr(number))


def _serial(value: RawValue) -> float | None:
    if isinstance(value, datetime):
        return (value - _DAY_ZERO) / _DAY
    if isinstance(value, date):
        return float((value - _DAY_ZERO.date()).days)
    if isinstance(value, time):
        return (datetime.combine(_DAY_ZERO, value) - _DAY_ZERO) / _DAY
    return value / _DAY if isinstance(value, timedelta) else None
