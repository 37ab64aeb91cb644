"""自评工作情况: what the evaluation rests on and how points are given, from the rule pack with its sources."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.commentary.facts import has_points
from perfeval_xl.report.word.blocks import Block, Paragraph, ask
from perfeval_xl.report.word.data import ReportData
from perfeval_xl.results import FormResult
from perfeval_xl.rules.handbook import rule_lines
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.printing import plain

_EXAMPLE = "。例："


def basis_list(data: ReportData, form: FormResult) -> Iterator[Block]:
    """自评依据, numbered; what a place adds is for a person to say."""
    documents = data.basis()
    for number, document in enumerate(documents, 1):
        yield Paragraph(f"（{number}）{document}；")
    yield Paragraph(f"（{len(documents) + 1}）{ask('本地区绩效自评通知、预算批复文件和本单位管理制度的名称、文号')}。")


def grades(data: ReportData, form: FormResult) -> Iterator[Block]:
    """The grades and their bounds."""
    rule, above = data.pack(form).grades, None
    parts = []
    for band in rule.bands:
        low = plain(band.at_least)
        if above is None:
            parts.append(f"{band.name}（得分≥{low}分）")
        elif band.at_least:
            parts.append(f"{band.name}（{low}分≤得分<{above}分）")
        else:
            parts.append(f"{band.name}（得分<{above}分）")
        above = low
    if any(map(has_points, data.forms)):
        yield Paragraph(
            f"自评采用{rule.scale}，按得分分为{len(parts)}个等级：{'；'.join(parts)}。（依据：{rule.cite.clause}）"
        )


def scoring_rules(data: ReportData, form: FormResult) -> Iterator[Block]:
    """The rules that this form's rows were scored by, each with its source."""
    if not any(map(has_points, data.forms)):
        yield Paragraph("自评表不设指标分值，对照年度指标值逐项判断是否完成。")
        return
    pack = data.pack(form)
    used = {row.row.target.comparator for item in data.forms for row in item.indicators}
    titles = {f"指标值{comparator.sign}" for comparator in used if comparator.sign}
    if any(item.execution is not None for item in data.forms):
        titles.add("预算执行率")
    if Comparator.RANGE in used:
        titles.add("指标值区间")
    if Comparator.QUALITATIVE in used:
        titles.add("定性：")
    yield Paragraph(f"各项得分按“{pack.title}”重新计算：")
    lines = [
        (title, text, cite)
        for title, text, cite in rule_lines(pack)
        if any(title.startswith(wanted) for wanted in titles)
    ]
    for number, (title, text, cite) in enumerate(lines, 1):
        yield Paragraph(f"（{number}）{title}：{text.partition(_EXAMPLE)[0]}（依据：{cite.clause}）。")


METHOD = {"basis_list": basis_list, "grades": grades, "scoring_rules": scoring_rules}
