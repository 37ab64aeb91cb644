"""Workbooks that the Excel adapter has open: samples, and what an application saves of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import perfeval_xl
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.reading import read_workbook
from tests.support.memory_port import cells_of

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
WITH_MARKS = max(SAMPLES, key=lambda sample: len(perfeval_xl.evaluate(sample).issues))
RECORD = "_perfeval"


def saved(book: Any, path: Path) -> Path:
    """The open workbook as a file, saved by the application."""
    book.api.SaveCopyAs(str(path))
    return path


def values(path: Path, *, record: bool = False) -> dict[tuple[str, str], object]:
    """All cells of a saved workbook, formulas by their values."""
    cells = cells_of(read_workbook(path), formulas=False)
    return {place: value for place, value in cells.items() if record or place[0] != RECORD}
