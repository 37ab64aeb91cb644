"""How each score came about, as text: the numbers with their cells, the formula, the clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from perfeval_xl.commentary.words import subject
from perfeval_xl.report.json_output import Json, to_json
from perfeval_xl.report.text_output import Pen, indented
from perfeval_xl.results import Evaluation, FormResult, FundResult, IndicatorResult, SourceNote, Trace

Sources = Mapping[str, SourceNote]


def explain_text(evaluation: Evaluation, *, totals: bool = True, colour: bool = False) -> str:
    """The derivation of every row; ``totals`` adds that of the total and the grade."""
    pen = Pen(colour)
    blocks = [_form_lines(form, totals, pen) for form in evaluation.forms]
    return "\n".join([pen(evaluation.workbook, "strong"), *("\n".join(lines) for lines in blocks)])


def explain_json(evaluation: Evaluation) -> Json:
    """The contract's JSON, and with each form the documents that its rows' ``trace.source`` names."""
    found = to_json(evaluation)
    for form, described in zip(evaluation.forms, found["forms"], strict=True):
        traces = [form.total_trace, *(fund.trace for fund in form.funds), *(row.trace for row in form.indicators)]
        cited = {trace.source for trace in traces}
        described["rules_title"] = form.rules_title
        described["sources"] = {name: asdict(note) for name, note in form.sources.items() if name in cited}
    return found


def _form_lines(form: FormResult, totals: bool, pen: Pen) -> list[str]:
    year = f"  {form.form.year}年度" if form.form.year else ""
    lines = ["", pen(f"【{form.form.sheet}】{form.label}{year}", "strong")]
    how = f"，{form.rules_chosen_how}" if form.rules_chosen_how else ""
    lines += indented(f"规则：{form.rules} {form.rules_title}{how}", "  ")
    for fund in form.funds:
        lines += _fund_lines(fund, form.sources, pen)
    for indicator in form.indicators:
        lines += _indicator_lines(indicator, form.sources, pen)
    if totals:
        lines += _total_lines(form, pen)
    return lines


def _fund_lines(fund: FundResult, sources: Sources, pen: Pen) -> list[str]:
    row = fund.row
    points = _points(row.points.text, fund.score, bool(fund.why_not), pen)
    head = f"{row.name}  {points}" if row.points.value is not None else row.name
    # a part line is rated, not scored
    why_not = "" if row.points.value is None and fund.rate is not None else fund.why_not
    return ["", f"· {head}", *_derivation(why_not, fund.trace, sources)]


def _indicator_lines(indicator: IndicatorResult, sources: Sources, pen: Pen) -> list[str]:
    row = indicator.row
    where = " / ".join(part for part in (row.level1, row.level2) if part)
    head = (
        f"· {row.name or subject(indicator)}  {_points(row.points.text, indicator.score, indicator.score is None, pen)}"
    )
    facts = f"{where}  指标值 {row.target.text or '未填'}  完成值 {row.actual.text or '未填'}"
    return ["", head, *indented(facts, "  "), *_derivation(indicator.why_not, indicator.trace, sources)]


def _total_lines(form: FormResult, pen: Pen) -> list[str]:
    total = form.score_total if form.score_total is not None else "—"
    lines = ["", pen(f"· 总分  {total}  等级 {form.grade or '—'}", "strong")]
    if form.why_not:
        lines += indented(f"未定：{form.why_not}", "  ")
    return lines + _derivation("", form.total_trace, form.sources)


def _points(points: str, score: object, unscored: bool, pen: Pen) -> str:
    shown = pen("未评分", "warning") if unscored or score is None else pen(f"得分 {score}", "good")
    return f"{shown} / 分值 {points or '—'}"


def _derivation(why_not: str, trace: Trace, sources: Sources) -> list[str]:
    lines: list[str] = []
    if trace.inputs:
        parts = (f"{name}={value or '未填'}" + (f"[{cell}]" if cell else "") for name, value, cell in trace.inputs)
        lines += indented("数据：" + "；".join(parts), "  ")
    if why_not:
        lines += indented(f"未评分：{why_not}", "  ")
    else:
        lines += indented(f"算式：{trace.formula}", "  ") if trace.formula else []
        lines += indented(f"计算：{trace.working}", "  ") if trace.working else []
    if trace.clause:
        lines += indented(f"依据：{trace.clause}", "  ")
    source = sources.get(trace.source)
    if source is not None and (source.note or source.url):
        lines += indented(f"来源：{' '.join(filter(None, (source.note, source.url)))}", "  ")
    return lines
