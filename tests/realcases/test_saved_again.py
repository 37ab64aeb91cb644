"""Every published form, scored, saved by LibreOffice, scored again: nothing is lost, doubled or read differently."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from perfeval_xl.evaluation import score_content
from perfeval_xl.report.json_output import to_json
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import RawValue, Sheets
from perfeval_xl.workbook.reading import read_workbook
from tests.realcases.building import build
from tests.realcases.loading import all_cases
from tests.support.libreoffice import convert

pytestmark = pytest.mark.libreoffice


@dataclass(frozen=True)
class Saved:
    """One form: as filled, what its first scoring said, and the scored file as LibreOffice saved it."""

    name: str
    original: bytes
    evaluation: dict[str, object]
    content: bytes


@pytest.fixture(scope="module")
def all_saved(tmp_path_factory: pytest.TempPathFactory) -> list[Saved]:
    folder = tmp_path_factory.mktemp("saved")
    found = []
    for name in ("filled", "scored"):
        (folder / name).mkdir()
    for case in all_cases():
        file = build(case, folder / "filled").file
        evaluation, scored = score_content(file.read_bytes(), file.name)
        if scored is not None:
            (folder / "scored" / file.name).write_bytes(scored)
            found.append((file, to_json(evaluation)))
    convert(sorted((folder / "scored").iterdir()), "xlsx:Calc MS Excel 2007 XML", folder / "saved")
    return [
        Saved(file.name, file.read_bytes(), dict(told), (folder / "saved" / file.name).read_bytes())
        for file, told in found
    ]


def values(sheets: Sheets) -> dict[tuple[str, int, int], RawValue]:
    """What all cells show; numbers to the fifteen digits that a spreadsheet program keeps."""
    return {
        (sheet.name, row, column): float(f"{value:.15g}") if isinstance(value, float) else value
        for sheet in sheets
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if value is not None
    }


def test_enough_forms_are_scored(all_saved: list[Saved]) -> None:
    assert len(all_saved) > 70


def test_the_second_scoring_says_what_the_first_said_and_a_third_changes_no_byte(all_saved: list[Saved]) -> None:
    for one in all_saved:
        evaluation, again = score_content(one.content, one.name)
        assert to_json(evaluation) == one.evaluation, one.name
        assert again is not None
        assert score_content(again, one.name)[1] == again, one.name


def test_clearing_gives_every_cell_back(all_saved: list[Saved]) -> None:
    for one in all_saved:
        again = score_content(one.content, one.name)[1]
        assert again is not None
        before = values(read_workbook(one.original, title=one.name))
        for content in (one.content, again):
            cleared = clear_workbook(content, title=one.name)
            assert (cleared.kept, cleared.staying) == ((), ()), one.name
            assert values(read_workbook(cleared.content, title=one.name)) == before, one.name
