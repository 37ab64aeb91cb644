"""``perfeval proofread``: text, JSON, exit codes, the commented copy, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfeval_xl.resources import data_folder
from tests.cli.calling import call
from tests.proofread.test_seed import SEED
from tests.support.docx import document, docx, members, paragraph

RIGHT = "全年预算数100万元，执行数86.18万元，执行率86.18%。"
WRONG = "全年预算数100万元，执行数86.18万元，执行率88.18%。"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(f"一、概况\n{WRONG}", encoding="utf-8")
    return path


def test_findings_are_told_with_line_and_quote(report: Path) -> None:
    answer = call("proofread", report)
    assert "第2行" in answer.out and "88.18%" in answer.out and "86.18%" in answer.out and "TXT-03" in answer.out
    assert answer.code == 0  # warnings do not fail unless asked
    assert call("proofread", report, "--fail-on", "warning").code == 1


def test_json_has_the_places(report: Path) -> None:
    (found,) = call("proofread", report, "--format", "json").objects
    assert (found["document"], found["status"], found["error"]) == (str(report), "issues", None)
    (issue,) = found["issues"]
    assert (issue["code"], issue["severity"], issue["line"], issue["place"]) == ("TXT-03", "warning", 2, "第2行")
    assert WRONG[issue["start"] : issue["end"]] == issue["quote"]


def test_a_right_report_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    path.write_text(f"# 一、概况\n{RIGHT}", encoding="utf-8")
    answer = call("proofread", path, "--fail-on", "hint")
    assert (answer.code, answer.err) == (0, "")
    assert "没有" in answer.out


def test_the_seed_fails_by_its_table() -> None:
    answer = call("proofread", SEED, "--format", "json")
    assert answer.code == 1
    assert len(json.loads(answer.out)["issues"]) == 21


def test_a_workbook_beside_it_is_compared(tmp_path: Path) -> None:
    sample = next((data_folder("workbook_templates") / "samples").glob("*部门整体.xlsx"))
    path = tmp_path / "报告.txt"
    path.write_text("部门全年预算数1000万元。", encoding="utf-8")
    answer = call("proofread", path, "--form", sample, "--format", "json")
    assert answer.code == 1
    (issue,) = answer.objects[0]["issues"]
    assert issue["code"] == "TXT-27"


def test_a_word_copy_gets_the_comments(tmp_path: Path) -> None:
    source, copy = tmp_path / "报告.docx", tmp_path / "批注.docx"
    source.write_bytes(docx(document(paragraph(WRONG))))
    before = source.read_bytes()
    answer = call("proofread", source, "-o", copy)
    assert str(copy) in answer.err
    assert source.read_bytes() == before
    assert "按文中数字计算应为86.18%" in members(copy.read_bytes())["word/comments.xml"].decode()


def test_without_findings_the_copy_is_the_same_file(tmp_path: Path) -> None:
    source, copy = tmp_path / "报告.docx", tmp_path / "批注.docx"
    source.write_bytes(docx(document(paragraph(RIGHT))))
    assert call("proofread", source, "-o", copy).code == 0
    assert copy.read_bytes() == source.read_bytes()


def test_what_lies_at_the_copys_place_is_kept(tmp_path: Path) -> None:
    source, copy = tmp_path / "报告.docx", tmp_path / "批注.docx"
    source.write_bytes(docx(document(paragraph(RIGHT))))
    copy.write_bytes(b"mine")
    answer = call("proofread", source, "-o", copy)
    (backup,) = tmp_path.glob("批注.备份-*.docx")
    assert (backup.read_bytes(), copy.read_bytes()) == (b"mine", source.read_bytes())
    assert str(backup) in answer.err
    call("proofread", source, "-o", copy)  # the same again
    assert list(tmp_path.glob("批注.备份-*.docx")) == [backup]


def test_the_copy_is_a_docx_and_a_workbook_is_no_report(tmp_path: Path) -> None:
    source = tmp_path / "报告.docx"
    source.write_bytes(docx(document(paragraph(RIGHT))))
    refused = call("proofread", source, "-o", tmp_path / "批注.xlsx")
    assert (refused.code, "批注只能写成 .docx 文件" in refused.err) == (2, True)
    call("proofread", source, "-o", tmp_path / "批注")
    assert (tmp_path / "批注.docx").is_file()
    table = call("proofread", tmp_path / "自评表.xlsx")
    assert (table.code, "请用 perfeval check" in table.err) == (2, True)


def test_what_cannot_be_done_is_said(report: Path, tmp_path: Path) -> None:
    assert call("proofread", tmp_path / "无.docx").code == 3
    assert "找不到文件" in call("proofread", tmp_path / "无.docx").out
    refused = call("proofread", report, "-o", tmp_path / "批注.docx")
    assert refused.code == 3 and "不是 Word 文档" in refused.out
    assert not (tmp_path / "批注.docx").exists()
    same = call("proofread", report, "-o", report)
    assert same.code == 2 and "同一个文件" in same.err
    lost = call("proofread", report, "--form", tmp_path / "无.xlsx")
    assert lost.code == 3 and "TXT-03" in lost.out and "无.xlsx" in lost.out
    assert "没有与自评表核对" in lost.out and "无法处理" not in lost.out
    missing = call("proofread", report, "--format", "json", "--form", tmp_path / "无.xlsx")
    assert missing.objects[0]["error"] and len(missing.objects[0]["issues"]) == 1


def test_a_report_that_is_not_there_cannot_be_dealt_with(tmp_path: Path) -> None:
    told = call("proofread", tmp_path / "无.docx")
    assert "无法处理" in told.out and "问题：" not in told.out
