"""The records of a spec's other sheets: instructions, companion tables and the table of targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from perfeval_xl.templates.form_specs import Column, FormSheet, FormulaData, HeadField, columns_of_spec
from perfeval_xl.templates.records import record


@dataclass(frozen=True)
class GuideSection:
    name: str
    rows: list[list[str]]


@dataclass(frozen=True)
class GuideSheet:
    """Instructions: sections of (word, explanation)."""

    id: str
    name: str
    title: str
    widths: list[float]
    sections: list[GuideSection]
    notes: list[str]


@dataclass(frozen=True)
class TableColumn:
    field: str
    title: str
    width: float
    shape: str = "text"
    formula: FormulaData | None = None
    fixed: bool = False
    """Printed words, not an input."""
    hint: str = ""


@dataclass(frozen=True)
class TableRow:
    """A row of a companion table; ``open`` names the amounts that apply to it (empty: all of them)."""

    id: str = ""
    name: str = ""
    unit: str = ""
    note: str = ""
    open: list[str] = field(default_factory=list)
    sum: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    rows: list[TableRow]
    name: str = ""


@dataclass(frozen=True)
class TableTotal:
    label: str
    sum: list[str]
    formulas: Mapping[str, FormulaData] = field(default_factory=dict)


@dataclass(frozen=True)
class TableSheet:
    """A companion table: 基础数据表, 表1, 表2."""

    id: str
    table: str
    name: str
    title: str
    amount_note: str
    columns: list[TableColumn]
    sections: list[Section]
    notes: list[str]
    total: TableTotal | None = None


@dataclass(frozen=True)
class TargetsSheet:
    """附件1: the approved targets that feed the form."""

    id: str
    table: str
    name: str
    title: str
    form: str
    widths: list[float]
    fields: list[HeadField]
    columns: Mapping[str, Column]
    review: list[list[str]]
    notes: list[str]


SheetSpec = FormSheet | GuideSheet | TableSheet | TargetsSheet


def guide_sheet(data: Mapping[str, Any], where: str) -> GuideSheet:
    sheet = record(GuideSheet, data, where)
    return replace(sheet, sections=[record(GuideSection, section, where) for section in sheet.sections])


def table_sheet(data: Mapping[str, Any], where: str) -> TableSheet:
    sheet = record(TableSheet, data, where)
    sections = [record(Section, section, where) for section in sheet.sections]
    return replace(
        sheet,
        columns=[record(TableColumn, column, where) for column in sheet.columns],
        sections=[
            replace(section, rows=[record(TableRow, row, where) for row in section.rows]) for section in sections
        ],
        total=record(TableTotal, sheet.total, where) if sheet.total is not None else None,
    )


def targets_sheet(data: Mapping[str, Any], where: str) -> TargetsSheet:
    sheet = record(TargetsSheet, data, where)
    return replace(
        sheet,
        fields=[record(HeadField, item, where) for item in sheet.fields],
        columns=columns_of_spec(sheet.columns, where),
    )
