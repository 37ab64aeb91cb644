"""The WPS add-in in jsdom against the real ``perfeval serve``: the workbook gets what ``perfeval score`` gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import perfeval_xl
from perfeval_xl.addin.home import HOME_VARIABLE
from perfeval_xl.addin.server import Server
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.writing.marks import issue_marks
from tests.support.memory_port import cells_of
from tests.support.told import told

pytestmark = pytest.mark.node

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
SAMPLE = next(sample for sample in SAMPLES if "问题示例" in sample.name)
SHEET = "环卫作业"
OURS = ["评分结果", "问题清单", "_perfeval"]
SCORE, CHECK, CLEAR = (f"Perfeval{name}Button" for name in ("Score", "Check", "Clear"))


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    running = Server(0, "0" * 64, idle=600)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def press(server: Server, sample: Path, *buttons: str, **facts: Any) -> dict[str, Any]:
    job = {"url": server.address, "name": sample.name, "presses": buttons, "python": sys.executable, "answer": True}
    job |= told(read_workbook(sample)) | facts
    done = subprocess.run(
        ["node", str(Path(__file__).parents[1] / "support" / "wps.mjs")],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PERFEVAL_NODE_MODULES": os.environ.get("PERFEVAL_NODE_MODULES", "")},
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def form_cells(cells: dict[str, Any]) -> dict[str, Any]:
    return {
        place: value for place, (value, *_) in cells.items() if place.split("!")[0] not in OURS and value is not None
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_press_gives_what_the_file_command_gives(server: Server, sample: Path, tmp_path: Path) -> None:
    answer = press(server, sample, SCORE, path="D:\\填报")
    assert answer["done"] == [True], answer["said"]
    outcome = perfeval_xl.score_file(sample, tmp_path / "scored.xlsx")
    scored = read_workbook(tmp_path / "scored.xlsx")
    expected = {f"{sheet}!{cell}": value for (sheet, cell), value in cells_of(scored).items() if sheet not in OURS}
    assert form_cells(answer["cells"]) == expected
    marks = {f"{mark.sheet}!{mark.cell}": mark.text for mark in issue_marks(outcome.evaluation, read_workbook(sample))}
    assert {place: note for place, (_, _, note, _) in answer["cells"].items() if note} == marks
    assert [name for name, _, _ in answer["sheets"]][-3:] == OURS
    assert answer["sheets"][-1][1] == 2
    assert any(step.startswith("copy as D:\\填报\\") for step in answer["log"])
    assert (answer["statuses"][-1], answer["image"]) == (False, 200)


def test_the_first_problem_is_gone_to(server: Server) -> None:
    answer = press(server, SAMPLE, CHECK)
    assert "【错误】环卫作业!F7" in answer["said"][0]
    assert answer["log"] == ["activate 环卫作业", "select 环卫作业!F7"]
    assert press(server, SAMPLE, CHECK, answer=False)["log"] == []


def test_protection_is_lifted_and_put_back(server: Server) -> None:
    sheets = told(read_workbook(SAMPLE))["sheets"]
    sheets[0]["protected"] = True
    answer = press(server, SAMPLE, SCORE, sheets=sheets)
    assert answer["done"] == [True]
    assert answer["sheets"][0] == [SHEET, -1, True]
    assert "protect 环卫作业 true" in answer["log"]
    sheets[0] |= {"password": "机密"}
    answer = press(server, SAMPLE, SCORE, sheets=sheets)
    assert answer["done"] == [False]
    assert "有密码保护" in answer["said"][0]
    assert len(answer["sheets"]) == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"flags": {"ReadOnly": True}}, "只读"),
        ({"flags": {"ProtectStructure": True}}, "结构受保护"),
        ({"full": True, "path": "D:/x"}, "没有写入"),
        ({"origin": "http://evil.example"}, "perfeval serve"),
        ({"sheets": [{"name": "a", "cells": [["A1", "别的", None, None]]}], "names": {}}, "处理办法"),
    ],
)
def test_what_is_refused_leaves_the_workbook_alone(server: Server, facts: dict[str, Any], words: str) -> None:
    sheets = facts.get("sheets") or told(read_workbook(SAMPLE))["sheets"]
    before = {f"{sheet['name']}!{cell[0]}" for sheet in sheets for cell in sheet["cells"]}
    answer = press(server, SAMPLE, SCORE, **facts)
    assert answer["done"] == [False]
    assert words in answer["said"][0]
    assert set(answer["cells"]) == before
    assert len(answer["sheets"]) == 1


def test_clear_takes_all_out_again(server: Server, tmp_path: Path) -> None:
    scored = tmp_path / "scored.xlsx"
    perfeval_xl.score_file(SAMPLE, scored)
    answer = press(server, scored, CLEAR)
    assert answer["done"] == [True], answer["said"]
    original = {f"{sheet}!{cell}": value for (sheet, cell), value in cells_of(read_workbook(SAMPLE)).items()}
    assert form_cells(answer["cells"]) == original
    assert [name for name, _, _ in answer["sheets"]] == [SHEET]


FEWER = [["type", SHEET, "F7", 1500], *(["type", SHEET, f"J{row}", "天气原因，已补做"] for row in range(14, 24))]
MORE = [["type", SHEET, "J15", None], ["type", SHEET, "J20", None], ["type", SHEET, "G18", "基本完成"]]
THEIR_SHEET = [
    ["add", "摘要"],
    ["type", "摘要", "A1", "=评分结果!K9"],
    ["type", "摘要", "A2", "='问题清单'!A2"],
    ["type", SHEET, "M5", "=评分结果!C5"],
]


def ours(answer: dict[str, Any], result: str = "评分结果", columns: str = "ABCDEFGHIJK") -> dict[str, Any]:
    """All that our two sheets show: cells with looks, sizes, merges, filters, comments."""
    names = {result: "评分结果", "问题清单": "问题清单"}
    cells = {}
    for place, facts in answer["cells"].items():
        sheet, cell = place.split("!")
        if sheet in names and cell.rstrip("0123456789") in [*columns]:
            cells[names[sheet], cell] = facts
    return {"cells": cells, "pages": {names[name]: answer["pages"][name] for name in names}}


@pytest.mark.parametrize("changes", [FEWER, MORE], ids=["fewer rows", "more rows"])
def test_scored_again_our_sheets_are_filled_where_they_are(server: Server, changes: list[list[Any]]) -> None:
    """People's formulas and names keep pointing at them, and they show what they show when scored once."""
    muddle = [["muddle", sheet, 50] for sheet in OURS[:2]]
    name = {"names": {"我的总分": "=评分结果!$C$5"}}
    again = press(server, SAMPLE, SCORE, SCORE, between=[*THEIR_SHEET, *muddle, *changes], **name)
    assert again["done"] == [True, True], again["said"]
    assert [again["cells"][place][0] for place in ("摘要!A1", "摘要!A2", f"{SHEET}!M5")] == [
        "=评分结果!K9",
        "='问题清单'!A2",
        "=评分结果!C5",
    ]
    assert again["names"]["我的总分"] == "=评分结果!$C$5"
    assert [sheet for sheet, *_ in again["sheets"]] == [SHEET, *OURS, "摘要"]
    assert not {f"delete {sheet}" for sheet in OURS} & set(again["log"])
    assert "#REF!" not in json.dumps(again["cells"])
    told_sheets = told(read_workbook(SAMPLE))["sheets"]
    for _, _, at, value in changes:
        cells = told_sheets[0]["cells"]
        cells[:] = [cell for cell in cells if cell[0] != at]
        if value is not None:
            cells.append([at, value, None, "General"])
    once = press(server, SAMPLE, SCORE, sheets=told_sheets, **name)
    assert ours(again) == ours(once)
    before = press(server, SAMPLE, SCORE)
    rows = [sum(place.startswith("问题清单!A") for place in answer["cells"]) for answer in (again, before)]
    assert (rows[0] < rows[1]) is (changes is FEWER)


def test_what_a_person_did_with_our_sheets_stays(server: Server) -> None:
    between = [
        *THEIR_SHEET,
        ["rename", "评分结果", "给领导"],
        ["move", "给领导", 1],
        ["hide", "问题清单"],
        ["type", "给领导", "M9", "已核对"],
        ["type", "给领导", "N9", "=I9*2"],
        ["protect", "给领导"],
        ["activate", "给领导"],
    ]
    again = press(server, SAMPLE, SCORE, SCORE, between=between, answer=False)
    assert again["done"] == [True, True], again["said"]
    assert again["sheets"] == [
        [SHEET, -1, False],
        ["给领导", -1, True],
        ["问题清单", 0, False],
        ["_perfeval", 2, False],
        ["摘要", -1, False],
    ]
    assert again["active"] == "给领导"
    cells = again["cells"]
    assert [cells[place][0] for place in ("给领导!M9", "给领导!N9", "摘要!A1")] == ["已核对", "=I9*2", "=给领导!K9"]
    assert ours(again, "给领导") == ours(press(server, SAMPLE, SCORE))
    cleared = press(server, SAMPLE, SCORE, CLEAR, between=between)
    assert "“给领导”上有您写的内容" in cleared["said"][-1]
    assert [name for name, *_ in cleared["sheets"]] == [SHEET, "给领导", "摘要"]
    theirs = {place: value for place, (value, *_) in cleared["cells"].items() if place.startswith("给领导!") and value}
    assert theirs == {"给领导!M9": "已核对", "给领导!N9": "=I9*2"}


def test_what_a_person_wrote_beneath_ours_moves_on_with_them(server: Server) -> None:
    rows = sum(place.startswith("问题清单!A") for place in press(server, SAMPLE, SCORE)["cells"])
    between = [["type", "问题清单", f"B{rows + 2}", "审核意见：同意"], *FEWER]
    again = press(server, SAMPLE, SCORE, SCORE, between=between)["cells"]
    now = sum(place.startswith("问题清单!A") for place in again)
    assert now < rows
    assert [place for place, (value, *_) in again.items() if value == "审核意见：同意"] == [f"问题清单!B{now + 2}"]


def test_our_sheets_that_nobody_wrote_on_are_deleted(server: Server) -> None:
    cleared = press(server, SAMPLE, SCORE, CLEAR, between=THEIR_SHEET)
    assert [name for name, *_ in cleared["sheets"]] == [SHEET, "摘要"]
    assert cleared["cells"]["摘要!A1"][0] == "=#REF!K9"


@pytest.mark.parametrize("changes", [FEWER, MORE], ids=["fewer rows", "more rows"])
def test_remarks_go_with_their_rows(server: Server, changes: list[list[Any]]) -> None:
    first = {place: facts[0] for place, facts in press(server, SAMPLE, SCORE)["cells"].items()}
    rows = [int(place.removeprefix("问题清单!A")) for place in first if place.startswith("问题清单!A")]
    last = max(rows)
    between = [["merge", "问题清单", "L5:M5"], ["type", "问题清单", "L5", "合并的意见"], ["merge", "问题清单", "O4:O6"]]
    for row in range(4, last + 1):
        between.append(["type", "问题清单", f"I{row}", f"关于{first[f'问题清单!C{row}']}"])
        between.append(["type", "问题清单", f"J{row}", f'=I{row}&"！"'])
        between.append(["note", "问题清单", f"I{row}", f"批注{first[f'问题清单!C{row}']}"])
    again = press(server, SAMPLE, SCORE, SCORE, between=[*between, *changes])
    assert again["done"] == [True, True], again["said"]
    cells = again["cells"]
    remarks = {place: facts for place, facts in cells.items() if str(facts[0]).startswith("关于")}
    assert len(remarks) == last - 3
    for place, (text, _, note, _) in remarks.items():
        row = place.removeprefix("问题清单!I")
        code = cells[f"问题清单!C{row}"][0]
        assert (text, note, cells[f"问题清单!J{row}"][0]) == (f"关于{code}", f"批注{code}", f'=I{row}&"！"')
    assert not [place for place, facts in cells.items() if facts[2].startswith("批注") and place not in remarks]
    place = next(place for place, facts in cells.items() if facts[0] == "合并的意见")
    row = place.removeprefix("问题清单!L")
    assert f"L{row}:M{row}" in again["pages"]["问题清单"]["merges"]
    assert cells[f"问题清单!I{row}"][0] == f"关于{first['问题清单!C5']}"
