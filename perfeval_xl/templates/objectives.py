"""From approved objectives (绩效目标) to a self-evaluation that is filled in as far as they go.

Names, the year's goal, first budgets and indicators with their targets and points are carried over; what only the
year's end can tell (执行数, 实际完成值, reasons) is left to the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import FundKey, IndicatorRow
from perfeval_xl.objectives.agreeing import written_target
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.names import without_code
from perfeval_xl.templates.filling import Entry, Filling, FormFilling, IndicatorLine
from perfeval_xl.templates.form_specs import FormSheet, Row
from perfeval_xl.templates.spec import TemplateSpec
from perfeval_xl.values.conversion import convert
from perfeval_xl.values.decimals import shift
from perfeval_xl.values.model import Comparator, ComparatorBasis, Target

_UNIT_OF_MONEY = "万元"
"""In which our templates are filled."""
_QUALITATIVE = "定性"
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\'!\x00-\x1f]")
_LONGEST_SHEET_NAME = 31


def filling_of(spec: TemplateSpec, objectives: Sequence[Objective], head: Mapping[str, object]) -> Filling:
    """The template's content: one form for each of the objectives.

    Args:
        head: unit, year, project, department as a person gave them; each stands before what the source says.
    """
    forms: list[FormFilling] = []
    names: list[str] = [sheet.name for sheet in spec.sheets if not isinstance(sheet, FormSheet)]
    for objective in objectives:
        sheet = spec.form.name if len(objectives) == 1 else _sheet_name(without_code(objective.form.project), names)
        names.append(sheet)
        forms.append(_form(spec.form, objective, head, sheet))
    return Filling(forms=tuple(forms), starts_at_form=True)


def _sheet_name(project: str, taken: Sequence[str]) -> str:
    """A sheet's name after its project, unlike all others."""
    plain = _cut(_NOT_IN_SHEET_NAMES.sub("", "".join(project.split())).strip("'"), _LONGEST_SHEET_NAME) or "自评表"
    name, number = plain, 1
    used = {other.casefold() for other in taken}
    while name.casefold() in used:
        number += 1
        tail = f"({number})"
        name = _cut(plain, _LONGEST_SHEET_NAME - len(tail)) + tail
    return name


def _cut(text: str, most: int) -> str:
    """The beginning of a text, no longer than Excel counts: a sign beyond the basic plane is two."""
    return text.encode("utf-16-le", "ignore")[: 2 * most].decode("utf-16-le", "ignore").strip("'")


def _form(spec: FormSheet, objective: Objective, head: Mapping[str, object], sheet: str) -> FormFilling:
    form = objective.form
    said = {
        "unit": without_code(objective.area or form.unit),
        "project": without_code(form.project),
        "department": without_code(form.authority),
        # last year's self-evaluation does not say which year comes now
        "year": None if objective.evaluated else form.year,
        "goal_expected": form.goal_expected,
    }
    known = {item.field for row in spec.fields for item in row if item.field} | {"year", "goal_expected"}
    values = {name: value for name, value in {**said, **head}.items() if value and name in known}
    return FormFilling(
        sheet=sheet,
        values=values,
        funds={} if objective.evaluated else _funds(spec, objective),
        lines=[_line(spec, row) for row in objective.indicators],
    )


def _funds(spec: FormSheet, objective: Objective) -> dict[str, dict[str, Decimal]]:
    """年初预算数 by line of the template's fund table, as far as it is typed there and not drawn from another sheet."""
    lines = {line.key: line for line in spec.funds.lines}
    found: dict[str, dict[str, Decimal]] = {}
    for fund in objective.funds:
        line, amount = lines.get(fund.key.value), fund.budget
        if line is None or line.source or amount.value is None:
            continue
        value = convert(amount.value, amount.unit or objective.form.amount_unit, _UNIT_OF_MONEY)
        if value is not None:
            found[line.key] = {"initial": value}
    return _without_sum(spec, found)


def _without_sum(spec: FormSheet, found: dict[str, dict[str, Decimal]]) -> dict[str, dict[str, Decimal]]:
    """The total is left to its formula where the parts add up to it, and left out where they are drawn from a sheet."""
    total = found.get(FundKey.TOTAL.value)
    if total is None:
        return found
    line = next(line for line in spec.funds.lines if line.key == FundKey.TOTAL.value)
    parts = [found[part]["initial"] for part in line.sum if part in found]
    drawn = any(other.source for other in spec.funds.lines)
    if drawn or sum(parts, Decimal(0)) == total["initial"]:
        return {key: amounts for key, amounts in found.items() if key != FundKey.TOTAL.value}
    return found


def _line(spec: FormSheet, row: IndicatorRow) -> IndicatorLine:
    data: dict[str, Any] = {"name": row.name, "points": row.points.value}
    if "nature" in spec.indicators.columns:
        data |= _apart(row)
    else:
        data["target"] = written_target(row)
    return IndicatorLine(row.level1, _printed(spec, row.level2), _row_of_template(spec, row.name), Entry(data))


def _printed(spec: FormSheet, level2: str) -> str:
    """A 二级指标 as the template prints it, with its line break."""
    groups = (group for level in spec.indicators.levels for group in level.groups)
    return next((group.label or group.name for group in groups if group.name == level2), level2)


def _row_of_template(spec: FormSheet, name: str) -> Row:
    """The template's own row of that name, which knows how its actual value is computed (在职人员控制率)."""
    rows = (row for level in spec.indicators.levels for group in level.groups for row in group.rows)
    return next((row for row in rows if row.name and label_key(row.name) == label_key(name)), Row())


def _apart(row: IndicatorRow) -> dict[str, Any]:
    """指标性质, 年度指标值 and 度量单位, each for its own column; a target that is no single number stays whole."""
    target = row.target
    number = _number(target)
    if number is None or not target.comparator.sign:
        qualitative = target.comparator is Comparator.QUALITATIVE
        return {"nature": _QUALITATIVE if qualitative else None, "target": target.text.strip() or None, "unit": None}
    typed = target.basis in (ComparatorBasis.WRITTEN, ComparatorBasis.NATURE)
    unit = row.unit.strip() or target.unit
    return {"nature": target.comparator.sign if typed else None, "target": number, "unit": unit or None}


def _number(target: Target) -> Decimal | None:
    """The number as it is written beside its unit: 95 for 95%."""
    if target.value is None or target.high is not None:
        return None
    return shift(target.value, {"%": 2, "‰": 3}.get(target.unit, 0))
