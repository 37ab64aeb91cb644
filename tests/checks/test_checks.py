"""Every check: silent on a correct form, and at the right cell on a wrong one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perfeval_xl.checks import all_checks
from perfeval_xl.evaluation import evaluate
from perfeval_xl.resources import data_folder
from tests.support.companions import PROJECTS
from tests.support.forms import CORRECT, changed, evaluated, found
from tests.support.tables import sheet, sheets

ROW_OF_TOTAL = "| ^ | ^ | 年度资金总额 | < | 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |"
MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
QUALITY = "| 验收合格率 | < | ≥95% | {90.25%} | 20 | 19 | 雨季影响施工，已加强监理 | < |"
OUTING = "| 群众出行 | < | 明显改善 | 达成年度指标 | 30 | 30 |  | < |"


def test_a_correct_form_raises_nothing() -> None:
    evaluation = evaluated(CORRECT)
    assert [issue.message for issue in evaluation.issues] == []
    assert evaluation.status == "ok"
    (form,) = evaluation.forms
    assert (str(form.score_total), form.grade) == ("97.62", "优")


CASES = {
    "points add to 110": (
        "WGT-01",
        "H17",
        [("10 | 86.18%", "20 | 86.18%"), ("| 8.62 |", "| 17.24 |"), ("97.62", "106.24")],
    ),
    "一级 points differ from their rows": ("WGT-02", "B12", [("产出指标(50分)", "产出指标(60分)")]),
    "points are words": ("WGT-04", "H12", [(MILEAGE, MILEAGE.replace("20 | 20", "二十分吧 | 20"))]),
    "points are zero": ("WGT-04", "H12", [(MILEAGE, MILEAGE.replace("20 | 20", "0 | 20"))]),
    "no budget but money spent": ("BUD-01", "F6", [("100 | 100 | 86.18", "100 | 0 | 86.18")]),
    "parts do not add up": ("BUD-02", "F6", [("80 | 80 | 70", "80 | 70 | 70")]),
    "rate is wrong": ("BUD-03", "I6", [("86.18% |", "87.18% |")]),
    "rate is cut off": ("BUD-16", "I6", [("86.18 | 10 | 86.18%", "86.18 | 10 | 86.1%")]),
    "execution score is wrong": ("BUD-04", "K6", [("| 8.62 |", "| 9 |")]),
    "spent more than budgeted": ("BUD-05", "G6", [("100 | 100 | 86.18", "100 | 100 | 186.18")]),
    "amount is words": ("BUD-14", "G6", [("100 | 100 | 86.18", "100 | 100 | 已全部支付")]),
    "amount is negative": ("BUD-14", "G6", [("100 | 100 | 86.18", "100 | 100 | -86.18")]),
    "score above points": ("IND-01", "I12", [(MILEAGE, MILEAGE.replace("20 | 20", "20 | 22"))]),
    "score differs from the recomputed one": ("IND-02", "I13", [("20 | 19", "20 | 18.05")]),
    "lost points without a reason": ("IND-03", "J13", [("雨季影响施工，已加强监理", "无")]),
    "actual is a word": ("IND-06", "G12", [(MILEAGE, MILEAGE.replace("12公里 | 20", "完成 | 20"))]),
    "target 0 that nobody can miss": ("IND-10", "F12", [("≥12公里", "≥0公里")]),
    "actual is negative": ("IND-13", "G12", [(MILEAGE, MILEAGE.replace("12公里 | 20 | 20", "-12公里 | 20 | 0"))]),
    "qualitative score outside its band": (
        "IND-14",
        "I15",
        [(OUTING, OUTING.replace("达成年度指标 |", "部分达成年度指标并具有一定效果 |"))],
    ),
    "qualitative told in other words": ("IND-22", "G15", [(OUTING, OUTING.replace("达成年度指标", "变化很大"))]),
    "actual left empty": ("IND-19", "G12", [(MILEAGE, MILEAGE.replace("| 12公里 |", "|  |"))]),
    "points left empty": ("IND-19", "H12", [(MILEAGE, MILEAGE.replace("20 | 20", " | 20"))]),
    "satisfaction without a survey": ("SAT-01", "G16", [("95%(回收问卷100份)", "100%")]),
    "an error value": ("STR-08", "G12", [(MILEAGE, MILEAGE.replace("| 12公里 |", "| {#DIV/0!} |"))]),
    "a formula never calculated": ("STR-09", "G12", [(MILEAGE, MILEAGE.replace("| 12公里 |", "| {=} |"))]),
    "total is not the sum": ("TOT-01", "I17", [("97.62", "98.62")]),
    "the total stays open": ("TOT-05", "I17", [(MILEAGE, MILEAGE.replace("12公里 | 20", "完成 | 20"))]),
    "grade does not fit": ("TOT-02", "C18", [("| 自评等级 | < | 优 |", "| 自评等级 | < | 良 |")]),
    "a wrong rate in a text": (
        "TXT-03",
        "G10",
        [("已养护12公里", "利用外资3012万美元,完成年度目标任务数924万美元的306.77%")],
    ),
    "a cut-off rate in a text": ("TXT-08", "G10", [("已养护12公里", "到位177.83亿元,完成目标任务数240亿元的74.09%")]),
    "two targets for one figure": (
        "TXT-04",
        "G10",
        [("已养护12公里", "到位676.75亿元,完成目标任务数800亿元的84.59%。到位676.75亿元,完成年度目标812亿元的83.34%")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_form_is_found_at_its_cell(case: str) -> None:
    code, cell, swaps = CASES[case]
    assert (code, cell) in found(changed(*swaps))


SILENT = {
    "rate printed without decimals": [("86.18 | 10 | 86.18%", "86.18 | 10 | 86%")],
    "rate as a bare percentage": [("86.18 | 10 | 86.18%", "86.18 | 10 | 86.18")],
    "rate as a bare fraction": [("86.18 | 10 | 86.18%", "86.18 | 10 | 0.8618")],
    "a count under 满意度指标": [("群众满意度 | < | ≥90% | 95%(回收问卷100份)", "违规事件 | < | ≤0起 | 0起")],
    "rate as a percent-formatted number": [("86.18 | 10 | 86.18%", "86.18 | 10 | {86.18%}")],
    "rate left blank": [("86.18 | 10 | 86.18%", "86.18 | 10 | ")],
    "scores left blank": [
        ("| 8.62 |", "|  |"),
        (MILEAGE, MILEAGE.replace("20 | 20", "20 | ")),
        ("20 | 19", "20 | "),
        ("97.62", ""),
    ],
    "not applicable row": [("| 12公里 | 20 | 20 |", "| 不适用 | 20 |  |"), ("97.62", "")],
    "grade in long form": [("| 自评等级 | < | 优 |", "| 自评等级 | < | 优秀 |")],
    "parts rounded to the total's decimals": [
        ("80 | 80 | 70 |", "80 | 80 | 70.004 |"),
        ("20 | 20 | 16.18", "20 | 20 | 16.18"),
    ],
}


@pytest.mark.parametrize("case", SILENT)
def test_a_right_form_written_otherwise_stays_silent(case: str) -> None:
    assert found(changed(*SILENT[case])) == []


def test_an_empty_total_is_not_called_nought() -> None:
    empty = evaluated(changed(("| 100 | 100 | 86.18 | 10 |", "|  |  |  | 10 |"))).issues
    told = [issue.message for issue in empty if issue.code == "BUD-02"]
    assert told[1] == "“年度资金总额”的全年预算数未填，各项资金之和为100万元（80+20）"
    nought = evaluated(changed(("| 100 | 100 | 86.18 | 10 |", "| 100 | 0 | 86.18 | 10 |"))).issues
    assert [issue.message for issue in nought if issue.code == "BUD-02"] == [
        "“年度资金总额”的全年预算数为0万元，各项资金之和为100万元（80+20）"
    ]


def test_a_row_without_a_name_is_told_by_its_place() -> None:
    nameless = evaluated(changed(("养护里程", ""), ("12公里 | 20 | 20", "6公里 | 20 | 20"))).issues
    told = {issue.code: issue.message for issue in nameless if issue.cell and issue.cell.endswith("12")}
    assert told["IND-02"].startswith("第12行未写名称的指标得分填20分，按指标值和完成值重算为10分")
    assert not any("“”" in issue.message for issue in nameless)


def test_the_seed_table_is_wrong_in_its_total_row_only() -> None:
    places = found(CORRECT, ("表2", PROJECTS))
    assert places == [("BUD-03", "G7"), ("BUD-08", "E7"), ("BUD-08", "F7")]
    messages = {issue.cell: issue.message for issue in evaluated(CORRECT, ("表2", PROJECTS)).issues}
    assert "349.62" in messages["E7"] and "346.62" in messages["E7"]
    assert "74.23%" in messages["G7"] and "73.59%" in messages["G7"]
    assert "121.38" in messages["F7"]


def test_a_target_that_differs_from_the_table_of_targets_is_named_with_both_places() -> None:
    targets = """
    | 项目支出绩效目标审核表 | < | < | < |
    | 二级指标 | 三级指标 | 年度指标值 | 度量单位 |
    | 数量指标 | 养护里程 | ≥15 | 公里 |
    | 服务对象满意度指标 | 群众满意度 | ≥90 | % |
    | 质量指标 | 验收合格率 | ≥95 | % |
    """
    issues = [issue for issue in evaluated(CORRECT, ("附件1", targets)).issues if issue.code == "GOAL-03"]
    (issue,) = issues
    assert issue.cell == "F12"
    assert "附件1!C3" in issue.message


def test_survey_numbers_in_the_base_data_sheet_silence_sat_01() -> None:
    table = changed(("95%(回收问卷100份)", "95%"))
    basics = """
    | 基础数据表 | < | < |
    | 项目 | 单位 | 数值 |
    | 收回有效问卷数 | 份 | 100 |
    | 满意份数 | 份 | 95 |
    """
    basics = basics.replace("| 项目 | 单位 | 数值 |", "| 数据项目 | 单位 | 数值 |")
    assert found(table) == [("SAT-01", "G16")]
    assert found(table, ("基础数据表", basics)) == []


def test_a_blank_form_is_told_once_not_cell_by_cell() -> None:
    templates = list(data_folder("workbook_templates").glob("*.xlsx"))
    assert templates
    for template in templates:
        codes = [issue.code for issue in evaluate(template).issues]
        assert codes == ["STR-10"], template.name


def test_every_check_module_registers_and_every_code_is_unique() -> None:
    assert len(all_checks()) >= 20


@pytest.mark.parametrize(("cells", "remedy"), [("12公里 | 20 | 20", "填“不适用”"), ("20 | 20", "请补填分值")])
def test_what_is_left_empty_is_to_be_filled_as_its_column_wants(cells: str, remedy: str) -> None:
    first, _, rest = cells.partition(" | ")
    issues = evaluated(changed((MILEAGE, MILEAGE.replace(f"| {cells}", f"|  | {rest}")))).issues
    (issue,) = (one for one in issues if one.code == "IND-19")
    assert issue.remedy.endswith(remedy), first


@pytest.mark.parametrize("typed", ["80万元", "'80"])
def test_a_total_whose_formula_leaves_texts_out_is_told_once_and_at_the_text(typed: str) -> None:
    table = changed(
        ("| 100 | 100 | 86.18 | 10 |", "| 100 |  | 86.18 | 10 |"), ("80 | 80 | 70 |", f"80 | {typed} | 70 |")
    )
    page = replace(sheet(table), formulas={(5, 5): 'IF(COUNT(F7,F8)=0,"",SUM(F7,F8))'})
    evaluation = evaluate(sheets(page))
    assert [(issue.code, issue.cell) for issue in evaluation.issues] == [("STR-35", "F7")]
    assert evaluation.issues[0].message.endswith("F6的求和公式不会把它加进去；“年度资金总额”已按加进去的100计算")
    assert (str(evaluation.forms[0].score_total), evaluation.forms[0].grade) == ("97.62", "优")
    short = replace(sheet(table.replace("| 100 |  | 86.18 |", "| 100 | 20 | 86.18 |")), formulas=page.formulas)
    assert evaluate(sheets(short)).forms[0].score_total == evaluation.forms[0].score_total
    by_hand = replace(page, formulas={})
    assert ("BUD-02", "F6") in [(issue.code, issue.cell) for issue in evaluate(sheets(by_hand)).issues]
