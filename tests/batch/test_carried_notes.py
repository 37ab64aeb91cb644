"""A reviewer's comments on the cells of a scored copy are on the copy that takes its place, at the same rows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment

import perfeval_xl
from perfeval_xl import clear_file, score_file
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.marks.carried import EARLIER
from perfeval_xl.workbook.marks.notes import AUTHOR
from tests.support.books import write_book
from tests.support.forms import changed
from tests.support.libreoffice import convert

SAMPLE = next((data_folder("workbook_templates") / "samples").glob("*问题示例.xlsx"))


@pytest.fixture
def form(tmp_path: Path) -> Path:
    shutil.copyfile(SAMPLE, tmp_path / "甲.xlsx")
    return tmp_path / "甲.xlsx"


def edited(path: Path, work: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(path)
    work(book.worksheets[0])
    book.save(path)


def scored(form: Path) -> Path:
    outcome = score_file(form)
    assert outcome.output is not None
    return outcome.output


def notes(path: Path) -> dict[str, tuple[str, str]]:
    """Address -> author and text of the comments on the form that have anything of a person's."""
    cells = (cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.comment)
    found = {cell.coordinate: (cell.comment.author, cell.comment.text) for cell in cells}
    return {place: note for place, note in found.items() if not note[1].startswith(f"{AUTHOR}：")}


def marked(path: Path) -> str:
    """A cell with a comment of ours."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return next(cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment)


def test_comments_stand_at_the_same_row_though_it_has_moved(form: Path) -> None:
    copy = scored(form)
    name = openpyxl.load_workbook(copy).worksheets[0]["D15"].value
    edited(copy, lambda sheet: setattr(sheet["G15"], "comment", Comment("李科:\n请附佐证", "李科")))
    edited(form, lambda sheet: sheet.insert_rows(9))  # as text above: what follows moves down by one
    outcome = score_file(form, copy)
    sheet = openpyxl.load_workbook(copy).worksheets[0]
    (place,) = (cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == name)
    assert outcome.carried and outcome.backup is not None
    assert notes(copy)[place.replace("D", "G")] == ("李科", "李科:\n请附佐证")


def test_a_comment_beside_ours_keeps_its_words_only(form: Path) -> None:
    copy = scored(form)
    place = marked(copy)
    ours = openpyxl.load_workbook(copy).worksheets[0][place].comment.text
    edited(copy, lambda sheet: setattr(sheet[place], "comment", Comment(f"王处：先核实\n\n{ours}", "王处")))
    score_file(form, copy)
    text = openpyxl.load_workbook(copy).worksheets[0][place].comment.text
    assert text == f"王处：先核实\n\n{ours}"


def test_words_between_ours_are_carried_with_them(form: Path) -> None:
    copy = scored(form)
    place = marked(copy)
    ours = openpyxl.load_workbook(copy).worksheets[0][place].comment.text
    spoken = ours[:12] + "（已电话核实）" + ours[12:]
    edited(copy, lambda sheet: setattr(sheet[place], "comment", Comment(spoken, AUTHOR)))
    score_file(form, copy)
    text = openpyxl.load_workbook(copy).worksheets[0][place].comment.text
    assert text == spoken.replace(f"{AUTHOR}：", EARLIER, 1) + "\n\n" + ours


def test_what_stands_in_the_form_itself_is_not_doubled(form: Path) -> None:
    edited(form, lambda sheet: setattr(sheet["D15"], "comment", Comment("填报人：含补贴", "填报人")))
    copy = scored(form)
    edited(copy, lambda sheet: setattr(sheet["D16"], "comment", Comment("请核对", "审核")))
    score_file(form, copy)
    told = notes(copy)
    assert told["D15"][1].count("含补贴") == 1 and told["D16"] == ("审核", "请核对")


def test_comments_go_on_from_copy_to_copy_and_clearing_keeps_them(form: Path) -> None:
    copy = scored(form)
    edited(copy, lambda sheet: setattr(sheet["D15"], "comment", Comment("一", "甲")))
    score_file(form, copy)
    first = notes(copy)
    edited(copy, lambda sheet: setattr(sheet["D16"], "comment", Comment("二", "乙")))
    score_file(form, copy)
    assert notes(copy) == first | {"D16": ("乙", "二")}
    clear_file(copy)
    assert notes(copy) == first | {"D16": ("乙", "二")}
    sheet = openpyxl.load_workbook(copy).worksheets[0]
    assert sum(cell.comment is not None for row in sheet.iter_rows() for cell in row) == 2


def test_a_comment_on_a_row_that_is_no_more_stays_in_the_backup(form: Path) -> None:
    copy = scored(form)
    edited(copy, lambda sheet: setattr(sheet["D15"], "comment", Comment("请核对", "审核")))
    edited(form, lambda sheet: setattr(sheet["D15"], "value", "改了名的指标"))
    outcome = score_file(form, copy)
    assert notes(copy) == {} and outcome.backup is not None
    assert notes(outcome.backup) == {"D15": ("审核", "请核对")}


def test_comments_on_our_sheets_become_words_beside_their_rows(form: Path) -> None:
    copy = scored(form)
    book = openpyxl.load_workbook(copy)
    sheet = book["问题清单"]
    code = sheet["C6"].value
    sheet["D6"].comment = Comment("已与单位核实", "李科")
    sheet["A7"].comment = Comment("李科:\n再看", "李科")
    book.save(copy)
    for _ in range(2):
        assert score_file(form, copy).carried
        rows = openpyxl.load_workbook(copy)["问题清单"].iter_rows(values_only=True)
        beside = {word: row[2] for row in rows for word in row[7:] if word}
        assert beside["批注（李科）：已与单位核实"] == code
        assert "批注：李科:\n再看" in beside and len(beside) == 2
        edited(copy, lambda sheet: setattr(sheet["D15"], "comment", Comment("一", "甲")))


def test_a_row_whose_actual_value_was_mended_keeps_its_comment(form: Path) -> None:
    copy = scored(form)
    edited(copy, lambda sheet: setattr(sheet["G14"], "comment", Comment("请核对", "审核")))
    edited(form, lambda sheet: setattr(sheet["G14"], "value", "205万平方米"))
    score_file(form, copy)
    assert notes(copy)["G14"] == ("审核", "请核对")


def test_of_rows_that_begin_alike_none_gets_the_comment_of_another(form: Path) -> None:
    def alike(sheet: Any) -> None:
        for row in (15, 16):
            for column in "ABCDEFG":
                if not isinstance(sheet[f"{column}{row}"], MergedCell):
                    sheet[f"{column}{row}"] = "同样的话" if column in "DFG" else None

    edited(form, alike)
    copy = scored(form)
    edited(copy, lambda sheet: setattr(sheet["D16"], "comment", Comment("说的是第二行", "审核")))
    edited(form, lambda sheet: sheet.insert_rows(9))  # both move by one: the second is where it was, one further down
    score_file(form, copy)
    assert notes(copy)["D17"] == ("审核", "说的是第二行") and "D16" not in notes(copy)
    edited(form, lambda sheet: sheet.delete_rows(16))  # one of the two goes, and nobody can tell which
    outcome = score_file(form, copy)
    assert not any("第二行" in text for _author, text in notes(copy).values())
    assert outcome.backup is None or "说的是第二行" in str(notes(outcome.backup))


def test_a_row_is_known_again_by_what_people_wrote_in_it(form: Path) -> None:
    write_book(form, changed(("| 自评等级 | < | 优 |", "| 自评等级 | < |  |")))
    copy = scored(form)
    ours = perfeval_xl.evaluate(form).forms[0].form.cells["grade"]
    assert openpyxl.load_workbook(copy).worksheets[0][ours].value == "优"  # a text that is not in the form
    edited(copy, lambda sheet: setattr(sheet[ours], "comment", Comment("等级再议", "审核")))
    score_file(form, copy)
    assert notes(copy)[ours] == ("审核", "等级再议")


def test_another_units_form_under_the_same_name_gets_none(form: Path, tmp_path: Path) -> None:
    copy = scored(form)
    edited(copy, lambda sheet: setattr(sheet["D15"], "comment", Comment("请核对", "审核")))
    other = next(path for path in SAMPLE.parent.glob("*项目支出*.xlsx"))
    shutil.copyfile(other, form)
    outcome = score_file(form, copy)
    assert not any("请核对" in text for _author, text in notes(copy).values()) and not outcome.carried


def by_libreoffice(path: Path, folder: Path) -> Path:
    convert([path], "xlsx:Calc MS Excel 2007 XML", folder)
    return folder / path.name


@pytest.mark.libreoffice
def test_comments_of_a_copy_that_libreoffice_saved(form: Path, tmp_path: Path) -> None:
    copy = scored(form)
    edited(copy, lambda sheet: setattr(sheet["D15"], "comment", Comment("审核：请附佐证", "审核")))
    shutil.copyfile(by_libreoffice(copy, tmp_path / "saved"), copy)
    score_file(form, copy)
    assert "请附佐证" in notes(copy)["D15"][1]
    assert "请附佐证" in notes(by_libreoffice(copy, tmp_path / "again"))["D15"][1]
