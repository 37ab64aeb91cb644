"""The indicator table of the form: head, rows, vertical merges of equal levels, names over the columns."""

from __future__ import annotations

from collections.abc import Mapping

from perfeval_xl.templates.filling import IndicatorLine
from perfeval_xl.templates.form_specs import Column, FormSheet
from perfeval_xl.templates.formulas import formula_of
from perfeval_xl.templates.plan import Choice, Formula, Role, Shape, SheetPlan, columns_of, runs
from perfeval_xl.values.model import QualitativeGrade

NATURES = ("≥", "≤", "=", ">", "<", "定性")
GRADES = tuple(grade.value for grade in QualitativeGrade)
_NAMED = ("target", "actual", "points", "score", "reason")
_ROW = 21.5
_SHAPES = {"score": Shape.SCORE, "reason": Shape.TEXT, "name": Shape.TEXT}


def lay_indicators(plan: SheetPlan, spec: FormSheet, lines: list[IndicatorLine], row: int) -> int:
    """Lay the table out from ``row`` on; returns the row after it (that of 总分)."""
    indicators = spec.indicators
    columns = indicators.columns
    for field, column in columns.items():
        plan.put(row, column.at, Role.HEADER, column.title, key=f"head/{field}")
    plan.heights[row] = 28
    plan.repeat = (row, row)
    first, last = row + 1, row + len(lines)
    if indicators.group is not None:
        # the label spans the head too, as in the official form
        group = indicators.group
        plan.put(row, group.at, Role.HEADER, group.label, shape=Shape.TOP, rows=len(lines) + 1)
    lay_levels(plan, columns, lines, first)
    for index, line in enumerate(lines):
        plan.heights[first + index] = _ROW
        for field, column in columns.items():
            if field not in ("level1", "level2"):
                _cell(plan, field, column, line, first + index, index)
    for field in _NAMED:
        plan.name_range(f"pe_{field}", columns_of(columns[field].at)[0], first, last)
    _choices(plan, columns, first, last)
    return last + 1


def lay_levels(plan: SheetPlan, columns: Mapping[str, Column], lines: list[IndicatorLine], first: int) -> None:
    """The cells of 一级指标 and 二级指标, each over all of its rows."""
    for start, end in runs(line.level1 for line in lines):
        plan.level(first + start, first + end)
        plan.put(first + start, columns["level1"].at, Role.TEXT, lines[start].level1, rows=end - start + 1)
    for start, end in runs(f"{line.level1}/{line.level2}" for line in lines):
        plan.keep_whole(first + start, first + end)
        plan.put(first + start, columns["level2"].at, Role.TEXT, lines[start].level2, rows=end - start + 1)


def _cell(plan: SheetPlan, field: str, column: Column, line: IndicatorLine, row: int, index: int) -> None:
    role, shape = Role.INPUT, _SHAPES.get(field, Shape.CENTER)
    value, formula = line.value(field), None
    mark = line.entry.mark(field)
    if field == "score":
        role = Role.RESULT
    elif field == "target" and column.declared:
        # the approved target comes from 附件1 unless a person typed another one here
        value = line.entry.value("target_here")
        mark |= line.entry.mark("target_here")
        formula = Formula("copy", (f"targets:{index}/target",)) if value is None else None
    elif field == "actual" and value is None and line.row.actual is not None and "actual" not in line.entry:
        formula = formula_of(line.row.actual)
        shape = Shape.PERCENT
    elif field == "actual" and line.row.actual is not None:
        shape = Shape.PERCENT
    if formula is not None:
        role = Role.LINKED
    plan.put(row, column.at, role, value, shape=shape, formula=formula, key=f"indicators/{index}/{field}", **mark)


def _choices(plan: SheetPlan, columns: Mapping[str, Column], first: int, last: int) -> None:
    for column in columns.values():
        choices = NATURES if column.natures else GRADES if column.grades else ()
        if column.hint or choices:
            left = columns_of(column.at)[0]
            plan.choices.append(Choice((first, left), (last, left), column.title, column.hint, choices))
