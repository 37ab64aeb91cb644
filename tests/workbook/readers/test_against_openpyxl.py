"""Differential: openpyxl, another reader of another make, sees the same in workbooks that two writers made."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from perfeval_xl.workbook.model import CellError, Sheet
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import written

TEXTS = ["项目名称", "≥95%", "a & b < c", "两行\n文字", "'引号\"", "😀", "007", "=不是公式", "  缩进", "全角　空格"]
FORMATS = ["General", "0.00", "0%", "0.00%", '0.0"%"', "#,##0.00", "@"]
DATES = [datetime(2024, 2, 29), datetime(1999, 12, 31), datetime(2024, 3, 1, 8, 30)]


def by_xlsxwriter(seed: int) -> bytes:
    rng = random.Random(seed)  # noqa: S311 - a repeatable workbook

    def fill(workbook: Any) -> None:
        styles = [workbook.add_format({"num_format": code}) for code in FORMATS]
        dated = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for tab in range(3):
            page = workbook.add_worksheet(f"表 {tab}")
            for _ in range(120):
                row, column = rng.randrange(2, 40), rng.randrange(1, 30)
                kind = rng.randrange(6)
                if kind == 0:
                    page.write_string(row, column, rng.choice(TEXTS), rng.choice(styles))
                elif kind == 1:
                    page.write_number(row, column, rng.choice([0, -3, 0.95, 1277.2, 1e15]), rng.choice(styles))
                elif kind == 2:
                    page.write_datetime(row, column, rng.choice(DATES), dated)
                elif kind == 3:
                    page.write_boolean(row, column, rng.random() < 0.5)
                elif kind == 4:
                    result = rng.choice([1.5, "文字", "#DIV/0!", "#N/A", True, ""])
                    page.write_formula(row, column, f"=SUM(A1:B{row})", rng.choice(styles), result)
                else:
                    page.write_blank(row, column, None, rng.choice(styles))
            page.merge_range(45, 1, 47, 4, "合并", styles[0])
            page.set_row(rng.randrange(2, 40), None, None, {"hidden": True})
            page.set_column(5, 6, 8, None, {"hidden": True})
            workbook.define_name(f"name_{tab}", f"='表 {tab}'!$A$1")
        workbook.worksheets()[1].hide()

    return written(fill)


def by_openpyxl(seed: int) -> bytes:
    rng = random.Random(seed)  # noqa: S311 - a repeatable workbook
    workbook = openpyxl.Workbook()
    for tab in range(3):
        page = workbook.create_sheet(f"表 {tab}")
        for _ in range(120):
            cell = page.cell(rng.randrange(3, 40), rng.randrange(2, 30))
            cell.value = rng.choice([rng.choice(TEXTS[:7]), 0, -3.25, 0.95, True, *DATES, "=A1*2", "#REF!", None])
            if not isinstance(cell.value, datetime):
                cell.number_format = rng.choice(FORMATS)
            cell.alignment = Alignment(wrap_text=True)
        page["B46"] = "合并"
        page.merge_cells("B46:E48")
        page.row_dimensions[rng.randrange(3, 40)].hidden = True
        page.column_dimensions["F"].hidden = True
        workbook.defined_names[f"name_{tab}"] = DefinedName(f"name_{tab}", attr_text=f"'表 {tab}'!$A$1")
    workbook.worksheets[1].sheet_state = "hidden"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


BOOKS = [(make, seed) for make in (by_xlsxwriter, by_openpyxl) for seed in range(4)]


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, CellError):
        return ours.text == theirs
    if isinstance(ours, (date, time, timedelta)) and isinstance(theirs, datetime):
        return datetime.combine(ours, time()) == theirs if type(ours) is date else ours == theirs
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours == theirs
    return (ours, isinstance(ours, bool)) == (theirs, isinstance(theirs, bool))


def shown(page: Any, fact: Callable[[Any], bool], height: int) -> set[tuple[int, int]]:
    return {
        (cell.row - 1, cell.column - 1)
        for cells in page.iter_rows(max_row=height)
        for cell in cells
        if fact(cell)
    }  # fmt: skip


def hidden_columns(page: Any) -> set[int]:
    return {
        column - 1
        for dimension in page.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min, dimension.max + 1)
    }


def compare(ours: Sheet, values: Any, formulas: Any) -> None:
    wrong = [
        (get_column_letter(column + 1), row + 1, ours.raw(row, column), values.cell(row + 1, column + 1).value)
        for row in range(max(len(ours.rows), values.max_row))
        for column in range(max(ours.width, values.max_column))
        if not same(ours.raw(row, column), values.cell(row + 1, column + 1).value or None)
        and not same(ours.raw(row, column), values.cell(row + 1, column + 1).value)
    ]
    assert not wrong
    height = len(ours.rows)
    found = shown(formulas, lambda cell: cell.data_type == "f", 60)
    assert set(ours.formulas) == found
    assert {place: f"={text}" for place, text in ours.formulas.items()} == {
        (row, column): formulas.cell(row + 1, column + 1).value for row, column in found
    }
    assert ours.percent == shown(formulas, lambda cell: cell.number_format in ("0%", "0.00%"), height)
    merges = {(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in values.merged_cells.ranges}
    assert {(m.top, m.left, m.bottom, m.right) for m in ours.merges} == merges
    assert ours.hidden_rows == {number - 1 for number, row in values.row_dimensions.items() if row.hidden}
    assert ours.hidden_columns == hidden_columns(values)
    assert ours.visibility.value == values.sheet_state


@pytest.mark.parametrize(("make", "seed"), BOOKS, ids=[f"{make.__name__}-{seed}" for make, seed in BOOKS])
def test_both_readers_agree(make: Callable[[int], bytes], seed: int) -> None:
    content = make(seed)
    ours = read_workbook(content)
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.name for sheet in ours] == values.sheetnames
    for sheet in ours:
        compare(sheet, values[sheet.name], formulas[sheet.name])
    assert dict(ours.names) == {name: defined.attr_text for name, defined in values.defined_names.items()}


def test_formulas_that_openpyxl_writes_are_uncached_until_someone_calculates() -> None:
    sheets = list(read_workbook(by_openpyxl(0)))
    assert any(sheet.formulas for sheet in sheets)
    assert all(sheet.uncached == set(sheet.formulas) for sheet in sheets)
