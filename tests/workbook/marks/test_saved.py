"""Marks in files that an application has saved since: what is still ours goes, what a person did to it stays."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Mark
from perfeval_xl.workbook.patching import patch_workbook
from tests.support.libreoffice import clerk
from tests.workbook.builders_read import unzipped, written, zipped
from tests.workbook.marks.books import RED, YELLOW, comments, fills, opened, patched
from tests.workbook.rich import FORM, TOTALS, part_of, rich_workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def by_openpyxl(content: bytes, change: Callable[[Workbook], None] = lambda _: None) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def assert_clean(cleared: bytes, kept: dict[tuple[str, str], str]) -> None:
    assert comments(cleared) == kept
    assert fills(cleared) == {}
    assert "绩效自评检查" not in b"".join(
        data for name, data in unzipped(cleared).items() if "comment" in name.lower()
    ).decode("utf-8")


def test_clearing_after_a_save_by_openpyxl() -> None:
    def change(workbook: Workbook) -> None:
        workbook[FORM]["A5"].comment = Comment("我的意见", "某人")

    saved = by_openpyxl(patched(rich_workbook()), change)
    cleared = clear_workbook(saved)
    assert cleared.kept == ()
    assert_clean(cleared.content, {(FORM, "C4"): comments(rich_workbook())[FORM, "C4"], (FORM, "A5"): "我的意见"})
    before, after = opened(rich_workbook())[FORM], opened(cleared.content)[FORM]
    for cell in ("I4", "C4", "B16", "J2"):
        assert after[cell].number_format == before[cell].number_format
        assert after[cell].fill.fgColor.rgb == before[cell].fill.fgColor.rgb
        assert after[cell].border.left.style == before[cell].border.left.style
    parts = unzipped(cleared.content)
    sheet = part_of(cleared.content, TOTALS)
    assert b"legacyDrawing" not in parts[sheet]  # a sheet that had no comments has none, nor a drawing for them


def test_marking_a_saved_file_again_marks_each_cell_once() -> None:
    """Marks of the first run are known as ours, so that the second run neither doubles nor loses them."""
    original = rich_workbook()
    again = patched(by_openpyxl(patched(original)))
    assert comments(again) == comments(patched(original))
    assert fills(again) == fills(patched(original))
    cleared = clear_workbook(again)
    assert cleared.kept == ()
    assert_clean(cleared.content, comments(original))


def test_no_empty_runs_pile_up_in_a_persons_comment() -> None:
    """Where the way back to the very bytes is gone, our words are cut out of the comment and put there again."""
    content = patched(rich_workbook())
    part = part_of(content, FORM)
    parts = unzipped(content)
    changed = zipped({**parts, part: parts[part] + b"\n"})
    once = unzipped(clear_workbook(changed).content)
    assert not any(
        re.search(rb"<t[^>]*></t>", data) for name, data in once.items() if "comments" in name and name.endswith(".xml")
    )
    again = unzipped(clear_workbook(patched(zipped(once))).content)
    assert {name: data for name, data in again.items() if "comments" in name} == {
        name: data for name, data in once.items() if "comments" in name
    }


def test_what_a_person_did_to_a_mark_stays() -> None:
    def change(workbook: Workbook) -> None:
        form = workbook[FORM]
        form["I4"].comment = Comment(form["I4"].comment.text.replace("改正", "已与单位核实，不改"), "审核人")
        form["C4"].comment = Comment(form["C4"].comment.text + "\n已补充问卷", "审核人")
        form["J2"].comment = Comment("另写的批注", "审核人")
        form["B16"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF00B050")
        form["M40"].font = openpyxl.styles.Font(bold=True)
        workbook[TOTALS]["A5"].comment = None

    cleared = clear_workbook(by_openpyxl(patched(rich_workbook()), change))
    assert cleared.kept == (f"{FORM}!I4（批注）",)
    found = comments(cleared.content)
    assert "已与单位核实，不改" in found[FORM, "I4"]
    assert found[FORM, "C4"] == comments(rich_workbook())[FORM, "C4"] + "\n已补充问卷"
    assert found[FORM, "J2"] == "另写的批注"
    assert (TOTALS, "A5") not in found
    form = opened(cleared.content)[FORM]
    assert form["B16"].fill.fgColor.rgb == "FF00B050"
    assert (form["M40"].font.b, form["M40"].fill.fill_type) == (True, None)


@pytest.mark.libreoffice
@pytest.mark.uno
def test_a_clerk_in_libreoffice_sees_the_marks_and_clears_them_after_saving(tmp_path: Path) -> None:
    original = written(lambda b: (b.add_worksheet(FORM).write_comment("B2", "单位的批注"), b.add_worksheet("空")))
    marks = [
        Mark(FORM, "B2", "绩效自评检查：\n甲", RED),
        Mark(FORM, "C3", "绩效自评检查：\n" + "很长的问题说明" * 30, YELLOW),
        Mark("空", "A1", "绩效自评检查：\n乙"),
    ]
    source = tmp_path / "a.xlsx"
    source.write_bytes(patch_workbook(original, [], [], {}, marks=marks))
    clerk(
        source,
        tmp_path / "b.xlsx",
        ["list_notes", str(tmp_path / "notes.json")],
        ["insert_rows", FORM, 1, 2],
        ["comment", FORM, "D9", "审核人的批注"],
    )
    seen = json.loads((tmp_path / "notes.json").read_text(encoding="utf-8"))
    assert seen[f"{FORM}!B2"][1:3] == ["单位的批注\n\n绩效自评检查：\n甲", int(RED, 16)]
    assert seen[f"{FORM}!C3"][2] == int(YELLOW, 16)
    small, large = seen[f"{FORM}!B2"][3], seen[f"{FORM}!C3"][3]
    assert large[1] > 2 * small[1]  # the box is as large as its text
    assert seen["空!A1"][1] == marks[2].text
    saved = (tmp_path / "b.xlsx").read_bytes()
    for content in (saved, patch_workbook(saved, [], [], {}, marks=marks)):
        cleared = clear_workbook(content)
        assert cleared.kept == ()
        assert_clean(cleared.content, {(FORM, "B4"): "单位的批注", (FORM, "D9"): "审核人的批注"})
