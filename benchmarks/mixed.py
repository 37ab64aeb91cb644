"""A mixed folder: every published form in the layout of its province, none twice with the same figures and texts.

What is kept by content between workbooks (layouts, headers, formulas) helps least here. No script of an afternoon
knows all these forms, so the peer only reads all sheets with pandas, and loads and saves with openpyxl.
"""

from __future__ import annotations

import random
from pathlib import Path

_LONG_TEXT = 12
_SMALL = 20


def make_mixed(folder: Path, times: int) -> list[Path]:
    """Each published form ``times`` times, in subfolders, with other figures and longer texts each time."""
    import openpyxl

    from tests.realcases.building import build
    from tests.realcases.loading import all_cases

    chance = random.Random(7)  # noqa: S311 - figures to tell copies apart
    plain = folder.with_name(folder.name + "-plain")
    plain.mkdir(parents=True)
    found = []
    for case in all_cases():
        source = build(case, plain).file
        for number in range(times):
            book = openpyxl.load_workbook(source)
            for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
                if isinstance(cell.value, int | float) and cell.value > _SMALL:
                    cell.value = round(cell.value * (1 + chance.random() / 50), 2)
                elif isinstance(cell.value, str) and len(cell.value) > _LONG_TEXT:
                    cell.value += str(chance.randrange(100_000))
            target = folder / f"{number}" / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            book.save(target)
            found.append(target)
    return found


def load_and_save(source: Path, output: Path) -> None:
    """Read, load and save, without computing anything."""
    import openpyxl
    import pandas as pd

    pd.read_excel(source, sheet_name=None, header=None)
    openpyxl.load_workbook(source).save(output)
