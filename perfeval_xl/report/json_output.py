"""The JSON contract (``schema_version`` 1): one object a workbook, extended but never renamed.

Decimals travel as strings, rates as fractions with at least four decimals; what is unknown is ``null``, never 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfeval_xl.rates.model import RateResult
from perfeval_xl.results import Conversion, Evaluation, FormResult, FundResult, IndicatorResult, Trace
from perfeval_xl.values.model import DateSpan
from perfeval_xl.values.privacy import mask_text

SCHEMA_VERSION = 1

Json = dict[str, Any]
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
"""Values are made for one line and are trees: there are no circles to look for."""


def to_json(evaluation: Evaluation) -> Json:
    """The evaluation as JSON values (dict, list, str, int, bool, ``None``)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "workbook": evaluation.workbook,
        "status": evaluation.status,
        "error": evaluation.error,
        "forms": [form_json(form) for form in evaluation.forms],
        "issues": [issue.to_json() for issue in evaluation.issues],
        "notes": list(evaluation.notes),
        "conversion": conversion_json(evaluation.conversion),
    }


def conversion_json(conversion: Conversion | None) -> Json | None:
    """How results came into a file of another format; ``null`` where the format is the original's."""
    if conversion is None:
        return None
    return {"source": conversion.source, "by": conversion.by, "text": conversion.text}


def dump_line(value: Mapping[str, Any]) -> str:
    """One compact line of JSON, Chinese as it is; no line break inside."""
    return _COMPACT.encode(value)


def form_json(form: FormResult) -> Json:
    """One entry of ``forms``."""
    found = form.form
    return {
        "sheet": found.sheet,
        "kind": found.kind.value,
        "layout": found.layout,
        "confidence": found.confidence,
        "scored": found.scored,
        "template": found.template or None,
        "title": found.title or None,
        "unit": found.unit or None,
        "project": found.project or None,
        "year": found.year,
        "amount_unit": found.amount_unit,
        "rules": form.rules,
        "rules_hash": form.rules_hash or None,
        "rules_chosen_by": form.rules_chosen_by or None,
        "rules_chosen_how": form.rules_chosen_how or None,
        "funds": [fund_json(fund, found.amount_unit) for fund in form.funds],
        "indicators": [indicator_json(indicator) for indicator in form.indicators],
        "points_total": plain(form.points_total),
        "score_total": plain(form.score_total),
        "score_known": plain(form.score_known),
        "grade": form.grade,
        "entered_points_total": plain(found.entered_points_total.value),
        "entered_total": plain(found.entered_total.value),
        "entered_grade": found.entered_grade or None,
        "objectives": list(form.objectives),
        "why_not": form.why_not or None,
        "explanation": form.total_trace.text,
        "trace": trace_json(form.total_trace),
        "goal_expected": mask_text(found.goal_expected) or None,
        "goal_actual": mask_text(found.goal_actual) or None,
        "commentary": {slot: mask_text(text) for slot, text in form.commentary.items()},
        "entered_commentary": {slot: mask_text(text) for slot, text in found.commentary.items()},
        "cells": dict(found.cells),
    }


def fund_json(fund: FundResult, amount_unit: str) -> Json:
    """One entry of ``funds``: amounts in ``amount_unit``."""
    row = fund.row
    return {
        "key": row.key.value,
        "name": row.name,
        "initial": plain(row.initial.value),
        "budget": plain(row.budget.value),
        "executed": plain(row.executed.value),
        "amount_unit": amount_unit,
        "rate": rate(fund.rate),
        "points": plain(row.points.value),
        "score": plain(fund.score),
        "entered_rate": rate(row.entered_rate.value),
        "entered_score": plain(row.entered_score.value),
        "why_not": fund.why_not or None,
        "cells": dict(row.cells),
        "explanation": explained(fund.why_not, fund.trace),
        "trace": trace_json(fund.trace),
    }


def indicator_json(indicator: IndicatorResult) -> Json:
    """One entry of ``indicators``: target and actual in ``unit``, percentages as fractions."""
    row = indicator.row
    return {
        "level1": row.level1,
        "level2": row.level2,
        "goal": row.goal or None,
        "name": row.name,
        "nature": row.nature or None,
        "target_text": mask_text(row.target.text),
        "actual_text": mask_text(row.actual.text),
        "comparator": row.target.comparator.value,
        "comparator_basis": row.target.basis.value,
        "target": plain(row.target.value),
        "target_high": plain(row.target.high),
        "target_date": _deadline(row.target.date),
        "actual": plain(row.actual.value),
        "actual_date": _deadline(row.actual.date),
        "actual_grade": row.actual.grade.value if row.actual.grade else None,
        "unit": row.target.unit or row.unit or row.actual.unit or None,
        "completion_rate": rate(indicator.completion),
        "points": plain(row.points.value),
        "score": plain(indicator.score),
        "entered_score": plain(row.entered_score.value),
        "basis": indicator.basis,
        "met": indicator.met,
        "why_not": indicator.why_not or None,
        "reason": mask_text(row.reason),
        "cells": dict(row.cells),
        "explanation": explained(indicator.why_not, indicator.trace),
        "trace": trace_json(indicator.trace),
        "common_rate": common_rate_json(indicator.rate),
    }


def common_rate_json(found: RateResult | None) -> Json | None:
    """What the 基础数据表 gives for a row that names a common rate."""
    if found is None:
        return None
    return {
        "id": found.rate.id,
        "definition": found.definition.id,
        "status": found.status.value,
        "value": rate(found.value),
        "working": found.working or None,
        "why_not": found.why_not or None,
        "cells": [item.cell for item in found.inputs if item.cell],
        "clause": found.definition.clause,
    }


def trace_json(trace: Trace) -> Json:
    """A derivation as data."""
    return {
        "formula": trace.formula,
        "inputs": [{"name": name, "value": value, "cell": cell or None} for name, value, cell in trace.inputs],
        "working": trace.working,
        "clause": trace.clause,
        "verified": trace.verified,
        "source": trace.source or None,
    }


def explained(why_not: str, trace: Trace) -> str:
    """The derivation as a sentence, or why there is none."""
    return f"未评分：{why_not}" if why_not else trace.text


def plain(value: Decimal | None) -> str | None:
    """Exact digits without an exponent."""
    return None if value is None else f"{value:f}"


def rate(value: Decimal | None) -> str | None:
    """A fraction with four decimals or, where it is more exact, with all its own."""
    if value is None:
        return None
    digits = f"{value:f}"
    decimals = len(digits.partition(".")[2])
    if decimals >= 4:
        return digits
    return digits + ("" if decimals else ".") + "0" * (4 - decimals)


def _deadline(span: DateSpan | None) -> str | None:
    """The last day that a date as written still covers."""
    return None if span is None else span.last.isoformat()
