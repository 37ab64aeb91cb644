"""Objectives on the command line: a form made from them, and forms held against them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed
from tests.support.objectives import DECLARATION, DEPARTMENT, LIST

EASED = changed(("≥12公里 | 12公里", "≥10公里 | 12公里"))


@pytest.fixture
def goals(tmp_path: Path) -> Path:
    write_book(tmp_path / "目标/甲.xlsx", DECLARATION, name="申报表")
    write_book(tmp_path / "目标/乙.xlsx", LIST, name="批复")
    return tmp_path / "目标"


def test_a_form_is_made_from_a_declaration(tmp_path: Path, goals: Path) -> None:
    target = tmp_path / "自评表.xlsx"
    answer = call("template", "new", "project", "-o", target, "--from", goals / "甲.xlsx")
    assert answer.code == 0
    assert "“乡村道路养护”：5个指标（甲.xlsx 申报表!D11至D15），预算100万元" in answer.out
    assert "来源没有写全分值" in answer.out
    assert load_workbook(target)["项目支出绩效自评表"]["F14"].value == "≥12公里"


def test_one_project_of_a_list(tmp_path: Path, goals: Path) -> None:
    target = tmp_path / "自评表.xlsx"
    assert call("template", "new", "项目", "-o", target, "--from", goals / "乙.xlsx", "--project", "水库").code == 0
    sheet = load_workbook(target)["项目支出绩效自评表"]
    assert (sheet["C4"].value, sheet["G5"].value) == ("水库除险", "示例县水利站")
    assert call("template", "new", "project", "-o", target, "--from", goals / "乙.xlsx", "--force").code == 0
    assert load_workbook(target).sheetnames == ["青山渠维修", "水库除险"]


@pytest.mark.parametrize(
    ("kind", "options", "said", "code"),
    [
        ("project", ["--project", "桥梁"], "没有名称含“桥梁”的项目，有的是：“青山渠维修”、“水库除险”", 2),
        ("project", ["--project", "水"], "", 0),
        ("department", [], "只有项目支出的绩效目标，请用 perfeval template new project", 2),
    ],
)
def test_what_fits_no_objective_says_what_there_is(
    tmp_path: Path, goals: Path, kind: str, options: list[str], said: str, code: int
) -> None:
    target = tmp_path / "自评表.xlsx"
    answer = call("template", "new", kind, "-o", target, "--from", goals / "乙.xlsx", *options)
    assert (answer.code, said in answer.err, target.exists()) == (code, True, code == 0)


UNITS = """
| 项目支出绩效目标批复表 | < | < | < | < | < | < |
| 单位名称 | 项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |
| 示例县水务局 | 渠道维修 | 产出指标 | 数量指标 | 维修里程 | ≥12公里 | 90 |
| 示例县交通局 | 渠道维修 | 产出指标 | 数量指标 | 维修里程 | ≥5公里 | 90 |
| ^ | 桥梁维修 | 产出指标 | 数量指标 | 桥梁 | ≥2座 | 90 |
"""


def test_the_forms_of_all_units_are_made_at_once_and_none_is_written_over(tmp_path: Path) -> None:
    source = write_book(tmp_path / "批复.xlsx", UNITS)
    folder = tmp_path / "下发"
    answer = call("template", "each", "project", "--from", source, "-o", folder, "--year", 2025)
    assert answer.code == 0 and "已生成 2 个工作簿、3 张自评表" in answer.out
    book = load_workbook(folder / "示例县交通局.xlsx")
    assert [(sheet["C4"].value, sheet["G5"].value) for sheet in book] == [
        ("渠道维修", "示例县交通局"),
        ("桥梁维修", "示例县交通局"),
    ]
    (folder / "示例县水务局.xlsx").unlink()
    (folder / "示例县交通局.xlsx").write_bytes(b"filled")
    again = call("template", "each", "project", "--from", source, "-o", folder, "--year", 2025)
    assert "已生成 1 个工作簿" in again.out and "“示例县交通局.xlsx” 1 个已经有了，没有覆盖" in again.out
    assert (folder / "示例县交通局.xlsx").read_bytes() == b"filled"
    assert "请填写" in again.out
    third = call("template", "each", "project", "--from", source, "-o", folder, "--year", 2025)
    assert "已生成 0 个工作簿" in third.out and "请填写" not in third.out
    assert call("template", "each", "project", "--from", source, "-o", source).code == 2


def test_targets_that_are_missing_in_the_source_are_told(tmp_path: Path) -> None:
    source = write_book(tmp_path / "批复.xlsx", UNITS.replace("≥5公里", "").replace("≥2座", ""))
    for options in (("each", "project", "-o", tmp_path / "下发"), ("new", "project", "-o", tmp_path / "表.xlsx")):
        answer = call("template", *options, "--from", source)
        assert answer.code == 0
        assert "有2个指标在来源里没有指标值" in answer.out
        assert "请补填：批复.xlsx 自评表!F4（维修里程）、批复.xlsx 自评表!F5（桥梁）" in answer.out
    whole = call(
        "template", "each", "project", "--from", write_book(tmp_path / "全.xlsx", UNITS), "-o", tmp_path / "乙"
    )
    assert "没有指标值" not in whole.out


def test_forms_of_the_other_kind_are_pointed_to_by_the_same_command(tmp_path: Path) -> None:
    source = write_book(tmp_path / "批复.xlsx", UNITS)
    answer = call("template", "each", "department", "--from", source, "-o", tmp_path / "下发")
    assert (answer.code, "请用 perfeval template each project" in answer.err) == (2, True)


def test_a_workbook_a_project(tmp_path: Path) -> None:
    source = write_book(tmp_path / "批复.xlsx", UNITS)
    call("template", "each", "project", "--from", source, "-o", tmp_path / "下发", "--per", "project")
    made = {path.relative_to(tmp_path / "下发").as_posix() for path in (tmp_path / "下发").rglob("*.xlsx")}
    assert made == {"示例县水务局/渠道维修.xlsx", "示例县交通局/渠道维修.xlsx", "示例县交通局/桥梁维修.xlsx"}


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--unit", "交通局"], 0, "“渠道维修”：1个指标"),
        (["--unit", "示例县"], 2, "有几个单位的名称含“示例县”：“示例县水务局”、“示例县交通局”"),
        (["--unit", "财政局"], 2, "没有名称含“财政局”的单位"),
        (["--project", "渠道维修"], 2, "有2个项目都叫“渠道维修”，分属“示例县水务局”、“示例县交通局”；请加 --unit"),
        (["--project", "渠道维修", "--unit", "水务局"], 0, "1个指标（批复.xlsx 自评表!E3"),
    ],
)
def test_one_unit_of_a_list(tmp_path: Path, options: list[str], code: int, said: str) -> None:
    source = write_book(tmp_path / "批复.xlsx", UNITS)
    answer = call("template", "new", "project", "-o", tmp_path / "表.xlsx", "--from", source, *options)
    assert (answer.code, said in answer.out + answer.err) == (code, True), answer
    if code == 0:
        units = {sheet["G5"].value for sheet in load_workbook(tmp_path / "表.xlsx")}
        assert units == {"示例县交通局" if "交通局" in options else "示例县水务局"}


def test_a_name_that_fits_several_is_asked_for_whole(tmp_path: Path) -> None:
    source = write_book(tmp_path / "目标.xlsx", LIST.replace("青山渠维修", "水渠维修"))
    answer = call("template", "new", "project", "-o", tmp_path / "表.xlsx", "--from", source, "--project", "水")
    assert (answer.code, "“水渠维修”、“水库除险”；请写全名称" in answer.err) == (2, True)


def test_a_source_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    source = tmp_path / "空.xlsx"
    source.write_bytes(b"")
    answer = call("template", "new", "project", "-o", tmp_path / "表.xlsx", "--from", source)
    assert (answer.code, "IO-06" in answer.err, (tmp_path / "表.xlsx").exists()) == (3, True, False)
    department = write_book(tmp_path / "部门.xlsx", DEPARTMENT)
    answer = call("template", "new", "project", "-o", tmp_path / "表.xlsx", "--from", department)
    assert (answer.code, "请用 perfeval template new department" in answer.err) == (2, True)


@pytest.mark.parametrize("place", ["目标", "目标/甲.xlsx"])
def test_check_and_score_hold_a_form_against_its_objectives(tmp_path: Path, goals: Path, place: str) -> None:
    form = write_book(tmp_path / "自评表.xlsx", EASED)
    (checked,) = call("check", form, "--goals", tmp_path / place, "--format", "json").objects
    (scored,) = call("score", form, "--goals", tmp_path / place, "--format", "json").objects
    for answer in (checked, scored):
        assert [(issue["code"], issue["cell"]) for issue in answer["issues"]] == [("GOAL-03", "F12")]
        assert answer["forms"][0]["objectives"] == ["甲.xlsx 申报表!B3"]
    assert goals.is_dir()
    sheet = load_workbook(scored["output"])["自评表"]
    assert "绩效目标表是≥12公里" in sheet["F12"].comment.text
    (without,) = call("check", form, "--format", "json").objects
    assert (without["issues"], without["forms"][0]["objectives"]) == ([], [])


def test_a_batch_tells_first_what_has_no_form(tmp_path: Path, goals: Path) -> None:
    write_book(goals / "自评表.xlsx", EASED)
    answer = call("batch", goals, "-o", tmp_path / "结果", "--goals", goals, "--jobs", 1)
    told = [line for line in answer.err.splitlines() if line]
    assert told[0] == "2 个绩效目标表已用来核对自评表，不当自评表评分。"
    assert told[1].startswith("未处理：乙.xlsx 批复!A6（“示例县水利站 青山渠维修”有绩效目标")
    assert told[-1] == "有 2 个绩效目标没有找到自评表，见汇总表的“未处理”。"
    sheet = load_workbook(tmp_path / "结果/summary.xlsx")["未处理"]
    assert [sheet.cell(row, 2).value for row in range(2, 6)] == [
        "乙.xlsx 批复!A6",
        "乙.xlsx 批复!A9",
        "乙.xlsx",
        "甲.xlsx",
    ]


def test_goals_that_are_not_there(tmp_path: Path) -> None:
    form = write_book(tmp_path / "自评表.xlsx")
    for command in (["check", form], ["score", form], ["batch", tmp_path, "-o", tmp_path / "out"]):
        answer = call(*command, "--goals", tmp_path / "没有")
        assert (answer.code, "找不到文件" in answer.err, answer.out) == (3, True, "")
    assert not (tmp_path / "out").exists()


def test_a_goal_that_cannot_be_read_is_told_and_the_others_count(tmp_path: Path, goals: Path) -> None:
    (goals / "坏.xlsx").write_bytes(b"PK\x03\x04")
    form = write_book(tmp_path / "自评表.xlsx", EASED)
    answer = call("check", form, "--goals", goals, "--format", "json")
    assert "绩效目标没有读到：“坏.xlsx”" in answer.err
    assert [issue["code"] for issue in answer.objects[0]["issues"]] == ["GOAL-03"]


COUNTIES = """
| 渠道维修资金绩效目标分解表（2024年度） | < | < | < | < |
| 项目名称 | 渠道维修资金 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | < |
| ^ | ^ | ^ | 石屏县 | 建水县 |
| 产出指标 | 数量指标 | 维修里程 | ≥12公里 | ≥8公里 |
| 效益指标 | 社会效益指标 | 灌溉条件 | 改善 | 改善 |
"""


def test_a_county_is_picked_by_the_unit_or_asked_for(tmp_path: Path) -> None:
    source = write_book(tmp_path / "分县.xlsx", COUNTIES)
    command = ("template", "new", "project", "--from", source, "-o")
    answer = call(*command, tmp_path / "一.xlsx", "--unit", "建水县水务局")
    assert (answer.code, "“渠道维修资金”：2个指标（分县.xlsx 自评表!C5至C6）" in answer.out) == (0, True)
    sheet = load_workbook(tmp_path / "一.xlsx")["项目支出绩效自评表"]
    assert (sheet["F14"].value, sheet["G5"].value) == ("≥8公里", "建水县水务局")
    for options, why in (((), "不知道要哪一个"), (("--unit", "元阳县水务局"), "“元阳县水务局”不在其中")):
        answer = call(*command, tmp_path / "二.xlsx", *options)
        assert (answer.code, f"按石屏县、建水县分列，{why}；请用 --unit 写明单位名称" in answer.err) == (2, True)
    assert not (tmp_path / "二.xlsx").exists()


def test_a_form_is_held_against_its_countys_column(tmp_path: Path) -> None:
    source = write_book(tmp_path / "分县.xlsx", COUNTIES)
    swaps = (("乡村道路养护", "渠道维修资金"), ("2023年度", "2024年度"), ("养护里程", "维修里程"))
    ours = changed(*swaps, ("示例县公路中心", "石屏县水务局"), ("≥12公里 | 12公里", "≥10公里 | 12公里"))
    (found,) = call("check", write_book(tmp_path / "一.xlsx", ours), "--goals", source, "--format", "json").objects
    told = {issue["code"]: issue["message"] for issue in found["issues"]}
    assert "绩效目标表是≥12公里（分县.xlsx 自评表!D5）" in told["GOAL-03"]
    others = changed(*swaps, ("示例县公路中心", "示例州水务局"), ("示例县交通运输局", "示例州水利局"))
    (found,) = call("check", write_book(tmp_path / "二.xlsx", others), "--goals", source, "--format", "json").objects
    (message,) = [issue["message"] for issue in found["issues"] if issue["code"].startswith("GOAL")]
    assert "有2份绩效目标（分县.xlsx 自评表!D5“石屏县”、分县.xlsx 自评表!E5“建水县”），不知以哪一份为准" in message
