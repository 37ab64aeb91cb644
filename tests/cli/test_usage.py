"""Wrong use: exit code 2 and one Chinese sentence; a traceback only with -v."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.cli.console import colour
from tests.cli.calling import call
from tests.support.books import write_book


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["没有的"], "没有命令“没有的”"),
        (["template", "没有的"], "没有命令“没有的”"),
        (["check"], "缺少参数 FILE"),
        (["batch", "填报"], "缺少选项 -o / --output"),
        (["check", "a.xlsx", "--fromat", "json"], "没有选项“--fromat”，是否要用 --format"),
        (["check", "a.xlsx", "--format", "xml"], "选项 --format 的值不对：“xml”不在可选值 text、json、csv 之内"),
        (["check", "a.xlsx", "--fail-on", "all"], "“all”不在可选值"),
        (["check", "a.xlsx", "--rules"], "选项“--rules”后面缺少值"),
        (["batch", "a", "-o", "b", "--jobs", "0"], "0 不在 1 到 256 之间"),
        (["serve", "--idle", "0"], "0 不在 1 到 1440 之间"),
        (["batch", "a", "-o", "b", "--scheduler", "tcp://x:1"], "--scheduler 只用于 --engine dask"),
        (["batch", "a", "-o", "b", "--jobs", "两个"], "“两个”不是整数"),
        (["batch", "a", "-o", "b", "--engine", "cloud"], "“cloud”不在可选值 process、inline、dask 之内"),
        (["explain", "a.xlsx", "b", "c"], "多出了参数“c”"),
        (["score", "a.xlsx", "-o", "b", "--in-place"], "-o 和 --in-place 不能同时使用"),
        (["batch", "没有这个目录", "-o", "b"], "找不到目录“没有这个目录”"),
        (["check", "a.xlsx", "--rules", "nowhere-1999"], "nowhere-1999"),
        (["template", "new", "没有的", "-o", "x.xlsx"], "没有的"),
        (
            ["template", "new", "department", "-o", "x.xlsx", "--project", "校舍"],
            "“项目名称”一栏，请去掉选项 --project",
        ),
        (
            ["template", "new", "project", "-o", "x.xlsx", "--unit", "甲局", "--unit", "乙局"],
            "选项 --unit 给了2次，只能给一次",
        ),
        (["score", "a.xlsx", "-o", "b", "--output", "c"], "选项 --output 给了2次，只能给一次"),
        (["report", "a.xlsx", "--form", "2"], "没有第 2 张自评表，可选（序号 工作表）：1 自评表"),
        (["report", "a.xlsx", "--form", "没有"], "没有工作表为“没有”的自评表"),
        (["rules", "check", "."], "“.”是文件夹，请写出其中的规则文件，例如“本县.yaml”"),
    ],
)
def test_wrong_use_is_explained(
    args: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_book(tmp_path / "a.xlsx")
    answer = call(*args)
    assert answer.code == 2
    assert sentence in answer.err
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def fail(*_: object, **__: object) -> None:
    raise RuntimeError("没想到")


@pytest.mark.parametrize(
    ("args", "traceback"),
    [(["check", "a.xlsx"], False), (["-v", "check", "a.xlsx"], True), (["check", "a.xlsx", "-v"], True)],
)
def test_a_traceback_shows_only_when_asked_for(
    args: list[str], traceback: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfeval_xl.evaluation.evaluate_many", fail)
    answer = call(*args)
    assert answer.code == 3
    assert "程序内部错误（RuntimeError: 没想到）" in answer.err
    assert ("Traceback" in answer.err) is traceback


def test_an_output_place_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    answer = call("score", write_book(tmp_path / "a.xlsx"), "-o", tmp_path / "文件/下面")
    assert answer.code == 3
    assert "无法读写" in answer.err


def test_ctrl_c_ends_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("perfeval_xl.evaluation.evaluate_many", stop)
    answer = call("check", "a.xlsx")
    assert answer.code == 130
    assert "已中断" in answer.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("args", [["--help"], ["check", "--help"], ["check", "a.xlsx"], ["rules", "list"]])
def test_an_output_that_is_full_gives_one_sentence(args: list[str], tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "perfeval_xl", *args]
        done = subprocess.run(command, check=False, cwd=tmp_path, env=with_package(), stdout=full, stderr=-1)
    assert done.returncode not in (0, 1)
    assert done.stderr.decode().splitlines()[0] == "无法读写：磁盘空间不足，请检查路径、权限和剩余空间"


@pytest.mark.posix
def test_a_closed_output_is_no_error(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx")
    line = f"{shlex.quote(sys.executable)} -m perfeval_xl check {shlex.quote(str(book))} >&-"
    done = subprocess.run(["/bin/sh", "-c", line], check=False, env=with_package(), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_show_on_a_terminal_that_wants_them(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert not colour()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert colour()
    monkeypatch.setenv(name, value)
    assert not colour()


def with_package() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(perfeval_xl.__file__).parent.parent)}
