"""A workbook with sheets of ours that is saved by another program and scored again."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import openpyxl
from openpyxl.workbook import Workbook

from perfeval_xl.workbook.model import Edit, Look, Merge, OwnCell, OwnSheet, Sheets
from perfeval_xl.workbook.own.people import with_peoples_words
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import written

FORM = "自评表"
EDITS = [Edit(FORM, "A2", "90")]


def results(lines: Sequence[int], points: int = 0) -> OwnSheet:
    """A sheet of ours, three columns wide, with these lines under its title and header."""
    rows: list[list[OwnCell | None]] = [
        [OwnCell("评分结果", Look.TITLE)],
        [OwnCell(head, Look.HEADER) for head in ("指标", "分值", "得分")],
        *([OwnCell(f"指标{n}", Look.LINK, f"{FORM}!A1"), OwnCell(n + points, Look.NUMBER), None] for n in lines),
    ]
    return OwnSheet(
        "评分结果",
        rows,
        widths=(20, 10, 10),
        merges=(Merge(0, 0, 0, 2),),
        filter_row=1,
        repeat_rows=2,
        keys=(0,),
        fixed=2,
    )


ISSUES = OwnSheet("问题清单", [[OwnCell("绩效自评问题清单", Look.TITLE)]], widths=(30,))


def original() -> bytes:
    return written(lambda book: book.add_worksheet(FORM).write("A1", "项目支出绩效自评表"))


def read(content: bytes) -> Sheets:
    return read_workbook(content, title="自评表.xlsx")


def score(content: bytes, lines: int | Sequence[int], points: int = 0) -> bytes:
    lines = range(lines) if isinstance(lines, int) else lines
    own = with_peoples_words([results(lines, points), ISSUES], read(content))
    return patch_workbook(content, EDITS, own, {"rules": "cn-2020"}, title="自评表.xlsx")


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Opened, changed and saved by a program that writes every part anew."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def shown(book: Workbook, name: str = "评分结果") -> dict[str, object]:
    """All values of a sheet by address."""
    return {cell.coordinate: cell.value for row in book[name].iter_rows() for cell in row if cell.value is not None}


def ours(lines: int | Sequence[int], points: int = 0) -> dict[str, object]:
    return shown(opened(score(original(), lines, points)))


def by_columns(book: Workbook, change: str, extent: str) -> None:
    """Put in or delete columns as an application does: it keeps the record's formulas up to date."""
    sheet = book["评分结果"]
    sheet.unmerge_cells("A1:C1")
    sheet.insert_cols(2) if change == "insert" else sheet.delete_cols(2)
    for row in book["_perfeval"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "评分结果" in cell.value:
                cell.value = cell.value.replace("A1:C7", extent)
