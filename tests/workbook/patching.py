"""Short ways to patch minimal workbooks in tests, and to look at one cell of the outcome."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.workbook.model import Edit, NumberFormat
from perfeval_xl.workbook.patching import patch_workbook
from tests.workbook.builders_read import MAIN, raw_parts, unzipped, zipped

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="170" formatCode="0.000%"/>'
    '<numFmt numFmtId="171" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/></border></borders>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0"/><xf numFmtId="9" fontId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="170" fontId="0"/><xf numFmtId="171" fontId="0"><alignment wrapText="1"/></xf>'
    '<xf numFmtId="2" fontId="0"/></cellXfs></styleSheet>'
)
SHEET = "xl/worksheets/sheet1.xml"
MERGED = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C9"/></mergeCells>'
SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="4"><f t="shared" ref="B1:B4" si="0">A1*$A$1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>2</v></c><c r="B2" s="4"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="A3"><v>3</v></c><c r="B3" s="4"><f t="shared" si="0"/><v>3</v></c></row>'
    '<row r="4"><c r="A4"><v>4</v></c><c r="B4" s="4"><f t="shared" si="0"/><v>4</v></c></row>'
)


def book(data: str, *, before: str = "", after: str = "", **options: str) -> bytes:
    """A workbook whose one sheet 自评表 has the given inside of ``<sheetData>``."""
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
    return zipped(raw_parts(sheet, styles=options.pop("styles", STYLES), **options))


def put(content: bytes, *edits: Edit) -> dict[str, str]:
    """The parts, as text, after patching."""
    return texts(patch_workbook(content, edits, [], {}))


def texts(content: bytes) -> dict[str, str]:
    return {name: data.decode("utf-8") for name, data in unzipped(content).items()}


def edit(cell: str, value: Decimal | int | str | None, show: NumberFormat = NumberFormat.AS_IS) -> Edit:
    return Edit("自评表", cell, Decimal(value) if isinstance(value, int) else value, show)


def data_of(sheet: str) -> str:
    """The inside of ``<sheetData>``."""
    match = re.search(r"<sheetData>(.*)</sheetData>", sheet, re.DOTALL)
    assert match is not None
    return match[1]
