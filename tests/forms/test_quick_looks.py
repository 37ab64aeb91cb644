"""Looks at a whole sheet's labels at once find what a look at row after row finds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from perfeval_xl.forms.grid import HEADER_SEARCH_ROWS, Grid
from perfeval_xl.forms.headers import fields_of_row, fields_of_sheet
from perfeval_xl.forms.layouts import layouts
from perfeval_xl.forms.rates import as_rate
from perfeval_xl.forms.tables import _RowReader
from perfeval_xl.forms.vocabulary import form_words, table_words
from perfeval_xl.values.reading import read_value
from perfeval_xl.workbook.model import CellError, RawValue, Sheet

_ROWS: list[list[RawValue]] = [
    ["项目支出绩效\n自评表", None, 3.5],
    [],
    ["三级", "指标"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    *([["其他", "备注"]] * HEADER_SEARCH_ROWS),
    ["基础数据表", "全年预算数", "执行率", "全年执行数"],
]


@pytest.fixture
def grid() -> Grid:
    return Grid(Sheet("表", _ROWS))


def test_fields_of_sheet_are_those_of_its_rows(grid: Grid) -> None:
    words = form_words()
    for aliases in (words.indicator, words.fund):
        rows = [fields_of_row(grid, row, aliases) for row in range(grid.height)]
        assert fields_of_sheet(grid, aliases) == set().union(*rows) != set()


def test_empty_sheet_names_no_field() -> None:
    assert fields_of_sheet(Grid(Sheet("表", [])), form_words().indicator) == set()


def test_head_text_holds_the_words_of_single_labels(grid: Grid) -> None:
    head = [label for row in grid.labels[:HEADER_SEARCH_ROWS] for label in row.values()]
    words = {word for table in table_words() for word in table.title} | {"自评表", "三级指标", "三级指", "基础数据表"}
    for word in words:
        assert (word in grid.head_text) == any(word in label for label in head), word


def test_words_looked_for_in_joined_texts_are_one_line_each() -> None:
    words = {word for table in table_words() for word in table.title} | set(form_words().title)
    for family in layouts():
        words.update(family.must.contains, family.hints.contains)
    assert all(word and "\n" not in word for word in words)


_RAW: tuple[RawValue, ...] = (
    *(None, "", " ", "12", "-", "5.8万", "58000元", "95%", "项目", "2023.12", "(1,234.50)", "无", "#REF!"),
    *(0.0, -0.0, 1.5, -3.0, 0.8618, 86.18, 1e17, True, Decimal("3.10"), date(2023, 5, 1), timedelta(hours=1)),
    CellError("#DIV/0!"),
)


@pytest.mark.parametrize("raw", _RAW, ids=repr)
@pytest.mark.parametrize("field", ["rate", "note", "budget"])
def test_a_cell_of_a_table_is_read_the_same_where_other_cells_are_percentages_or_not_calculated(
    raw: RawValue, field: str
) -> None:
    plain = _RowReader(Grid(Sheet("表", [["名称", raw]])), 0, {field: 1}, "万元").read(0)
    careful = _RowReader(Grid(Sheet("表", [["名称", raw]])), 0, {field: 1}, "万元")
    assert plain is not None
    read = careful._read_special((0, 1), raw, field)
    assert plain.values[field] == (as_rate(read) if field == "rate" else read)


@pytest.mark.parametrize("raw", _RAW, ids=repr)
@pytest.mark.parametrize("percent", [False, True])
@pytest.mark.parametrize("uncached", [False, True])
def test_a_cell_is_read_by_its_format_and_its_formula_too(raw: RawValue, percent: bool, uncached: bool) -> None:
    place = frozenset([(0, 0)])
    grid = Grid(
        Sheet("表", [[raw]], percent=place if percent else frozenset(), uncached=place if uncached else frozenset())
    )
    assert grid.reading(0, 0) == read_value(raw, percent=percent, uncached=uncached)
