"""Words that a person typed between the rows and columns of our sheets: kept beneath when these are filled again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

import perfeval_xl
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.own.digests import digests_of, row_digest, split_digests
from perfeval_xl.workbook.own.people import CHANGED, NO_MORE
from tests.support.libreoffice import convert
from tests.workbook.own.builders import by_columns, changed, opened, original, ours, results, score, shown


def into_a_blank(book: Workbook) -> None:
    book["评分结果"]["C5"] = "已核对"


def over_a_text(book: Workbook) -> None:
    book["评分结果"]["A5"] = "指标2（已核对）"


def over_a_header(book: Workbook) -> None:
    book["评分结果"]["A2"] = "指标名称"


def into_a_new_column(book: Workbook) -> None:
    by_columns(book, "insert", "A1:D7")
    book["评分结果"]["B5"] = "列间的话"


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (into_a_blank, {"A10": "指标2", "B10": 2, "C10": "已核对"}),
        (over_a_text, {"A10": "指标2（已核对）", "B10": 2}),
        (over_a_header, {"A10": "指标名称", "B10": "分值", "C10": "得分"}),
        (into_a_new_column, {"A10": "指标2", "B10": "列间的话", "C10": 2}),
    ],
)
def test_a_row_that_a_person_changed_is_kept_beneath(
    change: Callable[[Workbook], None], cells: dict[str, object]
) -> None:
    saved = changed(score(original(), 5), change)
    again = score(saved, 5)
    assert shown(opened(again)) == ours(5) | {"A9": CHANGED} | cells
    assert score(again, 5) == again
    assert shown(opened(score(changed(again, lambda _: None), 5))) == shown(opened(again))


def test_a_changed_row_with_a_remark_stands_beneath_and_the_remark_beside_the_new_row() -> None:
    def change(book: Workbook) -> None:
        into_a_blank(book)
        book["评分结果"]["E5"], book["评分结果"]["E6"] = "关于指标2", "关于指标3"

    again = shown(opened(score(changed(score(original(), 5), change), (2, 0))))
    expected = {"E3": "关于指标2", "A6": NO_MORE, "A7": "指标3", "B7": 3, "E7": "关于指标3"}
    assert again == ours((2, 0)) | expected | {"A9": CHANGED, "A10": "指标2", "B10": 2, "C10": "已核对"}


def test_sorting_our_rows_changes_none_of_them() -> None:
    def turn(book: Workbook) -> None:
        sheet = book["评分结果"]
        rows = [[cell.value for cell in row] for row in sheet["A3:B7"]]
        for line, values in zip(sheet["A3:B7"], reversed(rows), strict=True):
            for cell, value in zip(line, values, strict=True):
                cell.value = value

    assert shown(opened(score(changed(score(original(), 5), turn), 5))) == ours(5)


def test_digests_do_not_mind_how_an_application_spells_texts_and_numbers() -> None:
    assert row_digest(["甲\r\n乙", 0.1 + 0.2, None, 3.0]) == row_digest(["甲\n乙 ", 0.3, "", 3])
    assert row_digest(["甲", 1]) != row_digest(["甲", 2])
    assert row_digest([None, "", " "]) == ""
    sheet = results(range(4))
    assert len(split_digests(digests_of(sheet))) == 6
    assert digests_of(results(range(6000))) == ""


@pytest.mark.libreoffice
def test_what_an_application_saves_counts_as_unchanged(tmp_path: Path) -> None:
    """All samples, with every kind of row that our sheets have."""
    samples = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
    scored = [tmp_path / f"{number}.xlsx" for number, _ in enumerate(samples)]
    for sample, copy in zip(samples, scored, strict=True):
        perfeval_xl.score_file(sample, copy)
    convert(scored, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    for copy in scored:
        again = tmp_path / f"again-{copy.name}"
        perfeval_xl.score_file(tmp_path / "saved" / copy.name, again)
        texts = [
            value for name in ("评分结果", "问题清单") for value in shown(opened(again.read_bytes()), name).values()
        ]
        assert texts and CHANGED not in texts and NO_MORE not in texts
