"""A workbook as offices keep them: the sample department form with a ledger of payments, charts, shapes and macros.

The forms are those of the sample, cell for cell; XlsxWriter writes them anew, with what a load-and-save would lose.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

LEDGER = "支出明细"
_ROWS = 170
_RELATION = (
    b'<Relationship Id="rIdUi" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    b'Target="customUI/customUI14.xml"/></Relationships>'
)
_RIBBON = b'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon/></customUI>'


def rich_workbook(sample: Path, values_of: str = "") -> bytes:
    """The sample's sheets but its first, which only explains, and the ledger in that one's place; ``.xlsm``.

    Args:
        values_of: formulas with this function become plain values, for a peer that does not know it.
    """
    import openpyxl
    import xlsxwriter

    written = io.BytesIO()
    formulas, values = (openpyxl.load_workbook(sample, data_only=known) for known in (False, True))
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.add_vba_project(io.BytesIO(_macros()), True)
        _ledger(book, book.add_worksheet(LEDGER))
        looks = _Looks(book)
        for sheet in formulas.worksheets[1:]:
            _copy(sheet, values[sheet.title], book.add_worksheet(sheet.title), looks, values_of)
    return _with_ribbon(written.getvalue())


class _Looks:
    """XlsxWriter's formats for openpyxl's cell styles, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[int, Any] = {}

    def of(self, cell: Any) -> Any:
        if cell.style_id not in self._known:
            self._known[cell.style_id] = self._book.add_format(_properties(cell))
        return self._known[cell.style_id]


def _properties(cell: Any) -> dict[str, Any]:
    font, sides = cell.font, cell.border
    found = {
        "font_name": font.name or "宋体",
        "font_size": font.sz or 11,
        "bold": bool(font.b),
        "num_format": cell.number_format,
        "text_wrap": bool(cell.alignment.wrap_text),
        "valign": "vcenter",
        "align": "center" if cell.alignment.horizontal == "center" else "left",
        "border": 1 if sides.left.style else 0,
        "locked": bool(cell.protection.locked),
    }
    if cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str):
        found["bg_color"] = f"#{cell.fill.fgColor.rgb[-6:]}"
    return found


def _copy(sheet: Any, known: Any, target: Any, looks: _Looks, values_of: str) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            at = (cell.row - 1, cell.column - 1)
            value = known[cell.coordinate].value
            if isinstance(cell.value, str) and cell.value.startswith("="):
                if values_of and values_of in cell.value:
                    target.write(*at, value, looks.of(cell))
                else:
                    target.write_formula(*at, cell.value, looks.of(cell), value or 0)
            elif cell.value is not None or cell.has_style:
                target.write(*at, cell.value, looks.of(cell))
    for merged in sheet.merged_cells.ranges:
        first = sheet.cell(merged.min_row, merged.min_col)
        box = (merged.min_row - 1, merged.min_col - 1, merged.max_row - 1, merged.max_col - 1)
        value = "" if first.value is None else first.value
        target.merge_range(*box, value, looks.of(first))
    for letter, size in sheet.column_dimensions.items():
        target.set_column(f"{letter}:{letter}", size.width)
    for number, size in sheet.row_dimensions.items():
        if size.height:
            target.set_row(number - 1, size.height)
    target.set_landscape()
    target.write_comment("L2", "请核对")


def _ledger(book: Any, sheet: Any) -> None:
    """Payments with running totals, and every kind of object that people insert."""
    money = book.add_format({"num_format": "#,##0.00", "border": 1})
    text = book.add_format({"border": 1})
    sheet.write_row(0, 0, ["序号", "月份", "事项", "预算数", "支付数", "余额", "支付率", "经办"], text)
    for row in range(1, _ROWS + 1):
        at = row + 1
        sheet.write_row(row, 0, [row, f"{row % 12 + 1}月", f"第{row}笔支出", 10 + row], text)
        sheet.write_number(row, 4, 8 + row * 0.75, money)
        sheet.write_formula(row, 5, f"=D{at}-E{at}", money, 2 + row * 0.25)
        sheet.write_string(row, 7, f"经办{row % 9}", text)
        if row % 3 == 0:
            sheet.write_formula(row, 6, f"=E{at}/D{at}", None, (8 + row * 0.75) / (10 + row))
    for kind, place in (("column", "J2"), ("line", "J20")):
        chart = book.add_chart({"type": kind})
        chart.add_series({"values": f"={LEDGER}!$E$2:$E${_ROWS}", "gradient": {"colors": ["#4472C4", "#9DC3E6"]}})
        sheet.insert_chart(place, chart)
    for number in range(3):
        sheet.insert_button(f"J{38 + number * 3}", {"macro": f"Run{number}", "caption": "汇总"})
        sheet.insert_textbox(f"L{38 + number * 3}", "说明：按支付日期登记")
        sheet.insert_checkbox(f"P{2 + number}", True)
    for row in range(2, 12):
        sheet.add_sparkline(f"I{row}", {"range": f"{LEDGER}!D{row}:F{row}"})
        sheet.write_comment(row, 2, "附件已收")
    sheet.insert_image("J50", "logo.png", {"image_data": io.BytesIO(_picture())})
    sheet.conditional_format(f"E2:E{_ROWS}", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation(f"B2:B{_ROWS}", {"validate": "list", "source": [f"{month}月" for month in range(1, 13)]})
    sheet.autofilter(0, 0, _ROWS, 7)
    sheet.freeze_panes(1, 0)


def _macros() -> bytes:
    from perfeval_xl.addin.building import built_addin

    with zipfile.ZipFile(built_addin()) as addin:
        return addin.read("xl/vbaProject.bin")


def _picture(size: int = 96) -> bytes:
    """A picture of noise, which no zip makes smaller."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    state, rows = 1, bytearray()
    for _ in range(size):
        rows.append(0)
        for _ in range(size):
            state = state * 1103515245 + 12345 & 0x7FFFFFFF
            rows.append(state >> 16 & 0xFF)
    header = struct.pack(">2I5B", size, size, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _with_ribbon(content: bytes) -> bytes:
    """With a ribbon of its own, as Office stores one."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"</Relationships>", _RELATION) if name == "_rels/.rels" else part)
        new.writestr("customUI/customUI14.xml", _RIBBON)
    return written.getvalue()
