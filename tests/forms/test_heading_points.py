"""Forms without a 分值 column: what their headings say of the points, and what is said of the rest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.forms import evaluated, found

HUBEI = """
| 2022年度项目自评表 | < | < | < | < | < | < |
| 项目名称 | 水土保持监测 | < | < | < | < | < |
| 预算执行情况(万元)\\n(20分) |  | 预算数(A) | < | 执行数(B) | 执行率(B/A) | 得分\\n(20分*执行率) |
| ^ | 年度财政资金总额 | 200 | < | 150 | 75% | 15 |
| 年度绩效目标\\n(80分) | 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分 |
| ^ | 产出指标(50分) | 数量指标 | 监测点位 | 24个 | {points} | {s1} |
| ^ | ^ | ^ | 监测次数 | ≥12次 | 12次 | {s2} |
| ^ | ^ | 质量指标(20分) | 数据合格率 | ≥98% | 98% | {s3} |
| ^ | 效益指标(30分) | 社会效益 | 知晓率 | ≥90% | 81% | {s4} |
| 总分 | < | < | < | < | < | {total} |
"""


def hubei(
    points: str = "24个", s1: str = "10", s2: str = "20", s3: str = "20", s4: str = "27", total: str = "92"
) -> str:
    return HUBEI.format(points=points, s1=s1, s2=s2, s3=s3, s4=s4, total=total)


def codes(table: str) -> list[tuple[str, str | None]]:
    return [issue for issue in found(table) if issue[0][:3] in ("WGT", "IND") or issue[0] in ("STR-22", "TOT-01")]


def test_a_heading_with_a_single_row_gives_it_its_points() -> None:
    (form,) = evaluated(hubei()).forms
    by_name = {row.row.name: row for row in form.indicators}
    assert [by_name[name].row.points.value for name in ("数据合格率", "知晓率")] == [Decimal(20), Decimal(30)]
    assert [by_name[name].row.points.value for name in ("监测点位", "监测次数")] == [None, None]
    assert str(by_name["知晓率"].score) == "27.00"
    assert "效益指标(30分)" in by_name["知晓率"].trace.text
    assert "依据待核实" in by_name["知晓率"].trace.text


def test_rows_that_share_a_headings_points_leave_the_total_open() -> None:
    """Nothing says how 50 - 20 points are shared between two rows; the total must not leave them out."""
    evaluation = evaluated(hubei())
    (form,) = evaluation.forms
    assert (form.score_total, form.grade) == (None, None)
    assert "监测点位" in form.why_not
    assert "完成率100%，达到指标值" in form.indicators[0].why_not
    (told,) = (issue for issue in evaluation.issues if issue.code == "STR-22")
    assert "“监测点位”、“监测次数”这2条指标" in told.message
    assert "在D6写“监测点位(10分)”" in told.remedy


def test_a_right_form_raises_nothing_of_its_points() -> None:
    assert codes(hubei()) == [("STR-22", "D5")]


def test_points_written_behind_all_names_score_the_whole_form() -> None:
    table = hubei().replace("监测点位", "监测点位(10分)").replace("监测次数", "监测次数(20分)")
    (form,) = evaluated(table).forms
    assert (str(form.score_total), form.grade) == ("92.00", "优")
    assert codes(table) == []


def test_one_name_with_points_gives_the_last_row_under_its_heading() -> None:
    (form,) = evaluated(hubei().replace("监测点位", "监测点位(12分)")).forms
    assert [str(row.row.points.value) for row in form.indicators] == ["12", "18", "20", "30"]


@pytest.mark.parametrize(
    ("swaps", "expected"),
    [
        ({"s2": "25", "total": "97"}, [("WGT-07", "B6")]),
        ({"points": "20个"}, [("WGT-08", "B6")]),
        ({"s2": "15", "total": "87"}, [("WGT-08", "B6")]),
        ({"points": "20个", "s1": "8.33", "total": "90.33"}, []),
        ({"s1": ""}, []),
        ({"s1": "", "s2": "45"}, [("WGT-07", "B6")]),
    ],
)
def test_scores_are_held_against_the_points_of_their_heading(
    swaps: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    raised = codes(hubei(**swaps))
    assert [issue for issue in raised if issue[0].startswith("WGT")] == expected


def test_what_is_qualitative_may_lose_points_without_missing_a_target() -> None:
    table = hubei(s2="15", total="87").replace("≥12次 | 12次", "加强监测 | 达成年度指标")
    assert "WGT-08" not in {code for code, _ in codes(table)}


LEVELS = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < | < |
| 项目名称 | 校舍维修 | < | < | 项目单位 | 青山县教育局 | < | < |
| 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 目标值 | 完成值 | 得分 |
| 产出 | 50 | 数量 | 30 | 维修校舍 | 10所 | 10所 | 15 |
| ^ | ^ | ^ | ^ | 维修操场 | 2个 | 2个 | 15 |
| ^ | ^ | 质量 | 20 | 合格率 | 100% | 95% | 19 |
| 效益 | 50 | 社会 | 50 | 受益学生 | 2000人 | 1900人 | 47.5 |
| 合计 | 100 |  | 100 |  |  |  | 96.5 |
"""


@pytest.mark.parametrize("merged", [True, False])
def test_points_of_a_level_are_not_those_of_each_row_below_it(merged: bool) -> None:
    table = LEVELS if merged else LEVELS.replace("^", "")
    (form,) = evaluated(table).forms
    assert [None if row.score is None else str(row.score) for row in form.indicators] == [None, None, "19.00", "47.50"]
    assert [str(row.row.level2_points.value) for row in form.indicators][2:] == ["20", "50"]
    raised = {code for code, _ in found(table)}
    assert not raised & {"IND-02", "WGT-01", "WGT-02", "TOT-01"}


def test_points_left_of_the_names_that_every_row_has_are_the_rows_own() -> None:
    table = LEVELS.replace("| ^ | ^ | ^ | ^ | 维修操场", "| ^ | ^ | ^ | 15 | 维修操场").replace(
        "| 数量 | 30 |", "| 数量 | 15 |"
    )
    (form,) = evaluated(table).forms
    assert [str(row.row.points.value) for row in form.indicators] == ["15", "15", "20", "50"]


def with_box(text: str) -> str:
    return (
        hubei().rstrip()
        + f"\n| 偏差大或目标未完成原因分析 | {text} | < | < | < | < | < |\n| 改进措施及结果应用方案 | 加强宣传 | < | < | < | < | < |\n"
    )


@pytest.mark.parametrize(("text", "told"), [("无", "只写“无”"), ("", "是空的")])
def test_a_missed_target_is_explained_in_the_box_of_such_a_form(text: str, told: str) -> None:
    issues = [issue for issue in evaluated(with_box(text)).issues if issue.code == "IND-32"]
    assert [(issue.cell, told in issue.message, "“知晓率”" in issue.message) for issue in issues] == [
        ("B11", True, True)
    ]


def test_a_box_that_gives_the_reason_is_enough_for_targets_and_execution() -> None:
    raised = {issue.code for issue in evaluated(with_box("汛期停工，宣传延后")).issues}
    assert not raised & {"IND-32", "BUD-06", "BUD-18"}
    measures_only = {issue.code for issue in evaluated(hubei()).issues}
    assert "BUD-06" in measures_only


def test_a_box_with_nothing_to_explain_may_say_so() -> None:
    table = with_box("无").replace("81%", "90%").replace("| 27 |", "| 30 |").replace("| 92 |", "| 95 |")
    assert "IND-32" not in {issue.code for issue in evaluated(table).issues}
