"""The WPS add-in in jsdom against the real ``perfeval serve``: the workbook gets what ``perfeval score`` gives."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import perfeval_xl
from perfeval_xl.addin.home import HOME_VARIABLE
from perfeval_xl.addin.server import Server
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.model import CellError, Sheets
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.writing.marks import issue_marks
from tests.support.memory_port import cells_of, shown

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


def told(sheets: Sheets) -> dict[str, Any]:
    """A workbook as the double of WPS takes it."""
    listed = []
    for sheet in sheets:
        cells = []
        for r, row in enumerate(sheet.rows):
            for c, raw in enumerate(row):
                formula = sheet.formulas.get((r, c)) or None
                if raw is None and formula is None:
                    continue
                value = {"error": raw.text} if isinstance(raw, CellError) else shown(raw)
                form = "0.00%" if (r, c) in sheet.percent else "General"
                cells.append([cell_name(r, c), value, formula, form])
        merges = [f"{cell_name(m.top, m.left)}:{cell_name(m.bottom, m.right)}" for m in sheet.merges]
        listed.append({"name": sheet.name, "visible": True, "cells": cells, "merges": merges})
    names = {name: f"={text}" for name, text in sheets.names.items()}
    for sheet in sheets:
        names |= {f"'{sheet.name}'!{name}": f"={text}" for name, text in sheet.names.items()}
    return {"sheets": listed, "names": names}


def press(server: Server, sample: Path, *buttons: str, **facts: Any) -> dict[str, Any]:
    job = {"url": server.address, "name": sample.name, "presses": buttons, "vehicle_sheets": OURS, "answer": True}
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
