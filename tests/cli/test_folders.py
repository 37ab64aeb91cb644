"""A folder where a file is meant: one sentence, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.docx import document, docx, paragraph


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_book(tmp_path / "表.xlsx")
    (tmp_path / "报告.docx").write_bytes(docx(document(paragraph("本项目已完成。"))))
    (tmp_path / "存放").mkdir()
    return tmp_path


@pytest.mark.parametrize("folder", [".", "..", "/", "存放"])
@pytest.mark.parametrize(
    "command",
    [
        ["template", "new", "project", "-o"],
        ["report", "表.xlsx", "-o"],
        ["proofread", "报告.docx", "-o"],
        ["clear", "表.xlsx", "-o"],
    ],
)
def test_a_new_file_is_never_called_like_a_folder(command: list[str], folder: str, here: Path) -> None:
    before = sorted(here.rglob("*"))
    answer = call(*command, folder)
    assert answer.code == 2
    assert f"“{Path(folder)}”是文件夹，-o 要写成文件名，例如“" in answer.err
    assert sorted(here.rglob("*")) == before


@pytest.mark.parametrize("folder", [".", "..", "/"])
@pytest.mark.parametrize(
    "command",
    [["score"], ["score", "-o", "结果"], ["check"], ["explain"], ["report"], ["clear"], ["diff", "表.xlsx"]],
)
def test_a_folder_is_no_workbook(command: list[str], folder: str) -> None:
    answer = call(*command, folder)
    assert answer.code == 3
    assert f"“{Path(folder)}”是文件夹，不是工作簿文件" in answer.out + answer.err


def test_a_folder_without_reports_cannot_be_proofread() -> None:
    answer = call("proofread", "存放")
    assert (answer.code, "文件夹“存放”里没有可以校对的报告" in answer.err) == (2, True)
