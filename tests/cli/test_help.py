"""Help is Chinese, complete, and quick: nothing heavy is loaded for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from perfeval_xl.version import VERSION
from tests.cli.calling import call

ROOT = Path(__file__).parents[2]
HEAVY = (
    "pandas",
    "numpy",
    "python_calamine",
    "openpyxl",
    "xlsxwriter",
    "rich",
    "yaml",
    "multiprocessing",
    "concurrent",
)
PAGES = [
    (),
    ("demo",),
    ("template",),
    ("template", "list"),
    ("template", "new"),
    ("template", "each"),
    ("score",),
    ("check",),
    ("batch",),
    ("explain",),
    ("proofread",),
    ("clear",),
    ("rules",),
    ("rules", "list"),
    ("rules", "show"),
    ("rules", "check"),
    ("serve",),
    ("diff",),
    ("join",),
    ("report",),
    ("kit",),
    ("drop",),
    ("addin",),
    ("addin", "plan"),
    ("addin", "worker"),
    ("addin", "install"),
    ("addin", "remove"),
    ("addin", "doctor"),
    ("addin", "build"),
]


def test_every_command_has_its_page_here() -> None:
    told = re.findall(r"^## perfeval ?(.*)$", (ROOT / "docs/cli.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {tuple(page.split()) for page in told} == set(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_command_has_a_chinese_help_page_with_examples(page: tuple[str, ...]) -> None:
    answer = call(*page, "-h")
    assert answer.code == 0
    assert answer.out == call(*page, "--help").out
    assert answer.out.startswith(f"用法：{' '.join(('perfeval', *page))} ")
    assert "示例：" in answer.out
    assert re.search(r"^\s+perfeval ", answer.out, re.MULTILINE)
    for english in ("Usage", "Options", "Commands", "Show this", "required", "default:"):
        assert english not in answer.out


def test_called_with_nothing_the_program_shows_its_help() -> None:
    assert call().out == call("-h").out
    assert call("template").out == call("template", "-h").out
    assert call().code == 0


def test_the_version_is_told() -> None:
    assert call("--version").out == f"perfeval {VERSION}\n"


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["batch", "-h"], ["score"]], ids=" ".join)
def test_nothing_heavy_is_loaded_for_help(args: list[str]) -> None:
    code = f"""
import sys
from perfeval_xl.cli import main
try:
    main({args!r})
except SystemExit:
    pass
sys.stderr.write("LOADED " + " ".join(sorted({{name.split(".")[0] for name in sys.modules}})))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    loaded = done.stderr.rpartition("LOADED ")[2].split()
    assert "click" in loaded
    assert not set(HEAVY) & set(loaded)


def test_output_is_utf8_whatever_the_locale_says() -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "perfeval_xl", "--help"], cwd=ROOT, capture_output=True, env=env, check=True
    )
    assert "预算绩效自评" in done.stdout.decode("utf-8")
