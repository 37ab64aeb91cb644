"""The kinds of template, and new workbooks made from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.resources import data_folder
from perfeval_xl.templates.errors import TemplateError

if TYPE_CHECKING:
    from perfeval_xl.objectives.model import Objective
    from perfeval_xl.templates.spec import TemplateSpec

_FIELDS = {"unit": "单位名称", "year": "年度", "project": "项目名称", "department": "主管部门"}
_MOST_SIGNS = 200
"""Longer than any name; a cell takes 32,767 signs."""


@dataclass(frozen=True, slots=True)
class TemplateKind:
    """One template as people choose it."""

    id: str
    aliases: tuple[str, ...]
    title: str
    version: int
    description: str
    path: Path
    """The built, empty workbook."""


def kinds() -> list[TemplateKind]:
    """All templates of this installation, project forms first."""
    return [_kind(spec) for spec in _specs()]


def find(name: str) -> TemplateKind:
    """The template called ``name``: its id, an alias or its title.

    Raises:
        TemplateError: there is none; the message lists what there is.
    """
    wanted = name.strip().casefold()
    for kind in kinds():
        if wanted in (kind.id.casefold(), kind.title, *(alias.casefold() for alias in kind.aliases)):
            return kind
    known = "、".join(f"{kind.id}({kind.title})" for kind in kinds())
    raise TemplateError(f"没有名为“{name}”的模板，可用的有：{known}")


def new_workbook(
    kind: str,
    unit: str | None = None,
    year: int | None = None,
    project: str | None = None,
    department: str | None = None,
    objectives: Sequence[Objective] = (),
) -> bytes:
    """A form with its head filled in, always the same bytes for the same head and objectives.

    Args:
        kind: id or alias of the template.
        unit: 实施单位, on a department form 部门名称.
        year: 评价年度.
        project: 项目名称 (project forms only).
        department: 主管部门 (project forms); on a department form the same as ``unit``.
        objectives: what was approved, carried over into a form each (:mod:`.objectives`).

    Raises:
        TemplateError: no such template, or a field that it does not have.
    """
    from perfeval_xl.templates.building import build_workbook
    from perfeval_xl.templates.filling import Filling, FormFilling
    from perfeval_xl.templates.spec import load_spec

    spec = load_spec(find(kind).id)
    offered = {"unit": unit, "year": year, "project": project, "department": department}
    values = _head_of(spec, {name: value for name, value in offered.items() if value is not None})
    if objectives:
        from perfeval_xl.templates.objectives import filling_of

        return build_workbook(spec, filling_of(spec, objectives, values))
    return build_workbook(spec, Filling(forms=(FormFilling(values=values),)))


def _head_of(spec: TemplateSpec, values: dict[str, str | int]) -> dict[str, str | int]:
    """The values that go into the head of a form.

    Raises:
        TemplateError: the form has no such field, or a text is too long.
    """
    known = {item.field for row in spec.form.fields for item in row if item.field} | {"year"}
    if "department" not in known and "department" in values:
        department = values.pop("department")
        values.setdefault("unit", department)
    if unknown := [name for name in values if name not in known]:
        columns, options = "、".join(_FIELDS[name] for name in unknown), "、".join(f"--{name}" for name in unknown)
        raise TemplateError(f"“{spec.title}”没有“{columns}”一栏，请去掉选项 {options}")
    if long := [_FIELDS[name] for name, value in values.items() if len(str(value)) > _MOST_SIGNS]:
        raise TemplateError(f"“{'、'.join(long)}”太长，请不要超过{_MOST_SIGNS}个字")
    return values


def is_department(kind: str) -> bool:
    """Whether a template is the form of a whole department, not of one project."""
    from perfeval_xl.templates.spec import load_spec

    return not any(item.field == "project" for row in load_spec(find(kind).id).form.fields for item in row)


def _specs() -> list[TemplateSpec]:
    from perfeval_xl.templates.spec import load_spec, spec_folder

    names = sorted((path.stem for path in spec_folder().glob("*.yaml")), key=lambda name: (name != "project", name))
    return [load_spec(name) for name in names]


def _kind(spec: TemplateSpec) -> TemplateKind:
    path = data_folder("workbook_templates") / f"{spec.id}.xlsx"
    return TemplateKind(spec.id, spec.aliases, spec.title, spec.version, spec.description, path)
