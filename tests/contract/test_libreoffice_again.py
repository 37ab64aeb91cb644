"""Scoring again in a real LibreOffice: our sheets are filled where they are, so all that points at them stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

import perfeval_xl
from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.reading import read_workbook
from tests.contract.scored_again import (
    COLUMNS,
    FEWER,
    FORM,
    ISSUES,
    MORE,
    RECORD,
    RESULT,
    change,
    differences,
    pages,
    rows_of,
    saved,
    score,
)
from tests.support.calc import Calc
from tests.support.memory_port import cells_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno, pytest.mark.xdist_group("calc")]


@pytest.mark.parametrize("changes", [FEWER, MORE], ids=["fewer rows", "more rows"])
def test_formulas_names_and_charts_of_a_person_keep_pointing_at_our_sheets(
    calc: Calc, opened_sample: Any, changes: list[tuple[str, object]], tmp_path: Path
) -> None:
    opened_sample("a")
    score(calc, "a")
    rows = rows_of(calc, "a")
    calc.add_sheet("a", "领导要看")
    ours = {
        "A1": (RESULT, "C5"),
        "A2": (RESULT, "I13"),
        "A3": (RESULT, "K14"),
        "A4": (ISSUES, "A2"),
        "A5": (ISSUES, "C9"),
    }
    for cell, (sheet, source) in ours.items():
        calc.type("a", "领导要看", cell, f"=$'{sheet}'.{source}")
    calc.type("a", "领导要看", "A6", f"=SUM($'{RESULT}'.I8:I400)")
    calc.type("a", "领导要看", "A7", "=我的总分")
    calc.type("a", FORM, "M5", f"=$'{RESULT}'.C5")
    calc.define("a", "我的总分", f"$'{RESULT}'.$C$5")
    calc.chart("a", "领导要看", RESULT, "H8:I20")
    formulas = {cell: calc.cell("a", "领导要看", cell)[2] for cell in [*ours, "A6", "A7"]}
    before = {cell: calc.cell("a", "领导要看", cell)[1] for cell in formulas}
    change(calc, "a", changes)
    score(calc, "a")
    assert (rows_of(calc, "a") < rows) is (changes is FEWER)
    after = {cell: calc.cell("a", "领导要看", cell) for cell in formulas}
    assert {cell: formula for cell, (_, _, formula) in after.items()} == formulas
    assert {cell: shown for cell, (_, shown, _) in after.items() if cell in ours} == {
        cell: calc.cell("a", *source)[1] for cell, source in ours.items()
    }
    assert after["A7"][1] == calc.cell("a", FORM, "M5")[1] == calc.cell("a", RESULT, "C5")[1]
    assert {cell for cell in formulas if after[cell][1] != before[cell]} >= {"A4", "A6"}
    assert calc.name("a", "我的总分") == f"$'{RESULT}'.$C$5".replace("'", "")
    assert calc.charted("a", "领导要看") == [[RESULT, 7, 19]]
    assert not any("#REF!" in str(value) for value in saved(calc, "a", tmp_path / "a.xlsx").values())


@pytest.mark.parametrize("changes", [FEWER, MORE], ids=["fewer rows", "more rows"])
def test_scored_again_shows_what_scored_once_shows(
    calc: Calc, opened_sample: Any, changes: list[tuple[str, object]], tmp_path: Path
) -> None:
    """Whatever a person did to our sheets meanwhile; only the person's comments stay."""
    opened_sample("a")
    opened_sample("b", changes)
    score(calc, "a")
    last = rows_of(calc, "a")
    calc.filter("a", ISSUES, 1, "错误")
    assert calc.hidden_rows("a", ISSUES)
    for sheet in COLUMNS:
        calc.muddle("a", sheet, last + 40)
        calc.merge("a", sheet, "F2000:P2000")
    change(calc, "a", changes)
    score(calc, "a")
    score(calc, "b")
    found = pages(calc, "a")
    assert [page.pop("notes") for page in found.values()] == [["看过"], ["看过"]]
    assert differences({name: {**page, "notes": []} for name, page in found.items()}, pages(calc, "b")) == []
    assert calc.hidden_rows("a", ISSUES) == []
    assert calc.sheets("a") == calc.sheets("b")
    assert saved(calc, "a", tmp_path / "a.xlsx") == saved(calc, "b", tmp_path / "b.xlsx")


def test_what_a_person_did_with_our_sheets_stays(calc: Calc, opened_sample: Any) -> None:
    """Name, place, hidden or shown, what stands right of ours, drawings; and where the person is in the workbook."""
    opened_sample("a")
    opened_sample("b", FEWER)
    score(calc, "a")
    calc.add_sheet("a", "摘要")
    calc.type("a", "摘要", "A1", f"=$'{RESULT}'.K9")
    calc.rename("a", RESULT, "给领导")
    calc.move_sheet("a", "给领导", 0)
    calc.move_sheet("a", RECORD, 1)
    calc.hide("a", ISSUES)
    calc.type("a", "给领导", "M9", "已与财务科核对")
    calc.type("a", "给领导", "N9", "=I9*2")
    calc.chart("a", "给领导", "给领导", "H8:I20")
    calc.select("a", "给领导", "M9")
    change(calc, "a", FEWER)
    before = calc.sheets("a")
    score(calc, "a")
    score(calc, "b")
    assert calc.sheets("a") == before
    assert [name for name, *_ in before] == ["给领导", RECORD, FORM, ISSUES, "摘要"]
    assert calc.selection("a") == ["给领导", "$给领导.$M$9"]
    assert calc.cell("a", "给领导", "M9")[1] == "已与财务科核对"
    assert calc.cell("a", "给领导", "N9") == ["FORMULA", calc.cell("a", "给领导", "N9")[1], "=I9*2"]
    assert calc.charted("a", "给领导") == [["给领导", 7, 19]]
    assert calc.cell("a", "摘要", "A1")[1] == calc.cell("b", RESULT, "K9")[1] != ""
    assert differences(pages(calc, "a", {RESULT: "给领导"}), pages(calc, "b")) == []
    done, said, _ = calc.press("a", "clear")
    assert done
    assert "“给领导”上有您写的内容" in said
    assert [name for name, *_ in calc.sheets("a")] == ["给领导", FORM, "摘要"]
    assert [calc.cell("a", "给领导", cell)[1] for cell in ("A1", "I9", "M9")] == ["", "", "已与财务科核对"]


def test_what_a_person_wrote_beneath_ours_moves_on_with_them(calc: Calc, opened_sample: Any) -> None:
    opened_sample("a")
    opened_sample("b", FEWER)
    score(calc, "a")
    calc.type("a", ISSUES, f"B{rows_of(calc, 'a') + 2}", "审核意见：同意")
    change(calc, "a", FEWER)
    score(calc, "a")
    score(calc, "b")
    last = rows_of(calc, "b")
    for _ in range(2):
        assert calc.cell("a", ISSUES, f"B{last + 2}")[1] == "审核意见：同意"
        found = calc.page("a", ISSUES, 7)["cells"]
        assert {place: cell for place, cell in found.items() if int(place.split(",")[0]) <= last} == calc.page(
            "b", ISSUES, 7
        )["cells"]
        score(calc, "a")
    assert calc.press("a", "clear")[0]
    assert calc.cell("a", ISSUES, f"B{last + 2}")[1] == "审核意见：同意"


def notes(path: Path) -> dict[str, str]:
    """Comments on the sheet of issues of a saved workbook."""
    rows = openpyxl.load_workbook(path)[ISSUES].iter_rows()
    return {cell.coordinate: cell.comment.text for row in rows for cell in row if cell.comment}


@pytest.mark.parametrize("changes", [FEWER, MORE], ids=["fewer rows", "more rows"])
@pytest.mark.parametrize("columns", ["as they were", "one put in", "one deleted"])
def test_remarks_go_with_their_rows_as_they_do_in_a_file(
    calc: Calc, opened_sample: Any, changes: list[tuple[str, object]], columns: str, tmp_path: Path
) -> None:
    """One undo takes all of it back, and one redo puts it there again."""
    opened_sample("a")
    score(calc, "a")
    rows = rows_of(calc, "a")
    for row in range(4, rows + 1):
        calc.type("a", ISSUES, f"I{row}", f"关于{calc.cell('a', ISSUES, f'C{row}')[1]}")
        calc.type("a", ISSUES, f"J{row}", f'=I{row}&"！"')
    calc.merge("a", ISSUES, "L5:M5")
    calc.type("a", ISSUES, "L5", "合并的意见")
    calc.merge("a", ISSUES, "O4:O6")
    calc.type("a", ISSUES, "O4", "三行的意见")
    for cell in ("E6", f"E{rows}", "I7"):
        calc.note("a", ISSUES, cell, f"批注{calc.cell('a', ISSUES, f'C{cell[1:]}')[1]}")
    if columns == "one put in":
        calc.insert_column("a", ISSUES, 2)
    elif columns == "one deleted":
        calc.delete_column("a", ISSUES, 6)
    change(calc, "a", changes)
    before = tmp_path / "before.xlsx"
    saved(calc, "a", before)
    entries, as_before = calc.undo_list("a"), saved(calc, "a", tmp_path / "again.xlsx")
    score(calc, "a")
    live = saved(calc, "a", tmp_path / "live.xlsx")
    perfeval_xl.score_file(before, tmp_path / "file.xlsx")
    in_file = cells_of(read_workbook(tmp_path / "file.xlsx"))
    if columns == "one deleted":  # in a file their formulas become what they showed
        live, in_file = (
            {place: one for place, one in cells.items() if place[1][0] != "J"} for cells in (live, in_file)
        )
    sheets = (RESULT, ISSUES)
    assert (
        differences(
            *({str(place): one for place, one in cells.items() if place[0] in sheets} for cells in (live, in_file))
        )
        == []
    )
    remarks = [(place, str(one)) for place, one in live.items() if place[0] == ISSUES and str(one).startswith("关于")]
    assert len(remarks) == rows - 3
    for (_, cell), text in remarks:
        row = split_cell(cell)[0] + 1  # one that is no more stands beneath as it stood, with the column put in
        assert text in {f"关于{live.get((ISSUES, f'{column}{row}'))}" for column in ("C", "D")}
    notes_live, notes_in_file = (notes(tmp_path / name) for name in ("live.xlsx", "file.xlsx"))
    assert len(notes_live) == 3
    assert notes_live == notes_in_file
    assert len(calc.undo_list("a")) == len(entries) + 1
    as_after = saved(calc, "a", tmp_path / "live.xlsx")
    calc.undo("a")
    assert saved(calc, "a", tmp_path / "undone.xlsx") == as_before
    calc.redo("a")
    assert saved(calc, "a", tmp_path / "redone.xlsx") == as_after


def test_a_column_that_a_person_put_in_leaves_no_old_column_behind(calc: Calc, opened_sample: Any) -> None:
    opened_sample("a")
    opened_sample("b")
    score(calc, "a")
    calc.insert_column("a", RESULT, 2)
    calc.type("a", RESULT, "M9", "我的")
    score(calc, "a")
    score(calc, "b")
    assert calc.page("a", RESULT, 12)["cells"] == calc.page("b", RESULT, 12)["cells"]
    assert calc.cell("a", RESULT, "M9")[1] == "我的"


def test_a_sheet_that_a_person_deleted_comes_back_at_the_end(calc: Calc, opened_sample: Any, tmp_path: Path) -> None:
    opened_sample("a")
    opened_sample("b")
    score(calc, "a")
    calc.add_sheet("a", "引用")
    calc.type("a", "引用", "A1", f"=$'{RESULT}'.A1")
    calc.remove_sheet("a", ISSUES)
    calc.rename("a", RESULT, ISSUES)
    for _ in range(2):
        score(calc, "a")
        score(calc, "b")
        assert [name for name, *_ in calc.sheets("a")] == [FORM, ISSUES, RECORD, "引用", f"{ISSUES}(2)"]
        assert differences(pages(calc, "a", {RESULT: ISSUES, ISSUES: f"{ISSUES}(2)"}), pages(calc, "b")) == []
        assert calc.cell("a", "引用", "A1")[1] == calc.cell("a", ISSUES, "A1")[1]


def test_protection_of_our_sheets(calc: Calc, opened_sample: Any) -> None:
    opened_sample("a")
    score(calc, "a")
    for sheet in (RESULT, ISSUES, RECORD):
        calc.protect("a", sheet, "")
    change(calc, "a", FEWER)
    score(calc, "a")
    assert [protected for _, _, protected in calc.sheets("a")] == [True] * 4
    calc.protect("a", RESULT, "机密")
    change(calc, "a", MORE)
    before, entries = pages(calc, "a"), calc.undo_list("a")
    done, said, _ = calc.press("a", "score")
    assert (done, f"工作表“{RESULT}”有密码保护" in said) == (False, True)
    assert differences(pages(calc, "a"), before) == []
    assert calc.undo_list("a") == entries
