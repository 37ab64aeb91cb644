"""Work in a child: its results and its errors come back, and one that hangs, grows or dies costs only itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfeval_xl.batch.lock import process_is_alive
from perfeval_xl.capped import Child, Loss, LostError
from tests.support import capped_work as work

ROOT = Path(__file__).resolve().parents[1]


def test_one_process_does_all_the_work() -> None:
    with Child() as child:
        first, second = (child.call(30, work.whoami) for _ in range(2))
        assert first == second != os.getpid()
        assert child.call(30, work.doubled, b"x" * (3 << 20), times=2) == b"x" * (6 << 20)
    assert not process_is_alive(first)


@pytest.mark.parametrize(
    ("function", "loss"),
    [(work.hang, Loss.TIME), (work.hang_in_c, Loss.TIME), (work.grow, Loss.MEMORY), (work.die, Loss.CRASH)],
)
def test_what_comes_to_no_end_is_ended_and_the_next_is_done(function: object, loss: Loss) -> None:
    if function is work.grow and sys.platform != "linux":
        pytest.skip("macOS and Wine take a limit and do not keep it")
    began = time.monotonic()
    with Child(memory=300 << 20) as child:
        with pytest.raises(LostError) as lost:
            child.call(3, function)  # type: ignore[arg-type]
        assert lost.value.loss is loss
        assert time.monotonic() - began < 15
        assert child.call(30, work.doubled, b"y") == b"yy"


def test_errors_come_back_with_where_they_were_raised() -> None:
    with Child() as child:
        with pytest.raises(KeyError, match="no such") as raised:
            child.call(30, work.fail)
        assert "in fail" in "".join(raised.value.__notes__)
        with pytest.raises(RuntimeError, match=r"OddError: odd"):
            child.call(30, work.fail_oddly)
        assert child.call(30, work.doubled, b"y") == b"yy"


def test_what_the_work_prints_is_no_answer() -> None:
    with Child() as child:
        assert child.call(30, work.print_much) == "done"


def test_a_script_needs_no_guard_and_modules_of_the_folder_it_stands_in_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger')", encoding="utf-8")
    (tmp_path / "报告.txt").write_text("全年预算100万元，支出90万元，预算执行率95%。", encoding="utf-8")
    script = tmp_path / "bin" / "script.py"
    script.parent.mkdir()
    script.write_text("import perfeval_xl\nprint(len(perfeval_xl.proofread_file('报告.txt').findings))", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="asks /proc whether a process runs")
def test_a_child_whose_parent_is_killed_ends_itself(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from perfeval_xl.capped import Child\nfrom tests.support import capped_work as work\n"
        "child = Child()\nprint(child.call(30, work.whoami), flush=True)\nchild.call(1, work.hang)\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.3)  # until it is at the work that hangs
        parent.kill()
    until = time.monotonic() + 30
    while _runs(child):
        assert time.monotonic() < until
        time.sleep(0.1)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_where_python_does_not_know_its_program_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with Child() as child:
        assert child.call(30, work.whoami) == os.getpid()
