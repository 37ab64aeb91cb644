"""Formulas are found by their own tags; a plain search through cells, one by one, must find the same."""

from __future__ import annotations

import re
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.editing.formulas import _SHORT, Formula, OddFormulaError, formula_tags, formulas_of

PIECES = (
    '<c r="A1">', '<c r="B12" s="3" t="str">', "<c>", '<c r="C3"/>', "<cx>", '<c s="1" r="D4">', "</c>",
    "<f>", "</f>", "<f/>", "<fx/>", '<f t="shared" si="0"/>', '<f t="array" ref="A1:B2">', "<f", "A1+B2", "&lt;", ">",
    "\n", "<v>", "</v>", "x" * _SHORT,
)  # fmt: skip
CELL = re.compile(rb"<c(?=\s)[^<>]*?\sr=\"([A-Z]{1,3})([0-9]{1,7})\"[^<>]*>\s*<f(?=[\s/>])([^<>]*?)(?:/>|>([^<]*)</f>)")


def one_by_one(xml: bytes) -> list[tuple[bytes, bytes, bytes]] | None:
    """Attributes, text and address of each formula; ``None`` where one does not stand first in a cell."""
    found = []
    for tag in re.finditer(rb"<f(?=[\s/>])", xml):
        start = xml.rfind(b"<c", 0, tag.start())
        match = CELL.match(xml, start) if start >= 0 else None
        if match is None or match.start(3) != tag.end():
            return None
        column, row, attributes, text = match.groups(b"")
        found.append((attributes, text, column + row))
    return found


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@example(['<c r="A1">', "<f>", "A1+B2", "</f>", "</c>", '<c r="A1">', "<f>", "x" * _SHORT, "</f>", "</c>"])
def test_formulas_are_those_of_a_search_cell_by_cell(pieces: list[str]) -> None:
    xml = "".join(pieces).encode()
    expected = one_by_one(xml)
    for prefix in (b"", b"x:"):
        spelt = re.sub(rb"<(/?)(?=[a-z])", rb"<\1" + prefix, xml)
        if expected is None:
            with pytest.raises(OddFormulaError):
                formulas_of(spelt, prefix, 0, len(spelt))
        else:
            found = formulas_of(spelt, prefix, 0, len(spelt))
            told = [(one.attributes, one.raw.encode(), cell_name(*one[:2]).encode()) for one in found]
            assert told == expected


def test_a_formula_is_told_by_the_whole_spelling_of_its_cell() -> None:
    cells = b'<c r="A1"><f>B1</f></c><c r="A2"><f>B1</f></c><c r="A2"><f ca="1">B1</f></c><c r="A2"><f>B1 </f></c>'
    for _ in range(2):
        assert formulas_of(cells, b"", 0, len(cells)) == (
            Formula(0, 0, b"", "B1"),
            Formula(1, 0, b"", "B1"),
            Formula(1, 0, b' ca="1"', "B1"),
            Formula(1, 0, b"", "B1 "),
        )
    assert formulas_of(cells, b"", 23, len(cells)) == formulas_of(cells[23:], b"", 0, len(cells) - 23)
    assert formulas_of(cells, b"x:", 0, len(cells)) == ()
    assert len(formula_tags(b"").findall(cells)) == 4


def test_a_heap_of_formulas_outside_of_cells_is_refused_at_the_first() -> None:
    xml = b'<c r="A1"><f>1</f></c>' + b"<f/>" * 20_000
    tracemalloc.start()
    with pytest.raises(OddFormulaError):
        formulas_of(xml, b"", 0, len(xml))
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
