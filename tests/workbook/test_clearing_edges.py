"""Clearing a saved file at its edges: formulas that nothing kept up to date, and when applications must calculate."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Edit, Mark
from perfeval_xl.workbook.patching import patch_workbook
from tests.workbook.builders_read import unzipped, written
from tests.workbook.rich import repacked
from tests.workbook.scored import FACTS, FORM, OWN, by_openpyxl, read


def workbook(*cells: tuple[str, object], names: bool = False) -> bytes:
    def fill(book: object) -> None:
        sheet = book.add_worksheet(FORM)  # type: ignore[attr-defined]
        for cell, value in cells:
            sheet.write(cell, value)
        if names:
            book.define_name("税率", f"={FORM}!$A$1")  # type: ignore[attr-defined]

    return written(fill)


def after(content: bytes, change: Callable[[Workbook], None] = lambda _: None, *edits: Edit) -> tuple[bytes, bytes]:
    """A scored file as openpyxl saves it after a change, and what clearing makes of it."""
    saved = by_openpyxl(patch_workbook(content, edits or [Edit(FORM, "B1", Decimal(7))], OWN, FACTS), change)
    return saved, clear_workbook(saved).content


def is_calculated_on_load(content: bytes) -> bool:
    return re.search(rb'fullCalcOnLoad="(?:1|true)"', unzipped(content)["xl/workbook.xml"]) is not None


def quiet(book: Workbook) -> None:
    """As an application does that has calculated everything."""
    book.calculation.fullCalcOnLoad = False


def test_numbers_alone_need_no_calculation() -> None:
    _, cleared = after(workbook(("A1", 3), ("B1", 4)), quiet)
    assert read(cleared)[FORM].raw(0, 1) == 4
    assert not is_calculated_on_load(cleared)


def test_a_formula_that_came_back_is_calculated() -> None:
    _, cleared = after(workbook(("A1", 3), ("B1", "=A1*2")), quiet)
    assert openpyxl.load_workbook(io.BytesIO(cleared))[FORM]["B1"].value == "=A1*2"
    assert is_calculated_on_load(cleared)


def test_a_formula_that_lost_our_sheet_is_calculated() -> None:
    def refer(book: Workbook) -> None:
        quiet(book)
        book[FORM]["D4"] = "=评分结果!A1"

    _, cleared = after(workbook(("A1", 3), ("B1", 4)), refer)
    assert openpyxl.load_workbook(io.BytesIO(cleared))[FORM]["D4"].value == "=#REF!"
    assert is_calculated_on_load(cleared)


def test_a_cell_that_comes_back_keeps_its_own_reference_to_a_sheet_of_our_name() -> None:
    """What a person had written before belongs to the person, whatever it looks at."""
    content = workbook(("A1", 3), ("B1", "=A1+1"), ("C1", "=B1"))
    _, cleared = after(content, quiet)
    book = openpyxl.load_workbook(io.BytesIO(cleared))[FORM]
    assert (book["B1"].value, book["C1"].value) == ("=A1+1", "=B1")


def shown(content: bytes, **values: str) -> bytes:
    """With cached values for formulas of the form, as an application that calculates leaves them."""
    parts = unzipped(content)
    sheet = "xl/worksheets/sheet1.xml"
    for cell, value in values.items():
        pattern = rb'(<c r="%s"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?' % cell.encode()
        parts[sheet], count = re.subn(pattern, rb"\g<1><v>%s</v>" % value.encode(), parts[sheet])
        assert count == 1
    return repacked(parts)


MARKS = tuple(Mark(FORM, cell, "看看", "FFC7CE") for cell in ("D4", "E4"))


@pytest.mark.parametrize("marks", [(), MARKS], ids=["plain", "marked"])
def test_formulas_that_looked_at_our_sheets_when_they_were_scored_lose_them_too(marks: tuple[Mark, ...]) -> None:
    """Also those whose value we had taken out, and those that are marked: none may point at a sheet that is not there."""

    def refer(book: Workbook) -> None:
        book[FORM]["D4"], book[FORM]["E4"], book[FORM]["F4"] = "=评分结果!A1", "=评分结果!A1+B1", "=B1*2"

    edits = [Edit(FORM, "B1", Decimal(7))]
    scored = patch_workbook(workbook(("A1", 3), ("B1", 4)), edits, OWN, FACTS)
    saved = shown(by_openpyxl(scored, refer), D4="1", E4="8", F4="14")
    again = patch_workbook(saved, edits, OWN, FACTS, marks=marks)
    for content in (again, by_openpyxl(again)):
        cleared = clear_workbook(content)
        form = openpyxl.load_workbook(io.BytesIO(cleared.content))[FORM]
        assert [form[cell].value for cell in ("D4", "E4", "F4")] == ["=#REF!", "=#REF!+B1", "=B1*2"]
        shows = read(cleared.content)[FORM]
        assert (shows.raw(3, 3), shows.raw(3, 4), shows.raw(0, 1)) == (None, None, 4)
        assert is_calculated_on_load(cleared.content)


def test_a_formula_that_comes_back_does_not_point_at_a_sheet_that_goes() -> None:
    def refer(book: Workbook) -> None:
        book[FORM]["C1"] = "=评分结果!A1"

    scored = patch_workbook(workbook(("A1", 3), ("B1", 4)), [Edit(FORM, "B1", Decimal(7))], OWN, FACTS)
    over = [Edit(FORM, "B1", Decimal(7)), Edit(FORM, "C1", Decimal(8))]
    again = patch_workbook(by_openpyxl(scored, refer), over, OWN, FACTS)
    for content in (again, by_openpyxl(again)):
        form = openpyxl.load_workbook(io.BytesIO(clear_workbook(content).content))[FORM]
        assert (form["B1"].value, form["C1"].value) == (4, "=#REF!")


def test_a_marked_cell_that_is_no_more_has_nothing_to_lose() -> None:
    """A person took the fill off an empty cell, and the application left the cell out."""

    def plain(book: Workbook) -> None:
        book[FORM]["G9"].style = "Normal"

    content = workbook(("A1", 3), ("B1", 4))
    marked = patch_workbook(
        content, [Edit(FORM, "B1", Decimal(7))], OWN, FACTS, marks=[Mark(FORM, "G9", "看看", "FFC7CE")]
    )
    cleared = clear_workbook(by_openpyxl(marked, plain))
    form = openpyxl.load_workbook(io.BytesIO(cleared.content))[FORM]
    assert (form["B1"].value, form["G9"].value, form["G9"].comment) == (4, None, None)


@pytest.mark.parametrize("where", ["comment", "cell", "none"])
def test_a_sheet_of_ours_stays_where_a_person_wrote_anything_on_it(where: str) -> None:
    def write(book: Workbook) -> None:
        if where == "comment":
            book["评分结果"]["A2"].comment = Comment("看过", "某人")
        elif where == "cell":
            book["评分结果"]["M9"] = "已核对"

    saved, _ = after(workbook(("A1", 3), ("B1", 4)), write)
    cleared = clear_workbook(saved)
    stays = where != "none"
    assert cleared.staying == (("评分结果",) if stays else ())
    sheets = openpyxl.load_workbook(io.BytesIO(cleared.content)).sheetnames
    assert sheets == [FORM, "评分结果"] if stays else [FORM]


BY_NAME = (("A1", 0.06), ("B1", "=税率*100"))


def test_a_formula_that_no_other_sheet_can_hold_comes_back_where_it_stood() -> None:
    saved, cleared = after(workbook(*BY_NAME, names=True))
    assert openpyxl.load_workbook(io.BytesIO(cleared))[FORM]["B1"].value == "=税率*100"
    assert clear_workbook(saved).kept == ()


def test_it_is_said_to_be_lost_once_its_cell_has_moved() -> None:
    def insert(book: Workbook) -> None:
        book[FORM].insert_rows(1)
        for (cell,) in book["_perfeval"].iter_rows(max_col=1):
            if isinstance(cell.value, str):
                cell.value = cell.value.replace(f"{FORM}!B1", f"{FORM}!B2").replace(f"'{FORM}'!B1", f"'{FORM}'!B2")

    saved, cleared = after(workbook(*BY_NAME, names=True), insert)
    assert clear_workbook(saved).kept == (f"{FORM}!B2（公式未能恢复）",)
    assert read(cleared)[FORM].raw(1, 1) == 0  # what it showed


def test_an_array_formula_comes_back_as_one() -> None:
    def fill(book: Workbook) -> None:
        book[FORM]["B1"] = ArrayFormula("B1", "=SUM(A1:A2*2)")

    content = by_openpyxl(workbook(("A1", 3), ("A2", 4)), fill)
    _, cleared = after(content)
    cell = openpyxl.load_workbook(io.BytesIO(cleared))[FORM]["B1"].value
    assert isinstance(cell, ArrayFormula)
    assert (cell.ref, cell.text) == ("B1", "=SUM(A1:A2*2)")


@pytest.mark.parametrize(
    ("written_over", "now", "kept"),
    [
        (Edit(FORM, "B1", Decimal(7)), 8, (f"{FORM}!B1",)),
        (Edit(FORM, "B1", Decimal(7)), None, (f"{FORM}!B1",)),
        (Edit(FORM, "B1", None), None, ()),
        (Edit(FORM, "D9", None), None, ()),
        (Edit(FORM, "D9", None), 8, (f"{FORM}!D9",)),
        (Edit(FORM, "D9", "我们的话"), None, (f"{FORM}!D9",)),
    ],
)
def test_only_what_a_person_changed_is_said_to_be_kept(written_over: Edit, now: object, kept: tuple[str, ...]) -> None:
    def change(book: Workbook) -> None:
        book[FORM][written_over.cell] = now

    saved, cleared = after(workbook(("A1", 3), ("B1", 4)), change, written_over)
    assert clear_workbook(saved).kept == kept
    shown = openpyxl.load_workbook(io.BytesIO(cleared))[FORM][written_over.cell].value
    assert shown == (now if kept else {"B1": 4, "D9": None}[written_over.cell])


@pytest.mark.parametrize("formula", ["=A1+1", None])
def test_a_dependent_whose_formula_a_person_replaced_stays_the_persons(formula: str | None) -> None:
    def change(book: Workbook) -> None:
        if formula:
            book[FORM]["C1"] = formula

    saved, cleared = after(workbook(("A1", 3), ("B1", 4), ("C1", "=B1*2")), change)
    assert clear_workbook(saved).kept == ()
    assert openpyxl.load_workbook(io.BytesIO(cleared))[FORM]["C1"].value == (formula or "=B1*2")
