"""One contract for every way in: the scored file, and the Excel adapter on a live spreadsheet, cell by cell.

The adapter speaks xlwings; below it is a real LibreOffice instead of Excel (``tests/support/xlwings_office.py``).
The port in memory is held against the file in ``tests/addin/test_commands.py``, on the same samples.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

import perfeval_xl
from perfeval_xl.addin.building import built_addin
from perfeval_xl.addin.commands import press
from perfeval_xl.addin.entry import calling_book, main
from perfeval_xl.addin.excel import ExcelWorkbook
from perfeval_xl.addin.home import HOME_VARIABLE
from perfeval_xl.workbook.clearing import clear_workbook
from tests.support.live_excel import RECORD, SAMPLES, WITH_MARKS, saved, values

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))


def through_office(app: Any, source: Path, target: Path) -> Path:
    """A file opened and saved by the application, so that formulas are calculated and spelt as it does."""
    book = app.books.open(str(source))
    saved(book, target)
    book.close()
    return target


def looks(path: Path) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Number format, fill and comment of each cell of people's sheets and of ours."""
    found = {}
    for sheet in openpyxl.load_workbook(path):
        if sheet.title == RECORD:
            continue
        for row in sheet.iter_rows():
            for cell in row:
                fill = str(cell.fill.fgColor.rgb) if cell.fill.fill_type else ""
                found[sheet.title, cell.coordinate] = (
                    cell.number_format,
                    fill,
                    cell.comment.text if cell.comment else "",
                )
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_live_workbook_equals_the_scored_file(sample: Path, app: Any, opened: Any, tmp_path: Path) -> None:
    scored = perfeval_xl.score_file(sample, tmp_path / "scored.xlsx").output
    assert scored is not None
    expected = through_office(app, scored, tmp_path / "expected.xlsx")
    plain = through_office(app, sample, tmp_path / "plain.xlsx")
    book = opened(sample)
    assert press("score", ExcelWorkbook(book))
    live = saved(book, tmp_path / "live.xlsx")
    assert values(live) == values(expected)
    assert looks(live) == looks(expected)
    # and the command line takes it for its own: same result, and every cell back
    again = perfeval_xl.evaluate(live)
    first = perfeval_xl.evaluate(sample)
    assert [(form.score_total, form.grade) for form in again.forms] == [
        (form.score_total, form.grade) for form in first.forms
    ]
    assert [issue.code for issue in again.issues] == [issue.code for issue in first.issues]
    cleared = tmp_path / "cleared.xlsx"
    cleared.write_bytes(clear_workbook(live.read_bytes()).content)
    back = through_office(app, cleared, tmp_path / "back.xlsx")
    assert values(back) == values(plain)
    assert looks(back) == looks(plain)
    # the button again changes nothing, and 清除标记 gives every cell back
    assert press("score", ExcelWorkbook(book))
    twice = saved(book, tmp_path / "twice.xlsx")
    assert (values(twice), looks(twice)) == (values(live), looks(live))
    assert press("clear", ExcelWorkbook(book))
    emptied = saved(book, tmp_path / "emptied.xlsx")
    assert values(emptied, record=True) == values(plain)
    assert looks(emptied) == looks(plain)


def test_what_a_person_changed_after_scoring_stays(opened: Any, tmp_path: Path) -> None:
    form = perfeval_xl.evaluate(WITH_MARKS).forms[0]
    changed = next(row for row in form.indicators if row.score and row.score != row.row.entered_score.value)
    cell = changed.row.cells["score"]
    book = opened(WITH_MARKS)
    port = ExcelWorkbook(book)
    assert press("score", port)
    sheet = book.sheets[form.form.sheet]
    sheet.range(cell).value = 1.25
    marked = next(
        note for note in (sheet.range(c) for c in looks_with_notes(saved(book, tmp_path / "m.xlsx"), sheet.name))
    )
    marked.note.text = f"张三：已核实\n\n{marked.note.text}"
    assert press("clear", port)
    assert sheet.range(cell).value == 1.25
    assert marked.note.text == "张三：已核实"
    assert f"1个单元格保留不动：{sheet.name}!{cell}。" in book.app.impl.said[-1][0]


def looks_with_notes(path: Path, sheet: str) -> list[str]:
    return [cell for (name, cell), (_, _, note) in looks(path).items() if name == sheet and note]


def test_protection_is_put_back_and_a_password_refused(opened: Any) -> None:
    book = opened(WITH_MARKS)
    name = perfeval_xl.evaluate(WITH_MARKS).forms[0].form.sheet
    sheet = book.sheets[name].impl.sheet
    if sheet.isProtected():
        sheet.unprotect("")
    sheet.protect("")
    assert press("score", ExcelWorkbook(book))
    assert sheet.isProtected()
    sheet.unprotect("")
    sheet.protect("秘密")
    assert not press("clear", ExcelWorkbook(book))
    assert f"“{name}”有密码保护" in book.app.impl.said[-1][0]
    assert RECORD in [one.name for one in book.sheets]
    assert sheet.isProtected()


def test_hidden_and_filtered_rows_are_written_too(opened: Any) -> None:
    form = perfeval_xl.evaluate(WITH_MARKS).forms[0]
    book = opened(WITH_MARKS)
    rows = book.sheets[form.form.sheet].impl.sheet.Rows
    scored = [row for row in form.indicators if row.score is not None and row.score != row.row.entered_score.value]
    cell = scored[0].row.cells["score"]
    rows.getByIndex(int(cell[1:]) - 1).IsVisible = False
    assert press("score", ExcelWorkbook(book))
    assert book.sheets[form.form.sheet].range(cell).value == float(scored[0].score or 0)
    assert not rows.getByIndex(int(cell[1:]) - 1).IsVisible


def test_texts_that_look_like_formulas_or_numbers_stay_texts(opened: Any) -> None:
    from perfeval_xl.workbook.model import Edit

    book = opened(SAMPLES[0])
    sheet = book.sheets[0]
    texts = ["=1+1", '=HYPERLINK("http://x")', "001", "+5", "@a", "1/2", "'quoted", "甲"]
    for row, text in enumerate(texts, start=60):
        ExcelWorkbook(book).write([Edit(sheet.name, f"P{row}", text)])
    assert [sheet.range(f"P{row}").value for row in range(60, 60 + len(texts))] == texts
    assert not any(sheet.range(f"P{row}").impl._cell.Type.value == "FORMULA" for row in range(60, 60 + len(texts)))


def test_the_calling_workbook_is_found_whatever_else_is_open(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import xlwings

    other = opened(SAMPLES[0])
    odd = opened(WITH_MARKS, "a=b & (100%) 'x' 表.xlsx")
    last = opened(SAMPLES[0], "最后打开.xlsx")
    assert calling_book(["score", f"--wb={odd.name}", "--from_xl=1", "--hwnd=1"]).name == odd.name
    monkeypatch.setattr("sys.argv", ["-c", f"--wb={other.name}", "--from_xl=1", "--hwnd=1"])
    assert xlwings.Book.caller().name == other.name
    assert main(["score", f"--wb={odd.name}", "--from_xl=1", "--hwnd=1"]) == 0
    assert [RECORD in [sheet.name for sheet in book.sheets] for book in (other, odd, last)] == [False, True, False]


def test_one_click_from_the_ribbon_to_the_cells(opened: Any, tmp_path: Path) -> None:
    """The callback that customUI names, run by a VBA interpreter; its line given to our Python; cells of a live book."""
    from pyopenvba.interpreter import VBAObject

    from tests.support.vba_excel import PYTHON, Shell, excel_with

    book = opened(WITH_MARKS, "一次点击=a & b.xlsx")
    with zipfile.ZipFile(built_addin()) as archive:
        ribbon = etree.fromstring(archive.read("customUI/customUI14.xml"))
    callback = next(button.get("onAction") for button in ribbon.iter("{*}button") if button.get("label") == "评分")
    shell = Shell()
    excel_with(tmp_path / book.name, shell).run(str(callback).split(".")[1], VBAObject())
    ((line, *_),) = shell.lines
    program, *arguments = (quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', line))
    assert program == PYTHON
    assert arguments[:5] == ["-I", "-X", "utf8", "-m", "perfeval_xl.addin.entry"]
    assert main(arguments[5:]) == 0
    form = perfeval_xl.evaluate(WITH_MARKS).forms[0]
    changed = next(row for row in form.indicators if row.score and row.score != row.row.entered_score.value)
    assert book.sheets[form.form.sheet].range(changed.row.cells["score"]).value == float(changed.score or 0)
    assert RECORD in [sheet.name for sheet in book.sheets]


def test_an_unknown_workbook_or_command_is_an_exit_code(app: Any) -> None:
    assert main(["score", "--wb=没有这个.xlsx", "--from_xl=1", "--hwnd=1"]) == 3
    assert main(["format_c", "--wb=x.xlsx"]) == 3
    assert main([]) == 3


def test_a_workbook_never_saved_is_scored_too(app: Any, tmp_path: Path) -> None:
    book = app.books.impl.from_template(WITH_MARKS)
    port = ExcelWorkbook(app.books[book.name])
    try:
        assert port.path is None
        assert press("score", port)
        (copy,) = (tmp_path / "home" / "备份").iterdir()
        assert copy.name in app.impl.said[-1][0]
        assert RECORD in [sheet.name for sheet in app.books[book.name].sheets]
    finally:
        book.close()


def test_a_read_only_workbook_is_refused(app: Any, tmp_path: Path) -> None:
    path = tmp_path / "只读.xlsx"
    shutil.copy(SAMPLES[0], path)
    book = app.books.open(str(path), read_only=True)
    try:
        assert not press("score", ExcelWorkbook(book))
        assert "只读" in app.impl.said[-1][0]
        assert press("check", ExcelWorkbook(book))
    finally:
        book.close()


def test_a_table_reads_as_a_data_frame(app: Any) -> None:
    import pandas as pd

    book = app.books.add()
    sheet = book.sheets[0]
    sheet.range("B7").value = [["指标", "分值"], ["产出", 50.0], ["效益", 30.0]]
    frame = sheet.range("B7").expand().options(pd.DataFrame, index=False).value
    book.close()
    assert frame.to_dict("list") == {"指标": ["产出", "效益"], "分值": [50.0, 30.0]}


def test_status_and_question(opened: Any) -> None:
    book = opened(WITH_MARKS)
    book.app.impl.answer = "yes"
    try:
        assert press("check", ExcelWorkbook(book))
    finally:
        book.app.impl.answer = "no"
    first = next(issue for issue in perfeval_xl.evaluate(WITH_MARKS).issues if issue.cell)
    assert book.app.impl.said[-1][1] == "yes_no"
    assert book.app.impl.status_bar == f"{first.sheet}!{first.cell}"
