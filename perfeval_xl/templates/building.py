"""From a spec and what is typed into it to a workbook."""

from __future__ import annotations

from perfeval_xl.templates.filling import Filling, FormFilling, TableFilling, indicator_lines
from perfeval_xl.templates.form_layout import lay_form
from perfeval_xl.templates.form_specs import FormSheet
from perfeval_xl.templates.guide_layout import lay_guide
from perfeval_xl.templates.plan import SheetPlan
from perfeval_xl.templates.rendering import render
from perfeval_xl.templates.spec import TemplateSpec, load_spec
from perfeval_xl.templates.table_layout import lay_table
from perfeval_xl.templates.table_specs import GuideSheet, SheetSpec, TableSheet
from perfeval_xl.templates.targets_layout import lay_targets

_NOTHING = TableFilling()


def build_template(kind: str) -> bytes:
    """The empty template of that id, always the same bytes.

    Raises:
        TemplateError: there is no such template.
    """
    return build_workbook(load_spec(kind), Filling())


def build_workbook(spec: TemplateSpec, filling: Filling) -> bytes:
    """The template with a filling typed in.

    Raises:
        TemplateError: the filling names a field, row or sheet that the template does not have.
    """
    return render(
        plan_workbook(spec, filling),
        title=spec.title,
        properties={"perfeval_template": spec.id, "perfeval_version": str(spec.version)},
        active=spec.form.id if filling.starts_at_form else spec.sheets[0].id,
    )


def plan_workbook(spec: TemplateSpec, filling: Filling) -> list[SheetPlan]:
    """The sheets of the workbook, laid out; a form per :class:`FormFilling`."""
    return [plan for sheet in spec.sheets for plan in _plans(spec, sheet, filling)]


def _plans(spec: TemplateSpec, sheet: SheetSpec, filling: Filling) -> list[SheetPlan]:
    if isinstance(sheet, FormSheet):
        return [_form(sheet, form, spec.mark, number) for number, form in enumerate(filling.forms)]
    if isinstance(sheet, GuideSheet):
        return [lay_guide(sheet)]
    typed = filling.tables.get(sheet.id, _NOTHING)
    if isinstance(sheet, TableSheet):
        return [lay_table(sheet, typed)]
    return [lay_targets(sheet, typed, indicator_lines(spec.form, filling.forms[0]))]


def _form(sheet: FormSheet, form: FormFilling, mark: str, number: int) -> SheetPlan:
    plan = lay_form(sheet, form, mark)
    if number:
        # copies of the form's sheet stand for themselves
        plan.id = f"{plan.id}-{number + 1}"
    return plan
