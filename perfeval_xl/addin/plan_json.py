"""A plan as JSON, for front ends that Python cannot hold; the fields are told in :mod:`perfeval_xl.addin`."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfeval_xl.addin.plan import Plan

Json = dict[str, Any]


def plan_json(plan: Plan, vehicle: Path | None, backup: Path | None = None) -> Json:
    """The plan as what :func:`json.dumps` takes.

    Args:
        vehicle: where the plan's vehicle was written for the application to open; ``None`` where it has none.
        backup: the copy that was kept.
    """
    return {
        "schema_version": 3,
        "record": plan.record,
        "touched": sorted(plan.touched),
        "backup": None if backup is None else str(backup),
        "unmark": [asdict(step) for step in plan.unmark],
        "restore": [{**asdict(step), "value": _value(step.value)} for step in plan.restore],
        "remove": list(plan.remove),
        "edits": [
            {"sheet": edit.sheet, "cell": edit.cell, "value": _value(edit.value), "show": edit.show.value}
            for edit in plan.edits
        ],
        "vehicle": None if vehicle is None else str(vehicle),
        "sheets": [
            {**asdict(sheet), "visibility": sheet.visibility.value, "formulas": dict(sheet.formulas)}
            for sheet in plan.sheets
        ],
        "marks": [asdict(mark) for mark in plan.marks],
        "message": {
            "text": plan.message.text,
            "level": plan.message.level.value,
            "go_to": asdict(plan.message.go_to) if plan.message.go_to else None,
        },
    }


def _value(value: Decimal | str | bool | None) -> Json | str | bool | None:
    return {"number": str(value)} if isinstance(value, Decimal) else value
