"""From an evaluation to the bytes of a report: which forms it covers, by which outline."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, replace

from perfeval_xl.commentary.words import one_line
from perfeval_xl.forms.model import FormKind
from perfeval_xl.report.word.blocks import MISSING, TO_CHECK, texts_of
from perfeval_xl.report.word.data import ReportData
from perfeval_xl.report.word.outline import Outline, OutlineError, default_outline, find_outline
from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.rules import RulePack


@dataclass(frozen=True)
class Report:
    """A report and what is left to do in it."""

    content: bytes
    outline: Outline
    missing: int
    """Places where only a person knows (待补充)."""
    to_check: int
    """Places where the figures contradict each other (待核对)."""


def word_installed() -> bool:
    """Whether the extra ``[word]`` is there."""
    return importlib.util.find_spec("docx") is not None


def make_report(
    evaluation: Evaluation, packs: Mapping[int, RulePack], *, form: str | None = None, outline: str | None = None
) -> Report:
    """Write the report of one workbook.

    Args:
        packs: the rule pack of each form, by its number.
        form: number (from 1) or sheet of the form; else the department's form or, without one, all projects together.
        outline: id of an outline; else the usual one for the kind of form.

    Raises:
        OutlineError: no such form or outline, or one that does not suit the other.
    """
    from perfeval_xl.report.word.filling import fill
    from perfeval_xl.report.word.writer import write_docx

    forms = choose_forms(evaluation, form)
    chosen = find_outline(outline) if outline else default_outline(forms[0].form.kind)
    if forms[0].form.kind not in chosen.kinds:
        raise OutlineError(f"提纲“{chosen.id}”（{chosen.title}）不适用于“{forms[0].form.sheet}”，请换一个提纲或表")
    data = ReportData(evaluation, tuple(map(_cleaned, forms)), packs, chosen)
    blocks = fill(data)
    texts = [text for block in blocks for text in texts_of(block)]
    missing = sum(text.count(f"【{MISSING}") for text in texts)
    to_check = sum(text.count(f"【{TO_CHECK}") for text in texts)
    title = chosen.name.format(unit=data.unit, year=data.year, projects=data.projects).replace("|", "")
    return Report(write_docx(blocks, chosen.numbering, title), chosen, missing, to_check)


def choose_forms(evaluation: Evaluation, wanted: str | None) -> list[FormResult]:
    """The forms that a report covers."""
    forms = list(evaluation.forms)
    if wanted is not None:
        found = [item for number, item in enumerate(forms, 1) if wanted in (str(number), item.form.sheet)]
        if not found:
            names = "、".join(f"{number} {item.form.sheet}" for number, item in enumerate(forms, 1))
            missing = f"没有第 {wanted} 张自评表" if wanted.isdecimal() else f"没有工作表为“{wanted}”的自评表"
            raise OutlineError(f"{missing}，可选（序号 工作表）：{names}")
        return found[:1]
    departments = [item for item in forms if item.form.kind is FormKind.DEPARTMENT]
    return departments[:1] or forms


def _cleaned(result: FormResult) -> FormResult:
    """Names without line breaks: they stand in titles."""
    form = result.form
    return replace(result, form=replace(form, unit=one_line(form.unit), project=one_line(form.project)))
