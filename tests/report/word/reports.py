"""Reports made in tests, and what stands in them."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType

from perfeval_xl.report.word.blocks import Block
from perfeval_xl.report.word.data import ReportData
from perfeval_xl.report.word.filling import fill
from perfeval_xl.report.word.outline import default_outline, find_outline
from perfeval_xl.report.word.report import Report, choose_forms, make_report
from perfeval_xl.results import Evaluation
from perfeval_xl.rules import RulePack, load_pack


def packs(evaluation: Evaluation) -> dict[int, RulePack]:
    """The packs that the forms were scored by."""
    return {form.form.form: load_pack(form.rules) for form in evaluation.forms}


def report(evaluation: Evaluation, *, form: str | None = None, outline: str | None = None) -> Report:
    return make_report(evaluation, packs(evaluation), form=form, outline=outline)


def document(made: Report) -> DocumentType:
    return Document(BytesIO(made.content))


def lines(made: Report) -> list[str]:
    """The paragraphs outside tables."""
    return [paragraph.text for paragraph in document(made).paragraphs if paragraph.text]


def headings(made: Report, level: int) -> list[str]:
    style = f"Heading {level}"
    return [part.text for part in document(made).paragraphs if part.style is not None and part.style.name == style]


def blocks(evaluation: Evaluation, *, form: str | None = None, outline: str | None = None) -> list[Block]:
    forms = choose_forms(evaluation, form)
    chosen = find_outline(outline) if outline else default_outline(forms[0].form.kind)
    return fill(ReportData(evaluation, tuple(forms), packs(evaluation), chosen))
