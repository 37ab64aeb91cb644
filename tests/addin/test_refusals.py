"""What the buttons cannot do is refused, or told, before anything is written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import perfeval_xl
from perfeval_xl.addin.commands import press
from perfeval_xl.addin.plan import Level
from perfeval_xl.addin.port import Condition
from tests.addin.pressing import WITH_ISSUES, opened
from tests.support.memory_port import MemoryWorkbook

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (Condition(read_only=True), "只读"),
        (Condition(structure_locked=True), "结构受保护"),
        (Condition(editing=True), "正在编辑"),
        (Condition(other_format=".xls"), ".xls 格式"),
    ],
)
@pytest.mark.parametrize("command", ["score", "clear"])
def test_what_cannot_be_written_is_refused_in_one_sentence(
    command: str, state: Condition, word: str, tmp_path: Path
) -> None:
    book = opened(WITH_ISSUES, tmp_path, state=state)
    assert not press(command, book)
    ((text, level),) = book.said
    assert word in text
    assert "处理办法：" in text
    assert level is Level.ERROR
    assert book.steps == []
    assert list(tmp_path.glob("*备份*")) == []


def test_a_password_is_told_with_the_sheet(tmp_path: Path) -> None:
    sheet = perfeval_xl.evaluate(WITH_ISSUES).forms[0].form.sheet
    book = opened(WITH_ISSUES, tmp_path, password=sheet)
    before = dict(book.cells)
    assert not press("score", book)
    assert f"“{sheet}”有密码保护" in book.said[0][0]
    assert book.cells == before


@pytest.mark.parametrize("step", ["snapshot", "write", "adopt", "mark"])
def test_a_failing_application_gives_one_message_and_a_log(step: str, tmp_path: Path, own_home: Path) -> None:
    book = opened(WITH_ISSUES, tmp_path, broken=step)
    assert not press("score", book)
    ((text, level),) = book.said
    assert level is Level.ERROR
    assert "Traceback" not in text
    assert ("原样已备份为" in text) == (step != "snapshot")
    assert book.statuses[-1] is None
    assert "0x800A03EC" in (own_home / "addin.log").read_text(encoding="utf-8")


def test_a_workbook_without_form_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "姓名"
    workbook.save(path)
    book = MemoryWorkbook(path.read_bytes(), path.name, path)
    assert not press("score", book)
    assert book.said[0][1] is Level.ERROR
    assert press("clear", book)
    assert "没有可清除的内容" in book.said[1][0]
    assert book.steps == ["snapshot", "snapshot"]


def test_the_rules_beside_the_workbook_count(tmp_path: Path) -> None:
    (tmp_path / "perfeval.toml").write_text('[severities]\n"ZZZ-99" = "hint"\n', encoding="utf-8")
    book = opened(WITH_ISSUES, tmp_path)
    assert not press("score", book)
    assert "ZZZ-99" in book.said[0][0]
