"""A number that was copied with two digits changed about is told with its other mention."""

from __future__ import annotations

import pytest

from tests.proofread.reading import findings

TABLE = """
| 项目 | 年初预算数（万元） | 全年执行数（万元） |
|---|---|---|
| 基本支出 | 29600.00 | 29846.90 |
| 项目支出 | 7200.00 | 7461.73 |
| 合计 | 36800.00 | 37308.63 |
"""


def said(text: str) -> list[str]:
    return [one.issue.message for one in findings(text, markdown=True) if one.issue.code == "TXT-36"]


@pytest.mark.parametrize("entered", ["29864.90", "29846.80", "28946.90"])
def test_prose_that_differs_from_its_table_by_a_slip_is_told(entered: str) -> None:
    (message,) = said(f"全年基本支出{entered}万元，保障了机关运转。\n{TABLE}")
    assert f"基本支出{entered}万元" in message and "第5行第3格是29846.90" in message


@pytest.mark.parametrize(
    "prose",
    [
        "全年基本支出29846.90万元。",  # as printed
        "全年基本支出31250.00万元。",  # another number altogether
        "上年基本支出29864.90万元。",  # another year
        "教育支出29864.90万元。",  # another thing
        "年初基本支出预算29600万元。",
        "人员经费7416.73万元。",
    ],
)
def test_other_numbers_and_other_things_are_left_alone(prose: str) -> None:
    assert said(f"{prose}\n{TABLE}") == []


def test_two_mentions_in_prose() -> None:
    text = "项目涉及受益群众465320人。\n\n{}受益群众{}人。"
    assert len(said(text.format("截至年底，项目涉及", "456320"))) == 1
    assert said(text.format("截至年底，项目涉及", "465320")) == []
    assert said("养护里程1250公里。\n\n养护里程1260公里。") == []  # one digit of four may well be another road
