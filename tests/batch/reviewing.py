"""What a reviewer writes into the summary of a small folder, and what the next summary has of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.books import write_book
from tests.support.forms import changed

OVERSPENT = changed(("86.18 | 10 | 86.18% | < | 8.62", "186.18 | 10 | 186.18% | < | 10"))


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Two forms, one of them with mistakes, a workbook that is none, and a file of another kind."""
    folder = tmp_path / "填报"
    write_book(folder / "乙.xlsx", OVERSPENT)
    write_book(folder / "甲.xlsx")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "说明.zip").write_bytes(b"PK\x03\x04")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "结果"


def edit(out: Path, work: Callable[[Any], None]) -> None:
    """As a reviewer in a spreadsheet program."""
    book = openpyxl.load_workbook(out / "summary.xlsx")
    work(book)
    book.save(out / "summary.xlsx")


def rows(out: Path, sheet: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(out / "summary.xlsx")
    if sheet not in book.sheetnames:
        return []
    header, *below = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in below]


def write_beside(sheet: Any, header: str, words: dict[str, object], key: str = "文件") -> None:
    """A new column at the right."""
    column = sheet.max_column + 1
    sheet.cell(1, column, header)
    keys = [cell.value for cell in sheet[1]].index(key) + 1
    for row in range(2, sheet.max_row + 1):
        if (word := words.get(sheet.cell(row, keys).value)) is not None:
            sheet.cell(row, column, word)


def noted(out: Path, sheet: str, header: str, key: str = "文件") -> dict[str, object]:
    return {row[key]: row[header] for row in rows(out, sheet) if row.get(header) is not None}
