"""What is typed into a template: by ``new_workbook`` a few fields, by a sample everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfeval_xl.templates.errors import TemplateError
from perfeval_xl.templates.form_specs import FormSheet, Row
from perfeval_xl.templates.plan import BrokenFormula, Value

ASSUMED = "assumed"
ASSUMED_LABEL = "示例假设"


@dataclass(frozen=True)
class Entry:
    """The typed values of one row or block by field.

    ``assumed`` among the data marks fields as 示例假设: a list of fields, or field -> why.
    """

    data: Mapping[str, Any] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.data

    def value(self, name: str, default: Value = None) -> Value | BrokenFormula:
        """The typed value; ``{formula: ..., shows: ...}`` is a formula that a clerk broke.

        Raises:
            TemplateError: a value that no cell can hold.
        """
        found = self.data.get(name, default)
        if found is None or isinstance(found, str | int | Decimal):
            return found
        if isinstance(found, Mapping) and found.keys() == {"formula", "shows"}:
            return BrokenFormula(str(found["formula"]), str(found["shows"]))
        raise TemplateError(f"样例数据“{name}”的值不能填入单元格：{found!r}")

    def mark(self, name: str) -> dict[str, Any]:
        """``assumed`` and ``remark`` of the cell that holds the field."""
        marks = self.data.get(ASSUMED, ())
        if name not in marks:
            return {}
        why = marks[name] if isinstance(marks, Mapping) else None
        return {"assumed": True, "remark": f"{ASSUMED_LABEL}:{why}" if why else ""}


EMPTY_ENTRY = Entry()


def entry(data: Mapping[str, Any], known: Iterable[str], where: str) -> Entry:
    """The entry of ``data``, whose fields must be among ``known``.

    Raises:
        TemplateError: a field (or a mark on one) that the place does not have.
    """
    allowed = {*known, ASSUMED}
    if unknown := sorted({*data, *data.get(ASSUMED, ())} - allowed):
        raise TemplateError(f"{where}没有“{'、'.join(unknown)}”这一项")
    return Entry(data)


@dataclass(frozen=True)
class FormFilling:
    """What is typed into one form.

    ``indicators`` by 二级指标, each a list of rows that replaces the template's; ``lines`` replaces all of them, under
    headings of their own (a form made from approved objectives).
    """

    sheet: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    funds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    indicators: Mapping[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    lines: Sequence[IndicatorLine] = ()


@dataclass(frozen=True)
class TableFilling:
    """What is typed into a companion table.

    ``rows`` by section name: a list of rows that replaces the template's (``""`` where sections have no name);
    ``values`` by row id (基础数据表) or field (附件1); ``total`` overrides the formulas of the 合计 row.
    """

    rows: Mapping[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    total: Mapping[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Filling:
    """A whole workbook's content: one or more forms, and companion tables by sheet id."""

    forms: tuple[FormFilling, ...] = (FormFilling(),)
    tables: Mapping[str, TableFilling] = field(default_factory=dict)
    starts_at_form: bool = False
    """Whether the workbook opens at the form, as a filled one does."""


@dataclass(frozen=True)
class IndicatorLine:
    """One row to be laid out: the template's words and what is typed over them."""

    level1: str
    level2: str
    row: Row
    entry: Entry

    def value(self, name: str) -> Value | BrokenFormula:
        """The typed value, else the template's."""
        default = getattr(self.row, name, None)
        return self.entry.value(name, None if isinstance(default, Mapping) or default == "" else default)


def indicator_lines(form: FormSheet, filling: FormFilling) -> list[IndicatorLine]:
    """The indicator rows in order.

    Raises:
        TemplateError: the filling names a 二级指标 that the template does not have.
    """
    if filling.lines:
        return list(filling.lines)
    known = {group.name for level in form.indicators.levels for group in level.groups}
    if unknown := sorted(filling.indicators.keys() - known):
        raise TemplateError(f"模板“{form.title}”没有二级指标：{'、'.join(unknown)}")
    fields = {*form.indicators.columns, "target_here"} - {"level1", "level2"}
    lines: list[IndicatorLine] = []
    for level in form.indicators.levels:
        for group in level.groups:
            typed = filling.indicators.get(group.name)
            count = len(group.rows) if typed is None else len(typed)
            for i in range(count):
                row = group.rows[i] if i < len(group.rows) else Row()
                row_entry = EMPTY_ENTRY if typed is None else entry(typed[i], fields, f"二级指标“{group.name}”")
                lines.append(IndicatorLine(level.name, group.label or group.name, row, row_entry))
    return lines
