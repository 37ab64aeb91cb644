"""附件1 部门整体支出绩效目标审核表: the approved targets, row for row those of the form that they feed."""

from __future__ import annotations

from perfeval_xl.templates.filling import Entry, IndicatorLine, TableFilling, entry
from perfeval_xl.templates.form_indicators import NATURES, lay_levels
from perfeval_xl.templates.form_specs import Column
from perfeval_xl.templates.plan import Choice, Formula, Role, Shape, SheetPlan, columns_of
from perfeval_xl.templates.table_specs import TargetsSheet

REVIEW_OUTCOMES = ("优", "良", "中", "差")
_ROW = 22.0


def lay_targets(spec: TargetsSheet, filling: TableFilling, lines: list[IndicatorLine]) -> SheetPlan:
    """Lay the table of targets out; row ``n`` declares the target of the form's row ``n`` (key ``n/target``)."""
    plan = SheetPlan(spec.id, spec.name, tuple(spec.widths))
    plan.name_constant("pe_table", spec.table)
    full = (0, plan.last_column)
    plan.put(0, full, Role.TITLE, spec.title)
    plan.put(1, full, Role.SUBTITLE, formula=Formula("copy", ("form:year",)), key="year")
    plan.heights |= {0: 36, 1: 20}
    plan.freeze = 2
    reviewed = [name for item in spec.review for name in (item[0], f"{item[0]}意见")]
    typed = entry(filling.values, [*(item.field for item in spec.fields), *reviewed], f"“{spec.title}”")
    row = _head(plan, spec, typed)
    row = _table(plan, spec, lines, row)
    row = plan.put_notes([*spec.notes, *filling.notes], row)
    _review(plan, spec, typed, row)
    return plan


def _head(plan: SheetPlan, spec: TargetsSheet, typed: Entry) -> int:
    row = 2
    for item in spec.fields:
        plan.put(row, (0, 1), Role.HEADER, item.label)
        span = (2, plan.last_column)
        if item.copy:
            plan.put(row, span, Role.LINKED, formula=Formula("copy", (item.copy,)), key=item.label)
        else:
            value = typed.value(item.field)
            plan.put(row, span, Role.INPUT, value, shape=Shape.TEXT, key=item.field, **typed.mark(item.field))
            plan.choices.append(Choice((row, 2), (row, 2), item.label, item.hint))
        plan.heights[row] = max(item.height, _ROW)
        row += 1
    return row


def _table(plan: SheetPlan, spec: TargetsSheet, lines: list[IndicatorLine], row: int) -> int:
    columns = spec.columns
    for column in columns.values():
        plan.put(row, column.at, Role.HEADER, column.title)
    plan.heights[row] = 26
    plan.repeat = (row, row)
    first = row + 1
    lay_levels(plan, columns, lines, first)
    for index, line in enumerate(lines):
        plan.heights[first + index] = _ROW
        for field, column in columns.items():
            if field not in ("level1", "level2"):
                _cell(plan, field, column, line, first + index, index)
    last = first + len(lines) - 1
    nature = columns_of(columns["nature"].at)[0]
    plan.choices.append(Choice((first, nature), (last, nature), "指标性质", "选≥、≤、=、>、<或定性", NATURES))
    target = columns_of(columns["target"].at)[0]
    plan.choices.append(Choice((first, target), (last, target), "年度指标值", "填批复的指标值；百分比填百分数，如95"))
    return last + 1


def _cell(plan: SheetPlan, field: str, column: Column, line: IndicatorLine, row: int, index: int) -> None:
    shape = Shape.TEXT if field in ("name", "basis") else Shape.CENTER
    value = line.value(field)
    plan.put(row, column.at, Role.INPUT, value, shape=shape, key=f"{index}/{field}", **line.entry.mark(field))


def _review(plan: SheetPlan, spec: TargetsSheet, typed: Entry, row: int) -> None:
    row += 1
    plan.put(row, (0, 1), Role.HEADER, "审核内容")
    plan.put(row, (2, 3), Role.HEADER, "审核要点")
    plan.put(row, (4, 5), Role.HEADER, "审核结论")
    plan.put(row, (6, 6), Role.HEADER, "审核意见")
    plan.heights[row] = _ROW
    for offset, (name, question) in enumerate(spec.review, 1):
        plan.put(row + offset, (0, 1), Role.TEXT, name)
        plan.put(row + offset, (2, 3), Role.TEXT, question, shape=Shape.TEXT)
        plan.put(row + offset, (4, 5), Role.INPUT, typed.value(name))
        plan.put(row + offset, (6, 6), Role.INPUT, typed.value(f"{name}意见"), shape=Shape.TEXT)
        plan.heights[row + offset] = _ROW
    last = row + len(spec.review)
    plan.keep_whole(row, last)
    plan.choices.append(Choice((row + 1, 4), (last, 4), "审核结论", "选优、良、中或差", REVIEW_OUTCOMES))
