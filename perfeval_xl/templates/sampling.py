"""The filled samples that ship: ``workbook_templates/samples/NAME.yaml`` holds what is typed, ``NAME.xlsx`` is built.

Values carry their marks: a field under ``assumed`` is not in the published source and shows grey and italic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perfeval_xl.resources import data_folder
from perfeval_xl.templates.building import build_workbook
from perfeval_xl.templates.errors import TemplateError
from perfeval_xl.templates.filling import Filling, FormFilling, TableFilling
from perfeval_xl.templates.records import load_yaml, record
from perfeval_xl.templates.spec import load_spec


@dataclass(frozen=True)
class _Document:
    template: str
    forms: list[Mapping[str, Any]]
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def samples_folder() -> Path:
    """Where the samples lie."""
    return data_folder("workbook_templates") / "samples"


def sample_names() -> list[str]:
    """Names (without extension) of the samples of this installation."""
    return sorted(path.stem for path in samples_folder().glob("*.yaml"))


def build_sample(name: str) -> bytes:
    """The sample workbook of that name, always the same bytes.

    Raises:
        TemplateError: there is none, or it fills fields that its template does not have.
    """
    path = samples_folder() / f"{name}.yaml"
    if not path.is_file():
        raise TemplateError(f"没有名为“{name}”的样例")
    return build_filled(path)


def build_filled(path: Path) -> bytes:
    """The workbook of one sample file; see :func:`build_sample`."""
    document = record(_Document, load_yaml(path), path.name)
    spec = load_spec(document.template)
    filling = Filling(
        forms=tuple(record(FormFilling, form, path.name) for form in document.forms),
        tables={name: record(TableFilling, table, f"{path.name} {name}") for name, table in document.tables.items()},
        starts_at_form=True,
    )
    if unknown := filling.tables.keys() - {sheet.id for sheet in spec.sheets}:
        raise TemplateError(f"{path.name}：模板“{spec.title}”没有表：{'、'.join(sorted(unknown))}")
    return build_workbook(spec, filling)
