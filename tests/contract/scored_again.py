"""A sample that is scored again in LibreOffice after a few changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.reading import read_workbook
from tests.support.calc import Calc
from tests.support.memory_port import Cells, cells_of

SAMPLE = next((data_folder("workbook_templates") / "samples").glob("*问题示例.xlsx"))
FORM, RESULT, ISSUES, RECORD = "环卫作业", "评分结果", "问题清单", "_perfeval"
COLUMNS = {RESULT: 11, ISSUES: 7}
FEWER: list[tuple[str, object]] = [
    ("F7", 1500),
    ("G8", 1290),
    ("G9", 20),
    ("G16", "8辆"),
    ("G17", "95%"),
    *((f"J{row}", "天气原因，已补做") for row in (14, 17, 18, 19, 21, 22, 23)),
]
MORE: list[tuple[str, object]] = [("J15", ""), ("J20", ""), ("G18", "基本完成"), ("G19", "9元")]


def change(calc: Calc, key: str, changes: list[tuple[str, object]]) -> None:
    for cell, value in changes:
        calc.type(key, FORM, cell, value)


def score(calc: Calc, key: str) -> None:
    done, said, _ = calc.press(key, "score")
    assert done, said


def pages(calc: Calc, key: str, names: dict[str, str] | None = None) -> dict[str, Any]:
    return {name: calc.page(key, (names or {}).get(name, name), columns) for name, columns in COLUMNS.items()}


def differences(found: Any, expected: Any, *path: str) -> list[tuple[object, ...]]:
    """Where two trees of facts differ, with both facts: what a failure of a test is to show."""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = [*found, *(key for key in expected if key not in found)]
        return [one for key in keys for one in differences(found.get(key), expected.get(key), *path, key)]
    return [] if found == expected else [(*path, found, expected)]


def saved(calc: Calc, key: str, target: Path) -> Cells:
    calc.save(key, str(target))
    return cells_of(read_workbook(target))


def rows_of(calc: Calc, key: str, sheet: str = ISSUES) -> int:
    return len(calc.page(key, sheet, 1)["cells"])
