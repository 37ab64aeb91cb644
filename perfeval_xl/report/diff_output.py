"""Comparisons as text and JSON."""

from __future__ import annotations

from perfeval_xl.comparison.model import Area, Change, Comparison, Difference, RuleDifference
from perfeval_xl.report.json_output import SCHEMA_VERSION, Json
from perfeval_xl.report.text_output import Pen, indented
from perfeval_xl.values.printing import nest_quotes


def diff_text(found: Comparison, *, colour: bool = False) -> str:
    """Every difference under the heading of its area, both cells named."""
    pen = Pen(colour)
    title = pen(f"{found.before} → {found.after}", "strong")
    if not found.differences:
        return f"{title}  没有不同"
    lines = [f"{title}  不同 {len(found.differences)} 处"]
    for area in Area:
        differences = found.of(area)
        if differences:
            lines += ["", pen(f"【{area.label}】{len(differences)}处", "strong")]
        form = ""
        for difference in differences:
            if difference.form and difference.form != form:
                lines.append(f"  {difference.form}")
            form = difference.form or form
            lines += _lines(difference, pen)
    return "\n".join(lines)


def _lines(difference: Difference, pen: Pen) -> list[str]:
    mark = {Change.CHANGED: "·", Change.ADDED: pen("+", "good"), Change.REMOVED: pen("-", "warning")}
    head = f"  {mark[difference.change]} "
    lines = [head + line.strip() for line in indented(_sentence(difference), "    ")]
    lines[1:] = [f"    {line[len(head) :]}" for line in lines[1:]]
    for rule in difference.rules:
        lines += indented(_rule(rule), "      ")
    if difference.working_before != difference.working_after:
        lines += [pen(line, "faint") for line in indented(f"前：{difference.working_before}", "      ")]
        lines += [pen(line, "faint") for line in indented(f"后：{difference.working_after}", "      ")]
    return lines


def _sentence(difference: Difference) -> str:
    if difference.change is Change.CHANGED:
        before, after = _at(difference.before, difference.cell_before), _at(difference.after, difference.cell_after)
        return f"{difference.subject} {difference.field}：{before} → {after}"
    text, cell = (
        (difference.after, difference.cell_after)
        if difference.change is Change.ADDED
        else (difference.before, difference.cell_before)
    )
    if text == difference.subject:
        return f"{difference.change.label} {difference.field}{_at(nest_quotes(f'“{text}”'), cell)}"
    return f"{difference.change.label} {difference.subject}（{difference.field}）：{_at(text, cell)}"


def _at(text: str | None, cell: str | None) -> str:
    return f"{text or ''}[{cell}]" if cell else text or ""


def _rule(rule: RuleDifference) -> str:
    name = nest_quotes(f"“{rule.rule}”")
    return f"规则{name}：{rule.before or '没有这一条'} → {rule.after or '没有这一条'}"


def diff_json(found: Comparison) -> Json:
    """The comparison as JSON values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "before": found.before,
        "after": found.after,
        "differences": [_difference(difference) for difference in found.differences],
    }


def _difference(difference: Difference) -> Json:
    return {
        "area": difference.area.value,
        "change": difference.change.value,
        "form": difference.form or None,
        "subject": difference.subject,
        "field": difference.field,
        "before": difference.before,
        "after": difference.after,
        "cells": {"before": difference.cell_before, "after": difference.cell_after},
        "working": {"before": difference.working_before or None, "after": difference.working_after or None},
        "rules": [
            {
                "rule": rule.rule,
                "before": rule.before or None,
                "after": rule.after or None,
                "clause_before": rule.clause_before or None,
                "clause_after": rule.clause_after or None,
            }
            for rule in difference.rules
        ],
    }
