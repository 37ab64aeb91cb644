"""Results as short text for a terminal; colours only where the caller says that they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from perfeval_xl.issues import Issue, Severity
from perfeval_xl.report.width import line_columns, pad, width, wrap
from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.values import printing

_COLOURS = {"error": "31", "warning": "33", "hint": "36", "good": "32", "strong": "1", "faint": "2"}


class Pen:
    """Paints words, or leaves them plain."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, look: str) -> str:
        return f"\x1b[{_COLOURS[look]}m{text}\x1b[0m" if self.colour and text else text


def check_text(evaluation: Evaluation, *, colour: bool = False) -> str:
    """Every issue with its place, what to do, and the clause behind it."""
    pen = Pen(colour)
    lines = [_headline(evaluation, pen)]
    places = max((width(issue.place) for issue in evaluation.issues), default=0)
    for issue in evaluation.issues:
        lines += issue_lines(issue, min(places, 28), pen)
    return "\n".join(lines)


def score_text(evaluation: Evaluation, output: Path | None, *, colour: bool = False) -> str:
    """Total, grade and execution rate of each form, and where the scored copy is."""
    pen = Pen(colour)
    if evaluation.status == "unreadable" or not evaluation.forms:
        return check_text(evaluation, colour=colour)
    lines = [pen(evaluation.workbook, "strong")]
    rows = [_score_cells(form) for form in evaluation.forms]
    lines += ["  " + line for line in table(rows)]
    lines += [f"  {line}" for line in rules_lines(evaluation.forms)]
    for form in evaluation.forms:
        lines += _ungraded(form, pen)
    where = "，逐条见“问题清单”表" if output is not None and evaluation.issues else ""
    lines.append(f"  问题：{counts_text(evaluation, pen)}{where}")
    if output is not None:
        lines.append(f"  已写入：{output}")
        if evaluation.conversion is not None:
            lines += indented(evaluation.conversion.text, "  ")
    return "\n".join(lines)


def _ungraded(form: FormResult, pen: Pen) -> Iterable[str]:
    """Why a form has no grade; empty where it has one."""
    if not form.why_not:
        return ()
    if not form.form.scored:
        return indented(f"只检查不评分（{form.form.sheet}）：表式没有分值", "  ")
    first, *others = indented(f"未定等级（{form.form.sheet}）：{form.why_not}", "  ")
    return (first.replace("未定等级", pen("未定等级", "warning"), 1), *others)


def rules_lines(forms: Iterable[FormResult]) -> list[str]:
    """Which rules counted and how they were chosen, each way once."""
    return list(
        dict.fromkeys(f"规则：{form.rules}，{form.rules_chosen_how}" for form in forms if form.rules_chosen_how)
    )


def counts_text(evaluation: Evaluation, pen: Pen) -> str:
    """``错误 2，警告 1``, or ``没有``."""
    parts = []
    for severity in Severity:
        count = evaluation.count(severity)
        if count:
            parts.append(pen(f"{severity.label} {count}", severity.value))
    return "，".join(parts) or pen("没有", "good")


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells with their columns aligned, Chinese counted as two columns wide."""
    if not rows:
        return []
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(pad(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows]


def percent(rate: Decimal | None) -> str:
    """``66.74%``; a dash where the rate is unknown."""
    return "—" if rate is None else printing.percent(rate)


def indented(text: str, indent: str) -> Iterable[str]:
    """The text wrapped to the line's width, each line after ``indent``."""
    return wrap(indent + text, line_columns(), indent)


def _headline(evaluation: Evaluation, pen: Pen) -> str:
    name = pen(evaluation.workbook, "strong")
    if evaluation.status == "unreadable":
        return f"{name}  {pen('无法处理', 'error')}"
    return f"{name}  问题：{counts_text(evaluation, pen)}"


def issue_lines(issue: Issue, places: int, pen: Pen) -> list[str]:
    """One issue under the others: its place in a column of ``places``, then what to do."""
    columns = line_columns()
    head = f"  {issue.severity.label}  {pad(issue.place, places)}  " if places else f"  {issue.severity.label}  "
    hang = " " * width(head)
    if width(head) > columns // 2:
        hang = " " * 8
    text = wrap(f"{head}{issue.message}（{issue.code}）", columns, hang)
    text[0] = text[0].replace(issue.severity.label, pen(issue.severity.label, issue.severity.value), 1)
    return text + [pen(line, "faint") for line in wrap(hang + issue.advice, columns, hang + "  ")]


def _score_cells(form: FormResult) -> tuple[str, ...]:
    execution = form.execution
    part = "未评分" if form.partial_score is None else f"已评 {form.partial_score}"
    total = f"得分 {form.score_total}" if form.score_total is not None else part
    who = form.label if form.label != form.form.sheet else ""
    return (
        form.form.sheet,
        who + (f"（{form.form.year}年）" if form.form.year else ""),
        total,
        f"等级 {form.grade or '—'}",
        f"执行率 {percent(execution.rate if execution else None)}",
    )
