"""Companion tables: 基础数据表, 表1 整体收入明细表, 表2 项目支出情况表."""

from __future__ import annotations

from perfeval_xl.templates.filling import Entry, TableFilling, entry
from perfeval_xl.templates.formulas import formula_of
from perfeval_xl.templates.plan import Choice, Formula, Role, Shape, SheetPlan
from perfeval_xl.templates.table_specs import Section, TableColumn, TableRow, TableSheet

NOT_OPEN = "—"
_MONEY = "万元"
_ROW = 24.0
_HEAD = 3
_PRINTED = ("section", "name", "unit")


def lay_table(spec: TableSheet, filling: TableFilling) -> SheetPlan:
    """Lay one companion table out; its rows are keyed ``section/first``, by row id or by number."""
    plan = SheetPlan(
        spec.id, spec.name, tuple(column.width for column in spec.columns), freeze=_HEAD + 1, single_page=True
    )
    plan.name_constant("pe_table", spec.table)
    _check(spec, filling)
    _head(plan, spec)
    row = _HEAD + 1
    number = 0
    for section in spec.sections:
        rows = _rows(spec, section, filling)
        for offset, (default, typed) in enumerate(rows):
            _Row(plan, spec, default, typed, row + offset, default.id or str(number), section.name).lay()
            number += 1
        _ends(plan, spec, section, row, row + len(rows) - 1)
        row += len(rows)
    if spec.total is not None:
        fields = [column.field for column in spec.columns]
        _total(plan, spec, entry(filling.total, fields, f"“{spec.title}”合计行"), row, number)
        row += 1
    plan.put_notes([*spec.notes, *filling.notes], row)
    return plan


def _head(plan: SheetPlan, spec: TableSheet) -> None:
    full = (0, plan.last_column)
    plan.put(0, full, Role.TITLE, spec.title)
    plan.put(1, full, Role.SUBTITLE, formula=Formula("copy", ("form:year",)), key="year")
    half = plan.last_column - 1
    plan.put(2, (0, half), Role.CAPTION, "部门名称：", shape=Shape.TEXT, formula=Formula("caption", ("form:unit",)))
    plan.put(2, (half + 1, half + 1), Role.CAPTION, spec.amount_note, shape=Shape.AMOUNT)
    for index, column in enumerate(spec.columns):
        plan.put(_HEAD, (index, index), Role.HEADER, column.title)
    plan.heights |= {0: 36, 1: 20, 2: 20, _HEAD: 34 if any("\n" in column.title for column in spec.columns) else 26}
    plan.repeat = (0, _HEAD)


def _check(spec: TableSheet, filling: TableFilling) -> None:
    """What is typed must have a place in the table."""
    entry(filling.rows, [section.name for section in spec.sections], f"“{spec.title}”")
    entry(filling.values, [row.id for section in spec.sections for row in section.rows if row.id], f"“{spec.title}”")


def _rows(spec: TableSheet, section: Section, filling: TableFilling) -> list[tuple[TableRow, Entry]]:
    fields = [column.field for column in spec.columns]
    where = f"“{spec.title}”"
    typed = filling.rows.get(section.name)
    if typed is None:
        return [(row, entry(filling.values.get(row.id, {}) if row.id else {}, fields, where)) for row in section.rows]
    defaults = section.rows + [TableRow()] * max(len(typed) - len(section.rows), 0)
    return [(row, entry(data, fields, where)) for row, data in zip(defaults, typed, strict=False)]


class _Row:
    """One row of a table, cell by cell."""

    def __init__(
        self, plan: SheetPlan, spec: TableSheet, default: TableRow, typed: Entry, row: int, key: str, section: str
    ) -> None:
        self.plan, self.default, self.typed, self.row, self.key = plan, default, typed, row, key
        self.columns = spec.columns
        self.section = section

    def lay(self) -> None:
        self.plan.heights[self.row] = _ROW
        for index, column in enumerate(self.columns):
            if column.field != "section":
                self._cell(index, column)

    def _shape(self, column: TableColumn) -> Shape:
        counted = column.shape == Shape.AMOUNT and self.default.unit not in ("", _MONEY)
        return Shape.COUNT if counted else Shape(column.shape)

    def _cell(self, index: int, column: TableColumn) -> None:
        span, key = (index, index), f"{self.key}/{column.field}"
        printed = getattr(self.default, column.field, "") if column.field in (*_PRINTED, "note") else ""
        value = self.typed.value(column.field)
        if column.field in self.default.open and self.default.sum and value is None:
            formula = Formula("sum", tuple(f"{other}/{column.field}" for other in self.default.sum))
            self.plan.put(self.row, span, Role.LINKED, shape=self._shape(column), formula=formula, key=key)
        elif value is None and (column.fixed or printed):
            self.plan.put(self.row, span, Role.TEXT, printed or None, shape=self._shape(column), key=key)
        elif value is None and self.default.open and column.field not in self.default.open:
            self.plan.put(self.row, span, Role.TEXT, NOT_OPEN, key=key)
        elif column.formula is not None and column.field not in self.typed:
            formula = formula_of(column.formula, f"{self.key}/")
            self.plan.put(self.row, span, Role.COMPUTED, shape=self._shape(column), formula=formula, key=key)
        else:
            self.plan.put(
                self.row,
                span,
                Role.INPUT,
                value,
                shape=self._shape(column),
                key=key,
                **self.typed.mark(column.field),
            )


def _ends(plan: SheetPlan, spec: TableSheet, section: Section, first: int, last: int) -> None:
    """The section's name over its rows; prompts over its inputs; and where its amounts begin and end."""
    for index, column in enumerate(spec.columns):
        if column.field == "section":
            plan.put(first, (index, index), Role.TEXT, section.name, rows=last - first + 1)
            continue
        if column.hint:
            plan.choices.append(Choice((first, index), (last, index), "".join(column.title.split()), column.hint))
        if section.name and column.field not in (*_PRINTED, "note"):
            plan.aliases[f"{section.name}/first/{column.field}"] = (first, index)
            plan.aliases[f"{section.name}/last/{column.field}"] = (last, index)


def _total(plan: SheetPlan, spec: TableSheet, typed: Entry, row: int, count: int) -> None:
    assert spec.total is not None  # noqa: S101 - the caller asked
    plan.heights[row] = _ROW
    fields = [column.field for column in spec.columns]
    labels = fields.index("name")
    plan.put(row, (0, labels), Role.HEADER, spec.total.label)
    first = row - count
    for index, column in enumerate(spec.columns[labels + 1 :], labels + 1):
        formula = None
        if column.field in spec.total.sum:
            plan.aliases[f"all/first/{column.field}"] = (first, index)
            plan.aliases[f"all/last/{column.field}"] = (row - 1, index)
            formula = Formula("sum", (f"all/first/{column.field}..all/last/{column.field}",))
        elif column.field in spec.total.formulas:
            formula = formula_of(spec.total.formulas[column.field], "total/")
        value, key = typed.value(column.field), f"total/{column.field}"
        if column.field in typed:
            plan.put(row, (index, index), Role.INPUT, value, shape=Shape(column.shape), key=key)
        else:
            role = Role.COMPUTED if formula is not None else Role.TEXT
            plan.put(row, (index, index), role, shape=Shape(column.shape), formula=formula, key=key)
