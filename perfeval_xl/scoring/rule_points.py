"""Points of the execution rate (预算执行率) that no cell of the form says, but the rules do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfeval_xl.forms.heading_points import is_unknown
from perfeval_xl.forms.model import FundKey, FundRow, ParsedForm
from perfeval_xl.rules.model import RulePack
from perfeval_xl.values.model import EMPTY, Meaning, Reading
from perfeval_xl.values.printing import plain

EXECUTION = "execution"
"""预算执行率 among a pack's first-level points."""
FROM_RULE = "from_rule"
"""Note of points that the rules give."""


def with_rule_points(form: ParsedForm, pack: RulePack) -> ParsedForm:
    """预算执行率 has 10 points (Hubei 20) by rule: so it does where the indicators have the rest of a hundred.

    Only where the form scores the execution rate (it has the 得分 cell) and has no cell for its points.
    """
    line = next((row for row in form.funds if row.key is FundKey.TOTAL), None)
    if line is None or "points" in line.cells or "score" not in line.cells or not form.form.scored:
        return form
    if FROM_RULE in line.points.notes:
        line, form = _swapped(form, line, EMPTY)  # by the pack of an earlier run
    given = pack.level1.points.get(EXECUTION)
    if given is None or not line.points.is_blank or line.points.notes or any(map(is_unknown, form.indicators)):
        return form
    points = sum((row.points.value for row in form.indicators if row.points.value is not None), Decimal(0))
    if points + given != pack.grades.full:
        return form
    text = f"{plain(given)}分（按规则：{pack.level1.cite.clause}）"
    return _swapped(form, line, Reading(Meaning.NUMBER, text, given, notes=(FROM_RULE,)))[1]


def _swapped(form: ParsedForm, line: FundRow, points: Reading) -> tuple[FundRow, ParsedForm]:
    told = replace(line, points=points)
    return told, replace(form, funds=tuple(told if row is line else row for row in form.funds))
