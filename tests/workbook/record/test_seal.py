"""The seal of the record holds through every application that saves the file, whatever was written over."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Edit
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.record.seal import Told, seal_of_words
from tests.support.libreoffice import convert
from tests.workbook.builders_read import unzipped, written
from tests.workbook.rich import repacked
from tests.workbook.scored import FACTS, FORM, OWN, by_openpyxl, read

ODD = [
    *(
        "  两边有空格  ",
        "第一行\n第二行\r\n第三行",
        "制表\t符",
        "_x000D_",
        "a_x0041_b",
        "=不是公式",
        "#N/A",
    ),
    *(
        "'撇号",
        "&lt;<b>&",
        "007",
        "1e5",
        "inf",
        "０１２",
        "2024-03-01",
        "TRUE",
        "\u3000全角空格\u3000",
        "零宽\u200b空格",
        "𠮷野家",
    ),
    *(0.1 + 0.2, 1 / 3, 1e-320, 123456789012345680000, -0.0, 0.123456789049999999, True, 45352.25),
]


def original() -> bytes:
    def fill(book: object) -> None:
        sheet = book.add_worksheet(FORM)  # type: ignore[attr-defined]
        bold = book.add_format({"bold": True})  # type: ignore[attr-defined]
        for row, value in enumerate(ODD):
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(row, 0, value)
        sheet.write_rich_string(len(ODD), 0, "一部分", bold, "加粗", "的文字")
        sheet.write_formula(len(ODD) + 1, 0, '=IF(A1="a","_x000D_","长  文")', None, "长  文")

    return written(fill)


def scored(content: bytes) -> bytes:
    texts = [value for value in ODD if isinstance(value, str)]
    edits = [Edit(FORM, f"A{row}", Decimal(row) / 7) for row in range(1, len(ODD) + 3)]
    edits += [Edit(FORM, f"C{row}", text) for row, text in enumerate(texts, 1)]
    return patch_workbook(content, edits, OWN, {**FACTS, "odd": "\n".join(texts)})


def by_calc(content: bytes, folder: Path) -> bytes:
    (folder / "in.xlsx").write_bytes(content)
    convert([folder / "in.xlsx"], "xlsx:Calc MS Excel 2007 XML", folder / "out")
    return (folder / "out" / "in.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0.30000000000000004", "0.3", True),
        ("-0", "0", True),
        ("1E3", "1000", True),
        ("#N/A", "#NAME?", True),
        ("第一行\n第二行", "第一行\r\n第二行", True),
        (" 两边 ", "两边", True),
        ("a_x0041_b", "aAb", True),
        ("9.43", "9.44", False),
        ("#N/A", "", False),
        ("", "0", False),
        ("一", "二", False),
    ],
)
def test_a_previous_content_counts_as_applications_keep_it(one: str, other: str, same: bool) -> None:
    first, second = ([Told("value", stash, "", "1", "n", "B1")] for stash in (one, other))
    assert (seal_of_words(first, stashes=True) == seal_of_words(second, stashes=True)) is same
    assert seal_of_words(first, stashes=False) == seal_of_words(second, stashes=False)


def test_words_do_not_move_from_one_column_or_row_to_the_next() -> None:
    rows = [Told("value", "", "A1", "", "", "B1"), Told("value", "", "", "A1", "", "B1")]
    seals = {seal_of_words(found, stashes=True) for found in (rows, rows[::-1], rows[:1], rows[1:], [])}
    assert len(seals) == 5


def as_it_is(content: bytes, _folder: Path) -> bytes:
    return content


def once_by_openpyxl(content: bytes, _folder: Path) -> bytes:
    return by_openpyxl(content)


@pytest.mark.parametrize("save", [as_it_is, once_by_openpyxl, pytest.param(by_calc, marks=pytest.mark.libreoffice)])
def test_odd_contents_do_not_look_like_damage(save: Callable[[bytes, Path], bytes], tmp_path: Path) -> None:
    saved = save(scored(original()), tmp_path)
    cleared = clear_workbook(saved)
    assert cleared.found
    before, after = read(original())[FORM], read(cleared.content)[FORM]
    texts = [row for row, value in enumerate(ODD) if isinstance(value, str) and value.isalnum()]
    assert [after.raw(row, 0) for row in texts] == [before.raw(row, 0) for row in texts]
    assert scored(saved)


@pytest.mark.parametrize("save", [as_it_is, once_by_openpyxl, pytest.param(by_calc, marks=pytest.mark.libreoffice)])
def test_a_date_stored_as_text_may_become_a_number(save: Callable[[bytes, Path], bytes], tmp_path: Path) -> None:
    parts = unzipped(original())
    sheet = "xl/worksheets/sheet1.xml"
    dated = parts[sheet].replace(b'<c r="A25" t="b"><v>1</v></c>', b'<c r="A25" t="d"><v>2024-03-01</v></c>')
    assert dated != parts[sheet]
    assert clear_workbook(save(scored(repacked({**parts, sheet: dated})), tmp_path)).found
