"""Rows and forms for the scoring tests, from few words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfeval_xl.forms.model import Form, FormKind, FundKey, FundRow, IndicatorRow, ParsedForm
from perfeval_xl.scoring.outcome import FundFacts, IndicatorFacts
from perfeval_xl.values.model import EMPTY, Comparator, ComparatorBasis, Meaning, QualitativeGrade, Reading, Target

Value = Decimal | int | str | None

WORDS = {
    "—": Meaning.NOT_APPLICABLE,
    "无": Meaning.NOTHING,
    "#DIV/0!": Meaning.ERROR,
    "{=}": Meaning.UNCALCULATED,
}


def reading(value: Value) -> Reading:
    """A number, one of :data:`WORDS`, a grade, other text, or ``None`` for an empty cell."""
    if value is None:
        return EMPTY
    if isinstance(value, (int, Decimal)):
        return Reading(Meaning.NUMBER, str(value), Decimal(value))
    for grade in QualitativeGrade:
        if value == grade.value:
            return Reading(Meaning.QUALITATIVE, value, grade=grade)
    return Reading(WORDS.get(value, Meaning.TEXT), value)


def facts(comparator: str, target: Value, actual: Value, points: Value = 10, **more: Any) -> IndicatorFacts:
    """The facts of one indicator; target in F12, actual in G12, points in H12, score in I12."""
    goal, done, weight = reading(target), reading(actual), reading(points)
    known = IndicatorFacts(
        comparator=comparator,
        comparator_basis="written",
        comparator_word="",
        target=goal.value,
        target_high=None,
        target_unit="",
        target_date=None,
        target_text=goal.text,
        target_meaning=goal.meaning.value,
        target_cell="F12",
        actual=done.value,
        actual_date_first=None,
        actual_date=None,
        actual_text=done.text,
        actual_meaning=done.meaning.value,
        actual_cell="G12",
        grade_word=done.grade.value if done.grade else None,
        share=None,
        unit_notes="",
        points=weight.value,
        points_text=weight.text,
        points_meaning=weight.meaning.value,
        points_cell="H12",
        entered_score=None,
        score_cell="I12",
    )
    return known._replace(**more)


def line(key: str, budget: Value, executed: Value, points: Value = "—") -> FundFacts:
    """A fund line: budget in F7, executed in G7, points in H7."""
    flat: list[Any] = []
    for value, cell in ((None, "E7"), (budget, "F7"), (executed, "G7"), (points, "H7")):
        read = reading(value)
        flat += [read.value, read.text, read.meaning.value, cell]
    return FundFacts(key, key, *flat)


def fund(form: int, key: FundKey, budget: Value, executed: Value, points: Value = "—", row: int = 6) -> FundRow:
    cells = {field: f"{column}{row}" for field, column in zip(("budget", "executed", "points"), "FGH", strict=True)}
    return FundRow(
        form, key, key.value, budget=reading(budget), executed=reading(executed), points=reading(points), cells=cells
    )


def indicator(
    form: int, name: str, comparator: str, target: Value, actual: Value, points: Value, row: int = 12
) -> IndicatorRow:
    goal = reading(target)
    return IndicatorRow(
        form=form,
        level1="产出指标",
        level2="数量指标",
        name=name,
        target=Target(
            Comparator(comparator), goal.text, goal.value, basis=ComparatorBasis.WRITTEN, meaning=goal.meaning
        ),
        actual=reading(actual),
        points=reading(points),
        cells={"target": f"F{row}", "actual": f"G{row}", "points": f"H{row}", "score": f"I{row}"},
    )


def parsed(number: int, funds: list[FundRow], indicators: list[IndicatorRow], **more: Any) -> ParsedForm:
    form = Form(number, "示例.xlsx", "自评表", FormKind.PROJECT, "central", **{"year": 2020, **more})
    return ParsedForm(form, tuple(funds), tuple(indicators))
