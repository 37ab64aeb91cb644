"""A workbook as the double of WPS (``wps.mjs``) takes it; run by that with the path of a workbook that it is to open."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import openpyxl

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.model import CellError, Sheets
from perfeval_xl.workbook.reading import read_workbook
from tests.support.memory_port import shown


def told(sheets: Sheets) -> dict[str, Any]:
    """Cells, merges and names."""
    listed = []
    for sheet in sheets:
        cells = []
        for r, row in enumerate(sheet.rows):
            for c, raw in enumerate(row):
                formula = sheet.formulas.get((r, c)) or None
                if raw is None and formula is None:
                    continue
                value = {"error": raw.text} if isinstance(raw, CellError) else shown(raw)
                form = "0.00%" if (r, c) in sheet.percent else "General"
                cells.append([cell_name(r, c), value, formula, form])
        merges = [f"{cell_name(m.top, m.left)}:{cell_name(m.bottom, m.right)}" for m in sheet.merges]
        listed.append({"name": sheet.name, "visible": True, "cells": cells, "merges": merges})
    names = {name: f"={text}" for name, text in sheets.names.items()}
    for sheet in sheets:
        names |= {f"'{sheet.name}'!{name}": f"={text}" for name, text in sheet.names.items()}
    return {"sheets": listed, "names": names}


def told_with_looks(path: Path) -> dict[str, Any]:
    """The same with each cell's look, the sizes and the filters."""
    found = told(read_workbook(path))
    book = openpyxl.load_workbook(path)
    for sheet in found["sheets"]:
        page = book[sheet["name"]]
        sheet["looks"] = {cell.coordinate: _look(cell) for row in page.iter_rows() for cell in row if cell.has_style}
        sheet["heights"] = {number: row.height for number, row in page.row_dimensions.items() if row.height}
        sheet["widths"] = {letters: column.width for letters, column in page.column_dimensions.items()}
        sheet["filter"] = page.auto_filter.ref
    return found


def _look(cell: Any) -> str:
    link = cell.hyperlink.location if cell.hyperlink else ""
    return f"{cell.font.b} {cell.font.sz} {cell.fill.fgColor.rgb} {cell.border.top.style} {cell.alignment.wrap_text} {link}"


if __name__ == "__main__":
    print(json.dumps(told_with_looks(Path(sys.argv[1]))))
