"""The package's type follows the file's suffix, so that Excel opens a template scored into a workbook, and the like."""

from __future__ import annotations

import pytest

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.editing.content_type import fitted
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import unzipped, written, zipped

SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TEMPLATE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def book(kind: bytes) -> bytes:
    parts = unzipped(written(lambda made: made.add_worksheet("表").write(0, 0, 1)))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(SHEET, kind)
    return zipped(parts)


@pytest.mark.parametrize(
    ("kind", "suffix", "becomes"),
    [(TEMPLATE, ".xlsx", SHEET), (SHEET, ".xltx", TEMPLATE), (SHEET, ".xlsm", MACROS), (TEMPLATE, ".XLSX", SHEET)],
)
def test_the_type_follows_the_suffix(kind: bytes, suffix: str, becomes: bytes) -> None:
    given = book(kind)  # once: it tells the second in which it was made
    made = fitted(given, suffix, title="表", target=f"表{suffix}")
    before, after = unzipped(given), unzipped(made)
    assert after.pop("[Content_Types].xml").count(becomes) == 1
    del before["[Content_Types].xml"]
    assert after == before
    assert read_workbook(made).sheets[0].rows == [[1.0]]


def test_what_fits_is_left_alone() -> None:
    for kind, suffix in ((SHEET, ".xlsx"), (TEMPLATE, ".xltx"), (MACROS, ".xlsm"), (MACROS, ".bin")):
        given = book(kind)
        assert fitted(given, suffix, title="表", target="表") == given


def test_macros_never_go_under_a_name_without() -> None:
    with pytest.raises(WorkbookError) as caught:
        fitted(book(MACROS), ".xlsx", title="报送/表.xlsm", target="结果.xlsx")
    assert caught.value.issue.code == "IO-43"
    assert "“表.xlsm”" in caught.value.issue.message
    assert "结果.xlsx" in caught.value.issue.message
