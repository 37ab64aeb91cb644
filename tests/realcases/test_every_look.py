"""One form without a mistake, in every layout and in forty looks: every cell is found and nothing is alleged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from perfeval_xl.evaluation import evaluate
from tests.realcases.building import build
from tests.realcases.clean import DECLINED, clean
from tests.realcases.layouts import LAYOUTS
from tests.realcases.loading import Case
from tests.realcases.looks import LOOKS
from tests.realcases.measuring import measure


def cases() -> Iterator[Case]:
    for layout in LAYOUTS:
        for number in LOOKS:
            case = clean(layout, number)
            columns = {column.field for column in LAYOUTS[layout].columns}
            if "points" not in columns or "target" not in columns:
                unscored = tuple({**row, "应得": "·"} for row in case.indicators)
                funds = tuple(dict(fund, 应得="·") for fund in case.funds) if "score" not in columns else case.funds
                case = replace(case, indicators=unscored, funds=funds)
            yield case


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_clean_form_is_read_whole_in_every_look(layout: str, tmp_path: Path) -> None:
    wrong: list[str] = []
    for case in cases():
        if case.layout == layout:
            tally = measure(build(case, tmp_path))
            wrong += tally.misses + tally.false_alarms
    assert wrong == []


@pytest.mark.parametrize("layout", DECLINED)
def test_other_forms_are_named_and_not_scored(layout: str, tmp_path: Path) -> None:
    evaluation = evaluate(build(clean(layout, 1), tmp_path).file)
    assert evaluation.forms == ()
    assert [issue.code for issue in evaluation.issues] == ["IO-29"]
