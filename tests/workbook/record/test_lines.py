"""What the record says of a scored file, saved since or not: what people filled in, and what we wrote."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.workbook.model import CellError
from perfeval_xl.workbook.record.lines import human_view, own_sheet_names
from tests.workbook.recorded import record_facts, written_values
from tests.workbook.scored import EDITS, FACTS, FORM, original, read, scored, values


def test_the_human_view_is_what_people_filled_in(saved: bytes) -> None:
    before, after = read(original()), human_view(read(saved))
    assert values(after) == values(before)
    assert [sheet.name for sheet in after] == [FORM, "汇总"]
    assert after[FORM].percent == before[FORM].percent
    assert after[FORM].formulas == before[FORM].formulas
    assert after["汇总"].raw(0, 0) == 13.5
    assert (2, 1) in after[FORM].percent
    assert after[FORM].raw(6, 1) == CellError("#DIV/0!")


def test_the_record_tells_what_was_written(saved: bytes) -> None:
    sheets = read(saved)
    assert record_facts(sheets) == FACTS
    assert own_sheet_names(sheets) == ("评分结果", "_perfeval")
    told = written_values(sheets)
    assert told[FORM, "B9"] == "评语:\n完成率 95% "
    assert told[FORM, "B3"] == Decimal(1)
    assert len(told) == len(EDITS)


def test_the_given_sheets_stay_as_they_are() -> None:
    sheets = read(scored())
    before = values(sheets)
    human_view(sheets)
    assert values(sheets) == before
