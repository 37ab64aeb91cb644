"""What is remembered of one workbook's parts never shows in another's."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.model import Look, Mark, OwnCell, OwnSheet
from perfeval_xl.workbook.patching import patch_workbook
from tests.workbook.patching import MERGED, book, edit

ROW = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1" s="1"><v>2</v></c></row>'
SHEET = OwnSheet(
    "结果", [[OwnCell("题", Look.TITLE)], [OwnCell("甲\n乙", Look.WRAP), OwnCell(1, Look.NUMBER)]], (90.0,)
)


def test_a_part_is_looked_into_once_unless_it_is_large() -> None:
    seen: list[tuple[int, str]] = []

    @by_content
    def look(xml: bytes, word: str) -> str:
        seen.append((len(xml), word))
        if word == "bad":
            raise ValueError(word)
        return word

    large = b"x" * (80 << 10)
    assert [look(b"a", "1"), look(b"a", "2"), look(b"a", "1"), look(large, "1"), look(large, "1")] == list("12111")
    for _ in range(2):
        with pytest.raises(ValueError, match="bad"):
            look(b"a", "bad")
    assert seen == [(1, "1"), (1, "2"), (len(large), "1"), (len(large), "1"), (1, "bad"), (1, "bad")]


def test_workbooks_with_the_same_parts_do_not_change_each_other() -> None:
    plain, marks = book(ROW, after=MERGED), [Mark("自评表", "A1", "甲", "FFC7CE"), Mark("自评表", "C3", "乙", "FFEB9C")]

    def bare() -> bytes:
        return patch_workbook(plain, [edit("B1", 7)], [], {})

    def full() -> bytes:
        return patch_workbook(plain, [edit("B1", 8)], [SHEET], {"a": "b"}, marks=marks)

    first = bare(), full()
    assert [bare(), full(), full(), bare()] == [first[0], first[1], first[1], first[0]]
    assert patch_workbook(first[1], [edit("B1", 7)], [], {}) == first[0]
