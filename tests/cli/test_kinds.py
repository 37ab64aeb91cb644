"""score, check, clear and batch on files that cannot be patched, and on files whose names and contents disagree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import CORRECT, changed
from tests.support.old import xls_of
from tests.support.tables import sheet

pytestmark = pytest.mark.filterwarnings("ignore:Cannot parse header or footer")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "自评表.xls"
    path.write_bytes(xls_of(sheet(CORRECT)))
    return path


def scored(path: Path, *args: object) -> dict[str, object]:
    (found,) = call("score", path, "--format", "json", *args).objects
    return found


def test_an_old_workbook_is_checked_like_any_other(old: Path) -> None:
    answer = call("check", old)
    assert answer.code == 0
    assert "没有" in answer.out


def test_an_old_workbook_is_scored_into_an_xlsx_beside_it(old: Path) -> None:
    before = old.read_bytes()
    answer = call("score", old, "--convert", "own")
    assert answer.code == 0
    assert "得分 97.62" in answer.out
    assert str(old.with_name("自评表.scored.xlsx")) in answer.out
    assert "由本工具复制" in answer.out.replace("\n  ", "")
    assert old.read_bytes() == before
    book = load_workbook(old.with_name("自评表.scored.xlsx"))
    assert book.sheetnames == ["自评表", "评分结果", "问题清单", "_perfeval"]
    assert "由本工具复制" in book["评分结果"]["A2"].value


def test_json_tells_the_conversion_and_null_where_there_was_none(old: Path, tmp_path: Path) -> None:
    found = scored(old, "--convert", "own")
    assert found["status"] == "ok"
    assert found["conversion"]["source"] == "xls"  # type: ignore[index]
    assert found["conversion"]["by"] == "own"  # type: ignore[index]
    assert scored(write_book(tmp_path / "新.xlsx"))["conversion"] is None


def test_an_old_workbook_is_never_written_in_place(old: Path) -> None:
    before = old.read_bytes()
    answer = call("score", old, "--in-place")
    assert answer.code == 3
    assert "IO-34" in answer.out
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_results_cannot_be_asked_for_under_an_old_name(old: Path) -> None:
    answer = call("score", old, "-o", old.with_name("结果.xls"))
    assert answer.code == 2
    assert "结果.xls" in answer.err


def test_namesakes_get_copies_of_their_own(old: Path, tmp_path: Path) -> None:
    new = write_book(tmp_path / "自评表.xlsx", changed(("| 8.62 |", "| 9.9 |")))
    call("score", old, new, "--convert", "own")
    assert scored(tmp_path / "自评表.xls.scored.xlsx")["issues"] == []
    assert scored(tmp_path / "自评表.scored.xlsx")["issues"] != []
    call("score", old, new, "-o", tmp_path / "结果", "--convert", "own")
    assert sorted(path.name for path in (tmp_path / "结果").iterdir()) == ["自评表.xls.xlsx", "自评表.xlsx"]


def test_there_is_nothing_to_clear_in_an_old_workbook(old: Path) -> None:
    answer = call("clear", old)
    assert answer.code == 0
    assert "没有可清除的内容" in answer.err


@pytest.mark.parametrize(("name", "kind"), [("表.xls", "Excel 工作簿(.xlsx)"), ("表.ods", "Excel 工作簿(.xlsx)")])
def test_a_new_workbook_under_an_old_name_is_patched_and_the_name_put_right(
    tmp_path: Path, name: str, kind: str
) -> None:
    path = write_book(tmp_path / "x.xlsx").rename(tmp_path / name)
    found = scored(path)
    assert found["conversion"] is None
    (issue,) = found["issues"]  # type: ignore[misc]
    assert issue["code"] == "IO-33"
    assert kind in issue["message"]
    assert found["output"] == str(tmp_path / "表.scored.xlsx")


def test_an_old_workbook_under_a_new_name_is_named_for_what_it_is(old: Path) -> None:
    path = old.rename(old.with_suffix(".xlsx"))
    found = scored(path, "--convert", "own")
    (issue,) = found["issues"]  # type: ignore[misc]
    assert "旧版 Excel 工作簿(.xls)" in issue["message"]
    assert ".xls" in issue["remedy"]


def test_a_template_keeps_its_suffix_or_becomes_a_workbook(tmp_path: Path) -> None:
    path = write_book(tmp_path / "x.xlsx").rename(tmp_path / "表.xltx")
    call("score", path)
    assert (tmp_path / "表.scored.xltx").exists()
    call("score", path, "-o", tmp_path / "结果.xlsx")
    assert load_workbook(tmp_path / "结果.xlsx").template is False


def test_a_batch_takes_every_kind_and_keeps_the_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfeval_xl.conversion.libreoffice.find_libreoffice", lambda: None)
    folder = tmp_path / "填报"
    write_book(folder / "甲/表.xlsx")
    for name in ("甲/表.xls", "乙/表.et", "丙.xls"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(xls_of(sheet(CORRECT)))
    answer = call("batch", folder, "-o", tmp_path / "结果", "--jobs", 1)
    assert answer.code == 0, answer.out
    assert "正常 4" in answer.out
    written = sorted(path.relative_to(tmp_path / "结果").as_posix() for path in (tmp_path / "结果").rglob("*.xlsx"))
    assert written == ["summary.xlsx", "丙.xlsx", "乙/表.xlsx", "甲/表.xls.xlsx", "甲/表.xlsx"]
    records = [json.loads(line) for line in (tmp_path / "结果/results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {record["workbook"]: record["conversion"] and record["conversion"]["by"] for record in records} == {
        "丙.xls": "own",
        "乙/表.et": "own",
        "甲/表.xls": "own",
        "甲/表.xlsx": None,
    }
    again = call("batch", folder, "-o", tmp_path / "结果", "--jobs", 1, "--resume")
    assert "其中沿用以前结果 4" in again.out
    other = call("batch", folder, "-o", tmp_path / "结果", "--engine", "inline", "--resume", "--convert", "libreoffice")
    assert "其中沿用以前结果 1" in other.out
