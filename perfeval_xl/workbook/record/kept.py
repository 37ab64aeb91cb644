"""Results of ours that a person has kept, told from one scoring to the next by a fact in the record.

A file that has been saved since it was scored keeps what still stands there. When it is scored again nobody has saved
the new file yet, so the record says which of its results a person had kept before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.record.lines import record_facts, standing_results

KEPT = "kept"
"""The fact's key."""
_LONGEST = 30_000
"""Signs of the fact; a cell takes 32,767."""
Standing = Mapping[tuple[str, str], Decimal | str]


def kept_in(scored: Sheets, *, is_left: bool) -> Standing:
    """The results that a person has kept in a scored workbook.

    Args:
        scored: with our sheets.
        is_left: whether nobody has saved it since; then only those count that were kept at an earlier time.
    """
    standing = standing_results(scored)
    if not is_left:
        return standing
    told = _told((record_facts(scored) or {}).get(KEPT, ""))
    return {place: value for place, value in standing.items() if place in told and _same(value, told[place])}


def facts_of(standing: Standing, sheets: Sheets) -> dict[str, str]:
    """The fact for a workbook that is scored again; none where nothing was kept over what a person had typed.

    Args:
        sheets: without anything of ours.
    """
    rows: list[tuple[str, str, str]] = []
    length = 2
    for (sheet, cell), value in standing.items():
        if sheet not in sheets or sheets[sheet].raw(*split_cell(cell)) is None:
            continue
        row = (sheet, cell, str(value))
        length += len(json.dumps(row, ensure_ascii=False)) + 2
        if length > _LONGEST:
            break
        rows.append(row)
    return {KEPT: json.dumps(rows, ensure_ascii=False)} if rows else {}


def _told(fact: str) -> Mapping[tuple[str, str], str]:
    try:
        return {(sheet, cell): value for sheet, cell, value in json.loads(fact or "[]")}
    except (ValueError, TypeError):
        return {}


def _same(value: Decimal | str, told: str) -> bool:
    if isinstance(value, str):
        return value == told
    try:
        return value == Decimal(told)
    except InvalidOperation:
        return False
