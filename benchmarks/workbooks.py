"""The workbooks to measure with: distinct copies of a filled department form (six sheets) from the samples."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from benchmarks.rich import rich_workbook
from perfeval_xl.evaluation import evaluate
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.reading import read_workbook

_FOLDER_SIZE = 100
_CELLS = 5


def make_workbooks(folder: Path, count: int, *, rich: bool = False, values_of: str = "") -> list[Path]:
    """``count`` workbooks below ``folder``, a hundred in each of its subfolders; no two hold the same figures.

    Args:
        rich: with a ledger, charts, shapes and macros, see :mod:`benchmarks.rich`.
        values_of: of those, formulas with this function become plain values.
    """
    source = sorted((data_folder("workbook_templates") / "samples").glob("示例市*部门整体.xlsx"))[0]
    content = rich_workbook(source, values_of) if rich else source.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet, cells = _figures(content, parts)
    paths: list[Path] = []
    for number in range(count):
        suffix = "xlsm" if rich else "xlsx"
        path = folder / f"{number // _FOLDER_SIZE:04}" / f"单位{number:06}-部门整体.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_zipped(parts | {sheet: _with_figures(parts[sheet], cells, number)}))
        paths.append(path)
    return paths


def _figures(content: bytes, parts: dict[str, bytes]) -> tuple[str, list[str]]:
    """The form's part, and a few of its cells with plain figures."""
    book = read_workbook(content, title="样例")
    (form,) = evaluate(book).forms
    rows = [result.row for result in form.indicators if result.row.actual.is_number]
    number = [sheet.name for sheet in book].index(form.form.sheet) + 1
    part = f"xl/worksheets/sheet{number}.xml"
    found = [cell for row in rows if _pattern(cell := row.cells["actual"]).search(parts[part])]
    if len(found) < _CELLS:
        raise LookupError("the sample has too few figures to change")
    return part, found[:_CELLS]


def _pattern(cell: str) -> re.Pattern[bytes]:
    return re.compile(rb'(<c r="%s"[^>]*><v>)[0-9.]+(</v>)' % cell.encode())


def _with_figures(xml: bytes, cells: list[str], number: int) -> bytes:
    for at, cell in enumerate(cells):
        xml = _pattern(cell).sub(rb"\g<1>%d\g<2>" % (number * _CELLS + at + 1), xml, count=1)
    return xml


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()
