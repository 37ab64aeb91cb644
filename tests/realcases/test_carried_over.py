"""Every published form, carried over into ours as last year's is, says there what it said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.forms.model import FormKind
from perfeval_xl.objectives.agreeing import compare_rows
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import find_objectives
from perfeval_xl.objectives.register import Register
from perfeval_xl.templates.catalog import new_workbook
from perfeval_xl.workbook.reading import read_workbook
from tests.realcases.building import build
from tests.realcases.loading import Case, all_cases

FEWEST = 50
"""So many of the published forms have indicators."""


def objectives_of(case: Case, folder: Path) -> list[Objective]:
    return find_objectives(read_workbook(build(case, folder).file), evaluated=True)


def test_most_published_forms_set_objectives(tmp_path: Path) -> None:
    found = [case.number for case in all_cases() if objectives_of(case, tmp_path)]
    assert len(found) >= FEWEST


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.number}-{case.layout}")
def test_a_published_form_carried_over(case: Case, tmp_path: Path) -> None:
    goals = objectives_of(case, tmp_path)
    for one in goals:
        kind = "department" if one.form.kind is FormKind.DEPARTMENT else "project"
        content = new_workbook(kind, objectives=[one])
        held = Register([replace(one, evaluated=False)])
        evaluation = evaluate(read_workbook(content, title="表.xlsx"), goals=held)
        (form,) = evaluation.forms
        assert [row.row.name for row in form.indicators] == [row.name for row in one.indicators]
        assert [row.row.points.value for row in form.indicators] == [row.points.value for row in one.indicators]
        assert compare_rows([row.row for row in form.indicators], one.indicators).left_out == ()
        assert [
            issue for issue in evaluation.issues if issue.code in ("GOAL-01", "GOAL-02", "GOAL-03", "GOAL-04")
        ] == []
