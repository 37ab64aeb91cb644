"""The process that a front end keeps: a line in, a line out, whatever comes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from perfeval_xl.addin.home import HOME_VARIABLE
from perfeval_xl.addin.worker import copy_name, serve_pipes
from perfeval_xl.resources import data_folder

SAMPLE = next((data_folder("workbook_templates") / "samples").glob("*问题示例.xlsx"))


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))


def asked(*lines: object) -> list[dict[str, object]]:
    answers = io.StringIO()
    sent = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    serve_pipes(io.StringIO("\n".join(sent) + "\n"), answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_one_answer_a_line_whatever_comes(tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(SAMPLE.read_bytes())
    score = {"command": "score", "copy": str(copy), "name": "表.ods", "place": str(tmp_path / "表.ods")}
    bad, unknown, missing, scored, unkept = asked(
        "{",
        {**score, "command": "open"},
        {**score, "copy": str(tmp_path / "没有.xlsx")},
        score,
        {**score, "backup": False},
    )
    assert "无法识别" in str(bad["error"])
    assert "无法识别" in str(unknown["error"])
    assert missing["message"]["level"] == "error"  # type: ignore[index]
    assert Path(str(scored["backup"])).parent == tmp_path
    assert Path(str(scored["vehicle"])).is_file()
    assert unkept["backup"] is None
    assert unkept["edits"] == scored["edits"]


@pytest.mark.parametrize(("name", "title"), [("表.ods", "表.xlsx"), ("表.XLSX", "表.XLSX"), ("无标题 1", "无标题 1")])
def test_the_copy_is_named_as_what_it_is(name: str, title: str) -> None:
    assert copy_name(name) == title
