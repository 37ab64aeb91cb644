"""The remarks in a summary that a new one is about to replace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.batch.earlier_lists import FoundList, list_on
from perfeval_xl.report.summary_places import About
from perfeval_xl.report.summary_remarks import LEFT, Beside, Remark, Remarks, Word, Words
from perfeval_xl.workbook.marks.told import Place, comments_told
from perfeval_xl.workbook.model import RawValue, Sheet

Cells = Mapping[str, str]
"""A row's cells of ours, as texts, by their headers."""
_ALWAYS = ("状态/原因", "代码", "问题", "未处理原因", "来自")
"""Columns that are filled in every row of the lists that have them, but for the one of remarks without a row."""
_LONG = 10
"""No list has as many rows."""
_BENEATH, _COMMENT = "意见", "批注"
"""The columns of what a person wrote beneath a list, and of comments on its cells."""


def remarks_of(content: bytes, sheets: Sequence[Sheet]) -> Remarks:
    """The remarks of a summary that is read already."""
    remarks = Remarks()
    by_name = {one.source: one for one in remarks.lists}
    lists = [(sheet, one) for sheet in sheets if (one := list_on(sheet)) is not None]
    for _sheet, one in lists:
        for header in one.others if one.source in by_name else ():
            by_name[one.source].add_header(header)
    rows = list(_all_rows(lists, comments_told(content)))
    noted = {row.cells.get("文件", "") for row in rows if row.words}
    for row in rows:
        if row.words or row.cells.get("文件", "") in noted:
            _hand_on(row, by_name.get(row.listed), remarks)
    return remarks


def _hand_on(row: _Row, beside: Beside | None, remarks: Remarks) -> None:
    remark = Remark(_about(row), row.words)
    if beside is None:
        if row.words and (row.listed, remark) not in remarks.others:
            remarks.others.append((row.listed, remark))
    elif row.source != LEFT and row.cells.get("文件"):
        beside.add(remark, row.sheet)
    elif row.words:
        beside.add_left(remark)


class _Row(NamedTuple):
    source: str
    """The list that it is of."""
    sheet: str
    cells: Cells
    words: Words

    @property
    def listed(self) -> str:
        """The list that its remark belongs to."""
        return self.cells.get("来自", "") if self.source == LEFT else self.source


def _all_rows(lists: Sequence[tuple[Sheet, FoundList]], comments: Mapping[str, Mapping[Place, str]]) -> Iterator[_Row]:
    """The rows of the lists, and the comments on sheets that hold none."""
    for sheet, one in lists:
        yield from _rows(sheet, one, comments.get(sheet.name, {}))
    listed = {sheet.name for sheet, _one in lists}
    for name, told in comments.items():
        if name not in listed:
            yield from (_Row(name, name, {}, {_COMMENT: comment}) for comment in told.values() if comment)


def _rows(sheet: Sheet, found: FoundList, comments: Mapping[Place, str]) -> Iterator[_Row]:
    commented = _by_row(comments)
    for number in range(found.header + 1, len(sheet.rows)):
        if number not in commented and all(cell is None for cell in sheet.rows[number]):
            continue
        written = {name: _written(sheet, found, number, column) for name, column in found.others.items()}
        words = {name: word for name, word in written.items() if word is not None}
        cells = {name: as_text(shown(sheet, found, number, column)) for name, column in found.ours.items()}
        if beneath := note_beneath(sheet, found, number, cells):
            cells = {}
            _add(words, _BENEATH, beneath)
        if comment := commented.pop(number, ""):
            _add(words, _COMMENT, comment)
        if words or cells.get("文件"):
            yield _Row(found.source, sheet.name, cells, words)
    for comment in commented.values():  # above the rows, or beneath them
        yield _Row(found.source, sheet.name, {}, {_COMMENT: comment})


def _by_row(comments: Mapping[Place, str]) -> dict[int, str]:
    """What the comments on a row's cells say, from left to right."""
    by_row: dict[int, str] = {}
    for (row, _column), comment in sorted(comments.items()):
        if comment:
            by_row[row] = f"{by_row[row]}\n{comment}" if row in by_row else comment
    return by_row


def _add(words: dict[str, Word], header: str, text: str) -> None:
    there = words.get(header)
    words[header] = text if there in (None, text) else f"{there}\n{text}"


def _about(row: _Row) -> About:
    cells = row.cells
    number = cells.get("序号", "")
    return About(
        cells.get("文件", ""),
        cells.get("工作表", ""),
        cells.get("年度", ""),
        cells.get("代码", ""),
        cells.get("单元格", ""),
        next((cells[name] for name in ("项目", "问题", "未处理原因", "项目/问题") if name in cells), ""),
        cells.get("单位", ""),
        int(number) if number.isdecimal() and len(number) < _LONG and row.source != LEFT else None,
    )


def note_beneath(sheet: Sheet, found: FoundList, row: int, shown: Cells) -> str:
    """What a person wrote in our columns beneath the list; sums are made again by whoever wants them."""
    raw = [cell for column in sorted(found.ours.values()) if (cell := sheet.raw(row, column)) is not None]
    texts = [cell.strip() for cell in raw if isinstance(cell, str)]
    incomplete = "序号" in found.ours or any(shown.get(name) == "" for name in _ALWAYS)
    alone = len(texts) == sum(map(bool, shown.values())) == 1
    # without a file are some remarks of the list of those without a row
    is_note = incomplete and (alone or (shown.get("文件") == "" and found.source != LEFT))
    return "　".join(texts) if is_note and len(texts) == len(raw) else ""


def shown(sheet: Sheet, found: FoundList, row: int, column: int) -> RawValue:
    """A cell's value; one that was merged downwards says the same for all its rows."""
    above, beside = sheet.anchor(row, column)
    return sheet.raw(above, column) if beside == column and above > found.header else None


def _written(sheet: Sheet, found: FoundList, row: int, column: int) -> Word | None:
    """A person's cell: its value, or its formula where nobody has calculated that."""
    place = sheet.anchor(row, column)
    if place in sheet.uncached and place[1] == column:
        return f"={formula}" if (formula := sheet.formulas.get(place)) else None
    return _word(shown(sheet, found, row, column))


def as_text(value: RawValue) -> str:
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
