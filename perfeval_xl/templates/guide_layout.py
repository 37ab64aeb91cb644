"""填报说明: how the workbook is filled in."""

from __future__ import annotations

from perfeval_xl.templates.plan import Role, Shape, SheetPlan
from perfeval_xl.templates.table_specs import GuideSheet


def lay_guide(spec: GuideSheet) -> SheetPlan:
    """Lay the instructions out: numbered rows under section heads."""
    plan = SheetPlan(spec.id, spec.name, tuple(spec.widths), freeze=1, tab="#7F7F7F", single_page=True)
    full = (0, plan.last_column)
    plan.put(0, full, Role.TITLE, spec.title)
    plan.heights[0] = 42
    row = 1
    for section in spec.sections:
        plan.put(row, full, Role.HEADER, section.name, shape=Shape.TEXT)
        plan.heights[row] = 26
        row += 1
        for number, (name, text) in enumerate(section.rows, 1):
            plan.put(row, (0, 0), Role.TEXT, number)
            plan.put(row, (1, 1), Role.TEXT, name)
            plan.put(row, (2, 2), Role.TEXT, text, shape=Shape.TEXT)
            plan.heights[row] = 24
            row += 1
    plan.put_notes(spec.notes, row)
    return plan
