"""A command starts quickly: it loads what it needs, and nothing that only other commands need."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from tests.cli.calling import call
from tests.support.cases import sample_path

ROOT = Path(__file__).parents[2]
NOT_FOR_CHECK = (
    "perfeval_xl.writing.whole",
    "perfeval_xl.workbook.patching",
    "perfeval_xl.conversion.copying",
    "perfeval_xl.workbook.readers.ods",
    "perfeval_xl.workbook.readers.xls",
    "perfeval_xl.workbook.formula_refs",
    "tomllib",
)


def _answers(*args: str) -> tuple[set[str], tuple[int, ...]]:
    """The modules that a process of its own has loaded after a command, and its collector's thresholds."""
    code = f"""
import gc, sys
from perfeval_xl.cli import main
sys.argv = {["perfeval", *args]!r}
try:
    main()
except SystemExit:
    pass
sys.stderr.write("ASKED " + repr((set(sys.modules), gc.get_threshold())))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    modules, thresholds = eval(done.stderr.rpartition("ASKED ")[2])  # noqa: S307 - our own repr
    return modules, thresholds


def test_checking_loads_nothing_of_writing() -> None:
    modules, _ = _answers("check", str(sample_path("教育体育局")))
    assert "perfeval_xl.evaluation" in modules
    assert not modules & set(NOT_FOR_CHECK)


def test_the_collector_seldom_runs_in_a_process_of_ours() -> None:
    _, thresholds = _answers("--version")
    assert thresholds[0] >= 10_000


def test_the_collector_of_a_calling_program_is_left_alone() -> None:
    before = gc.get_threshold()
    call("--version")
    assert gc.get_threshold() == before
