"""What a message says: the numbers and places that a person can check."""

from __future__ import annotations

import pytest

from tests.checks.lines import LINES
from tests.checks.swaps import (
    Swaps,
    codes,
    goals,
    money,
)
from tests.support.forms import changed, evaluated, found


@pytest.mark.parametrize(
    ("budget", "said"), [("0", "全年预算数为0，全年执行数为86.18万元"), ("", "全年预算数未填，全年执行数为86.18万元")]
)
def test_a_missing_budget_is_not_called_nought(budget: str, said: str) -> None:
    table = changed(*money(f"100 | {budget} | 86.18 | 10 |  | < | ", " |  | ", " |  | "))
    (issue,) = [issue for issue in evaluated(table).issues if issue.code == "BUD-01"]
    assert said in issue.message


MESSAGES = {
    "money spent without a budget": "“年度资金总额”的全年预算数为0，全年执行数为0.01万元",
    "a sum beyond rounding": "“年度资金总额”的年初预算数为100.03万元，各项资金之和为100.01万元（80.01+20）",
    "a rate half a cent up": "“年度资金总额”的执行率填86.20%，按86.185÷100计算应为86.19%",
    "a rate cut off at half a cent": "的执行率填86.18%，按86.185÷100计算四舍五入为86.19%",
    "an execution score too high": "预算执行率得分填8.64分，按执行率86.18%×10分计算应为8.62分",
    "more spent than budgeted": "“年度资金总额”的全年执行数100.01万元大于全年预算数100万元",
    "under 80% spent": "的执行率为79.99%，低于80%，",
    "under 90% spent": "的执行率为89.99%，低于90%，",
    "months before December": "的数据截至2023年11月，不是2023年全年数",
    "a cost beyond all funds": "完成值为100.01万元，而年度资金总额只有100万元，差额0.01万元没有资金来源",
    "a score above its points": "“养护里程”得分20.01分，超出0至20分的范围",
    "a score off by more than a cent": "得分填11.69分，按指标值和完成值重算为11.67分（7 ÷ 12 × 20 = 11.67）",
    "nothing for a missed ≤ is a formula in use": "得分填0分，是按“没有达到得0分”算的；按本规则重算为8分（(1 - (6 - 5) ÷ 5) × 10 = 8.00）",
    "a cent lost without a reason": "“验收合格率”得19.98分（分值20分），未填写",
    "all points though overdue": "“完工时间”指标值“2023年6月底前”，完成值“2023年7月1日”，没有达到，却得满分20分",
    "a reason without anything missed": "的指标值“≥12公里”、完成值“12公里”是达标的，原因栏却写“因雨季未完成”",
    "a third more than the target": "指标值“≥12公里”，完成值“15.6公里”，完成率130.00%，达到130%，",
    "a saving by the quotient": "得分8像是按完成值÷指标值（4万元÷≤5万元）算的",
    "all points, little spent": "预算执行率为94.99%，总分却填100分",
    "results above spending": "指标得分率为100.00%，预算执行率为94.99%，高出得分率的5%以上",
    "a rate above the survey's": "填91.85%，按满意90÷有效98计算应为91.84%",
    "a total off by more than a cent": "总分填97.64分，表上各行得分之和为97.62分",
    "a quoted score off by more than a cent": "实际完成情况写“自评得分97.64分”，表中总分为97.62分",
    "one indicator above 40 points": "“养护里程”一条就占40.01分，超过40分",
}


@pytest.mark.parametrize("case", MESSAGES)
def test_a_message_says_the_numbers_that_a_person_can_check(case: str) -> None:
    code, cell, past, _ = LINES[case]
    told = [issue.message for issue in evaluated(changed(*past)).issues if (issue.code, issue.cell) == (code, cell)]
    assert len(told) == 1
    assert MESSAGES[case] in told[0]


@pytest.mark.parametrize(
    ("printed", "said"),
    [("31.00%", "执行率填31.00%，按31.0811÷100计算应为31.08%"), ("30%", "执行率填30%，按31.0811÷100")],
)
def test_a_rate_is_quoted_with_the_zeros_that_make_it_wrong(printed: str, said: str) -> None:
    table = changed(*money(f"100 | 100 | 31.0811 | 10 | {printed} | < | 3.11", "80 | 80 | 14.9011"))
    assert said in next(issue.message for issue in evaluated(table).issues if issue.code == "BUD-03")


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ("100 | 100 | 50", "看不出是1.5%还是150%；按金额计算应为50.00%"),
        ("100 | 100 | ", "看不出是1.5%还是150%"),
    ],
)
def test_a_rate_that_may_be_two_is_told_with_both(amounts: str, said: str) -> None:
    table = changed(*money(f"{amounts} | 10 | 1.5 | < | ", " |  | ", " |  | "))
    (issue,) = [issue for issue in evaluated(table).issues if issue.code == "BUD-19"]
    assert (issue.cell, issue.message.endswith(said)) == ("I6", True)


def test_a_figure_told_twice_says_where_it_stood_first() -> None:
    twice = "到位676.75亿元,完成目标任务数800亿元的84.59%"
    other = "到位676.75亿元,完成年度目标812亿元的83.34%"
    for texts, cell, where in (
        (("养护", f"{twice}。{other}"), "G10", "实际完成情况前文"),
        ((twice, other), "G10", "预期目标"),
    ):
        swaps = (("| 养护道路12公里 |", f"| {texts[0]} |"), ("| 已养护12公里 |", f"| {texts[1]} |"))
        (issue,) = [issue for issue in evaluated(changed(*swaps)).issues if issue.code == "TXT-04"]
        assert (issue.cell, f"在{where}为800亿元" in issue.message) == (cell, True)


@pytest.mark.parametrize(
    ("old", "cell", "named"),
    [
        ("| 100 | 100 | 86.18 |", "E6", "年初预算数"),
        ("| 100 | 86.18 |", "F6", "全年预算数"),
        ("| 86.18 |", "G6", "全年执行数"),
        ("| 10 | 86.18% |", "H6", "分值"),
        ("| 86.18% |", "I6", "执行率"),
        ("| 8.62 |", "K6", "得分"),
        ("| ≥12公里 |", "F12", "年度指标值"),
        ("| 12公里 |", "G12", "实际完成值"),
        ("| 20 | 20 |  |", "H12", "分值"),
        ("| 19 |", "I13", "得分"),
        ("| 100 | 97.62 |", "H17", "分值合计"),
        ("| 97.62 |", "I17", "总分"),
    ],
)
@pytest.mark.parametrize(("wrong", "code"), [("{#REF!}", "STR-08"), ("{=}", "STR-09")])
def test_an_error_in_any_cell_is_named_by_its_column(old: str, cell: str, named: str, wrong: str, code: str) -> None:
    first = old.split("|")[1]
    issues = evaluated(changed((old, old.replace(first, f" {wrong} ", 1)))).issues
    (issue,) = [issue for issue in issues if issue.code == code]
    assert (issue.cell, f"的{named}" in issue.message) == (cell, True)


@pytest.mark.parametrize(
    ("old", "new", "cell", "column"),
    [
        ("| 养护里程 |", "|  |", "D12", "三级指标名称"),
        ("| ≥12公里 |", "|  |", "F12", "年度指标值"),
        ("| 12公里 |", "|  |", "G12", "实际完成值"),
        ("| 12公里 | 20 |", "| 12公里 |  |", "H12", "分值"),
    ],
)
def test_a_mandatory_cell_that_is_empty_is_named(old: str, new: str, cell: str, column: str) -> None:
    (issue,) = [issue for issue in evaluated(changed((old, new))).issues if issue.code == "IND-19"]
    assert (issue.cell, column in issue.message, "不适用" in issue.remedy) == (cell, True, cell[0] == "G")


def test_a_total_that_nobody_typed_is_not_said_to_be_open() -> None:
    word = ("| 12公里 | 20 |", "| 完成 | 20 |")
    assert ("TOT-05", "I17") in found(changed(word))
    assert "TOT-05" not in codes(changed(word, ("97.62", "")))


@pytest.mark.parametrize(
    ("amount", "said"), [("已全部支付", "不是数字"), ("-86.18", "是负数"), ("86（80）", "写了两个数，分不清哪一个是")]
)
def test_an_amount_that_is_none_says_why(amount: str, said: str) -> None:
    table = changed(*money(f"100 | 100 | {amount} | 10 |  | < | "))
    (issue,) = [issue for issue in evaluated(table).issues if issue.code == "BUD-14"]
    assert (issue.cell, said in issue.message) == ("G6", True)


@pytest.mark.parametrize(
    ("swaps", "said"),
    [
        ([("10 | 86.18%", "20 | 86.18%")], "20分"),
        ([("10 | 86.18%", " | 86.18%")], "分值未填"),
        ([("10 | 86.18%", "20 | 86.18%")], "，表上合计却写100分"),
    ],
)
def test_points_that_make_no_hundred_are_told_with_their_parts(swaps: Swaps, said: str) -> None:
    (issue,) = [issue for issue in evaluated(changed(*swaps)).issues if issue.code == "WGT-01"]
    assert said in issue.message
    right = changed(*swaps).replace("| 100 | 97.62", "| 110 | 97.62" if "20 |" in swaps[0][1] else "| 90 | 97.62")
    (issue,) = [issue for issue in evaluated(right).issues if issue.code == "WGT-01"]
    assert "表上合计却写" not in issue.message


def test_a_quoted_grade_is_told_with_the_forms() -> None:
    (issue,) = [one for one in evaluated(changed(*goals("养护道路", "自评等级为“良”"))).issues if one.code == "TOT-03"]
    assert "自评等级为“良" in issue.message.replace("‘", "“")
    assert issue.message.endswith("表中等级为“优”")


def test_formulas_that_were_never_calculated_are_told_once_a_sheet() -> None:
    table = changed(("| 100 | 100 | 86.18 | 10 |", "| 100 | {=} | {=} | {=} |"), ("| 97.62 |", "| {=} |"))
    told = [issue for issue in evaluated(table).issues if issue.code == "STR-09"]
    assert [(issue.cell, issue.message.partition("；")[2]) for issue in told] == [("F6", "G6、H6、I17也是")]
