"""Buttons in LibreOffice when the program behind them fails, dies, answers oddly or is not there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.scored_again import FORM
from tests.support.calc import Calc

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno, pytest.mark.xdist_group("calc")]

PLAN = {
    "schema_version": 3,
    "record": "",
    "touched": [FORM],
    "backup": None,
    "vehicle": None,
    **{step: [] for step in ("unmark", "restore", "remove", "sheets", "marks")},
    "edits": [{"sheet": FORM, "cell": "A1", "value": '=HYPERLINK("http://x";"y")', "show": "as_is"}],
    "message": {"text": "好", "level": "info", "go_to": None},
}


@pytest.fixture
def answering(calc: Calc, tmp_path: Path) -> Iterator[object]:
    """Let another program answer the next press."""
    before = calc.profile.settings.read_text(encoding="utf-8")

    def answer(statement: str) -> None:
        script = tmp_path / "answer.py"
        script.write_text(f"import os, sys, time\nfor line in sys.stdin:\n    {statement}\n", encoding="utf-8")
        calc.profile.use([sys.executable, str(script)])

    yield answer
    calc.profile.settings.write_text(before, encoding="utf-8")


def test_a_text_stays_a_text(calc: Calc, book: Path, answering: object) -> None:
    answering(f"print({json.dumps(PLAN)!r}, flush=True)")  # type: ignore[operator]
    assert calc.press("a", "score")[:2] == [True, "好"]
    kind, text, *_ = calc.cell("a", FORM, "A1")
    assert (kind, text) == ("TEXT", '=HYPERLINK("http://x";"y")')


def test_a_step_that_fails_takes_all_back(calc: Calc, book: Path, answering: object) -> None:
    bad = {**PLAN, "marks": [{"sheet": "没有这张表", "cell": "A1", "text": "x", "fill": ""}]}
    answering(f"print({json.dumps(bad)!r}, flush=True)")  # type: ignore[operator]
    title = calc.cell("a", FORM, "A1")
    done, said, _ = calc.press("a", "score")
    assert not done
    assert "已全部撤回" in said
    assert calc.cell("a", FORM, "A1") == title
    assert (calc.undo_list("a"), calc.modified("a"), calc.sheets("a")[0][2]) == ([], False, True)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("sys.exit('模块不见了')", "模块不见了"),
        ("print('no json', flush=True)", "没有给出结果"),
        ("print('[]', flush=True)", "没有给出结果"),
        ("print('{\"schema_version\": 99}', flush=True)", "版本不一致"),
        ('print(\'{"error": "\\\\u574f"}\', flush=True)', "坏"),
    ],
)
def test_a_program_that_fails_is_one_message(
    calc: Calc, book: Path, answering: object, statement: str, words: str
) -> None:
    answering(statement)  # type: ignore[operator]
    done, said, _ = calc.press("a", "score")
    assert not done
    assert words in said
    assert not calc.modified("a")


def test_a_program_that_is_not_there_is_one_message(calc: Calc, book: Path, answering: object) -> None:
    calc.profile.use([str(book.parent / "没有" / "python")])
    done, said, _ = calc.press("a", "score")
    assert (done, "perfeval addin install --libreoffice" in said) == (False, True)
    calc.profile.settings.write_text("{", encoding="utf-8")
    assert "已损坏" in calc.press("a", "score")[1]


def test_the_program_starts_again_after_it_died(calc: Calc, book: Path, answering: object) -> None:
    answering("os._exit(3)")  # type: ignore[operator]
    assert not calc.press("a", "check")[0]
    answering(f"print({json.dumps({**PLAN, 'edits': []})!r}, flush=True)")  # type: ignore[operator]
    assert calc.press("a", "check")[:2] == [True, "好"]
