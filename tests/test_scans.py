"""A picture in place of a form is told for what it is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

import perfeval_xl


def scanned(place: Path, cells: int, picture: str | None) -> Path:
    book = Workbook()
    for number in range(cells):
        book.active.cell(number + 1, 1, "附件")  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer, "a") as package:
        if picture:
            package.writestr(picture, b"\x89PNG")
    place.write_bytes(buffer.getvalue())
    return place


@pytest.mark.parametrize(
    ("cells", "picture", "told"),
    [
        (0, "xl/media/image1.png", True),
        (1, "xl/media/image1.jpeg", True),
        (0, None, False),
        (40, "xl/media/a.png", False),
    ],
)
def test_a_workbook_of_pictures_only(tmp_path: Path, cells: int, picture: str | None, told: bool) -> None:
    evaluation = perfeval_xl.evaluate(scanned(tmp_path / "扫描.xlsx", cells, picture))
    assert evaluation.status == "unreadable"
    (issue,) = evaluation.issues
    assert (issue.code, "像是扫描件" in issue.message, "改报能填写的电子表格" in issue.remedy) == ("IO-30", told, told)
    assert evaluation.error == issue.message
