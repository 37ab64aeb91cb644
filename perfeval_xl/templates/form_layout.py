"""The self-evaluation form, laid out from the title down to the notes."""

from __future__ import annotations

from itertools import pairwise

from perfeval_xl.templates.filling import Entry, FormFilling, entry, indicator_lines
from perfeval_xl.templates.form_funds import LABEL_ROW, lay_funds
from perfeval_xl.templates.form_indicators import lay_indicators
from perfeval_xl.templates.form_specs import FormSheet
from perfeval_xl.templates.plan import Choice, Formula, Role, Shape, SheetPlan

_BLANK_YEAR = "（    年度）"


def lay_form(spec: FormSheet, filling: FormFilling, mark: str) -> SheetPlan:
    """Lay one form out.

    Args:
        mark: ``kind/version``, kept on the sheet as the name ``pe_template``.
    """
    plan = SheetPlan(spec.id, filling.sheet or spec.name, tuple(spec.widths), freeze=2, tab="#C00000")
    plan.name_constant("pe_template", mark)
    typed = entry(filling.values, _fields(spec), f"“{spec.title}”")
    row = _head(plan, spec, typed)
    row = lay_funds(plan, spec.funds, filling, row)
    row = _goals(plan, spec, typed, row)
    lines = indicator_lines(spec, filling)
    row = lay_indicators(plan, spec, lines, row)
    row = _total(plan, spec, typed, row)
    _foot(plan, spec, filling, row)
    # 总分, 等级, comments and notes make one block on paper
    plan.keep_whole(row - 2, plan.last_row)
    return plan


def year_text(year: object) -> str:
    """``2020 -> （2020年度）``; without a year the blank of the printed form."""
    return f"（{year}年度）" if year else _BLANK_YEAR


def _fields(spec: FormSheet) -> set[str]:
    """The single-cell fields that can be typed in."""
    head = {item.field for row in spec.fields for item in row if item.field}
    return head | {"year", "goal_expected", "goal_actual", "points_total", "score_total", "grade"}


def _head(plan: SheetPlan, spec: FormSheet, typed: Entry) -> int:
    full = (0, plan.last_column)
    plan.put(0, full, Role.TITLE, spec.title, key="title")
    plan.heights[0] = 34
    year = plan.put(1, full, Role.SUBTITLE, year_text(typed.value("year")), key="year")
    plan.name_cell("pe_year", year)
    plan.heights[1] = 20
    plan.choices.append(Choice((1, 0), (1, 0), "年度", "填评价年度，如（2020年度）"))
    plan.heights[2] = 6
    row = 3
    for fields in spec.fields:
        for item in fields:
            if not item.field:
                plan.put(row, item.at, Role.HEADER, item.label)
                continue
            cell = plan.put(
                row,
                item.at,
                Role.INPUT,
                typed.value(item.field),
                key=item.field,
                **typed.mark(item.field),
            )
            plan.name_cell(f"pe_{item.field}", cell)
            plan.choices.append(Choice((row, cell.left), (row, cell.left), _title(spec, item.field), item.hint))
        plan.heights[row] = LABEL_ROW
        row += 1
    return row


def _title(spec: FormSheet, field: str) -> str:
    """The label that stands before a field."""
    for fields in spec.fields:
        for label, item in pairwise(fields):
            if item.field == field:
                return label.label
    return field


def _goals(plan: SheetPlan, spec: FormSheet, typed: Entry, row: int) -> int:
    goals = spec.goals
    plan.put(row, goals.at, Role.HEADER, goals.label, rows=2)
    for name, column, hint in (
        ("goal_expected", goals.expected, "填年初批复的年度总体目标"),
        ("goal_actual", goals.actual, "逐项说明目标实际完成情况和完成率"),
    ):
        plan.put(row, column.at, Role.HEADER, column.title)
        cell = plan.put(
            row + 1, column.at, Role.INPUT, typed.value(name), shape=Shape.TEXT, key=name, **typed.mark(name)
        )
        plan.name_cell(f"pe_{name}", cell)
        plan.choices.append(Choice((row + 1, cell.left), (row + 1, cell.left), column.title, hint))
    plan.heights[row] = LABEL_ROW
    plan.heights[row + 1] = goals.height
    return row + 2


def _total(plan: SheetPlan, spec: FormSheet, typed: Entry, row: int) -> int:
    columns = spec.indicators.columns
    plan.put(row, spec.total.at, Role.HEADER, spec.total.label)
    points = plan.put(
        row,
        columns["points"].at,
        Role.COMPUTED,
        typed.value("points_total"),
        formula=Formula("points", ("head/points", "funds/total/points")),
        key="points_total",
    )
    score = plan.put(
        row,
        columns["score"].at,
        Role.RESULT,
        typed.value("score_total"),
        shape=Shape.SCORE,
        key="score_total",
        **typed.mark("score_total"),
    )
    plan.put(row, columns["reason"].at, Role.TEXT)
    plan.name_cell("pe_points_total", points)
    plan.name_cell("pe_score_total", score)
    plan.total_cell = points.absolute
    grade = plan.put(row + 1, spec.grade.value, Role.RESULT, typed.value("grade"), key="grade")
    plan.put(row + 1, spec.grade.at, Role.HEADER, spec.grade.label)
    plan.put(row + 1, spec.grade.legend_at, Role.TEXT, spec.grade.legend)
    plan.name_cell("pe_grade", grade)
    plan.heights[row] = plan.heights[row + 1] = LABEL_ROW
    return row + 2


def _foot(plan: SheetPlan, spec: FormSheet, filling: FormFilling, row: int) -> None:
    for slot in spec.comments.slots:
        plan.put(row, spec.comments.at, Role.HEADER, slot.label)
        cell = plan.put(
            row,
            spec.comments.text,
            Role.DRAFT,
            filling.comments.get(slot.slot),
            shape=Shape.TEXT,
            key=f"comments/{slot.slot}",
        )
        plan.name_cell(f"pe_comment_{slot.slot}", cell)
        plan.heights[row] = slot.height
        row += 1
    plan.put_notes([*spec.notes, *filling.notes], row)
