"""A declaration in the self-evaluation's own workbook is held against it without being asked for."""

from __future__ import annotations

from perfeval_xl.evaluation import evaluate
from perfeval_xl.results import Evaluation
from perfeval_xl.templates.sampling import build_sample
from perfeval_xl.workbook.reading import read_workbook
from tests.support.forms import CORRECT, changed
from tests.support.objectives import DECLARATION, swapped
from tests.support.tables import sheet, sheets

EASED = changed(("≥12公里 | 12公里", "≥10公里 | 12公里"))


def beside(*tables: str) -> Evaluation:
    """The evaluation of a form with other sheets beside it."""
    first, *others = tables
    return evaluate(sheets(sheet(first), *(sheet(table, name=f"申报表{n}") for n, table in enumerate(others))))


def goals(evaluation: Evaluation) -> list[str]:
    return [issue.code for issue in evaluation.issues if issue.code.startswith("GOAL")]


def test_a_declaration_of_the_same_project() -> None:
    found = beside(EASED, DECLARATION)
    (issue,) = (issue for issue in found.issues if issue.code == "GOAL-03")
    assert (issue.sheet, issue.cell) == ("自评表", "F12")
    assert "绩效目标表是≥12公里（申报表0!E11）" in issue.message
    assert found.forms[0].objectives == ("申报表0!B3",)
    assert goals(beside(CORRECT, DECLARATION)) == []


def test_a_declaration_of_another_project_or_year_says_nothing() -> None:
    next_year = swapped(DECLARATION, ("2023", "2024"), ("≥12公里", "≥15公里"))
    assert goals(beside(CORRECT, next_year)) == []
    other = swapped(DECLARATION, ("乡村道路养护", "校舍维修"), ("养护里程", "维修校舍"), ("≥95%", "≥90%"))
    assert goals(beside(CORRECT, other)) == []


def test_two_declarations_of_one_project_say_nothing() -> None:
    assert goals(beside(EASED, DECLARATION, DECLARATION)) == []


def test_those_that_were_named_count_before_those_beside() -> None:
    from perfeval_xl.objectives.register import Register
    from tests.support.objectives import objectives

    book = sheets(sheet(EASED), sheet(swapped(DECLARATION, ("≥12公里", "≥10公里")), name="申报表"))
    assert goals(evaluate(book)) == []
    assert goals(evaluate(book, goals=Register(objectives(DECLARATION)))) == ["GOAL-03"]


def test_the_table_of_targets_of_our_own_workbook() -> None:
    evaluation = evaluate(read_workbook(build_sample("红河州投资促进局-2020-部门整体"), title="表.xlsx"))
    (issue,) = (issue for issue in evaluation.issues if issue.code.startswith("GOAL"))
    assert (issue.code, issue.sheet, issue.cell) == ("GOAL-03", "自评表", "E26")
    assert "800" in issue.message and "812" in issue.message
