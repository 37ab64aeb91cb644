"""What a folder holds twice is told, and a copy is counted once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfeval_xl.report.summary_lines import FormLine
from perfeval_xl.report.summary_repeats import Repeats
from perfeval_xl.report.summary_totals import COPIES, rank_in
from tests.report.summaries import UNREADABLE, cells, opened, record, totals_of


def filed(name: str, digest: str, **changes: Any) -> dict[str, Any]:
    found = record(name=name) | {"input_sha256": digest * 64}
    found["forms"] = [found["forms"][0] | changes]
    return found


def test_a_copy_is_listed_but_counted_in_no_sum() -> None:
    book = opened(
        filed("甲.xlsx", "a"), filed("乙.xlsx", "b", project="别的"), filed("丙.xlsx", "a"), filed("丁.xlsx", "a")
    )
    rows = [cells(book, "汇总", row) for row in range(2, 6)]
    assert [row["状态/原因"] for row in rows] == [
        "正常",
        "正常",
        "重复：文件与序号1的完全相同，不计入统计和名次；正常",
        "重复：文件与序号1的完全相同，不计入统计和名次；正常",
    ]
    assert [row["同类名次"] for row in rows] == [1, 1, None, None]
    assert [row["得分"] for row in rows] == [97.62] * 4
    (unit,) = book["单位统计"].iter_rows(min_row=2, max_col=6, values_only=True)
    assert unit == ("示例县公路中心", "项目支出", 2023, 2, 200, 172.36)
    grades = {row[0]: row[1:] for row in book["等级统计"].iter_rows(min_row=4, max_col=5, values_only=True)}
    assert grades["优"] == (2, 0.5, 97.62, 0.8618)
    assert grades[COPIES] == (2, 0.5, None, None)
    assert grades["合计"] == (4, 1, 97.62, 0.8618)
    assert grades["项目支出（2023年度）"] == (2, 200, 172.36, 0.8618)


def test_each_form_of_a_copied_workbook_names_its_own_original() -> None:
    two = filed("甲.xlsx", "a")
    two["forms"] = two["forms"] * 2
    book = opened(two, UNREADABLE, two | {"workbook": "乙.xlsx"})
    found = [cells(book, "汇总", row)["状态/原因"].partition("；")[0] for row in (5, 6)]
    assert found == [f"重复：文件与序号{number}的完全相同，不计入统计和名次" for number in (1, 2)]


def test_files_that_could_not_be_read_are_no_copies() -> None:
    empty = UNREADABLE | {"input_sha256": "e" * 64}
    repeats = Repeats()
    lines = [FormLine("空.xlsx", readable=False, digest=empty["input_sha256"])]
    assert repeats.marked(lines) == repeats.marked(lines) == lines
    assert (repeats.copies, repeats.alike) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, True),
        ({"project": "别的项目"}, False),
        ({"unit": "别的单位"}, False),
        ({"year": 2022}, False),
        ({"kind": "department", "project": None}, False),
    ],
)
def test_the_same_form_in_other_bytes_is_only_said(changes: dict[str, Any], told: bool) -> None:
    book = opened(filed("初稿.xlsx", "a"), filed("定稿.xlsx", "b", **changes))
    status = cells(book, "汇总", 3)["状态/原因"]
    assert ("；单位、项目、年度与序号1的相同，请核对是否重复报送" in status) is told
    fills = [book["汇总"].cell(row, 21).fill.fgColor.rgb for row in (2, 3)]
    assert (fills[0] != fills[1]) is told
    grades = {row[0]: row[1] for row in book["等级统计"].iter_rows(min_row=4, max_col=2, values_only=True)}
    assert grades["优"] == 2


@pytest.mark.parametrize("unread", [{"unit": None}, {"project": None}, {"year": None}])
def test_nothing_is_said_where_something_was_not_read(unread: dict[str, Any]) -> None:
    book = opened(filed("一.xlsx", "a", **unread), filed("二.xlsx", "b", **unread))
    assert cells(book, "汇总", 3)["状态/原因"] == "正常"


def test_two_forms_of_one_workbook_are_no_repetition() -> None:
    two = filed("甲.xlsx", "a")
    two["forms"] = two["forms"] * 2
    assert cells(opened(two), "汇总", 3)["状态/原因"] == "正常"


def scored(kind: str, year: int | None, score: str) -> FormLine:
    return FormLine("x", kind=kind, unit="某局", year=year, points=Decimal(100), score=Decimal(score))


def test_years_are_ranked_and_summed_apart() -> None:
    lines = [scored("项目支出", 2022, "99"), scored("项目支出", 2023, "90"), scored("项目支出", 2023, "95")]
    lines += [scored("项目支出", None, "97"), scored("部门整体", 2023, "80"), scored("部门整体", None, "85")]
    totals = totals_of(lines)
    ranks = totals.ranks()
    # projects are of two years, so one without a year has no place; departments are all taken to be of 2023
    assert [rank_in(ranks, line) for line in lines] == [1, 2, 1, None, 2, 1]
    assert [(row.kind, row.year, row.forms) for row in totals.units()] == [
        ("部门整体", None, 1),
        ("部门整体", 2023, 1),
        ("项目支出", None, 1),
        ("项目支出", 2022, 1),
        ("项目支出", 2023, 2),
    ]
    assert [row[:2] for row in totals.kinds()][-2:] == [("项目支出（2022年度）", 1), ("项目支出（2023年度）", 2)]
