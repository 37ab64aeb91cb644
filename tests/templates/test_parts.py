"""The builder's parts: formulas and their values, measuring, page breaks, strict data."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.templates.building import plan_workbook
from perfeval_xl.templates.errors import TemplateError
from perfeval_xl.templates.filling import Filling, FormFilling, TableFilling, entry
from perfeval_xl.templates.formulas import Formulas
from perfeval_xl.templates.measure import line_count
from perfeval_xl.templates.paging import page_breaks
from perfeval_xl.templates.plan import Formula, Role, SheetPlan, Value, runs
from perfeval_xl.templates.sampling import build_filled
from perfeval_xl.templates.spec import load_spec, read_spec, spec_folder


def calculated(kind: str, *inputs: Value) -> tuple[str, Value]:
    """A formula over inputs in A1, B1 ...: its text and value."""
    plan = SheetPlan("s", "表", (10,) * 5)
    for column, value in enumerate(inputs):
        plan.put(0, (column, column), Role.INPUT, value, key=f"in{column}")
    cell = plan.put(1, (0, 0), Role.COMPUTED, formula=Formula(kind, tuple(f"in{i}" for i in range(len(inputs)))))
    formulas = Formulas({"s": plan})
    return formulas.text(plan, cell), formulas.value(plan, cell)


@pytest.mark.parametrize(
    ("kind", "inputs", "value"),
    [
        ("ratio", (Decimal("652.17"), Decimal("977.2")), Decimal("0.667386")),
        ("ratio", (5, 0), None),
        ("ratio", (5, None), None),
        ("change", (Decimal("13.1"), Decimal("17.4")), Decimal("-0.247126")),
        ("minus", (471, Decimal("349.62")), Decimal("121.38")),
        ("minus", (471, None), Decimal(471)),
        ("minus", (None, None), None),
        ("plus", (163, -48), Decimal(115)),
        ("sum", (1, "—", 2), Decimal(3)),
        ("sum", (None, "—"), None),
        ("copy", ("≥95%",), "≥95%"),
        ("copy", (None,), None),
    ],
)
def test_formula_values_are_exact_and_blank_where_inputs_are(
    kind: str, inputs: tuple[Value, ...], value: Value
) -> None:
    assert calculated(kind, *inputs)[1] == value


def test_ratio_text_guards_against_blanks_and_zero() -> None:
    assert calculated("ratio", 1, 2)[0] == '=IF(COUNT(A1,B1)<2,"",IF(B1=0,"",ROUND(A1/B1,6)))'


@given(st.lists(st.sampled_from("abc")))
def test_runs_cover_every_index_once(letters: list[str]) -> None:
    found = runs(letters)
    assert [index for first, last in found for index in range(first, last + 1)] == list(range(len(letters)))
    assert all(len(set(letters[first : last + 1])) == 1 for first, last in found)


@given(st.text(alphabet="预算abc1", max_size=60), st.floats(8, 60))
def test_a_wider_cell_never_needs_more_lines(text: str, width: float) -> None:
    assert line_count(text, width + 5) <= line_count(text, width)


def test_a_page_breaks_between_groups() -> None:
    plan = SheetPlan("s", "表", (100,))
    for first in range(0, 60, 3):
        plan.put(first, (0, 0), Role.TEXT, "组", rows=3)
        plan.keep_whole(first, first + 2)
    breaks = page_breaks(plan, dict.fromkeys(range(60), 25.0))
    assert breaks
    assert all(row % 3 == 0 for row in breaks)


def paged(rows: int, *levels: tuple[int, int], repeat: tuple[int, int] | None = None) -> list[int]:
    """Breaks of a sheet of equal rows, with the 一级指标 that go from row to row."""
    plan = SheetPlan("s", "表", (100,))
    plan.put(0, (0, 0), Role.TEXT, rows=rows)
    plan.repeat = repeat
    for first, last in levels:
        plan.level(first, last)
    return page_breaks(plan, dict.fromkeys(range(rows), 25.0))


FULL = paged(30)[0]
"""Rows of a page."""


@pytest.mark.parametrize("level", [FULL - 3, FULL // 2, 2])
def test_a_page_ends_before_a_level_wherever_that_costs_no_further_page(level: int) -> None:
    rows = level + FULL
    assert paged(rows, (level, rows - 1)) == [level]
    assert paged(rows + 1, (level, rows)) == [FULL], "one row more, and the level does not fit on a page"


def test_a_level_that_fits_on_no_page_breaks_and_the_next_one_does_not() -> None:
    long, short = (5, 5 + FULL), (6 + FULL, FULL + 10)
    assert paged(FULL + 11, long, short) == [FULL]
    breaks = paged(2 * FULL - 2, (5, FULL + 5), (FULL + 6, 2 * FULL - 3))
    assert breaks == [FULL], "both breaks inside would be two"
    assert paged(2 * FULL + 2, (5, FULL + 5), (FULL + 6, 2 * FULL + 1))[-1] == FULL + 6


def test_a_head_is_not_left_alone_above_its_first_row() -> None:
    rows = FULL + 3
    assert paged(rows, (FULL, rows - 1), repeat=(FULL - 1, FULL - 1)) == [FULL - 1]


def test_a_level_is_no_reason_for_one_page_more() -> None:
    assert paged(2 * FULL, (FULL - 3, 2 * FULL - 1)) == [FULL]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.integers(0, 12))
def test_there_are_never_more_pages_than_rows_need(sizes: list[int], before: int) -> None:
    ends = list(accumulate(sizes, initial=before))
    breaks = paged(ends[-1], *((first, last - 1) for first, last in pairwise(ends)))
    assert len(breaks) == len(paged(ends[-1]))
    pages = pairwise([0, *breaks, ends[-1]])
    assert all(0 < last - first <= FULL for first, last in pages)


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(TemplateError, match="goal_actul"):
        entry({"goal_actul": "…"}, ["goal_actual"], "表")


@pytest.mark.parametrize(
    "filling",
    [
        Filling(forms=(FormFilling(values={"nonsense": 1}),)),
        Filling(forms=(FormFilling(funds={"nonsense": {}}),)),
        Filling(forms=(FormFilling(funds={"total": {"nonsense": 1}}),)),
        Filling(forms=(FormFilling(indicators={"nonsense": []}),)),
        Filling(forms=(FormFilling(indicators={"满意度": [{"nonsense": 1}]}),)),
        Filling(tables={"basics": TableFilling(values={"nonsense": {}})}),
        Filling(tables={"income": TableFilling(rows={"nonsense": []})}),
        Filling(tables={"projects": TableFilling(total={"nonsense": 1})}),
        Filling(tables={"targets": TableFilling(values={"nonsense": 1})}),
    ],
)
def test_a_filling_without_a_place_is_refused(filling: Filling) -> None:
    with pytest.raises(TemplateError, match="nonsense"):
        plan_workbook(load_spec("department-honghe-2020"), filling)


def test_a_sample_for_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "样例.yaml"
    path.write_text("template: project\nforms: [{}]\ntables: {basics: {}}\n", encoding="utf-8")
    with pytest.raises(TemplateError, match="没有表"):
        build_filled(path)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("rows: [{points: 15}", "rows: [{points: 16}", "应为100"),
        ("layout: form", "layout: poster", "poster"),
        ("title: 项目支出绩效自评表\naliases", "titel: 项目支出绩效自评表\naliases", "titel"),
        ("id: project", "id: other", "应与文件名一致"),
        ("    widths:", "    width:", "width"),
    ],
)
def test_a_faulty_spec_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = (spec_folder() / "project.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "project.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError, match=complaint):
        read_spec(path)
