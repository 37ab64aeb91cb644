"""Template specs: the typed shape of ``workbook_templates/specs/*.yaml``, loaded and validated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl.resources import data_folder
from perfeval_xl.templates.errors import TemplateError
from perfeval_xl.templates.form_specs import FormSheet, form_sheet
from perfeval_xl.templates.records import load_yaml, record
from perfeval_xl.templates.table_specs import SheetSpec, guide_sheet, table_sheet, targets_sheet

FULL_POINTS = Decimal(100)


@dataclass(frozen=True)
class TemplateSpec:
    """One template: its identity and its sheets in tab order."""

    id: str
    version: int
    title: str
    aliases: tuple[str, ...]
    description: str
    sheets: tuple[SheetSpec, ...]

    @property
    def form(self) -> FormSheet:
        """The sheet of the self-evaluation form itself."""
        return next(sheet for sheet in self.sheets if isinstance(sheet, FormSheet))

    @property
    def mark(self) -> str:
        """``project/1``: what a sheet made from this template carries."""
        return f"{self.id}/{self.version}"


@dataclass(frozen=True)
class _Document:
    id: str
    version: int
    title: str
    description: str
    sheets: list[Mapping[str, Any]]
    aliases: list[str] = field(default_factory=list)


_LAYOUTS: dict[str, Callable[[Mapping[str, Any], str], SheetSpec]] = {
    "form": form_sheet,
    "guide": guide_sheet,
    "table": table_sheet,
    "targets": targets_sheet,
}


def spec_folder() -> Path:
    """Where the specs lie."""
    return data_folder("workbook_templates") / "specs"


@cache
def load_spec(name: str) -> TemplateSpec:
    """The spec ``name`` of this installation.

    Raises:
        TemplateError: there is none, or it is not well formed.
    """
    path = spec_folder() / f"{name}.yaml"
    if not path.is_file():
        raise TemplateError(f"没有名为“{name}”的模板")
    return read_spec(path)


def read_spec(path: Path) -> TemplateSpec:
    """Load and validate one spec file.

    Raises:
        TemplateError: unknown or missing keys, an unknown layout, or points that do not add up to 100.
    """
    document = record(_Document, load_yaml(path), path.name)
    if document.id != path.stem:
        raise TemplateError(f"{path.name}:id“{document.id}”应与文件名一致")
    sheets = tuple(_sheet(data, path.name) for data in document.sheets)
    spec = TemplateSpec(
        document.id, document.version, document.title, tuple(document.aliases), document.description, sheets
    )
    if sum(isinstance(sheet, FormSheet) for sheet in sheets) != 1:
        raise TemplateError(f"{path.name}：一个模板应有且只有一张自评表")
    if (points := total_points(spec.form)) != FULL_POINTS:
        raise TemplateError(f"{path.name}：预置分值合计为{points}，应为{FULL_POINTS}")
    return spec


def total_points(form: FormSheet) -> Decimal:
    """Sum of the points printed in the empty form, execution included."""
    lines = [line.points for line in form.funds.lines]
    rows = [row.points for level in form.indicators.levels for group in level.groups for row in group.rows]
    return sum((Decimal(points) for points in [*lines, *rows] if points is not None), Decimal(0))


def _sheet(data: Mapping[str, Any], where: str) -> SheetSpec:
    layout = str(data.get("layout"))
    if layout not in _LAYOUTS:
        raise TemplateError(f"{where}：不认识的版式“{layout}”")
    rest = {key: value for key, value in data.items() if key != "layout"}
    return _LAYOUTS[layout](rest, f"{where} {data.get('name', '')}")
