"""Flat frames: parsed or scored forms as pandas DataFrames, one row a form, fund line or indicator.

All columns are of dtype object and hold plain scalars: ``str``, exact ``Decimal``, ``int``, ``bool``, ``date`` or
``None`` for what is not there (never NaN, never 0). Every value stands beside the address of its cell.
``form`` (a number within the run) is the key between the frames; ``workbook`` and ``sheet`` are repeated in each.

Columns of the parsed frames:

forms
    form, workbook, sheet, kind, layout, template, title, unit, project, year, amount_unit, goal_expected,
    goal_actual, entered_points_total, entered_total, entered_grade; cells: title, unit, project, goal_expected,
    goal_actual, points_total, score_total, grade (each ``<field>_cell``).
funds
    form, workbook, sheet, key, name; of initial, budget, executed, points, entered_rate and entered_score each
    the value, ``<field>_text`` and ``<field>_meaning``; cells: name, initial, budget, executed, points, rate, score.
    Amounts are in the form's unit.
indicators
    form, workbook, sheet, level1, level2, name, nature, unit, reason, standard, goal, goal_weight (a fraction),
    deduction; target_text, target_meaning,
    comparator, comparator_basis, comparator_word, target, target_high, target_unit, target_date (its last day),
    target_notes (those of :class:`perfeval_xl.values.model.Target`, separated by blanks);
    actual_text, actual_meaning, actual, actual_unit, actual_date_first and actual_date (first and last day of what
    was written), grade_word, share; unit_notes (words of :func:`perfeval_xl.values.units.reconcile`, separated by
    blanks); points, points_text, points_meaning, entered_score, entered_score_text, entered_score_meaning;
    cells: level1, level2, name, target, actual, points, score, reason, nature, unit.
    Target and actual have been brought to one unit (percentages are fractions); their texts are as written.
issues
    form, workbook, code, severity, sheet, cell, message, remedy, clause.

Scoring adds result columns at the right (see :mod:`perfeval_xl.scoring.tables`);
:attr:`perfeval_xl.results.Evaluation.frames` gives both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from perfeval_xl.forms.model import Form, FundRow, IndicatorRow, ParsedForm
from perfeval_xl.values.dates import in_year
from perfeval_xl.values.model import Reading, Target
from perfeval_xl.values.units import reconcile

_PLACE = ("form", "workbook", "sheet")
_FORM_FIELDS = ("kind", "layout", "template", "title", "unit", "project", "year", "amount_unit")
_FORM_GOALS = ("goal_expected", "goal_actual")
_FORM_CELLS = ("title", "unit", "project", "goal_expected", "goal_actual", "points_total", "score_total", "grade")
_FUND_VALUES = ("initial", "budget", "executed", "points", "entered_rate", "entered_score")
_FUND_CELLS = ("name", "initial", "budget", "executed", "points", "rate", "score")
_INDICATOR_CELLS = ("level1", "level2", "name", "target", "actual", "points", "score", "reason", "nature", "unit")


def _cell_columns(fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{field}_cell" for field in fields)


def _reading_columns(fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(column for field in fields for column in (field, f"{field}_text", f"{field}_meaning"))


FORM_COLUMNS = (
    *_PLACE,
    *_FORM_FIELDS,
    *_FORM_GOALS,
    "entered_points_total",
    "entered_total",
    "entered_grade",
    *_cell_columns(_FORM_CELLS),
)
FUND_COLUMNS = (*_PLACE, "key", "name", *_reading_columns(_FUND_VALUES), *_cell_columns(_FUND_CELLS))
INDICATOR_COLUMNS = (
    *_PLACE,
    *("level1", "level2", "name", "nature", "unit", "reason", "standard", "goal", "goal_weight", "deduction"),
    *("target_text", "target_meaning", "comparator", "comparator_basis", "comparator_word"),
    *("target", "target_high", "target_unit", "target_date", "target_notes"),
    *("actual_text", "actual_meaning", "actual", "actual_unit", "actual_date_first", "actual_date"),
    *("grade_word", "share", "unit_notes"),
    *_reading_columns(("points", "entered_score")),
    *_cell_columns(_INDICATOR_CELLS),
)
ISSUE_COLUMNS = ("form", "workbook", "code", "severity", "sheet", "cell", "message", "remedy", "clause")


@dataclass(frozen=True)
class Frames:
    """Forms, fund lines, indicators and issues of one workbook or of many."""

    forms: pd.DataFrame
    funds: pd.DataFrame
    indicators: pd.DataFrame
    issues: pd.DataFrame


def parsed_frames(parsed: Sequence[ParsedForm]) -> Frames:
    """The frames of parsed forms; ``issues`` is empty. Form numbers must differ."""
    return Frames(
        forms=frame((_form_row(item.form) for item in parsed), FORM_COLUMNS),
        funds=frame((_fund_row(item.form, row) for item in parsed for row in item.funds), FUND_COLUMNS),
        indicators=frame(
            (_indicator_row(item.form, row) for item in parsed for row in item.indicators), INDICATOR_COLUMNS
        ),
        issues=frame((), ISSUE_COLUMNS),
    )


def frame(rows: Iterable[tuple[Any, ...]], columns: Sequence[str]) -> pd.DataFrame:
    """One frame of object columns from rows of plain scalars."""
    return pd.DataFrame(_block(rows, columns), columns=list(columns), dtype=object)


def _block(rows: Iterable[tuple[Any, ...]], columns: Sequence[str]) -> np.ndarray[Any, np.dtype[np.object_]]:
    """The rows as one block of objects: pandas would otherwise take each column apart and guess its type."""
    found = list(rows)
    cells = np.fromiter(chain.from_iterable(found), dtype=object, count=len(found) * len(columns))
    return cells.reshape(len(found), len(columns))


def with_columns(frame: pd.DataFrame, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """The frame with further columns at the right, one row of them for each of its own; index and order are kept."""
    block = np.hstack([frame.to_numpy(dtype=object), _block(rows, columns)])
    return pd.DataFrame(block, columns=[*frame.columns, *columns], index=frame.index, dtype=object)


def rows_of(frame: pd.DataFrame, columns: Sequence[str]) -> list[list[Any]]:
    """The rows of some columns as plain Python values, in order; one conversion for all columns.

    Raises:
        KeyError: a column is missing.
    """
    places = {name: at for at, name in enumerate(frame.columns)}
    rows: list[list[Any]] = frame.to_numpy(dtype=object)[:, [places[name] for name in columns]].tolist()
    return rows


def _cells(cells: Mapping[str, str], fields: Sequence[str]) -> list[str | None]:
    return [cells.get(field) for field in fields]


def _number(reading: Reading) -> Any:
    return reading.value if reading.is_number else None


def _form_row(form: Form) -> tuple[Any, ...]:
    return (
        form.form,
        form.workbook,
        form.sheet,
        form.kind.value,
        form.layout,
        form.template,
        form.title,
        form.unit,
        form.project,
        form.year,
        form.amount_unit,
        form.goal_expected,
        form.goal_actual,
        _number(form.entered_points_total),
        _number(form.entered_total),
        form.entered_grade,
        *_cells(form.cells, _FORM_CELLS),
    )


def _fund_row(form: Form, row: FundRow) -> tuple[Any, ...]:
    readings = (row.initial, row.budget, row.executed, row.points, row.entered_rate, row.entered_score)
    flat: list[Any] = []
    for reading in readings:
        flat += (_number(reading), reading.text, reading.meaning.value)
    return (form.form, form.workbook, form.sheet, row.key.value, row.name, *flat, *_cells(row.cells, _FUND_CELLS))


def _indicator_row(form: Form, row: IndicatorRow) -> tuple[Any, ...]:
    target, actual, notes = reconcile(_dated(row.target, form.year), row.actual)
    points, entered = row.points, row.entered_score
    return (
        form.form,
        form.workbook,
        form.sheet,
        row.level1,
        row.level2,
        row.name,
        row.nature,
        row.unit,
        row.reason,
        row.standard,
        row.goal,
        row.goal_weight,
        _number(row.deduction),
        row.target.text,
        target.meaning.value,
        target.comparator.value,
        target.basis.value,
        target.word,
        target.value,
        target.high,
        target.unit,
        target.date.last if target.date else None,
        " ".join(target.notes),
        row.actual.text,
        actual.meaning.value,
        _number(actual),
        actual.unit,
        actual.date.first if actual.date else None,
        actual.date.last if actual.date else None,
        actual.grade.value if actual.grade else None,
        actual.share,
        " ".join(notes),
        *(_number(points), points.text, points.meaning.value),
        *(_number(entered), entered.text, entered.meaning.value),
        *_cells(row.cells, _INDICATOR_CELLS),
    )


def _dated(target: Target, year: int | None) -> Target:
    """A deadline written without its year (12月底前) lies in the form's year."""
    due = target.date
    if due is None or due.has_year or year is None:
        return target
    return replace(target, date=replace(in_year(due, year), has_year=True))
