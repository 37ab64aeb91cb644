"""Commands that need a form tell why there is none, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.support.books import write_book

GOALS = "| 绩效目标申报表 |  |  |  |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出 | 数量 | 次数 | 3 |"


@pytest.mark.parametrize("command", ["explain", "report", "diff", "join"])
def test_a_workbook_of_another_kind_is_named(tmp_path: Path, command: str) -> None:
    goals, book = write_book(tmp_path / "目标.xlsx", GOALS, "申报表"), write_book(tmp_path / "表.xlsx")
    answer = call(command, goals, *([book] if command in ("diff", "join") else []))
    assert answer.code == 3
    assert "“目标.xlsx”里没有自评表" in answer.err
    assert "请提供同一项目的绩效自评表（IO-29）" in answer.err


@pytest.mark.parametrize("command", ["explain", "report", "diff", "join"])
def test_what_cannot_be_read_comes_with_its_remedy(tmp_path: Path, command: str) -> None:
    bad, book = tmp_path / "坏.xlsx", write_book(tmp_path / "表.xlsx")
    bad.write_bytes(b"")
    answer = call(command, bad, *([book] if command in ("diff", "join") else []))
    assert answer.code == 3
    assert "“坏.xlsx”是 0 字节的空文件；请重新导出" in answer.err


def test_an_indicator_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    book = write_book(tmp_path / "表.xlsx")
    answer = call("explain", book, "没有的")
    assert answer.code == 2
    assert "没有名称含“没有的”的指标；可以是：“预算执行率”、" in answer.err
    assert "等" not in answer.err.split("；可以是：")[1].partition("\n")[0]
    assert "单元格 A1 不属于任何指标" in call("explain", book, "A1").err


def test_one_file_given_twice_says_it_once(tmp_path: Path) -> None:
    goals = write_book(tmp_path / "目标.xlsx", GOALS, "申报表")
    assert call("diff", goals, goals).err.count("里没有自评表") == 1
