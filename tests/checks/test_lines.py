"""Where a check draws a line: one step past it is told at its cell, on the line itself all is quiet."""

from __future__ import annotations

import pytest

from tests.checks.lines import LINES
from tests.checks.swaps import (
    named,
)
from tests.support.forms import changed, found


@pytest.mark.parametrize("case", LINES)
def test_one_step_past_the_line_is_told_and_the_line_is_not(case: str) -> None:
    code, cell, past, on = LINES[case]
    assert (code, cell) in found(changed(*past))
    assert code not in {issue for issue, _ in found(changed(*on))}


@pytest.mark.parametrize("word", ["变动", "增长", "增速", "增幅", "下降", "调整", "降低", "增减"])
def test_what_rises_and_falls_may_be_negative(word: str) -> None:
    assert "IND-13" not in {code for code, _ in found(changed(*named(f"产值{word}率", "≥3% | -1% | 20 | 0 | ")))}
