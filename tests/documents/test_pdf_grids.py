"""Ruled tables of a PDF as grids: cells by their lines; whatever leaves a doubt is said."""

from __future__ import annotations

import pytest

from perfeval_xl.documents.grids import Grid
from perfeval_xl.documents.pdf_boxes import boxes_of
from perfeval_xl.documents.pdf_grids import PageOfTables, grids_of
from perfeval_xl.documents.pdf_layout import Glyph, Row
from perfeval_xl.documents.pdf_tables import Edges, PdfTable
from perfeval_xl.workbook.merges import Merge

WIDTH, HEIGHT, SIZE = 100.0, 30.0, 12.0
CUT, OPEN, SPILT = "第1页末换页处把一行或合并的格断开了", "表格线不完整，或有字在表格线外", "有字超出了格子"


def written(text: str, left: float, top: float) -> list[Glyph]:
    return [Glyph(sign, left + SIZE * n, left + SIZE * (n + 1), top, top + SIZE, SIZE) for n, sign in enumerate(text)]


def page(*rows: str, number: int = 1, top: float = 100.0, left: float = 50.0, prose: str = "") -> PageOfTables:
    """A page with one table: ``甲 | < | ^`` as in the text tables of sheets, ``""`` for an empty cell."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    edges: list[Edges] = []
    signs: list[Glyph] = []
    for r, row in enumerate(cells):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, bottom = c, r
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(cells) and cells[bottom + 1][c] == "^":
                bottom += 1
            x0, y0 = left + WIDTH * c, top + HEIGHT * r
            edges.append((x0, y0, left + WIDTH * (right + 1), top + HEIGHT * (bottom + 1)))
            signs += written(text, x0 + 5, y0 + 5)
    end = top + HEIGHT * len(rows)
    table = PdfTable(number, left, top, left + WIDTH * len(cells[0]), end, (), tuple(edges))
    words = [Row(number, 1, prose, 50, 300, top - 30, top - 18, SIZE)] if prose else []
    return PageOfTables([table], words, signs)


def only(*pages: PageOfTables) -> Grid:
    (grid,) = grids_of(pages)
    return grid


def test_cells_joined_cells_and_the_title_above() -> None:
    grid = only(page("名称 | 维修 | <", "指标 | 里程 | 12公里", "^ | 质量 | 95%", prose="批复表"))
    assert (grid.name, grid.above, grid.doubt) == ("第1个表（第1页）", ("批复表",), "")
    assert grid.cells == {
        (0, 0): "名称",
        (0, 1): "维修",
        (1, 0): "指标",
        (1, 1): "里程",
        (1, 2): "12公里",
        (2, 1): "质量",
        (2, 2): "95%",
    }
    assert sorted(grid.merges) == [Merge(0, 1, 0, 2), Merge(1, 0, 2, 0)]


def test_a_table_goes_on_over_pages_with_its_header_said_again() -> None:
    head = "一级 | 指标 | 值"
    grid = only(page(head, "产出指标 | 甲 | 1", "^ | 乙 | 2"), page(head, " | 丙 | 3", "效益指标 | 丁 | 4", number=2))
    assert grid.doubt == ""
    assert [grid.cells.get((row, 1)) for row in range(6)] == ["指标", "甲", "乙", "指标", "丙", "丁"]


@pytest.mark.parametrize(
    ("before", "after", "doubt"),
    [
        (("产出指标 | 甲 | 1", "^ | 乙 | 2"), (" | 丙 | 3",), ""),
        (("产出指标 | 甲 | 1", "^ | 养护里程养护里 | 2"), (" | 校舍 | ",), CUT),
        (("产出指标 | 甲 | 1", "^ | 养护里程养护里 | 1234567"), (" | 程 | 公里",), CUT),
        (("产出指标 | 甲 | 1", "^ | 养护里程养 | 2"), (" | 路灯 | 3",), ""),
        ((" | 甲 | 1", "^ | 乙 | 2"), ("产出指标 | 丙 | 3",), CUT),
        (("产出指标 | 甲 | 1", "^ | 乙 | 2"), ("序号 | 项目 | <",), CUT),
    ],
    ids=["whole", "rest of a name", "rest of all", "short enough", "words overleaf", "another table"],
)
def test_what_a_page_break_may_have_cut_is_doubted(before: tuple[str, ...], after: tuple[str, ...], doubt: str) -> None:
    assert only(page("一级 | 指标 | 值", *before), page(*after, number=2)).doubt == doubt


LINES = ("产出指标 | 甲乙丙 | 1 | 人", "产出指标 | 甲乙 | 2 | 个")


@pytest.mark.parametrize(
    ("last", "after", "wanted"),
    [
        ("产出指标 | 养护里程养护里 | 2 | 定量指标定量定", ("  | 程 |  | 量",), "养护里程养护里程"),
        ("产出指标 | 养护里程养护里 | 2 | 人", (" | 程 | | ",), "养护里程养护里程"),
        ("产出指标 | 服务对象满意满 | 2 | 人", (" | 度指标 | | ",), "服务对象满意满度指标"),
        ("产出指标 | 养护里程养护里 | 2 | 人", (" | 程 | | ", "效益指标 | 路灯 | 3 | 盏"), "养护里程养护里程"),
    ],
    ids=["two columns", "one sign", "a level's end", "and more rows"],
)
def test_a_row_that_a_page_break_has_cut_is_put_together(last: str, after: tuple[str, ...], wanted: str) -> None:
    grid = only(page("一级 | 指标 | 值 | 单位", *LINES, last), page(*after, number=2))
    assert (grid.doubt, grid.height, grid.cells[3, 1]) == ("", 3 + len(after), wanted)
    assert grid.cells.get((4, 1)) == ("路灯" if len(after) > 1 else None)


def test_a_cut_row_in_a_joined_cell_and_behind_a_header_said_again() -> None:
    head = "一级 | 指标 | 值 | 单位"
    first = page(head, *LINES, "产出指标产出指 | 养护里程养护里 | 2 | 人")
    grid = only(first, page(head, "标 | 程 | | ", "^ | 路灯 | 3 | 盏", number=2))
    assert grid.doubt == ""
    assert [grid.cells.get((row, 0)) for row in (3, 4, 5)] == ["产出指标产出指标", "一级", ""]
    assert [grid.cells.get((row, 1)) for row in (3, 4, 5)] == ["养护里程养护里程", "指标", "路灯"]


@pytest.mark.parametrize(
    ("lines", "last", "begun"),
    [
        (LINES, "产出指标 | 养护里程养护里 | 2 | 人", " | 校舍 | | "),
        (LINES, "产出指标 | 养护里程养护里 | 2 | 人", " | 无 | | "),
        (LINES, "产出指标 | 养护里程养护里 | 2 | 人", " | 效益指标 | | "),
        (LINES, "产出指标 | 养护里程养护里 | 1234567 | 人", " | 程 | 8 | "),
        (
            ("养护里程养护里 | 养护里程养护里 | 2 | 人",) * 2,
            "养护里程养护里 | 养护里程养护里 | 2 | 人",
            "校舍 | 维修 | | ",
        ),
        (LINES, "产出指标 | 程养护里 | 2 | 人", " | 程 | | "),
    ],
    ids=["a short name", "a word", "a level", "a number", "columns as narrow as their words", "a line with room"],
)
def test_what_may_be_a_row_of_its_own_is_not_joined(lines: tuple[str, ...], last: str, begun: str) -> None:
    grid = only(page("一级 | 指标 | 值 | 单位", *lines, last), page(begun, number=2))
    assert (grid.doubt, grid.height) == (CUT, 5)


def test_the_page_of_a_doubt_is_told_and_all_pages_are_kept() -> None:
    head, rows = "一级 | 指标 | 值 | 单位", ("产出指标 | 甲 | 1 | 人", "效益指标 | 乙 | 2 | 个")
    pages = [
        page(head, *rows, number=3),
        page(*rows, number=4),
        page(" | 校舍 | | ", "产出指标 | 丙 | 1 | 人", number=5),
    ]
    grid = only(*pages)
    assert (grid.doubt, grid.height) == (CUT.replace("第1页", "第4页"), 7)


@pytest.mark.parametrize("blank", [0, 3])
def test_a_row_with_words_where_nothing_can_go_on_is_new(blank: int) -> None:
    """Though some of its cells are empty, or lie below a full line."""
    last, begun = ["养护", "养护里程养护里", "2", "人"], ["效益", "路灯", "3", "盏"]
    begun[blank] = ""
    assert only(page("一级 | 指标 | 值 | 单位", " | ".join(last)), page(" | ".join(begun), number=2)).doubt == ""


def test_a_joined_cell_may_go_on_over_a_whole_page() -> None:
    """Its words stand on the first page; what begins on the third is new."""
    first = page("一级 | 指标 | 值", "产出指标 | 甲 | 1", "^ | 乙 | 2")
    grid = only(first, page(" | 丙 | 3", "^ | 丁 | 4", number=2), page("效益指标 | 戊 | 5", number=3))
    assert grid.doubt == ""


@pytest.mark.parametrize("prose", ["县财政局", ""])
def test_words_between_part_two_tables(prose: str) -> None:
    grids = grids_of([page("指标 | 值", "甲 | 1"), page("乙 | 2", number=2, prose=prose)])
    assert [grid.follows for grid in grids] == ([False, True] if prose else [False])
    apart = grids_of([page("指标 | 值", "甲 | 1"), page("乙 | 2", number=2, left=80)])
    assert [grid.follows for grid in apart] == [False, False]


def test_lines_that_do_not_close_are_doubted() -> None:
    whole = page("指标 | 值", "甲 | 1")
    table = whole.tables[0]
    missing = PdfTable(1, table.left, table.top, table.right, table.bottom, (), table.cells[:-1])
    assert only(PageOfTables([missing], [], whole.signs)).doubt == OPEN
    twice = PdfTable(
        1, table.left, table.top, table.right, table.bottom, (), (*table.cells, table.cells[0][:2] + table.cells[3][2:])
    )
    assert only(PageOfTables([twice], [], whole.signs)).doubt == OPEN
    beside = [Row(1, 1, "产出指标", 10, 40, 135, 147, SIZE)]
    assert only(PageOfTables([table], beside, whole.signs)).doubt == OPEN


@pytest.mark.parametrize(("down", "right"), [(-9.0, 0.0), (17.0, 0.0), (0.0, 70.0)])
def test_signs_that_reach_out_of_their_cell_are_doubted(down: float, right: float) -> None:
    """A cell that is too small for its words lets them run into its neighbours."""
    found = page("指标 | 值", "甲 | 1")
    signs = [*found.signs, *written("里程", 60 + right, 135 + down)]
    assert only(PageOfTables(found.tables, [], signs)).doubt == SPILT


def test_signs_upon_each_other_are_doubted_and_two_fonts_in_a_line_are_not() -> None:
    found = page("指标 | 值", " | 1")
    upon = [*written("养护里程", 55, 135), *written("维修", 59, 136)]
    assert only(PageOfTables(found.tables, [], [*found.signs, *upon])).doubt == SPILT
    half = [*written("养护", 55, 132), *written("里程", 55, 139)]
    assert only(PageOfTables(found.tables, [], [*found.signs, *half])).doubt == SPILT
    fonts = [*written("养护", 55, 135), Glyph("1", 79, 85, 137, 147, 10.0), *written("里", 85, 135)]
    assert only(PageOfTables(found.tables, [], [*found.signs, *fonts])).doubt == ""


def test_the_strips_of_a_sheet_that_is_too_wide_are_doubted() -> None:
    left = page("名称 | 一级", "养护 | 产出", "^ | 效益", "^ | 满意")
    right = page("指标 | 值 | 单位", "里程 | 12 | 公里", "环境 | 好 | 无", "群众 | 90 | 分", number=2)
    assert [grid.doubt for grid in grids_of([left, right])] == ["太宽，右边的列印在另一页"] * 2
    again = page("名称 | 一级", "维修 | 产出", "^ | 效益", "^ | 满意", number=2, prose="附件二")
    assert [grid.doubt for grid in grids_of([left, again])] == ["", ""]


def test_lines_of_a_cell_are_one_text() -> None:
    found = page("指标", "甲")
    signs = [*written("服务对象", 55, 132), *written("满意度", 55, 145)]
    assert [box.text for box in boxes_of(found.tables[0], signs)] == ["", "服务对象满意度"]
