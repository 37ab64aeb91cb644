"""Forms are found by their words and structure."""

from __future__ import annotations

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import FormKind, FundKey, ParsedForm
from perfeval_xl.values.model import Comparator, Meaning
from tests.support.tables import sheet, sheets

OFFICIAL = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < | < | < | < |
| (2023年度) | < | < | < | < | < | < | < | < | < | < |
| 项目名称 | < | 乡村道路养护 | < | < | < | < | < | < | < | < |
| 主管部门 | < | 示例县交通运输局 | < | < | 实施单位 | 示例县公路中心 | < | < | < | < |
| 项目资金\\n(万元) | < |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | < | 得分 |
| ^ | ^ | 年度资金总额 | < | 120 | 100 | 86.18 | 10 |  | < |  |
| ^ | ^ | 其中:当年财政拨款 | < | 100 | 80 | 70 | — |  | < | — |
| ^ | ^ | 上年结转资金 | < | 20 | 20 | 16.18 | — |  | < | — |
| 年度总体目标 | 预期目标 | < | < | < | < | 实际完成情况 | < | < | < | < |
| ^ | 养护道路12公里 | < | < | < | < | 已养护12公里 | < | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | < |
| ^ | 产出指标 | 数量指标 | 养护里程 | < | ≥12公里 | 12公里 | 50 |  |  | < |
| ^ | ^ | 质量指标 | 验收合格率 | < | ≥95% | {90%} | 10 |  | 雨季影响 | < |
| ^ | 效益指标 | 社会效益指标 | 群众出行 | < | 明显改善 | 达成年度指标 | 20 |  |  | < |
| ^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | < | ≥90% | 95% | 10 |  |  | < |
| 总分 | < | < | < | < | < | < | 100 |  |  | < |
| 注:一级指标分值统一设置 | < | < | < | < | < | < | < | < | < | < |
"""


def only_form(table: str, **kwargs: str) -> ParsedForm:
    """The form of a sheet that has nothing wrong with its structure, but perhaps no fund table (STR-13)."""
    parsed, issues = find_forms(sheets(sheet(table, **kwargs)))
    assert {issue.code for issue in issues} <= {"STR-13"}
    (form,) = parsed.forms
    return form


def test_the_official_form_is_read_whole() -> None:
    parsed = only_form(OFFICIAL)
    form = parsed.form
    assert (form.kind, form.project, form.unit, form.year) == (FormKind.PROJECT, "乡村道路养护", "示例县公路中心", 2023)
    assert form.amount_unit == "万元"
    assert (form.goal_expected, form.goal_actual) == ("养护道路12公里", "已养护12公里")
    assert form.cells["goal_actual"] == "G10"
    assert form.cells["score_total"] == "I16"
    assert form.cells["points_total"] == "H16"


def test_fund_lines_know_what_they_are_and_where_they_stand() -> None:
    parsed = only_form(OFFICIAL)
    assert [(fund.key, str(fund.executed.value)) for fund in parsed.funds] == [
        (FundKey.TOTAL, "86.18"),
        (FundKey.FISCAL, "70"),
        (FundKey.CARRYOVER, "16.18"),
    ]
    total = parsed.funds[0]
    assert total.cells == {
        "initial": "E6",
        "budget": "F6",
        "executed": "G6",
        "points": "H6",
        "rate": "I6",
        "score": "K6",
        "name": "C6",
    }
    assert parsed.funds[1].points.meaning is Meaning.NOT_APPLICABLE


def test_indicators_inherit_merged_levels_and_keep_their_cells() -> None:
    rows = only_form(OFFICIAL).indicators
    assert [(row.level1, row.level2, row.name) for row in rows] == [
        ("产出指标", "数量指标", "养护里程"),
        ("产出指标", "质量指标", "验收合格率"),
        ("效益指标", "社会效益指标", "群众出行"),
        ("满意度指标", "服务对象满意度指标", "群众满意度"),
    ]
    quality = rows[1]
    assert (quality.target.comparator, str(quality.target.value), str(quality.actual.value)) == (
        Comparator.GE,
        "0.95",
        "0.9",
    )
    assert quality.cells["actual"] == "G13"
    assert quality.cells["score"] == "I13"
    assert quality.reason == "雨季影响"


def test_spaced_headers_and_other_columns_order_are_found() -> None:
    table = """
    | 附件1 |  |  |  |  |  |  |  |
    |  |  |  |  |  |  |  |  |
    | 序号 | 三 级 指 标 | 一级\\n指标 | 分 值 | 年度指标值(A) | 全年实际值(B) | 得分 | 未完成原因分析 |
    | 1 | 培训人次 | 产出 | 60 | 200人次 | 180人次 |  |  |
    | 2 | 满意度 | 满意度 | 40 | ≥90% | 92% |  |  |
    | 合计 |  |  | 100 |  |  |  |  |
    """
    rows = only_form(table).indicators
    assert [(row.name, row.level1, str(row.points.value)) for row in rows] == [
        ("培训人次", "产出", "60"),
        ("满意度", "满意度", "40"),
    ]
    assert rows[0].cells["score"] == "G4"


def test_a_header_over_two_rows_gives_sign_value_and_unit() -> None:
    table = """
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 实际完成值 | 分值 | 得分 |
    | ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ |
    | 产出指标 | 数量指标 | 发放补助 | ﹦ | 72890 | 元 | 72890 | 50 |  |
    | 产出指标 | 质量指标 | 准确率 | ≥ | 98 | % | 97 | 50 |  |
    """
    rows = only_form(table).indicators
    assert [(row.nature, row.unit, str(row.target.value)) for row in rows] == [
        ("﹦", "元", "72890"),
        ("≥", "%", "0.98"),
    ]


def test_two_forms_on_one_sheet_are_two_forms() -> None:
    one = """
    | 绩效自评表 |  |  |  |  |
    | 项目名称 | {name} |  |  |  |
    | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 |
    | 产出 | 次数 | ≥3次 | 3次 | 100 |
    | 总分 |  |  |  | 100 |
    |  |  |  |  |  |
    """
    parsed, _ = find_forms(sheets(sheet(one.replace("{name}", "甲") + one.replace("{name}", "乙"))))
    assert [form.form.project for form in parsed.forms] == ["甲", "乙"]
    assert [len(form.indicators) for form in parsed.forms] == [1, 1]


def test_spare_rows_are_no_indicators() -> None:
    table = """
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
    | 产出 | 数量 | 指标1 |  |  |  |  |
    | 产出 | 数量 | …… |  |  |  |  |
    | 产出 | 数量 |  |  |  |  |  |
    | 产出 | 数量 | 次数 | 3 | 3 | 100 |  |
    """
    assert [row.name for row in only_form(table).indicators] == ["次数"]


def test_percent_weights_are_points() -> None:
    table = """
    | 一级指标 | 三级指标 | 指标值 | 完成值 | 权重 | 得分 |
    | 产出 | 次数 | 3 | 3 | {60%} |  |
    | 效益 | 效果 | 3 | 3 | 40% |  |
    """
    assert [str(row.points.value.normalize().__format__("f")) for row in only_form(table).indicators] == ["60", "40"]


def test_a_missing_column_is_named_with_what_was_seen() -> None:
    table = """
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 | 得分 |
    | 产出 | 数量 | 次数 | 3 | 100 |  |
    """
    parsed, issues = find_forms(sheets(sheet(table)))
    assert len(parsed.forms) == 1
    (issue,) = (issue for issue in issues if issue.code == "STR-06")
    assert issue.sheet == "自评表"
    assert "缺少“实际完成值”列" in issue.message
    assert "一级指标" in issue.message


def test_no_form_says_what_was_looked_for_and_what_was_seen() -> None:
    parsed, issues = find_forms(
        sheets(sheet("| 姓名 | 电话 |", name="通讯录"), sheet("|  |", name="Sheet2"), workbook="d/名单.xlsx")
    )
    assert parsed.forms == ()
    (issue,) = issues
    assert issue.code == "IO-30"
    assert "名单.xlsx" in issue.message
    assert "三级指标" in issue.message
    assert "“通讯录”以“姓名”开头" in issue.message
    assert "“Sheet2”是空表" in issue.message


def test_a_form_in_yuan_says_so() -> None:
    table = OFFICIAL.replace("项目资金\\n(万元)", "项目资金(元)")
    assert only_form(table).form.amount_unit == "元"


def test_goals_beside_their_labels_are_read_too() -> None:
    table = """
    | 预期目标 | 修路 | 实际完成情况 | 已修 |
    | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 |
    | 产出 | 次数 | 3 | 3 |
    """
    parsed, _ = find_forms(sheets(sheet(table)))
    form = parsed.forms[0].form
    assert (form.goal_expected, form.goal_actual) == ("修路", "已修")


def test_defined_names_of_our_template_decide_kind_and_commentary_cells() -> None:
    names = {
        "pe_template": '="department-honghe-2020/1"',
        "pe_grade": "自评表!$B$4",
        "pe_comment_conclusion": "'自评表'!$B$5:$D$5",
    }
    table = """
    | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 |
    | 产出 | 次数 | 3 | 3 | 100 |
    | 总分 |  |  |  | 100 |
    | 自评等级 | 优 |  |  |  |
    | 综合评价结论 | 人写的话 | < | < |  |
    """
    parsed, _ = find_forms(sheets(sheet(table, names=names)))
    form = parsed.forms[0].form
    assert form.kind is FormKind.DEPARTMENT
    assert (form.entered_grade, form.cells["grade"]) == ("优", "B4")
    assert form.commentary == {"conclusion": "人写的话"}
    assert form.cells["comment:conclusion"] == "B5"


def test_a_blank_goal_is_blank_and_not_the_header_below_it() -> None:
    """Neither where only one of the two boxes is filled, nor where both are empty."""
    for goals in (
        "| ^ | 养护道路12公里 | < | < | < | < |  | < | < | < | < |",
        "| ^ |  | < | < | < | < |  | < | < | < | < |",
    ):
        lines = OFFICIAL.replace("| ^ | 养护道路12公里 | < | < | < | < | 已养护12公里 | < | < | < | < |", goals)
        assert lines != OFFICIAL
        parsed, _ = find_forms(sheets(sheet(lines)))
        (form,) = parsed.forms
        assert (form.form.goal_actual, form.form.cells["goal_actual"]) == ("", "G10")
