"""After an application has saved a scored file: what clearing gives back, and what a person changed stays."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Edit
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.record.lines import human_view, own_sheet_names
from tests.workbook.builders_read import unzipped
from tests.workbook.recorded import written_values
from tests.workbook.rich import repacked
from tests.workbook.scored import EDITS, FACTS, FORM, OWN, by_openpyxl, original, read, scored, values


def test_clearing_restores_values_formulas_and_formats(saved: bytes) -> None:
    cleared = clear_workbook(saved)
    assert (cleared.found, cleared.restored, cleared.kept) == (True, len(EDITS), ())
    before, after = read(original()), read(cleared.content)
    assert values(after) == values(before)
    assert [sheet.name for sheet in after] == [FORM, "汇总"]
    assert after[FORM].percent == before[FORM].percent
    assert after[FORM].formulas == before[FORM].formulas
    form = openpyxl.load_workbook(io.BytesIO(cleared.content))[FORM]
    assert form["B4"].is_date
    assert form["C12"].value is None
    assert openpyxl.load_workbook(io.BytesIO(cleared.content)).defined_names == {}


def test_clearing_leaves_nothing_behind(saved: bytes) -> None:
    parts = unzipped(clear_workbook(saved).content)
    everything = b"".join(parts.values()).decode("utf-8", "replace")
    assert "_perfeval" not in everything.replace("docProps", "")
    assert "_xlnm" not in parts["xl/workbook.xml"].decode()
    listed = re.findall(r'PartName="/(xl/worksheets/[^"]*)"', parts["[Content_Types].xml"].decode())
    assert sorted(listed) == sorted(name for name in parts if re.fullmatch(r"xl/worksheets/[^/]*\.xml", name))


def test_scoring_again_gives_the_same_results(saved: bytes) -> None:
    again = patch_workbook(saved, EDITS, OWN, FACTS)
    sheets = read(again)
    assert own_sheet_names(sheets) == ("评分结果", "_perfeval")
    assert values(human_view(sheets)) == values(read(original()))
    assert values(sheets)["C12"] == 1.5
    assert patch_workbook(again, EDITS, OWN, FACTS) == again


def test_what_a_person_changed_stays() -> None:
    def change(book: Workbook) -> None:
        book[FORM]["B2"] = 5
        book[FORM]["B9"] = "我的话"
        book[FORM]["B1"] = "=1+2"
        book[FORM]["C12"] = None

    saved = by_openpyxl(scored(), change)
    view = values(human_view(read(saved)))
    assert (view["B2"], view["B9"], view["C12"]) == (5, "我的话", None)
    assert view["B3"] == 0.9
    cleared = clear_workbook(saved)
    assert set(cleared.kept) == {f"{FORM}!{cell}" for cell in ("B1", "B2", "B9", "C12")}
    after = values(read(cleared.content))
    assert (after["B2"], after["B9"], after["B3"]) == (5, "我的话", 0.9)


def test_a_text_that_looks_like_our_number_is_a_persons() -> None:
    saved = by_openpyxl(scored(), lambda book: book[FORM].__setitem__("B3", "1"))
    assert values(human_view(read(saved)))["B3"] == "1"
    assert clear_workbook(saved).kept == (f"{FORM}!B3",)


def test_a_cell_that_we_emptied_gets_its_content_back_unless_a_person_filled_it() -> None:
    emptied = patch_workbook(original(), [Edit(FORM, "B3", None), Edit(FORM, "B9", None)], OWN, FACTS)
    assert values(read(emptied))["B3"] is None
    cleared = clear_workbook(by_openpyxl(emptied, lambda book: None))
    assert (cleared.restored, cleared.kept) == (2, ())
    assert values(read(cleared.content))["B3"] == 0.9
    assert openpyxl.load_workbook(io.BytesIO(cleared.content))[FORM]["B9"].value == f"=SUM({FORM}!B2:B2)"

    def fill(book: Workbook) -> None:
        book[FORM]["B3"] = 7
        book[FORM]["B9"] = "=B2*3"

    filled = clear_workbook(by_openpyxl(emptied, fill))
    assert (filled.restored, set(filled.kept)) == (0, {f"{FORM}!B3", f"{FORM}!B9"})
    assert values(read(filled.content))["B3"] == 7


def test_an_empty_cell_that_we_filled_and_a_person_emptied_is_no_loss() -> None:
    def empty(book: Workbook) -> None:
        book[FORM]["C12"] = None
        book[FORM]["B1"] = None

    cleared = clear_workbook(by_openpyxl(scored(), empty))
    assert f"{FORM}!B1" in cleared.kept


def insert_two_rows_and_rename(book: Workbook) -> None:
    """As an application does it: every reference to the sheet follows."""
    form = book[FORM]
    form.insert_rows(1, 2)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            formula = cell.value.replace(f"'{FORM}'!", f"{FORM}!")
            own = r"(?<![!:\w])[A-C]\d+(?::[A-C]\d+)?" if sheet is form else "(?!)"
            formula = re.sub(rf"{own}|{FORM}!\w+(?::\w+)?", _two_down, formula)
            cell.value = formula.replace(f"{FORM}!", "'项目 表'!")
    form.title = "项目 表"


def _two_down(area: re.Match[str]) -> str:
    return re.sub(r"(?<=[A-C])\d+", lambda row: str(int(row[0]) + 2), area[0])


def test_inserted_rows_and_a_new_sheet_name_are_followed() -> None:
    saved = by_openpyxl(scored(), insert_two_rows_and_rename)
    assert written_values(read(saved))["项目 表", "B11"] == "评语:\n完成率 95% "
    view = human_view(read(saved))
    assert view["项目 表"].raw(3, 1) == 4.5
    assert view["项目 表"].raw(4, 1) == 0.9
    cleared = clear_workbook(saved)
    assert cleared.kept == ()
    form = openpyxl.load_workbook(io.BytesIO(cleared.content))["项目 表"]
    assert form["B8"].value == "=B4*2"
    assert form["B9"].value == "=1/0"
    assert form["B4"].value == 4.5
    assert form["B11"].value == "=SUM(B4:B4)"
    assert form["B12"].value == "=SUM(B3:B11)"


def test_deleted_cells_and_sheets_are_skipped() -> None:
    def change(book: Workbook) -> None:
        del book["评分结果"]
        for row in book["_perfeval"].iter_rows():
            if isinstance(row[0].value, str) and "评分结果" in row[0].value:
                row[0].value = "=#REF!"
            if isinstance(row[0].value, str) and row[0].value.endswith("!B2"):
                row[0].value = f"={FORM}!#REF!"

    cleared = clear_workbook(by_openpyxl(scored(), change))
    assert cleared.restored == len(EDITS) - 1
    assert openpyxl.load_workbook(io.BytesIO(cleared.content)).sheetnames == [FORM, "汇总"]


def test_a_persons_names_and_views_follow_when_our_sheets_go() -> None:
    def change(book: Workbook) -> None:
        book.move_sheet("评分结果", -2)
        book["汇总"].print_title_rows = "1:1"
        book.active = book.sheetnames.index("汇总")

    cleared = clear_workbook(by_openpyxl(scored(), change))
    book = openpyxl.load_workbook(io.BytesIO(cleared.content))
    assert book.sheetnames == [FORM, "汇总"]
    assert book["汇总"].print_title_rows == "$1:$1"
    assert book[FORM].print_title_rows is None
    assert book.active.title == "汇总"


def test_references_to_our_sheets_turn_to_errors_only_when_the_sheets_stay_away() -> None:
    def refer(book: Workbook) -> None:
        book["汇总"]["A5"] = "=评分结果!A2&B1"
        book.defined_names["我的总分"] = DefinedName("我的总分", attr_text="评分结果!$A$2")

    saved = by_openpyxl(scored(), refer)
    cleared = openpyxl.load_workbook(io.BytesIO(clear_workbook(saved).content))
    assert cleared["汇总"]["A5"].value == "=#REF!&B1"
    assert cleared.defined_names["我的总分"].attr_text == "#REF!"
    again = openpyxl.load_workbook(io.BytesIO(patch_workbook(saved, EDITS, OWN, FACTS)))
    assert again["汇总"]["A5"].value == "=评分结果!A2&B1"
    assert again.defined_names["我的总分"].attr_text == "评分结果!$A$2"


def test_a_sheet_of_ours_that_a_person_renamed_keeps_that_name_when_scored_again() -> None:
    """Else the formulas that followed it there would point at nothing."""

    def rename(book: Workbook) -> None:
        book["评分结果"].title = "给领导"
        book["汇总"]["A5"] = "=给领导!A2"
        for (cell,) in book["_perfeval"].iter_rows(max_col=1):
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("评分结果", "给领导")

    saved = by_openpyxl(scored(), rename)
    again = patch_workbook(saved, EDITS, OWN, FACTS)
    assert own_sheet_names(read(again)) == ("给领导", "_perfeval")
    assert openpyxl.load_workbook(io.BytesIO(again))["汇总"]["A5"].value == "=给领导!A2"
    assert patch_workbook(again, EDITS, OWN, FACTS) == again


def test_what_hangs_on_our_sheets_can_go_with_them() -> None:
    from openpyxl.comments import Comment

    def change(book: Workbook) -> None:
        book["评分结果"]["A2"].comment = Comment("看过", "某人")
        book[FORM]["A1"].comment = Comment("留下", "某人")

    parts = unzipped(clear_workbook(by_openpyxl(scored(), change), keep_written_on=False).content)
    comments = [name for name in parts if "comment" in name.lower() and not name.endswith(".rels")]
    assert all("看过" not in parts[name].decode("utf-8", "replace") for name in comments)
    assert any("留下" in parts[name].decode("utf-8", "replace") for name in comments)


def test_a_file_without_results_is_left_alone() -> None:
    content = original()
    cleared = clear_workbook(content)
    assert (cleared.found, cleared.restored, cleared.content) == (False, 0, content)
    sheets = read(content)
    assert human_view(sheets) is sheets


def test_a_damaged_record_is_refused() -> None:
    parts = unzipped(scored())
    record = next(name for name, data in parts.items() if b"perfeval \xe8\xaf\x84" in data)
    broken = re.sub(rb"\[\[\d+,", b"[[oops,", parts[record], count=1)
    assert broken != parts[record]
    with pytest.raises(WorkbookError) as caught:
        clear_workbook(repacked({**parts, record: broken}), title="自评表.xlsx")
    assert caught.value.issue.code == "IO-51"
