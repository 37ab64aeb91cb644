"""附件: every indicator with target, actual, points, score and reason; equal 一级 and 二级 cells merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.commentary.facts import has_points
from perfeval_xl.commentary.words import actual_text, heading_text, is_blank, one_line, percent, target_text
from perfeval_xl.report.word.blocks import Block, Column, Grid, Look, Paragraph, Span
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.values.printing import plain

_FIXED = (Column("一级指标", 10), Column("二级指标", 12), Column("三级指标", 19, centred=False))
_VALUES = (Column("年度指标值", 13), Column("实际完成值", 13))
_POINTS = (Column("分值", 7), Column("得分", 7))
_ENTERED = Column("填报得分", 8)
_REASON = Column("偏差原因分析及改进措施", 36, centred=False)
NOT_SCORED = "未评分"


def score_grid(form: FormResult, rules: str) -> Iterator[Block]:
    """The table, and above it what the scores rest on."""
    scored = has_points(form)
    entered = not scored and any(row.row.entered_score.value is not None for row in form.indicators)
    columns = (*_FIXED, *_VALUES, *(_POINTS if scored else ()), *((_ENTERED,) if entered else ()), _REASON)
    rows, spans, bold = _rows(form, scored, entered, len(columns))
    if scored:
        note = f"说明：得分按“{rules}”重新计算；“{NOT_SCORED}”表示填报内容不足以评分。"
        yield Paragraph(note, Look.NOTE)
    elif entered:
        yield Paragraph("说明：自评表没有各指标的分值，“填报得分”为原表所填，未能重新计算。", Look.NOTE)
    yield Grid("", columns, tuple(rows), tuple(spans), bold_rows=frozenset(bold), numbered=False)


def _rows(
    form: FormResult, scored: bool, entered: bool, width: int
) -> tuple[list[tuple[str, ...]], list[Span], list[int]]:
    rows: list[tuple[str, ...]] = []
    spans: list[Span] = []
    bold: list[int] = []
    if form.execution is not None:
        rows.append(_execution_row(form, scored, entered))
    goals = list(dict.fromkeys(heading_text(row.row.goal) for row in form.indicators))
    for goal in goals:
        members = [row for row in form.indicators if heading_text(row.row.goal) == goal]
        if len(goals) > 1:
            rows.append((goal or "未写明绩效目标", *[""] * (width - 1)))
            bold.append(len(rows) - 1)
            spans.append(Span(len(rows), 0, len(rows), width - 1))
        first = len(rows)
        rows += [_indicator_row(row, scored, entered) for row in members]
        spans += _level_spans(rows, first)
    if scored:
        rows.append(_total_row(form, width))
        bold.append(len(rows) - 1)
        spans.append(Span(len(rows), 0, len(rows), 4))
    return rows, spans, bold


def _level_spans(rows: Sequence[tuple[str, ...]], first: int) -> Iterator[Span]:
    """Runs of equal 一级 cells, and inside each run of equal 二级 cells; table rows count from the header."""
    for top, bottom in _runs([row[0] for row in rows[first:]]):
        if bottom > top:
            yield Span(first + top + 1, 0, first + bottom + 1, 0)
        for upper, lower in _runs([row[1] for row in rows[first + top : first + bottom + 1]]):
            if lower > upper and rows[first + top + upper][1]:
                yield Span(first + top + upper + 1, 1, first + top + lower + 1, 1)


def _runs(values: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index] != values[start]:
            yield start, index - 1
            start = index


def _execution_row(form: FormResult, scored: bool, entered: bool) -> tuple[str, ...]:
    fund = form.execution
    assert fund is not None  # noqa: S101 - the caller looked
    unit, row = form.form.amount_unit, fund.row
    rate = percent(fund.rate) if fund.rate is not None else f"未算出：{fund.why_not}"
    cells = ["预算执行", "预算执行率", one_line(row.name)]
    cells += [f"预算数{_amount(row.budget.value, unit)}", f"执行数{_amount(row.executed.value, unit)}\n（{rate}）"]
    if scored:
        cells += [_plain(row.points.value, "—"), _plain(fund.score, "—" if row.points.value is None else NOT_SCORED)]
    if entered:
        cells.append(_plain(row.entered_score.value, ""))
    return (*cells, "" if is_blank(row.reason) else one_line(row.reason))


def _indicator_row(result: IndicatorResult, scored: bool, entered: bool) -> tuple[str, ...]:
    row = result.row
    cells = [heading_text(row.level1), heading_text(row.level2), one_line(row.name)]
    cells += [_bare(target_text(result)), _bare(actual_text(result))]
    if scored:
        missing = {"no_points": "—", "not_applicable": "不适用"}.get(result.basis, NOT_SCORED)
        cells += [_plain(row.points.value, "—"), _plain(result.score, missing)]
    if entered:
        cells.append(_plain(row.entered_score.value, ""))
    return (*cells, "" if is_blank(row.reason) else one_line(row.reason))


def _total_row(form: FormResult, width: int) -> tuple[str, ...]:
    known = NOT_SCORED if form.partial_score is None else f"已评部分{plain(form.partial_score)}"
    total = known if form.score_total is None else plain(form.score_total)
    grade = f"自评等级：{form.grade}" if form.grade else form.why_not
    cells = ["总分", *[""] * 4, _plain(form.points_total, "—"), total]
    return (*cells, *[""] * (width - len(cells) - 1), grade)


def _amount(value: Decimal | None, unit: str) -> str:
    return "未填" if value is None else f"{plain(value)}{unit}"


def _plain(value: Decimal | None, missing: str) -> str:
    return missing if value is None else plain(value)


def _bare(text: str) -> str:
    """A value in a cell of its own needs no quotation marks."""
    return text[1:-1] if text.startswith("“") and text.endswith("”") else text
