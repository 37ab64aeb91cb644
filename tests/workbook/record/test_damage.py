"""A damaged record: scoring again either gives what scoring the cleared workbook gives, or says so; nothing is lost."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.evaluation import score_content
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.copies import is_left_as_written
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.record.lines import RECORD_SHEET, human_view
from tests.workbook.builders_read import unzipped
from tests.workbook.rich import repacked
from tests.workbook.scored import EDITS, FACTS, OWN, by_openpyxl, original, read, scored, values

DAMAGED = "IO-51"
_ROW = re.compile(rb'<row r="[0-9]+">.*?</row>', re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]+)[0-9]+"(?:[^>]*/>|.*?</c>)', re.DOTALL)


def record_of(parts: dict[str, bytes]) -> str:
    return next(name for name, data in parts.items() if "perfeval 评分记录".encode() in data)


def outcome(content: bytes) -> str:
    """The code of the refusal, or what the workbook holds once it is scored again."""
    try:
        again = patch_workbook(content, EDITS, OWN, FACTS)
    except WorkbookError as error:
        return error.issue.code
    same = values(human_view(read(again))) == values(read(original())) and values(read(again)) == values(read(scored()))
    return "the same" if same else "something else"


def pieces_left_out(xml: bytes) -> Iterator[bytes]:
    """The record without one of its rows, and without one of its cells."""
    for row in _ROW.finditer(xml):
        yield xml[: row.start()] + xml[row.end() :]
        for cell in _CELL.finditer(row[0]):
            at = row.start() + cell.start(), row.start() + cell.end()
            yield xml[: at[0]] + xml[at[1] :]


def test_what_is_lost_from_a_file_that_nobody_saved_is_noticed() -> None:
    parts = unzipped(scored())
    record = record_of(parts)
    found = {outcome(repacked({**parts, record: xml})) for xml in pieces_left_out(parts[record])}
    assert found <= {DAMAGED, "the same"}
    assert DAMAGED in found


@pytest.mark.parametrize("column", range(1, 9))
def test_what_is_lost_from_a_saved_file_is_noticed(column: int) -> None:
    """Cells of a column emptied one after the other, as a tool that opens the file could."""
    rows = openpyxl.load_workbook(io.BytesIO(scored()))[RECORD_SHEET].max_row
    found = set()
    for row in range(1, rows + 1):

        def empty(book: Workbook, row: int = row) -> None:
            book[RECORD_SHEET].cell(row, column).value = None

        found.add(outcome(by_openpyxl(scored(), empty)))
    assert found <= {DAMAGED, "the same"}


def lines_of(record: Worksheet, kind: str) -> list[int]:
    return [row for row in range(2, record.max_row + 1) if record.cell(row, 2).value == kind]


def swapped(record: Worksheet, column: int, one: int, other: int) -> None:
    first, second = record.cell(one, column), record.cell(other, column)
    first.value, second.value = second.value, first.value


def swap_stashes(record: Worksheet) -> None:
    swapped(record, 3, *lines_of(record, "value")[1:3])


def swap_written(record: Worksheet) -> None:
    swapped(record, 5, *lines_of(record, "value")[1:3])


def change_a_fact(record: Worksheet) -> None:
    record.cell(lines_of(record, "fact")[0], 5).value = "another"


def change_a_kind(record: Worksheet) -> None:
    record.cell(lines_of(record, "value")[1], 2).value = "absent"


def an_unknown_kind(record: Worksheet) -> None:
    record.cell(lines_of(record, "value")[1], 2).value = "values"


def a_row_twice(record: Worksheet) -> None:
    row = lines_of(record, "value")[1]
    for column in range(1, 9):
        record.cell(record.max_row + (column == 1), column).value = record.cell(row, column).value


def no_reference_at_all(record: Worksheet) -> None:
    record.cell(lines_of(record, "value")[1], 1).value = "=自评表cI2"


def our_sheet_elsewhere(record: Worksheet) -> None:
    record.cell(lines_of(record, "own")[0], 1).value = "=自评表!A1"


def a_cell_of_our_sheet(record: Worksheet) -> None:
    record.cell(lines_of(record, "value")[1], 1).value = "=评分结果!A1"


def a_form_renamed_without_its_references(record: Worksheet) -> None:
    record.parent["自评表"].title = "自评表二"


def no_first_row(record: Worksheet) -> None:
    record.cell(1, 1).value = None


def no_first_row_in_sight(record: Worksheet) -> None:
    record.sheet_state = "visible"
    record.cell(1, 1).value = None


def all_gone(record: Worksheet) -> None:
    record.delete_rows(1, record.max_row)


def another_seal(record: Worksheet) -> None:
    record.cell(1, 5).value = "0" * 64


def a_later_version_without_seal(record: Worksheet) -> None:
    record.cell(1, 2).value = "3"
    record.cell(1, 5).value = None


@pytest.mark.parametrize(
    "damage",
    [
        swap_stashes,
        swap_written,
        change_a_fact,
        change_a_kind,
        an_unknown_kind,
        a_row_twice,
        no_reference_at_all,
        our_sheet_elsewhere,
        a_cell_of_our_sheet,
        a_form_renamed_without_its_references,
        no_first_row,
        no_first_row_in_sight,
        all_gone,
        another_seal,
    ],
)
def test_a_saved_file_whose_record_says_something_else_is_refused(damage: Callable[[Worksheet], None]) -> None:
    saved = by_openpyxl(scored(), lambda book: damage(book[RECORD_SHEET]))
    assert outcome(saved) == DAMAGED
    with pytest.raises(WorkbookError, match="评分记录"):
        clear_workbook(saved)
    assert not is_left_as_written(saved)  # so that it is backed up before anything takes its place


def test_a_cell_deleted_or_moved_to_another_workbook_is_no_damage() -> None:
    for gone in ("=#REF!", "=自评表!#REF!", "='[1]自评表'!B2", "=[2]自评表!B2"):

        def change(book: Workbook, gone: str = gone) -> None:
            record = book[RECORD_SHEET]
            record.cell(lines_of(record, "value")[1], 1).value = gone

        assert clear_workbook(by_openpyxl(scored(), change)).restored == len(EDITS) - 1


def test_no_number_is_given_for_a_form_with_a_damaged_record(tmp_path: object) -> None:
    saved = by_openpyxl(scored(), lambda book: swap_stashes(book[RECORD_SHEET]))
    evaluation, written = score_content(saved, "自评表.xlsx")
    assert (evaluation.status, evaluation.forms, written) == ("unreadable", (), None)
    assert [issue.code for issue in evaluation.issues] == [DAMAGED]
    assert "“自评表.xlsx”里的评分记录（_perfeval）已损坏" in evaluation.issues[0].message


def test_an_altered_way_back_is_noticed_while_all_else_is_as_we_left_it() -> None:
    parts = unzipped(scored())
    record = record_of(parts)
    altered = parts[record].replace(b"[[", b"[[1,1,&quot;&quot;],[", 1)
    assert altered != parts[record]
    assert outcome(repacked({**parts, record: altered})) == DAMAGED


def test_a_sheet_of_a_person_that_bears_the_name_is_none_of_ours() -> None:
    def add(book: Workbook) -> None:
        sheet = book.create_sheet("_perfeval_说明", 0)
        sheet["B2"], sheet["A3"] = "value", "=1+1"

    named = by_openpyxl(original(), add)
    again = patch_workbook(named, EDITS, OWN, FACTS)
    assert read(again)["_perfeval_说明"].raw(1, 1) == "value"
    assert values(human_view(read(again))) == values(read(named))


def test_a_record_of_a_version_without_seal_is_believed() -> None:
    def as_before(book: Workbook) -> None:
        record = book[RECORD_SHEET]
        record.cell(1, 2).value = "1"
        for column in (5, 6, 7):
            record.cell(1, column).value = None

    assert outcome(by_openpyxl(scored(), as_before)) == "the same"
    bare = by_openpyxl(scored(), lambda book: a_later_version_without_seal(book[RECORD_SHEET]))
    assert outcome(bare) == DAMAGED
