"""The values that the builder puts beside its formulas are those a spreadsheet calculates."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.templates.__main__ import built_files
from tests.support.libreoffice import convert
from tests.templates.books import filled, opened


def without_values(content: Path, target: Path) -> None:
    """A copy whose formulas have no values, so that opening it must calculate them."""
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            new.writestr(name, data)


@pytest.mark.libreoffice
def test_libreoffice_calculates_the_same_values(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    files = [path for path, _ in built_files()]
    for path in files:
        without_values(path, tmp_path / "in" / path.name)
    convert(sorted((tmp_path / "in").iterdir()), "xlsx", tmp_path / "out")
    compared = 0
    for path in files:
        content = path.read_bytes()
        ours, formulas = opened(content, values=True), opened(content)
        theirs = openpyxl.load_workbook(tmp_path / "out" / path.name, data_only=True)
        for sheet in formulas.worksheets:
            for cell in filled(sheet):
                if cell.data_type == "f":
                    expected = theirs[sheet.title][cell.coordinate].value
                    found = ours[sheet.title][cell.coordinate].value
                    assert (found or None) == (pytest.approx(expected) if expected else None), cell.coordinate
                    compared += 1
    assert compared > 200
