"""The paragraphs and tables of a PDF by where its signs and ruled lines stand."""

from __future__ import annotations

import pytest

from perfeval_xl.documents.pdf_layout import Glyph, Row, paragraphs, rows_of, without_furniture
from perfeval_xl.documents.pdf_tables import PdfTable, joined
from tests.documents.pdf_pages import glyphs, row, ruled


def test_signs_of_two_fonts_that_stand_unlike_high_are_one_row() -> None:
    signs = glyphs("支出", 80, 100) + glyphs("307.82", 110, 104, size=14) + glyphs("万元", 152, 100)
    signs += glyphs("下一行", 80, 128)
    assert [one.text for one in rows_of(signs, 3)] == ["支出307.82万元", "下一行"]


def test_the_mark_of_a_note_is_no_digit_of_a_number() -> None:
    signs = [*glyphs("支出120", 80, 100), Glyph("3", 133, 137, 98, 105, 7.0), *glyphs("万元", 137, 100)]
    assert [one.text for one in rows_of(signs, 1)] == ["支出120万元"]


def test_a_row_set_wide_has_no_blanks_but_columns_have() -> None:
    assert [one.text for one in rows_of(glyphs("权重分别为50%、30%", 80, 100, gap=9.0), 1)] == ["权重分别为50%、30%"]
    apart = glyphs("115", 80, 100) + glyphs("331", 160, 100)
    assert [one.text for one in rows_of(apart, 1)] == ["115 331"]


def test_rows_that_are_full_go_on_where_the_next_one_is_not_indented() -> None:
    page = [
        row("一、支出情况", 110, 200, number=1),
        row("全年支出三百万元其中基本支出", 110, 500, number=2),
        row("一百万元。", 80, 155, number=3),
        row("另起一段的文字也写满了这一行", 110, 500, number=4),
        row("接着写到末尾也是满的一整行。", 80, 500, number=5),
        row("（二）没有缩进的标题写满了行", 80, 500, number=6),
    ]
    lines = list(paragraphs([page], []))
    assert [(line.place, line.text) for line in lines] == [
        ("第1页第1行", "一、支出情况"),
        ("第1页第2至3行", "全年支出三百万元其中基本支出一百万元。"),
        ("第1页第4至5行", "另起一段的文字也写满了这一行接着写到末尾也是满的一整行。"),
        ("第1页第6行", "（二）没有缩进的标题写满了行"),
    ]


def test_a_paragraph_goes_on_over_pages_but_not_over_a_table() -> None:
    first = [row("满满的一行文字写到右边为止了", 80, 500, number=number) for number in range(1, 5)]
    second = [row("接在后面。", 80, 155, page=2)]
    (joined,) = paragraphs([first, second], [])
    assert joined.place == "第1页第1行至第2页第1行"
    parts = list(paragraphs([first, second], [(1, 200.0)]))
    assert [line.text[-5:] for line in parts] == ["右边为止了", "接在后面。"]


def test_heads_and_numbers_of_pages_are_no_text() -> None:
    pages = [
        [
            row("某局自评报告", 80, 200, page=page),
            row("正文的话", 80, 300, page=page, number=2),
            row("万元。", 80, 110, page=page, number=3),
            row(f"— {page} —", 280, 310, page=page, number=4),
        ]
        for page in range(1, 5)
    ]
    assert [[one.text for one in rows] for rows in without_furniture(pages)] == [["正文的话", "万元。"]] * 4


def test_a_row_that_is_broken_before_a_mark_goes_on() -> None:
    page = [
        row("总投资三千万元用于（1）道路工程一千万元", 110, 500, number=1),
        row("（2）管网工程九百万元；（3）绿化七百万元；", 80, 500, number=2),
        row("（4）其他四百万元。", 80, 220, number=3),
        row("（二）有缩进的一项写满了这一整行的宽度", 110, 500, number=4),
        row("（三）又是有缩进的一项。", 110, 300, number=5),
    ]
    assert [line.place for line in paragraphs([page], [])] == ["第1页第1至3行", "第1页第4行", "第1页第5行"]


HEAD = "项目 预算 支出"


@pytest.mark.parametrize(
    ("pages", "tables"),
    [
        ([([ruled(1, HEAD, "甲 1 2")], []), ([ruled(2, HEAD, "乙 3 4", "合计 4 6")], [])], 1),
        ([([ruled(1, HEAD, "甲 1 2", top=300)], [row("前面的话", 80, 200)]), ([ruled(2, "乙 3 4")], [row("后面", 80, 200, page=2, number=9)])], 1),
        ([([ruled(1, HEAD)], []), ([ruled(2, HEAD, "甲 1 2")], []), ([ruled(3, HEAD, "乙 1 2")], [])], 1),
        ([([ruled(1, HEAD)], [row("隔着的话", 80, 200, number=9)]), ([ruled(2, "甲 1 2")], [])], 2),
        ([([ruled(1, HEAD)], []), ([ruled(2, "甲 1 2", top=200)], [row("隔着的话", 80, 200, page=2)])], 2),
        ([([ruled(1, HEAD)], []), ([ruled(2, "甲 1")], [])], 2),
        ([([ruled(1, HEAD)], []), ([ruled(2, "甲 1 2", left=120)], [])], 2),
        ([([ruled(1, HEAD)], []), ([], []), ([ruled(3, "甲 1 2")], [])], 2),
        ([([], []), ([], [row("没有表", 80, 200, page=2)])], 0),
    ],
)  # fmt: skip
def test_a_table_that_goes_on_over_pages_is_one(pages: list[tuple[list[PdfTable], list[Row]]], tables: int) -> None:
    found = joined(pages)
    assert len(found) == tables
    headers = [one.cells for table in found for one in table.rows if one.cells == tuple(HEAD.split())]
    assert len(headers) == min(tables, 1)
    rows = [one for table in found for one in table.rows]
    assert [one.page for one in rows] == sorted(one.page for one in rows)
