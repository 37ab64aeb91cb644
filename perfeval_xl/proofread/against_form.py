"""Figures of a report held against the workbook that it reports on: 预算数, 执行数, 执行率, 得分, 等级, indicators.

A sentence must name the thing (``全年预算数``, an indicator's name) with the figure right behind it. Where the
workbook holds several forms, the sentence or the heading above it must name the project. What equals the entered or
the computed value, rounded to the printed digits, agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from perfeval_xl.checks.numbers import percent, plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, Report, found
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.scores import TWO_SCORES
from perfeval_xl.results import Evaluation, FormResult, FundResult, IndicatorResult
from perfeval_xl.values.text import squash

KIND = IssueKind(
    code="TXT-27",
    severity=Severity.ERROR,
    title="报告与自评表的数不一致",
    message="“{quote}”：{place}是{there}",
    remedy="请核对报告与自评表，改成同一个数",
)
_ENDS = r"(?:数|额|资金|安排|批复)*(?:总额|为|是|共|合计|:)*\s?\Z"
_AMOUNTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("initial", "年初预算数", re.compile(rf"年初(?:批复|安排)?预算{_ENDS}")),
    ("budget", "全年预算数", re.compile(rf"(?:全年预算|调整后预算|调整预算|预算调整后?){_ENDS}")),
    ("executed", "全年执行数", re.compile(rf"(?:全年|预算)*(?:执行数|实际支出|实际执行|全年支出){_ENDS}")),
)
_PART = re.compile(r"其中|财政拨款|结转|其他资金|基本支出|项目支出|上年|去年|人员|公用|专项|中央|省级|市级|县级")
_PART_BEFORE = re.compile(r"其中|财政拨款|结转|其他资金|基本支出|项目支出|上年|去年")
"""Words that make all that follows in the stretch a part, or another year's."""
_RATE = re.compile(r"(?:预算|资金|支出|项目|整体)*(?:执行率|执行进度)(?:为|是|达到|达|仅|:)*\s?\Z")
_SCORE = re.compile(r"(?:(?:自评|综合|评价|最终|总)(?:总分|得分|评分|分)|总分)(?:为|是|达|:)*\s?\Z")
_ROW_SCORE = re.compile(r"指标|执行率?得|扣|满分|分值|权重|[‘’“”]")
_GRADE = re.compile(
    r"(?:等级|等次|结果|评定|评为)[^。,;优良中差]{0,6}[“‘]?(?P<grade>优|良|中|差)(?:秀|好|等)?[”’。,;\s]?"
)
_ACTUAL = re.compile(r"实际|完成|达到|实现|达|已")
_TARGET = re.compile(r"目标|计划|指标值|任务|应|预期|预计")
_LEAST_NAME = 4
_BEHIND = 16


@dataclass(frozen=True, slots=True)
class _Known:
    """What the workbook says of one thing: any of these values agrees."""

    what: str
    cell: str
    values: tuple[Decimal, ...]
    unit: str
    kind: IssueKind = KIND


def against_form(report: Report, evaluation: Evaluation) -> Iterator[Finding]:
    """Every figure of the report that clearly names a figure of the workbook and differs from it."""
    heading = ""
    for sentence in report.sentences:
        form = _form_of(evaluation, sentence.shaped, heading)
        if len(sentence.line.text) < 60 and not sentence.figures:
            heading = sentence.line.text
        if form is None:
            continue
        yield from _funds(form, sentence)
        yield from _score(form, sentence)
        yield from _indicators(form, sentence)


def _form_of(evaluation: Evaluation, text: str, heading: str) -> FormResult | None:
    if len(evaluation.forms) == 1:
        return evaluation.forms[0]
    named = [form for form in evaluation.forms if len(form.label) >= _LEAST_NAME and form.label in text + heading]
    return named[0] if len(named) == 1 else None


def _funds(form: FormResult, sentence: Sentence) -> Iterator[Finding]:
    if form.execution is None:
        return
    for figure in sentence.figures:
        if figure.loose or figure.aside or figure.depth or _PART.search(figure.name):
            continue
        if _PART_BEFORE.search(sentence.shaped, sentence.part_of(figure.start)[0], figure.start):
            continue
        if figure.unit == "%" and _RATE.search(figure.name):
            known = _known_rate(form.execution) if _of_the_whole(form, sentence, figure) else None
        else:
            known = _known_amount(form, form.execution, figure)
        if known is not None:
            yield from _differs(form, sentence, figure, known)


def _known_rate(execution: FundResult) -> _Known | None:
    row = execution.row
    rates = tuple(value * 100 for value in (execution.rate, row.entered_rate.value) if value is not None)
    cell = row.cells.get("rate") or row.cells.get("executed", "")
    return _Known("预算执行率", cell, rates, "%") if rates else None


def _known_amount(form: FormResult, execution: FundResult, figure: Figure) -> _Known | None:
    row = execution.row
    for field, what, pattern in _AMOUNTS:
        value = getattr(row, field).value
        if value is not None and pattern.search(figure.name) and figure.unit:
            return _Known(what, row.cells.get(field, ""), (value,), form.form.amount_unit)
    return None


def _of_the_whole(form: FormResult, sentence: Sentence, figure: Figure) -> bool:
    """Whether an execution rate is the form's: not where amounts stand before it that are not the form's own."""
    execution = form.execution
    before = [one for one in sentence.between(sentence.part_of(figure.start)[0], figure.start) if one.plain]
    amounts = [value for one in before if (value := one.in_unit(form.form.amount_unit)) is not None]
    if execution is None or not amounts:
        return execution is not None
    own = {execution.row.budget.value, execution.row.executed.value, execution.row.initial.value}
    return any(value in own for value in amounts)


def _score(form: FormResult, sentence: Sentence) -> Iterator[Finding]:
    totals = tuple(value for value in (form.form.entered_total.value, form.score_total) if value is not None)
    cell = form.form.cells.get("score_total", "")
    for figure in sentence.figures:
        if figure.unit == "分" and totals and _SCORE.search(figure.name) and not _ROW_SCORE.search(figure.name):
            if not figure.loose and "上年" not in sentence.shaped[: figure.start]:
                yield from _differs(form, sentence, figure, _Known("总分", cell, totals, "分", TWO_SCORES))
            match = _GRADE.search(sentence.shaped, figure.end)
            grades = {grade for grade in (form.grade, form.form.entered_grade[:1]) if grade}
            if match and grades and match["grade"] not in grades:
                place = _place(form, form.form.cells.get("grade", ""))
                there = f"“{'”或“'.join(sorted(grades))}”"
                place = f"自评表{place}的自评等级"
                yield found(TWO_SCORES, sentence, match.start(), match.end(), place=place, there=there)


def _indicators(form: FormResult, sentence: Sentence) -> Iterator[Finding]:
    text = sentence.shaped
    for indicator in form.indicators:
        name = indicator.row.name
        if len(squash(name)) < _LEAST_NAME or name not in text:
            continue
        behind = text.find(name) + len(name)
        figure = next((one for one in sentence.figures if one.start >= behind), None)
        if figure is None or figure.loose or figure.aside or figure.start - behind > _BEHIND or figure.depth:
            continue
        between = text[behind : figure.start]
        if re.search(r"[;、。(]|同比|比上年|得分|得|扣|权重|分值", between):
            continue
        known = _known(indicator, between, figure)
        if known is not None:
            yield from _differs(form, sentence, figure, known)


def _known(indicator: IndicatorResult, between: str, figure: Figure) -> _Known | None:
    row = indicator.row
    unit = row.target.unit or row.actual.unit or row.unit
    target, actual = row.target.value, row.actual.value
    scale = _percents(row.actual.unit)
    if unit == "%" != figure.unit or (figure.unit and figure.in_unit(unit) is None and unit):
        return None
    told = bool(_ACTUAL.search(between)) and not _TARGET.search(between)
    planned = bool(_TARGET.search(between)) and not _ACTUAL.search(between)
    if planned and target is not None:
        return _Known(f"“{row.name}”指标值", row.cells.get("target", ""), (target * _percents(row.target.unit),), unit)
    if actual is None:
        return None
    values = (actual * scale,) if told or target is None else (actual * scale, target * _percents(row.target.unit))
    return _Known(f"“{row.name}”实际完成值", row.cells.get("actual", ""), values, unit)


def _percents(unit: str) -> Decimal:
    """Readings hold percentages as fractions; a bare number under 度量单位 % is in percent already."""
    return Decimal(100) if unit == "%" else Decimal(1)


def _differs(form: FormResult, sentence: Sentence, figure: Figure, known: _Known) -> Iterator[Finding]:
    value = figure.value if figure.unit in (known.unit, "") else figure.in_unit(known.unit)
    if value is None or any(_agrees(figure, value, right) for right in known.values):
        return
    right = known.values[0]
    shown = percent(right / 100) if known.unit == "%" else f"{plain(right)}{known.unit}"
    place = f"自评表{_place(form, known.cell)}的{known.what}"
    yield found(known.kind, sentence, figure.begin, figure.end, mark=figure.start, place=place, there=shown)


def _agrees(figure: Figure, value: Decimal, right: Decimal) -> bool:
    """Equal at the digits that the prose prints; a score is never rounded again."""
    if value == right or figure.unit == "分":
        return value == right
    step = Decimal(1).scaleb(-figure.decimals)
    if figure.value and value != figure.value:
        step = step * value / figure.value
        return abs(value - right) * 2 <= step
    return right.quantize(step, ROUND_HALF_UP) == value


def _place(form: FormResult, cell: str) -> str:
    return f"“{form.form.sheet}”!{cell}" if cell else f"“{form.form.sheet}”"
