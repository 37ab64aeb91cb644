"""Workbooks full of what a load-and-save through a library would lose, and independent eyes to compare them with."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from typing import Any

import openpyxl
from lxml import etree

from tests.workbook.builders_read import unzipped, written

FORM, TOTALS, EXTRAS, HIDDEN = "自评表", "汇总 2020", "图表", "字典"
NAMESPACES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
CUSTOM_UI = b'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon/></customUI>'
_UI_RELATION = (
    b'<Relationship Id="rIdUi" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    b'Target="customUI/customUI14.xml"/>'
)


def rich_workbook() -> bytes:
    """Four sheets: a form with formulas, totals that look at it, one with every kind of object, a hidden one.

    On the form: scores in I4:I13 (I13 a formula), execution rate J2 (a formula, shown ``0%``), total I14 (=SUM),
    a merged comment cell B16:J18, and K2 without content. The totals sheet looks at the form's total.
    """
    return _with_ribbon(written(_fill))


def _fill(book: Any) -> None:
    book.add_vba_project(io.BytesIO(b"not a real project, but bytes that must survive"), True)
    book.define_name("pe_total", f"={FORM}!$I$14")
    formats = {
        "box": book.add_format({"border": 1, "text_wrap": True}),
        "score": book.add_format({"border": 1, "num_format": "0.00", "bg_color": "#FFF2CC"}),
        "percent": book.add_format({"num_format": "0%", "border": 1}),
        "date": book.add_format({"num_format": "yyyy/m/d"}),
    }
    form = book.add_worksheet(FORM)
    totals = book.add_worksheet(TOTALS)
    _fill_form(form, formats)
    totals.write_formula("A1", f"={FORM}!I14", formats["score"], 45)
    totals.write_formula("A2", "=A1*2", None, 90)
    totals.write_formula("A3", "=pe_total+1", None, 46)
    totals.write_formula("A4", f"=COUNTA({FORM}!A1:A3)", None, 2)
    totals.write_formula("A5", "=1+1", None, 2)
    _fill_extras(book, book.add_worksheet(EXTRAS), formats)
    hidden = book.add_worksheet(HIDDEN)
    hidden.write_column("A1", ["优", "良", "中", "差"])
    hidden.hide()


def _fill_form(form: Any, formats: dict[str, Any]) -> None:
    form.merge_range("A1:J1", "项目支出绩效自评表", formats["box"])
    form.write_row("A2", ["资金总额", "", "", "", "", 100, 100, 66.74])
    form.write_formula("J2", "=H2/G2", formats["percent"], 0.6674)
    form.write("I2", 45352, formats["date"])
    for row in range(3, 13):
        form.write_row(row, 0, [f"指标{row}", "≥95%", "100%"], formats["box"])
        form.write_number(row, 7, 5, formats["score"])
        form.write_number(row, 8, 4.5, formats["score"])
    form.write_rich_string("B4", formats["box"], "红", formats["date"], "黑")
    form.write_formula("I13", "=H13*0.9", formats["score"], 4.5)
    form.write_formula("I14", "=SUM(I4:I13)", formats["score"], 45)
    form.merge_range("B16:J18", "", formats["box"])
    form.data_validation("B2", {"validate": "list", "source": ["优", "良"]})
    form.conditional_format("I4:I13", {"type": "data_bar", "data_bar_2010": True})
    form.write_comment("C4", "批注")
    form.protect("", {"select_locked_cells": True})
    form.autofilter("A3:J13")
    form.repeat_rows(0, 2)
    form.set_header("&L页眉")


def _fill_extras(book: Any, sheet: Any, formats: dict[str, Any]) -> None:
    sheet.write_column("A1", [1, 4, 2, 8])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={EXTRAS}!$A$1:$A$4", "gradient": {"colors": ["red", "blue"]}})
    sheet.insert_chart("C2", chart)
    sheet.insert_image("H2", "logo.png", {"image_data": io.BytesIO(_png())})
    sheet.insert_textbox("C20", "说明文字")
    sheet.insert_button("H20", {"macro": "Run", "caption": "评分"})
    sheet.insert_checkbox("B1", True)
    sheet.add_sparkline("B5", {"range": f"{EXTRAS}!A1:A4"})
    sheet.add_table("K1:L4", {"columns": [{"header": "名称"}, {"header": "得分"}]})
    sheet.write_array_formula("N1:N2", "{=A1:A2*2}", None, 2)
    sheet.write_url("A6", "internal:字典!A1", string="字典")
    sheet.set_column("N:N", 12, formats["percent"])


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    pixel = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixel + chunk(b"IEND", b"")


def _with_ribbon(content: bytes) -> bytes:
    """The workbook with a custom ribbon grafted in, as Office stores one."""
    parts = unzipped(content)
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", _UI_RELATION + b"</Relationships>")
    parts["customUI/customUI14.xml"] = CUSTOM_UI
    return repacked(parts)


def repacked(parts: dict[str, bytes]) -> bytes:
    """Parts as a zip with several compression levels, stored members and time stamps of their own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for number, (name, data) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, (2020 + number % 5, 1 + number % 12, 2, 3, 4, 6))
            info.compress_type = zipfile.ZIP_STORED if number % 4 == 3 else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, data, compresslevel=1 + number % 9)
    return buffer.getvalue()


def local_records(content: bytes) -> dict[str, bytes]:
    """Each member's local record as it lies in the file, found by the standard library's directory reader."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        infos = sorted(package.infolist(), key=lambda info: info.header_offset)
        ends = [info.header_offset for info in infos[1:]] + [package.start_dir]
        return {info.filename: content[info.header_offset : end] for info, end in zip(infos, ends, strict=True)}


def cells(part: bytes) -> dict[str, str]:
    """Address -> canonical XML of each cell of a worksheet part, by lxml."""
    root = etree.fromstring(part)
    return {
        cell.get("r"): etree.tostring(cell, method="c14n").decode()
        for cell in root.iterfind("m:sheetData/m:row/m:c", NAMESPACES)
    }


def without_cells(part: bytes, addresses: set[str]) -> bytes:
    """A worksheet part as canonical XML with some cells taken out, and rows that are empty then."""
    root = etree.fromstring(part)
    for row in root.iterfind("m:sheetData/m:row", NAMESPACES):
        for cell in [cell for cell in row if cell.get("r") in addresses]:
            row.remove(cell)
        if len(row) == 0:
            row.getparent().remove(row)
    return etree.tostring(root, method="c14n")


def part_of(content: bytes, sheet: str) -> str:
    """The part name of a sheet, by lxml."""
    parts = unzipped(content)
    book = etree.fromstring(parts["xl/workbook.xml"])
    office = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    (link,) = [
        entry.get(office) for entry in book.iterfind("m:sheets/m:sheet", NAMESPACES) if entry.get("name") == sheet
    ]
    links = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    (target,) = [one.get("Target") for one in links if one.get("Id") == link]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def openpyxl_workbook() -> bytes:
    """The same form with the same addresses, as openpyxl saves it (no cached values, no shared strings' order)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(rich_workbook()))
    buffer = io.BytesIO()
    book.save(buffer)
    return repacked(unzipped(buffer.getvalue()))
