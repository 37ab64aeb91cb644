"""Objectives that lie in a self-evaluation's own workbook: 附件1, or a declaration that a system exported with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfeval_xl.forms.identify import Identified
from perfeval_xl.forms.model import Form, FormKind, IndicatorRow, ParsedForm, Table, TableRow
from perfeval_xl.forms.parsed import ParsedWorkbook
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import OWN_TABLE, find_objectives, objectives_at
from perfeval_xl.objectives.register import NO_OBJECTIVES, Register
from perfeval_xl.values.targets import read_target
from perfeval_xl.workbook.model import Sheets

_DECLARATION = "declaration"


def objectives_beside(sheets: Sheets, parsed: ParsedWorkbook) -> Register:
    """What the workbook's own declarations set, 附件1 of a department's workbook among them."""
    tables = [table for table in parsed.tables if table.kind == OWN_TABLE]
    declared = dict.fromkeys(one.sheet for one in parsed.declined if one.layout == _DECLARATION and not one.misnamed)
    if not parsed.forms or not (tables or declared):
        return NO_OBJECTIVES
    departments = [one.form for one in parsed.forms if one.form.kind is FormKind.DEPARTMENT]
    found = [_of_table(table) for table in tables if table.sheet not in declared]
    for name in declared:
        found += _on_sheet(sheets, name, [one.found for one in parsed.declined if one.sheet == name])
    return Register((_at_home(one, departments) for one in found if one.indicators), asked=False)


def _on_sheet(sheets: Sheets, name: str, regions: Sequence[Identified | None]) -> list[Objective]:
    """What a sheet sets; its only table, which has been located already, is not looked for again."""
    if len(regions) == 1 and (only := regions[0]) is not None:
        return [Objective(form) for form in objectives_at("", [only])]
    return find_objectives(replace(sheets, sheets=(sheets[name],)))


def _of_table(table: Table) -> Objective:
    """The objective that a companion table sets, which has been read already."""
    form = Form(0, "", table.sheet, FormKind.PROJECT, _DECLARATION, title=table.title, amount_unit=table.amount_unit)
    return Objective(ParsedForm(form, (), tuple(_rows(table))))


def _rows(table: Table) -> Iterator[IndicatorRow]:
    level1 = level2 = ""
    for row in table.rows:
        level1, level2 = _text(row, "level1") or level1, _text(row, "level2") or level2
        nature, unit = _text(row, "nature"), _text(row, "unit")
        target = read_target(_text(row, "target"), nature=nature, name=row.label, level2=level2, unit=unit)
        cells = {"name" if field == "label" else field: cell for field, cell in row.cells.items()}
        yield IndicatorRow(0, level1, level2, row.label, target, nature=nature, unit=unit, cells=cells)


def _text(row: TableRow, field: str) -> str:
    return row.values[field].text if field in row.values else ""


def _at_home(objective: Objective, departments: list[Form]) -> Objective:
    """Its places are told without the file, which is the form's own; one that names nobody is the department's."""
    form = replace(objective.form, workbook="")
    if departments and not (form.project or form.unit):
        form = replace(form, kind=FormKind.DEPARTMENT)
    return replace(objective, parsed=replace(objective.parsed, form=form))
