"""A rich workbook with marks, and what another library sees of them."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
from openpyxl.workbook import Workbook

from perfeval_xl.workbook.model import Edit, Mark, NumberFormat
from perfeval_xl.workbook.patching import patch_workbook
from tests.workbook.rich import EXTRAS, FORM, TOTALS

RED, YELLOW = "FFC7CE", "FFEB9C"
EDITS = [Edit(FORM, "I4", Decimal("4.75"), NumberFormat.PLAIN), Edit(FORM, "J2", Decimal("0.66"), NumberFormat.PERCENT)]
MARKS = [
    Mark(FORM, "I4", "绩效自评检查：\n【错误 IND-02】得分填4.5分，重算为4.75分。\n处理：改正。", RED),
    Mark(FORM, "C4", "绩效自评检查：\n【警告 SAT-01】没有<问卷> & 数据", YELLOW),  # has a person's comment
    Mark(FORM, "D17", "绩效自评检查：\n【错误 IND-03】没有原因", RED),  # inside the merge B16:J18
    Mark(FORM, "J2", "绩效自评检查：\n【提示 TXT-08】截断"),
    Mark(FORM, "M40", "绩效自评检查：\n【警告 X】没有这个单元格", YELLOW),
    Mark(EXTRAS, "A1", "绩效自评检查：\n【警告 BUD-08】合计不符", YELLOW),  # a sheet with a button and no comments
    Mark(TOTALS, "A5", "绩效自评检查：\n【错误 BUD-08】合计不符", RED),  # a sheet without any relationship
]
SHADED = {
    (mark.sheet, cell) for mark, cell in zip(MARKS, ["I4", "C4", "B16", "", "M40", "A1", "A5"], strict=True) if cell
}
NOTED = {"I4", "C4", "B16", "J2", "M40"}


def patched(content: bytes) -> bytes:
    return patch_workbook(content, EDITS, [], {"rules": "cn-2020"}, marks=MARKS)


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def comments(content: bytes) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def fills(content: bytes) -> dict[tuple[str, str], str]:
    """Cells with a fill of ours."""
    return {
        (sheet.title, cell.coordinate): cell.fill.fgColor.rgb[2:]
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (f"FF{RED}", f"FF{YELLOW}")
    }
