"""Outlines are data: each says where it comes from, and all that it asks for exists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from perfeval_xl.report.word.filling import ONCE, PER_FORM, in_lines
from perfeval_xl.report.word.outline import Outline, OutlineError, Section, find_outline, outlines
from tests.report.word.reports import report
from tests.support.cases import sample


def sections(found: tuple[Section, ...], level: int = 1) -> Iterator[tuple[int, Section]]:
    for section in found:
        yield level, section
        yield from sections(section.sections, level + 1)


@pytest.mark.parametrize("outline", outlines(), ids=lambda outline: outline.id)
def test_an_outline_is_whole(outline: Outline) -> None:
    assert outline.source
    assert outline.kinds
    for level, section in sections(outline.sections):
        assert level <= len(outline.numbering)
        assert set(section.fill) <= ONCE.keys() | PER_FORM.keys()
        assert section.fill or section.ask or section.text or section.sections, section.title


def test_every_filler_is_used_by_some_outline() -> None:
    used = {name for outline in outlines() for _, section in sections(outline.sections) for name in section.fill}
    assert used == ONCE.keys() | PER_FORM.keys()


def test_an_unknown_outline_names_the_known_ones() -> None:
    with pytest.raises(OutlineError, match="没有提纲“五年规划”，可选：boxes、project、transfer、yunnan-department"):
        find_outline("五年规划")


def test_an_outline_that_does_not_suit_the_form_is_refused() -> None:
    with pytest.raises(OutlineError, match="不适用于"):
        report(sample("部门整体"), outline="transfer")


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(OutlineError, match="可选（序号 工作表）：1 "):
        report(sample("部门整体"), form="9")


def test_long_titles_break_where_their_sense_allows() -> None:
    assert in_lines("某局关于2020年度|自评报告") == "某局关于2020年度自评报告"
    assert (
        in_lines("某某州投资促进局关于2020年度|部门整体支出自评报告")
        == "某某州投资促进局关于2020年度\n部门整体支出自评报告"
    )
