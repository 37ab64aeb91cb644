"""Scoring again in a real LibreOffice: our sheets are filled where they are, so all that points at them stays."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.reading import read_workbook
from tests.support.calc import Calc
from tests.support.memory_port import Cells, cells_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno, pytest.mark.xdist_group("calc")]

SAMPLE = next((data_folder("workbook_templates") / "samples").glob("*问题示例.xlsx"))
FORM, RESULT, ISSUES, RECORD = "环卫作业", "评分结果", "问题清单", "_perfeval"
COLUMNS = {RESULT: 11, ISSUES: 7}
FEWER: list[tuple[str, object]] = [
    ("F7", 1500),
    ("G8", 1290),
    ("G9", 20),
    ("G16", "8辆"),
    ("G17", "95%"),
    *((f"J{row}", "天气原因，已补做") for row in (14, 17, 18, 19, 21, 22, 23)),
]
MORE: list[tuple[str, object]] = [("J15", ""), ("J20", ""), ("G18", "基本完成"), ("G19", "9元")]


@pytest.fixture
def opened(calc: Calc, tmp_path: Path) -> Iterator[Any]:
    """Opens the sample under a key, changed before it is scored if wanted."""
    keys: list[str] = []

    def opening(key: str, changes: list[tuple[str, object]] | None = None) -> None:
        path = tmp_path / key / "自评表.xlsx"
        path.parent.mkdir()
        shutil.copyfile(SAMPLE, path)
        calc.open(key, str(path))
        keys.append(key)
        change(calc, key, changes or [])

    yield opening
    for key in keys:
        calc.close(key)


def change(calc: Calc, key: str, changes: list[tuple[str, object]]) -> None:
    for cell, value in changes:
        calc.type(key, FORM, cell, value)


def score(calc: Calc, key: str) -> None:
    done, said, _ = calc.press(key, "score")
    assert done, said


def pages(calc: Calc, key: str, names: dict[str, str] | None = None) -> dict[str, Any]:
    return {name: calc.page(key, (names or {}).get(name, name), columns) for name, columns in COLUMNS.items()}


def differences(found: Any, expected: Any, *path: str) -> list[tuple[object, ...]]:
    """Where two trees of facts differ, with both facts: what a failure of a test is to show."""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = [*found, *(key for key in expected if key not in found)]
        return [one for key in keys for one in differences(found.get(key), expected.get(key), *path, key)]
    return [] if found == expected else [(*path, found, expected)]


def saved(calc: Calc, key: str, target: Path) -> Cells:
    calc.save(key, str(target))
    return cells_of(read_workbook(target))


def rows_of(calc: Calc, key: str, sheet: str = ISSUES) -> int:
    return len(calc.page(key, sheet, 1)["cells"])


@pytest.mark.parametrize("changes", [FEWER, MORE], ids=["fewer rows", "more rows"])
def test_formulas_names_and_charts_of_a_person_keep_pointing_at_our_sheets(
    calc: Calc, opened: Any, changes: list[tuple[str, object]], tmp_path: Path
) -> None:
    opened("a")
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
    calc: Calc, opened: Any, changes: list[tuple[str, object]], tmp_path: Path
) -> None:
    """Whatever a person did to our sheets meanwhile; only the person's comments stay."""
    opened("a")
    opened("b", changes)
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


def test_scored_again_is_one_entry_that_is_undone_and_redone(calc: Calc, opened: Any, tmp_path: Path) -> None:
    opened("a")
    score(calc, "a")
    calc.add_sheet("a", "引用")
    calc.type("a", "引用", "A1", f"=$'{ISSUES}'.A2")
    calc.filter("a", ISSUES, 1, "错误")
    calc.muddle("a", RESULT, 60)
    change(calc, "a", FEWER)

    def facts() -> dict[str, Any]:
        names = {"sheets": calc.sheets("a"), "formula": calc.cell("a", "引用", "A1")}
        return {"pages": pages(calc, "a"), "saved": saved(calc, "a", tmp_path / "now.xlsx"), **names}

    before, entries = facts(), len(calc.undo_list("a"))
    score(calc, "a")
    assert len(calc.undo_list("a")) == entries + 1
    after = facts()
    assert after["formula"] != before["formula"]
    for _ in range(2):
        calc.undo("a")
        assert differences(facts(), before) == []
        calc.redo("a")
        assert differences(facts(), after) == []


def test_a_filter_that_came_with_scoring_again_goes_and_comes_with_undo_and_redo(calc: Calc, opened: Any) -> None:
    """LibreOffice would end if it were switched in the middle of an undo; so it is right after."""

    def becomes(wanted: bool) -> bool:
        for _ in range(100):
            if calc.filtered("a", ISSUES) is wanted:
                return True
            time.sleep(0.05)
        return False

    opened("a")
    score(calc, "a")
    calc.drop_filter("a", ISSUES)
    score(calc, "a")
    assert becomes(True)
    entries = calc.undo_list("a")
    for _ in range(2):
        calc.undo("a")
        assert becomes(False)
        calc.redo("a")
        assert becomes(True)
    assert calc.undo_list("a") == entries


def test_what_a_person_did_with_our_sheets_stays(calc: Calc, opened: Any) -> None:
    """Name, place, hidden or shown, what stands right of ours, drawings; and where the person is in the workbook."""
    opened("a")
    opened("b", FEWER)
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


def test_what_a_person_wrote_beneath_ours_moves_on_with_them(calc: Calc, opened: Any) -> None:
    opened("a")
    opened("b", FEWER)
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


def test_a_column_that_a_person_put_in_leaves_no_old_column_behind(calc: Calc, opened: Any) -> None:
    opened("a")
    opened("b")
    score(calc, "a")
    calc.insert_column("a", RESULT, 2)
    calc.type("a", RESULT, "M9", "我的")
    score(calc, "a")
    score(calc, "b")
    assert calc.page("a", RESULT, 12)["cells"] == calc.page("b", RESULT, 12)["cells"]
    assert calc.cell("a", RESULT, "M9")[1] == "我的"


def test_a_sheet_that_a_person_deleted_comes_back_at_the_end(calc: Calc, opened: Any, tmp_path: Path) -> None:
    opened("a")
    opened("b")
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


def test_protection_of_our_sheets(calc: Calc, opened: Any) -> None:
    opened("a")
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


def test_a_step_that_fails_behind_the_filling_takes_that_back_too(calc: Calc, opened: Any, tmp_path: Path) -> None:
    opened("a")
    score(calc, "a")
    change(calc, "a", FEWER)
    before, sheets = pages(calc, "a"), calc.sheets("a")
    kept = calc.profile.settings.read_text(encoding="utf-8")
    script = tmp_path / "answer.py"
    script.write_text(
        f"import json, subprocess, sys\n"
        f"real = subprocess.Popen({[*json.loads(kept)['args']]!r} and [{json.loads(kept)['python']!r},"
        f" *{json.loads(kept)['args']!r}, 'addin', 'worker'], stdin=-1, stdout=-1, text=True)\n"
        "for line in sys.stdin:\n"
        "    real.stdin.write(line); real.stdin.flush()\n"
        "    plan = json.loads(real.stdout.readline())\n"
        "    plan['marks'].append({'sheet': 'no such sheet', 'cell': 'A1', 'text': 'x', 'fill': ''})\n"
        "    print(json.dumps(plan), flush=True)\n",
        encoding="utf-8",
    )
    calc.profile.use([sys.executable, str(script)])
    try:
        done, said, _ = calc.press("a", "score")
    finally:
        calc.profile.settings.write_text(kept, encoding="utf-8")
    assert (done, "已全部撤回" in said) == (False, True), said
    assert differences(pages(calc, "a"), before) == []
    assert calc.sheets("a") == sheets
