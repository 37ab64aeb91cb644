"""Samples as a clerk has them open, for the buttons."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl

import perfeval_xl
from perfeval_xl.evaluation import score_content
from perfeval_xl.resources import data_folder
from tests.support.memory_port import MemoryWorkbook

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
WITH_ISSUES = next(sample for sample in SAMPLES if perfeval_xl.evaluate(sample).issues)
RECORD = "_perfeval"


def opened(sample: Path, folder: Path, **facts: object) -> MemoryWorkbook:
    """A sample as if opened from a folder of the clerk's."""
    path = folder / sample.name
    path.write_bytes(sample.read_bytes())
    return MemoryWorkbook(sample.read_bytes(), sample.name, path, **facts)  # type: ignore[arg-type]


def theirs(cells: dict[tuple[str, str], object]) -> dict[tuple[str, str], object]:
    """Without the record, which has no way back to bytes in an open workbook."""
    return {place: value for place, value in cells.items() if place[0] != RECORD}


def with_sheets(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A scored workbook that a person changed and saved."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    change(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def scored_with(change: Callable[[openpyxl.Workbook], None], tmp_path: Path) -> MemoryWorkbook:
    _, scored = score_content(WITH_ISSUES.read_bytes(), WITH_ISSUES.name)
    assert scored is not None
    return MemoryWorkbook(with_sheets(scored, change), WITH_ISSUES.name, tmp_path / WITH_ISSUES.name)
