"""``template new --from``: which objectives go into the new form, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from perfeval_xl.objectives.model import Objective

_LISTED = 10
_SEVERAL = 2
_PLACES = 3
_TOLD = 20
"""Projects that are told one by one."""


def chosen(
    source: Path, kind: str, project: str | None, unit: str | None = None, *, every: bool = False, command: str = "new"
) -> list[Objective]:
    """The objectives of a file that fit the template, and the unit and project that were named.

    Args:
        every: all departments are wanted, not the first, and all of several areas.
        command: of ``template``, which the person gave.
        unit: of several places or units that a table sets objectives for, the one in which this unit lies.

    Raises:
        WorkbookError: the file cannot be read or sets none.
        click.UsageError: none fits.
    """
    from perfeval_xl.forms.model import FormKind
    from perfeval_xl.templates.catalog import is_department

    wanted = FormKind.DEPARTMENT if is_department(kind) else FormKind.PROJECT
    found = _read(source)
    fitting = [one for one in found if one.form.kind is wanted]
    if not fitting:
        other, use = ("项目支出", "project") if wanted is FormKind.DEPARTMENT else ("部门整体支出", "department")
        raise click.UsageError(f"“{source.name}”里只有{other}的绩效目标，请用 perfeval template {command} {use}")
    fitting = _of_unit(source, fitting, unit)
    if wanted is FormKind.DEPARTMENT:
        return fitting if every else _of_area(source, fitting, unit)[:1]
    named = _of_project(source, fitting, project)
    return named if every else _of_area(source, named, unit)


def _of_project(source: Path, fitting: list[Objective], project: str | None) -> list[Objective]:
    from perfeval_xl.forms.labels import label_key

    if project is None or not any(one.form.project for one in fitting):
        return fitting
    key = label_key(project)
    named = [one for one in fitting if label_key(one.form.project) == key]
    named = named or [one for one in fitting if key in label_key(one.form.project)]
    if len({(one.form.project, one.form.sheet) for one in named}) != 1 or sum(not one.area for one in named) > 1:
        raise click.UsageError(_which(source, project, named or fitting, several=bool(named)))
    return named


def _of_unit(source: Path, among: list[Objective], unit: str | None) -> list[Objective]:
    """Those of the named unit, where the source has several; of one unit the name is only written in another way."""
    from perfeval_xl.objectives.names import name_key

    units = {name_key(one.form.unit): one.form.unit for one in among if one.form.unit}
    if unit is None or len(units) < _SEVERAL:
        return among
    wanted = name_key(unit)
    keys = [wanted] if wanted in units else [key for key in units if wanted in key]
    if len(keys) == 1:
        return [one for one in among if name_key(one.form.unit) == keys[0]]
    names = _listed([f"“{units[key]}”" for key in keys or units])
    if keys:
        raise click.UsageError(f"“{source.name}”里有几个单位的名称含“{unit}”：{names}；请写全名称")
    raise click.UsageError(f"“{source.name}”里没有名称含“{unit}”的单位，有的是：{names}")


def _of_area(source: Path, found: list[Objective], unit: str | None) -> list[Objective]:
    """Those of the place or unit that is asked for, where a table has a column or rows for each of several."""
    from perfeval_xl.objectives.areas import in_area

    areas = list(dict.fromkeys(one.area for one in found if one.area))
    if len(areas) < _SEVERAL:
        return found
    own = in_area(found, unit or "")
    if len({one.area for one in own if one.area}) > 1:
        why = f"“{unit}”不在其中" if unit else "不知道要哪一个"
        raise click.UsageError(f"“{source.name}”的绩效目标按{_listed(areas)}分列，{why}；请用 --unit 写明单位名称")
    return own


def _read(source: Path) -> list[Objective]:
    """What a file sets, read in a process with limits.

    Raises:
        WorkbookError: it cannot be read, or sets nothing.
    """
    from perfeval_xl.batch.capped_engine import CappedEngine
    from perfeval_xl.batch.objectives import read_all
    from perfeval_xl.issues import WorkbookError
    from perfeval_xl.objectives.sources import at_least_one

    (read,) = read_all(source.parent, [source.name], CappedEngine(), 1, evaluated=True)
    if read.issue is not None:
        raise WorkbookError(read.issue)
    return at_least_one(source, read.source)


def _which(source: Path, project: str, among: Sequence[Objective], *, several: bool) -> str:
    names = _listed([f"“{one.form.project}”" for one in among])
    if several and len({one.form.project for one in among}) == 1:
        units = _listed([f"“{one.form.unit}”" for one in among])
        name = among[0].form.project
        return f"“{source.name}”里有{len(among)}个项目都叫“{name}”，分属{units}；请加 --unit 单位名称"
    if several:
        return f"“{source.name}”里有几个项目的名称含“{project}”：{names}；请写全名称"
    return f"“{source.name}”里没有名称含“{project}”的项目，有的是：{names}"


def _listed(names: Sequence[str]) -> str:
    """The first of them, and how many they are."""
    return "、".join(names[:_LISTED]) + (f"等{len(names)}个" if len(names) > _LISTED else "")


def told(objectives: Sequence[Objective]) -> Iterator[str]:
    """What was carried over, and what a person has still to see to."""
    for one in objectives[:_TOLD]:
        form = one.form
        rows = one.indicators
        first, last = rows[0].cells.get("name"), one.spot(rows[-1].cells.get("name", ""))
        amount = next((fund.budget for fund in one.funds if fund.budget.is_number), None)
        money = f"，预算{amount.value}{amount.unit}" if amount is not None and not one.evaluated else ""
        name = f"“{form.project or form.unit}”" if form.project or form.unit else ""
        yield f"  {name}：{len(rows)}个指标（{one.place(first)}至{last}）{money}"
    if len(objectives) > _TOLD:
        yield f"  另有{len(objectives) - _TOLD}个，不一一列出"
    yield from notes(objectives)


def notes(objectives: Sequence[Objective]) -> Iterator[str]:
    """What a person has still to see to in the new forms."""
    if not objectives:
        return
    if any(one.evaluated for one in objectives):
        yield "取自自评表：只带指标、指标值和分值；年度、预算数请填写，指标值请按本年批复核对"
    else:
        yield "年初预算数、指标值请按批复核对；全年预算数、执行数和实际完成值请填写"
    if not all(row.points.is_number for one in objectives for row in one.indicators):
        yield "来源没有写全分值，请按批复填写，合计应为100（含执行率10分）"
    if empty := _without_target(objectives):
        more = "等" if len(empty) > _PLACES else ""
        yield (
            f"有{len(empty)}个指标在来源里没有指标值（空着，或是没有计算结果的公式），表里也空着，请补填："
            f"{'、'.join(empty[:_PLACES])}{more}"
        )


def _without_target(objectives: Sequence[Objective]) -> list[str]:
    """Where the indicators stand whose target could not be carried over."""
    from perfeval_xl.objectives.agreeing import written_target

    return [
        f"{one.place(row.cells.get('target') or row.cells.get('name'))}（{row.name}）"
        for one in objectives
        for row in one.indicators
        if row.name and not written_target(row).strip()
    ]
