"""The button in a real window: found by its picture, clicked by a real mouse, answered by a real message box.

With ``PERFEVAL_PICTURES`` (a folder) the screens are kept: they are the pictures of the manual.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.reading import read_workbook
from tests.support.calc import Profile
from tests.support.memory_port import cells_of
from tests.support.window import CHINESE, Point, Screen, calc_window, screen

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno, pytest.mark.window]

SAMPLE = next((data_folder("workbook_templates") / "samples").glob("*问题示例.xlsx"))
SCORE = (200, 16, 46)
"""The red of the icon of 评分."""
BOX = "^绩效自评$"


def keep(shown: Screen, name: str) -> None:
    if folder := os.environ.get("PERFEVAL_PICTURES"):
        time.sleep(0.7)  # what is being drawn
        shown.picture(Path(folder) / f"{name}.png")


def sheets_of(file: Path) -> Sheets:
    return read_workbook(file)


def test_one_click(tmp_path: Path) -> None:
    file = tmp_path / "环卫作业自评表.xlsx"
    shutil.copyfile(SAMPLE, file)
    profile = Profile(tmp_path, *CHINESE)
    profile.install()
    with screen() as shown, calc_window(profile, shown, file):
        button = shown.wait("the button", lambda: settled(shown))
        keep(shown, "libreoffice-before")
        shown.click(button)  # type: ignore[arg-type]
        shown.wait("the message", lambda: shown.windows(BOX))
        keep(shown, "libreoffice-message")
        shown.key("Return")  # 是: go to the first problem
        shown.wait("the end of the message", lambda: not shown.windows(BOX))
        keep(shown, "libreoffice-after")
        shown.key("ctrl+s")
        scored = wait_for_sheets(shown, file, 4)
        shown.key("ctrl+z")
        time.sleep(1)
        keep(shown, "libreoffice-undone")
        shown.key("ctrl+s")
        undone = wait_for_sheets(shown, file, 1)
        time.sleep(1)
        shown.key("Tab")  # to the next cell that is not locked
        time.sleep(1)
        shown.tool("type", "2023")
        time.sleep(0.5)
        shown.click(button)  # type: ignore[arg-type]
        shown.wait("the message", lambda: shown.windows(BOX))
        copy = max(file.parent.glob("*.备份-*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    form = perfeval_xl.evaluate(SAMPLE).forms[0]
    cells = cells_of(scored)
    for row in form.indicators:
        if row.score is not None:
            assert cells[form.form.sheet, row.row.cells["score"]] == float(row.score)
    original = cells_of(read_workbook(SAMPLE), formulas=False)
    assert cells_of(undone, formulas=False) == original
    scored_from = cells_of(read_workbook(copy), formulas=False)
    assert [value for place, value in scored_from.items() if value != original[place]] == [2023.0]


def settled(shown: Screen) -> Point | None:
    """Where the button is once the window has stopped arranging its bars."""
    place = shown.find(SCORE)
    time.sleep(1.5)
    return place if place == shown.find(SCORE) else None


def wait_for_sheets(shown: Screen, file: Path, count: int) -> Sheets:
    """The file once it has so many sheets."""

    def there() -> Sheets | None:
        try:
            found = read_workbook(file)
        except Exception:  # it is being written
            return None
        return found if len(list(found)) == count else None

    found = shown.wait(f"{count} sheets in the file", there)
    assert isinstance(found, Sheets)
    return found
