"""An outline filled: headings with their texts, figures and questions, as blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby

from perfeval_xl.commentary.summary import object_of
from perfeval_xl.report.word.blocks import Block, Heading, Look, NewPage, Paragraph, ask
from perfeval_xl.report.word.data import ReportData
from perfeval_xl.report.word.fill_analysis import ANALYSIS
from perfeval_xl.report.word.fill_basics import BASICS
from perfeval_xl.report.word.fill_funds import FUNDS, FUNDS_OF_ALL
from perfeval_xl.report.word.fill_method import METHOD
from perfeval_xl.report.word.fill_problems import PROBLEMS
from perfeval_xl.report.word.outline import Section
from perfeval_xl.report.word.score_table import score_grid
from perfeval_xl.results import FormResult

TITLE_CHARACTERS = 20
"""As many 二号 characters stand on a line."""
Filler = Callable[[ReportData, FormResult], Iterable[Block]]

PER_FORM: dict[str, Filler] = {**BASICS, **FUNDS, **ANALYSIS, **PROBLEMS}
"""Written once for every form that the report covers."""
ONCE: dict[str, Filler] = {**METHOD, **FUNDS_OF_ALL}
"""Written once for the whole report, from its first form."""


def fill(data: ReportData) -> list[Block]:
    """The whole report."""
    return list(_report(data))


def _report(data: ReportData) -> Iterator[Block]:
    outline = data.outline
    fields = {"unit": data.unit, "year": data.year, "projects": data.projects}
    yield Paragraph(in_lines(outline.name.format(**fields)), Look.TITLE)
    if outline.letter:
        yield Paragraph(f"{ask('主送机关')}：", Look.ADDRESSEE)
    if outline.opening:
        yield Paragraph(outline.opening.format(**fields, basis=_basis_clause(data)))
    for section in outline.sections:
        yield from _section(data, section, 1)
    if outline.letter:
        yield from _ending(data)
        yield from _attachments(data)


def in_lines(name: str) -> str:
    """A title on one line or, where it is too long for one, broken where its sense allows (``|``)."""
    whole = name.replace("|", "")
    return whole if len(whole) <= TITLE_CHARACTERS else name.replace("|", "\n")


def _basis_clause(data: ReportData) -> str:
    return "、".join(data.basis()[:2]) or ask("依据文件")


def _section(data: ReportData, section: Section, level: int) -> Iterator[Block]:
    yield Heading(level, section.title)
    if section.text:
        for text in section.text.strip().splitlines():
            yield Paragraph(text.format(unit=data.unit, year=data.year))
    for once, names in groupby(section.fill, ONCE.__contains__):
        if once:
            yield from chain.from_iterable(ONCE[name](data, data.main) for name in names)
        else:
            yield from _per_form(data, [PER_FORM[name] for name in names])
    for question in section.ask:
        yield Paragraph(ask(question))
    for child in section.sections:
        yield from _section(data, child, level + 1)


def _per_form(data: ReportData, fillers: list[Filler]) -> Iterator[Block]:
    for form in data.forms:
        blocks = [block for filler in fillers for block in filler(data, form)]
        if blocks and len(data.forms) > 1:
            yield Paragraph(f"{form.label}：", Look.LABEL)
        yield from blocks


def _ending(data: ReportData) -> Iterator[Block]:
    names = [_attachment_name(form) for form in data.forms]
    numbered = [f"{number}.{name}" for number, name in enumerate(names, 1)] if len(names) > 1 else names
    yield Paragraph(f"附件：{numbered[0]}", Look.ENDING)
    for name in numbered[1:]:
        yield Paragraph(f"　　　{name}", Look.ENDING)
    yield Paragraph(data.unit, Look.SIGNATURE)
    yield Paragraph(ask("报告日期"), Look.DATE)


def _attachments(data: ReportData) -> Iterator[Block]:
    yield NewPage(landscape=True)
    for number, form in enumerate(data.forms, 1):
        if number > 1:
            yield NewPage(landscape=True)
        yield Paragraph(f"附件{number}" if len(data.forms) > 1 else "附件", Look.ATTACHMENT)
        yield Paragraph(_attachment_name(form), Look.TITLE)
        yield from score_grid(form, data.pack(form).title)


def _attachment_name(form: FormResult) -> str:
    return f"{object_of(form)}绩效自评{'评分表' if form.form.scored else '指标完成情况表'}"
