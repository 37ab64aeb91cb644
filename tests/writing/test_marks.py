"""Which cells are marked, how heavily, and in which words."""

from __future__ import annotations

from dataclasses import replace

from perfeval_xl.issues import Issue, Severity
from perfeval_xl.results import Evaluation
from perfeval_xl.workbook.model import Mark, Sheets
from perfeval_xl.writing.marks import issue_marks
from tests.support.forms import CORRECT, changed, evaluated
from tests.support.tables import sheet, sheets

PAGE: Sheets = sheets(sheet(CORRECT))


def issue(
    cell: str | None, severity: Severity = Severity.ERROR, *, on: str | None = "自评表", message: str = "不对"
) -> Issue:
    return Issue("ABC-01", severity, message, "请改正", sheet=on, cell=cell)


def marks(*issues: Issue) -> list[Mark]:
    ordered = sorted(issues, key=lambda one: one.severity.rank)
    return issue_marks(replace(evaluated(CORRECT), issues=tuple(ordered)), PAGE)


def test_every_issue_with_a_cell_is_a_mark() -> None:
    table = changed(("| 8.62 |", "| 9.9 |"), ("雨季影响施工，已加强监理", ""))
    evaluation: Evaluation = evaluated(table)
    found = issue_marks(evaluation, sheets(sheet(table)))
    assert len(evaluation.issues) > 1
    assert {mark.cell for mark in found} == {one.cell for one in evaluation.issues}
    for one in evaluation.issues:
        (mark,) = [mark for mark in found if mark.cell == one.cell]
        assert one.message.rstrip("。") in mark.text
        assert one.code in mark.text


def test_the_colour_tells_the_heaviest_issue_and_a_hint_has_none() -> None:
    one, both, hint = marks(
        issue("G12"), issue("G13", Severity.HINT), issue("G13", Severity.WARNING), issue("G14", Severity.HINT)
    )
    assert (one.cell, one.fill) == ("G12", "FFC7CE")
    assert (both.cell, both.fill) == ("G13", "FFEB9C")
    assert (hint.cell, hint.fill) == ("G14", "")


def test_a_comment_names_us_then_says_each_issue_and_its_remedy() -> None:
    (mark,) = marks(issue("G12"), issue("G12", Severity.HINT, message="看一看。"))
    assert mark.text == (
        "绩效自评检查：\n【错误 ABC-01】不对。\n处理：请改正。\n【提示 ABC-01】看一看。\n处理：请改正。"
    )


def test_issues_of_cells_in_one_merge_share_its_anchor() -> None:
    (mark,) = marks(issue("A1"), issue("D1"))
    assert mark.cell == "A1"
    assert mark.text.count("ABC-01") == 2


def test_what_has_no_cell_is_not_marked() -> None:
    assert marks(issue(None), issue("A1", on=None), issue("A1", on="没有的表"), issue("第3行")) == []


def test_long_comments_are_cut_and_say_so() -> None:
    (mark,) = marks(*(issue("G12", message=f"第{number}个问题" + "很长" * 100) for number in range(20)))
    assert len(mark.text) < 1100
    assert mark.text.endswith("个问题，见“问题清单”。")
    assert int(mark.text.rpartition("另有")[2].partition("个")[0]) == 20 - mark.text.count("ABC-01")
    (single,) = marks(issue("G12", message="很长" * 1000))
    assert len(single.text) < 500
    assert "……（全文见“问题清单”）" in single.text
