"""Scoring again in a real LibreOffice is one entry that is undone and redone, and a failure takes all of it back."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.contract.scored_again import (
    FEWER,
    ISSUES,
    RESULT,
    change,
    differences,
    pages,
    saved,
    score,
)
from tests.support.calc import Calc

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno, pytest.mark.xdist_group("calc")]


def test_scored_again_is_one_entry_that_is_undone_and_redone(calc: Calc, opened_sample: Any, tmp_path: Path) -> None:
    opened_sample("a")
    score(calc, "a")
    calc.add_sheet("a", "引用")
    calc.type("a", "引用", "A1", f"=$'{ISSUES}'.A2")
    calc.filter("a", ISSUES, 1, "错误")
    calc.muddle("a", RESULT, 60)
    change(calc, "a", FEWER)

    def facts() -> dict[str, Any]:
        names = {"sheets": calc.sheets("a"), "formula": calc.cell("a", "引用", "A1")}
        return {"pages": pages(calc, "a"), "saved": saved(calc, "a", tmp_path / "now.xlsx"), **names}

    before, entries = facts(), len(calc.undo_list("a"))
    score(calc, "a")
    assert len(calc.undo_list("a")) == entries + 1
    after = facts()
    assert after["formula"] != before["formula"]
    for _ in range(2):
        calc.undo("a")
        assert differences(facts(), before) == []
        calc.redo("a")
        assert differences(facts(), after) == []


def test_a_filter_that_came_with_scoring_again_goes_and_comes_with_undo_and_redo(
    calc: Calc, opened_sample: Any
) -> None:
    """LibreOffice would end if it were switched in the middle of an undo; so it is right after."""

    def becomes(wanted: bool) -> bool:
        for _ in range(100):
            if calc.filtered("a", ISSUES) is wanted:
                return True
            time.sleep(0.05)
        return False

    opened_sample("a")
    score(calc, "a")
    calc.drop_filter("a", ISSUES)
    score(calc, "a")
    assert becomes(True)
    entries = calc.undo_list("a")
    for _ in range(2):
        calc.undo("a")
        assert becomes(False)
        calc.redo("a")
        assert becomes(True)
    assert calc.undo_list("a") == entries


def test_a_step_that_fails_behind_the_filling_takes_that_back_too(
    calc: Calc, opened_sample: Any, tmp_path: Path
) -> None:
    opened_sample("a")
    score(calc, "a")
    change(calc, "a", FEWER)
    before, sheets = pages(calc, "a"), calc.sheets("a")
    kept = calc.profile.settings.read_text(encoding="utf-8")
    script = tmp_path / "answer.py"
    script.write_text(
        f"import json, subprocess, sys\n"
        f"real = subprocess.Popen({[*json.loads(kept)['args']]!r} and [{json.loads(kept)['python']!r},"
        f" *{json.loads(kept)['args']!r}, 'addin', 'worker'], stdin=-1, stdout=-1, text=True)\n"
        "for line in sys.stdin:\n"
        "    real.stdin.write(line); real.stdin.flush()\n"
        "    plan = json.loads(real.stdout.readline())\n"
        "    plan['marks'].append({'sheet': 'no such sheet', 'cell': 'A1', 'text': 'x', 'fill': ''})\n"
        "    print(json.dumps(plan), flush=True)\n",
        encoding="utf-8",
    )
    calc.profile.use([sys.executable, str(script)])
    try:
        done, said, _ = calc.press("a", "score")
    finally:
        calc.profile.settings.write_text(kept, encoding="utf-8")
    assert (done, "已全部撤回" in said) == (False, True), said
    assert differences(pages(calc, "a"), before) == []
    assert calc.sheets("a") == sheets
