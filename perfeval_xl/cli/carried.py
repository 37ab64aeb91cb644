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


def chosen(source: Path, kind: str, project: str | None, unit: str | None) -> list[Objective]:
    """The objectives of a file that fit the template, and the project that was named.

    Args:
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
        raise click.UsageError(f"“{source.name}”里只有{other}的绩效目标，请用 perfeval template new {use}")
    if wanted is FormKind.DEPARTMENT:
        return _of_area(source, fitting, unit)[:1]
    return _of_area(source, _of_project(source, fitting, project), unit)


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


def _of_area(source: Path, found: list[Objective], unit: str | None) -> list[Objective]:
    """Those of the place or unit that is asked for, where a table has a column or rows for each of several."""
    from perfeval_xl.objectives.areas import in_area

    areas = list(dict.fromkeys(one.area for one in found if one.area))
    if len(areas) < _SEVERAL:
        return found
    own = in_area(found, unit or "")
    if len({one.area for one in own if one.area}) > 1:
        names = "、".join(areas[:_LISTED]) + (f"等{len(areas)}个" if len(areas) > _LISTED else "")
        why = f"“{unit}”不在其中" if unit else "不知道要哪一个"
        raise click.UsageError(f"“{source.name}”的绩效目标按{names}分列，{why}；请用 --unit 写明单位名称")
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
    names = "、".join(f"“{one.form.project}”" for one in among[:_LISTED])
    more = f"等{len(among)}个" if len(among) > _LISTED else ""
    if several:
        return f"“{source.name}”里有几个项目的名称含“{project}”：{names}{more}；请写全名称"
    return f"“{source.name}”里没有名称含“{project}”的项目，有的是：{names}{more}"


def told(objectives: Sequence[Objective]) -> Iterator[str]:
    """What was carried over, and what a person has still to see to."""
    for one in objectives:
        form = one.form
        rows = one.indicators
        first, last = rows[0].cells.get("name"), one.spot(rows[-1].cells.get("name", ""))
        amount = next((fund.budget for fund in one.funds if fund.budget.is_number), None)
        money = f"，预算{amount.value}{amount.unit}" if amount is not None and not one.evaluated else ""
        name = f"“{form.project or form.unit}”" if form.project or form.unit else ""
        yield f"  {name}：{len(rows)}个指标（{one.place(first)}至{last}）{money}"
    if any(one.evaluated for one in objectives):
        yield "取自自评表：只带指标、指标值和分值；年度、预算数请填写，指标值请按本年批复核对"
    else:
        yield "年初预算数、指标值请按批复核对；全年预算数、执行数和实际完成值请填写"
    if not all(row.points.is_number for one in objectives for row in one.indicators):
        yield "来源没有写全分值，请按批复填写，合计应为100（含执行率10分）"
