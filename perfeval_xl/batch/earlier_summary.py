"""The remarks in a summary that a new one is about to replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from perfeval_xl.report.summary import FORM_COLUMNS, ISSUE_COLUMNS, LEFT_COLUMNS, SKIPPED_COLUMNS
from perfeval_xl.report.summary_look import Column
from perfeval_xl.report.summary_remarks import About, Beside, Remark, Remarks, Word, Words
from perfeval_xl.workbook.model import RawValue, Sheet
from perfeval_xl.workbook.reading import read_workbook

_FIRST_ROWS = 20
"""People put a title or two above the header."""
_UNNAMED = "意见"
Cells = Mapping[str, str]
"""A row's cells of ours, as texts, by their headers."""


def remarks_in(summary: Path) -> Remarks:
    """The remarks of a summary that a person saved, or that were carried into it before.

    Raises:
        WorkbookError: it cannot be read any more, or is too large to be.
    """
    remarks = Remarks()
    by_name = {one.source: one for one in remarks.lists}
    for sheet in read_workbook(summary).sheets:
        for source, columns, needed, about in _LISTS:
            found = _found(sheet, columns, needed)
            if found is None:
                continue
            for cells, words in found.rows(sheet):
                target: Beside | None = by_name.get(source or cells["来自"])
                if target is not None:
                    target.add(Remark(about(cells), words))
    return remarks


class _List(NamedTuple):
    """A list of ours on a sheet of a person's summary: where it stands, whatever the sheet is called now."""

    header: int
    ours: Mapping[str, int]
    """Header -> column."""
    others: Mapping[str, int]
    """The same of a person's columns, each with a name of its own."""

    def rows(self, sheet: Sheet) -> Iterator[tuple[Cells, Words]]:
        """Each row beside which a person wrote."""
        for number in range(self.header + 1, len(sheet.rows)):
            words = {name: _word(sheet.raw(number, column)) for name, column in self.others.items()}
            written = {name: word for name, word in words.items() if word is not None}
            if written:
                yield {name: _text(sheet.raw(number, column)) for name, column in self.ours.items()}, written


def _found(sheet: Sheet, columns: Sequence[Column], needed: Sequence[str]) -> _List | None:
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        texts = [_text(cell) for cell in row]
        if set(needed) <= set(texts):
            ours = {column.header: texts.index(column.header) for column in columns if column.header in texts}
            return _List(number, ours, _named_columns(sheet.rows[number + 1 :], texts, set(ours.values())))
    return None


def _named_columns(below: Sequence[Sequence[RawValue]], headers: Sequence[str], ours: set[int]) -> Mapping[str, int]:
    """A person's columns with anything in them: by their headers, which get numbers where they are the same."""
    filled = {column for row in below for column, cell in enumerate(row) if column not in ours and cell is not None}
    named: dict[str, int] = {}
    for column in sorted(filled):
        header = (headers[column] if column < len(headers) else "") or _UNNAMED
        name, again = header, 2
        while name in named:
            name, again = f"{header}（{again}）", again + 1
        named[name] = column
    return named


def _form(cells: Cells) -> About:
    return About(cells["文件"], cells.get("工作表", ""), text=cells.get("项目", ""))


def _issue(cells: Cells) -> About:
    return About(cells["文件"], *(cells.get(name, "") for name in ("工作表", "代码", "单元格", "问题")))


def _skipped(cells: Cells) -> About:
    return About(cells["文件"], text=cells["未处理原因"])


def _left(cells: Cells) -> About:
    return About(cells["文件"], *(cells.get(name, "") for name in ("工作表", "代码", "单元格", "项目/问题")))


_LISTS: tuple[tuple[str, Sequence[Column], Sequence[str], Callable[[Cells], About]], ...] = (
    ("汇总", FORM_COLUMNS, ("文件", "同类名次"), _form),
    ("问题", ISSUE_COLUMNS, ("文件", "代码", "处理办法"), _issue),
    ("未处理", SKIPPED_COLUMNS, ("文件", "未处理原因"), _skipped),
    ("", LEFT_COLUMNS, ("来自", "文件", "项目/问题"), _left),
)
"""List of :class:`Remarks`, its columns, the headers by which it is known, and what a row of it is about."""


def _text(value: RawValue) -> str:
    word = _word(value)
    return "" if word is None else str(word)


def _word(value: RawValue) -> Word | None:
    """A cell's value as the next summary will show it."""
    if isinstance(value, str):
        return value.strip() or None
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else Decimal(repr(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
