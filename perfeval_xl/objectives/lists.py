"""Lists of the objectives of several projects (云南部门预算公开表05-2 and the like): one table, a column of names.

| 单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |
| 青山渠维修         | 维修渠道12公里   | 产出指标 | 数量指标 | 维修里程 | >=       | 12     | 公里     |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.model import FormKind, IndicatorRow, ParsedForm
from perfeval_xl.objectives.words import words
from perfeval_xl.workbook.address import split_cell


@dataclass
class _Entry:
    """One text in the column of names, and the indicators down to the next."""

    name: str
    cell: str
    goal: tuple[str, str] = ("", "")
    rows: list[IndicatorRow] = field(default_factory=list)


def projects_of(region: Region, parsed: ParsedForm) -> list[ParsedForm] | None:
    """A form for each project of a list; ``None`` where the table has no column that names projects.

    A name without indicators of its own is that of the unit whose projects follow.
    """
    heads = _heads(region)
    if heads is None:
        return None
    found: list[ParsedForm] = []
    unit = parsed.form.unit
    for entry in _entries(region, parsed, *heads):
        if not entry.rows:
            unit = entry.name or unit
            continue
        goal, cell = entry.goal
        cells = {**parsed.form.cells, "project": entry.cell} | ({"goal_expected": cell} if cell else {})
        form = replace(
            parsed.form,
            form=parsed.form.form + len(found),
            kind=FormKind.PROJECT,
            unit=unit,
            project=entry.name,
            goal_expected=goal,
            cells=cells,
        )
        rows = tuple(replace(row, form=form.form) for row in entry.rows)
        found.append(ParsedForm(form, (), rows))
    return found


def _heads(region: Region) -> tuple[int, int | None] | None:
    """The column that names the projects, left of the indicators' own, and that of their goals."""
    if not region.blocks:
        return None
    header, known = region.blocks[0].header, words()
    names = goals = None
    for row in range(header.top, header.bottom + 1):
        for column, label in region.grid.row_labels(row):
            if column >= min(header.columns.values()):
                break
            if label in known.project:
                names = column
            elif label in known.goal:
                goals = column
    return None if names is None else (names, goals)


def _entries(region: Region, parsed: ParsedForm, names: int, goals: int | None) -> Iterator[_Entry]:
    grid = region.grid
    by_row = {_row_of(row): row for row in parsed.indicators}
    for block in region.blocks:
        current: _Entry | None = None
        for row in range(block.extent.first, block.extent.last):
            at, _ = grid.content(row, names)
            name = grid.text(row, names) if at[0] == row else ""
            if name and (current is None or name != current.name):
                if current is not None:
                    yield current
                current = _Entry(name, grid.address(row, names))
            if current is None:
                current = _Entry("", grid.address(row, names))
            if goals is not None and not current.goal[0] and (text := grid.text(row, goals)):
                current.goal = (text, grid.address(row, goals))
            if row in by_row:
                current.rows.append(by_row[row])
        if current is not None:
            yield current


def _row_of(row: IndicatorRow) -> int:
    """The 0-based row of an indicator, from the address of its target or name."""
    return split_cell(row.cells.get("target") or row.cells["name"])[0]
