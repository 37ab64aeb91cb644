"""Marks on foreign files: fills and comments appear, a person's comments stay, and all of it goes away again."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from lxml import etree
from openpyxl.cell import Cell
from python_calamine import CalamineWorkbook

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record.lines import human_view
from tests.workbook.builders_read import unzipped
from tests.workbook.marks.books import EDITS, MARKS, NOTED, SHADED, YELLOW, comments, fills, opened, patched
from tests.workbook.rich import EXTRAS, FORM, TOTALS, local_records, part_of, rich_workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def test_every_mark_is_seen(original: bytes) -> None:
    after = patched(original)
    found = comments(after)
    assert {cell for sheet, cell in found if sheet == FORM} == NOTED
    for mark, cell in zip(MARKS, ["I4", "C4", "B16", "J2", "M40", "A1", "A5"], strict=True):
        assert found[mark.sheet, cell].endswith(mark.text)
    assert set(fills(after)) == SHADED
    assert fills(after)[FORM, "C4"] == YELLOW


def test_a_persons_comment_stands_before_ours(original: bytes) -> None:
    before = comments(original)[FORM, "C4"]
    assert comments(patched(original))[FORM, "C4"] == f"{before}\n\n{MARKS[1].text}"
    authors = [opened(content)[FORM]["C4"].comment.author for content in (original, patched(original))]
    assert authors[0] == authors[1]
    assert opened(patched(original))[FORM]["I4"].comment.author == "绩效自评检查"


def test_a_marked_cell_keeps_all_else_of_its_style(original: bytes) -> None:
    def look(cell: Cell) -> tuple[Any, ...]:
        return tuple(map(repr, (cell.font, cell.border, cell.alignment, cell.protection)))

    before, after = opened(original), opened(patched(original))
    for sheet, address in SHADED - {(FORM, "M40")}:
        old, new = before[sheet][address], after[sheet][address]
        assert look(old) == look(new), address
        assert old.number_format == new.number_format
        assert (sheet, address) == (FORM, "I4") or old.value == new.value


def test_values_are_read_as_before(original: bytes) -> None:
    before, after = (CalamineWorkbook.from_filelike(io.BytesIO(c)) for c in (original, patched(original)))
    assert before.get_sheet_by_name(EXTRAS).to_python() == after.get_sheet_by_name(EXTRAS).to_python()
    view = human_view(read_workbook(patched(original), title="x"))
    assert view[FORM].raw(3, 8) == 4.5
    assert view[FORM].percent == read_workbook(original, title="x")[FORM].percent


def test_all_other_members_keep_their_bytes(original: bytes) -> None:
    before, after = local_records(original), local_records(patched(original))
    changed = {name for name in before if after[name] != before[name]}
    sheets = {part_of(original, sheet) for sheet in (FORM, TOTALS, EXTRAS)}
    shared = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    others = changed - sheets - shared
    assert any(name.endswith(".vml") for name in others)
    for name in others:
        assert re.search(r"/comments?\d+\.xml$|\.vml$|sheet\d\.xml\.rels$", name)


def test_marking_twice_is_marking_once_and_clearing_gives_the_bytes_back(original: bytes) -> None:
    once = patched(original)
    assert patched(once) == once
    cleared = clear_workbook(once)
    assert (cleared.found, cleared.kept) == (True, ())
    assert unzipped(cleared.content) == unzipped(original)


def test_without_marks_the_second_time_none_stay() -> None:
    original = rich_workbook()
    again = patch_workbook(patched(original), EDITS, [], {"rules": "cn-2020"})
    assert unzipped(again) == unzipped(patch_workbook(original, EDITS, [], {"rules": "cn-2020"}))


def test_new_comments_are_wired_as_the_schema_wants() -> None:
    parts = unzipped(patched(rich_workbook()))
    for sheet in (FORM, EXTRAS, TOTALS):
        part = part_of(patched(rich_workbook()), sheet)
        root = etree.fromstring(parts[part])
        order = [etree.QName(child).localname for child in root]
        assert order.count("legacyDrawing") == 1
        at = order.index("legacyDrawing")
        assert set(order[at + 1 :]) <= {
            "legacyDrawingHF",
            "oleObjects",
            "controls",
            "tableParts",
            "extLst",
            "AlternateContent",
        }
        assert set(order[:at]) >= {"sheetData", "pageMargins"}
    drawing = next(data for name, data in parts.items() if name.endswith(".vml") and b'ObjectType="Button"' in data)
    shapes = etree.fromstring(drawing).findall("{urn:schemas-microsoft-com:vml}shape")
    assert len({shape.get("id") for shape in shapes}) == len(shapes) == 2
    types = parts["[Content_Types].xml"].decode()
    comments_parts = [name for name in parts if re.search(r"comments\d+\.xml$", name)]
    assert len(comments_parts) == 3
    for name in comments_parts:
        assert f'PartName="/{name}"' in types
