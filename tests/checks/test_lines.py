"""Where a check draws a line: one step past it is told at its cell, on the line itself all is quiet."""

from __future__ import annotations

import pytest

from tests.support.forms import changed, evaluated, found

Swaps = list[tuple[str, str]]

FUNDS = "| 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |"
PARTS = ("| 80 | 80 | 70 |", "| 20 | 20 | 16.18 |")
MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
QUALITY = "| 验收合格率 | < | ≥95% | {90.25%} | 20 | 19 | 雨季影响施工，已加强监理 | < |"
COST = "| 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |"
ACCESS = "| 群众出行 | < | 明显改善 | 达成年度指标 | 30 | 30 |  | < |"
PLEASED = "| 群众满意度 | < | ≥90% | 95%(回收问卷100份) | 10 | 10 |  | < |"
TOTAL = "| 100 | 97.62 |  | < |\n| 自评等级 | < | 优 |"
GOALS = ("| ^ | 养护道路12公里 | < | < | < | < | 已养护12公里 |", "| ^ | {} | < | < | < | < | {} |")


def mileage(new: str) -> Swaps:
    """Target, actual, points, score and reason of the first row."""
    return [(MILEAGE, MILEAGE.replace("≥12公里 | 12公里 | 20 | 20 | ", new))]


def named(name: str, new: str) -> Swaps:
    return [(MILEAGE, f"| {name} | < | {new} | < |")]


def cost(new: str) -> Swaps:
    return [(COST, COST.replace("≤5万元 | 5万元 | 10 | 10 | ", new))]


def access(new: str) -> Swaps:
    """Target, actual, points and score of the qualitative row."""
    return [(ACCESS, ACCESS.replace("明显改善 | 达成年度指标 | 30 | 30", new))]


def pleased(actual: str) -> Swaps:
    return [(PLEASED, PLEASED.replace("95%(回收问卷100份)", actual))]


def money(total: str, fiscal: str = "80 | 80 | 70", carried: str = "20 | 20 | 16.18") -> Swaps:
    """初, 全年, 执行 | 分值 | 执行率 | 得分 of the total line, and the amounts of its two parts."""
    return [(FUNDS, f"| {total} |"), (PARTS[0], f"| {fiscal} |"), (PARTS[1], f"| {carried} |")]


def spent(amount: str, rate: str, score: str) -> Swaps:
    """Another amount spent, and no reason in the form."""
    fiscal = f"80 | 80 | {float(amount) - 16.18:.2f}"
    unexplained = (QUALITY, QUALITY.replace("{90.25%} | 20 | 19 | 雨季影响施工，已加强监理", "95% | 20 | 20 | "))
    return [*money(f"100 | 100 | {amount} | 10 | {rate} | < | {score}", fiscal), unexplained]


def total(entered: str, grade: str = "优") -> Swaps:
    return [(TOTAL, TOTAL.replace("97.62", entered).replace("优", grade))]


def goals(expected: str, actual: str) -> Swaps:
    return [(GOALS[0], GOALS[1].format(expected, actual))]


LINES: dict[str, tuple[str, str, Swaps, Swaps]] = {
    "money spent without a budget": (
        "BUD-01",
        "F6",
        money("100 | 0 | 0.01 | 10 |  | < | "),
        money("100 | 0 | 0 | 10 |  | < | "),
    ),
    "a part without a budget": (
        "BUD-01",
        "F7",
        money(FUNDS.strip("| "), "80 | 0 | 70"),
        money(FUNDS.strip("| "), "80 |  | 70"),
    ),
    "a sum beyond rounding": (
        "BUD-02",
        "E6",
        money("100.03 | 100 | 86.18 | 10 | 86.18% | < | 8.62", "80.01 | 80 | 70"),
        money("100.02 | 100 | 86.18 | 10 | 86.18% | < | 8.62", "80.01 | 80 | 70"),
    ),
    "whole parts leave no rounding": (
        "BUD-02",
        "E6",
        money("100.01 | 100 | 86.18 | 10 | 86.18% | < | 8.62"),
        money(FUNDS.strip("| ")),
    ),
    "a rate half a cent up": (
        "BUD-03",
        "I6",
        money("100 | 100 | 86.185 | 10 | 86.20% | < | 8.62", "80 | 80 | 70.005"),
        money("100 | 100 | 86.185 | 10 | 86.19% | < | 8.62", "80 | 80 | 70.005"),
    ),
    "a rate cut off at half a cent": (
        "BUD-16",
        "I6",
        money("100 | 100 | 86.185 | 10 | 86.18% | < | 8.62", "80 | 80 | 70.005"),
        money("100 | 100 | 86.185 | 10 | 86.19% | < | 8.62", "80 | 80 | 70.005"),
    ),
    "an execution score too high": (
        "BUD-04",
        "K6",
        money("100 | 100 | 86.18 | 10 | 86.18% | < | 8.64"),
        money("100 | 100 | 86.18 | 10 | 86.18% | < | 8.63"),
    ),
    "an execution score too low": (
        "BUD-04",
        "K6",
        money("100 | 100 | 86.18 | 10 | 86.18% | < | 8.59"),
        money("100 | 100 | 86.18 | 10 | 86.18% | < | 8.61"),
    ),
    "more spent than budgeted": (
        "BUD-05",
        "G6",
        money("100 | 100 | 100.01 | 10 | 100.01% | < | 10", "80 | 80 | 80", "20 | 20 | 20.01"),
        money("100 | 100 | 100 | 10 | 100% | < | 10", "80 | 80 | 80", "20 | 20 | 20"),
    ),
    "under 80% spent": ("BUD-06", "I6", spent("79.99", "79.99%", "8.00"), spent("80", "80%", "8")),
    "under 90% spent": ("BUD-18", "I6", spent("89.99", "89.99%", "9.00"), spent("90", "90%", "9")),
    "not both of low and very low": ("BUD-18", "I6", spent("80", "80%", "8"), spent("79.99", "79.99%", "8.00")),
    "months before December": (
        "BUD-12",
        "G10",
        goals("养护道路", "截至2023年11月底已养护"),
        goals("养护道路", "截至2023年12月底已养护"),
    ),
    "last year's cutoff is another thing": (
        "BUD-12",
        "G10",
        goals("养护道路", "截至2023年9月底已养护"),
        goals("养护道路", "截至2022年9月底已养护"),
    ),
    "a cost beyond all funds": (
        "BUD-17",
        "G14",
        cost("≤120万元 | 100.01万元 | 10 | 10 | "),
        cost("≤120万元 | 100万元 | 10 | 10 | "),
    ),
    "a score above its points": (
        "IND-01",
        "I12",
        mileage("≥12公里 | 12公里 | 20 | 20.01 | "),
        mileage("≥12公里 | 12公里 | 20 | 20 | "),
    ),
    "a score below nothing": (
        "IND-01",
        "I12",
        mileage("≥12公里 | 0公里 | 20 | -0.01 | "),
        mileage("≥12公里 | 0公里 | 20 | 0 | "),
    ),
    "a score off by more than a cent": (
        "IND-02",
        "I12",
        mileage("≥12公里 | 7公里 | 20 | 11.69 | "),
        mileage("≥12公里 | 7公里 | 20 | 11.68 | "),
    ),
    "a whole score is no rounded one": (
        "IND-02",
        "I12",
        mileage("≥12公里 | 7公里 | 20 | 12 | "),
        mileage("≥12公里 | 7公里 | 20 | 11.7 | "),
    ),
    "nothing for a missed ≤ is a formula in use": (
        "IND-28",
        "I14",
        cost("≤5万元 | 6万元 | 10 | 0 | 油价上涨"),
        cost("≤5万元 | 6万元 | 10 | 1 | 油价上涨"),
    ),
    "the formulas in use are for ≤ alone": (
        "IND-02",
        "I12",
        mileage("≥12公里 | 6公里 | 20 | 0 | 雨季"),
        cost("≤5万元 | 6万元 | 10 | 0 | 油价上涨"),
    ),
    "a cent lost without a reason": (
        "IND-03",
        "J13",
        [(QUALITY, QUALITY.replace("{90.25%} | 20 | 19 | 雨季影响施工，已加强监理", "94.9% | 20 | 20 | "))],
        [(QUALITY, QUALITY.replace("{90.25%} | 20 | 19 | 雨季影响施工，已加强监理", "95% | 20 | 20 | "))],
    ),
    "not applicable is not lost": (
        "IND-03",
        "J12",
        mileage("≥12公里 | 11公里 | 20 | 0 | "),
        mileage("≥12公里 | 不适用 | 20 | 0 | "),
    ),
    "all points though overdue": (
        "IND-04",
        "I12",
        named("完工时间", "2023年6月底前 | 2023年7月1日 | 20 | 20 | "),
        named("完工时间", "2023年6月底前 | 2023年7月1日 | 20 | 19.99 | 雨季"),
    ),
    "all points, due and done": (
        "IND-04",
        "I12",
        named("完工时间", "2023年6月底前 | 2023年7月1日 | 20 | 20 | "),
        named("完工时间", "2023年6月底前 | 2023年6月30日 | 20 | 20 | "),
    ),
    "a reason without anything missed": (
        "IND-05",
        "J12",
        mileage("≥12公里 | 12公里 | 20 | 20 | 因雨季未完成"),
        mileage("≥12公里 | 12公里 | 20 | 19 | 因雨季未完成"),
    ),
    "a reason for what was missed": (
        "IND-05",
        "J12",
        mileage("≥12公里 | 12公里 | 20 | 20 | 因雨季未完成"),
        mileage("≥12公里 | 11公里 | 20 | 20 | 因雨季未完成"),
    ),
    "a target that cannot be missed": ("IND-10", "F12", mileage(">0公里 | 12公里 | 20 | 20 | "), mileage("≤0公里 | 0公里 | 20 | 20 | ")),
    "a third more than the target": ("IND-11", "J12", mileage("≥12公里 | 15.6公里 | 20 | 20 | "), mileage("≥12公里 | 15.59公里 | 20 | 20 | ")),
    "much less than a limit is no excess": (
        "IND-11",
        "J12",
        mileage("=12公里 | 24公里 | 20 | 20 | "),
        mileage("≤12公里 | 24公里 | 20 | 0 | "),
    ),
    "a saving by the quotient": ("IND-12", "I14", cost("≤5万元 | 4万元 | 10 | 8 | "), cost("≤5万元 | 4万元 | 10 | 8.02 | ")),
    "a saving by the quotient, to one decimal": (
        "IND-12",
        "I14",
        cost("≤6万元 | 4万元 | 10 | 6.7 | "),
        cost("≤6万元 | 4万元 | 10 | 7 | "),
    ),
    "as much as allowed": ("IND-12", "I14", cost("≤5万元 | 4.99万元 | 10 | 9.98 | "), cost("≤5万元 | 5万元 | 10 | 9.98 | ")),
    "less than nothing": ("IND-13", "G12", mileage("≥12公里 | -0.1公里 | 20 | 0 | "), mileage("≥12公里 | 0公里 | 20 | 0 | ")),
    "a fall where the target is one": ("IND-13", "G12", mileage("≥0公里 | -3公里 | 20 | 0 | "), mileage("≥-3公里 | -3公里 | 20 | 20 | ")),
    "a fall of what can fall": ("IND-13", "G12", mileage("≥3% | -1% | 20 | 0 | "), named("产值增长率", "≥3% | -1% | 20 | 0 | ")),
    "all points, little spent": (
        "IND-16",
        "I17",
        [*spent("94.99", "94.99%", "10"), *total("100")],
        [*spent("95", "95%", "10"), *total("100")],
    ),
    "all points of a hundred only": (
        "IND-16",
        "I17",
        [*spent("94.99", "94.99%", "10"), *total("100")],
        [*spent("94.99", "94.99%", "10"), *total("99.99")],
    ),
    "results above spending": (
        "TOT-04",
        "I17",
        [*spent("94.99", "94.99%", "9.5"), *total("99.5")],
        [*spent("95", "95%", "9.5"), *total("99.5")],
    ),
    "a bare share among percents": ("IND-20", "G12", mileage("≥95% | 1.5 | 20 | 20 | "), mileage("≥95% | 1.5% | 20 | 0 | ")),
    "everybody pleased": (
        "SAT-02",
        "G16",
        pleased("100%(有效问卷98份，满意98份)"),
        pleased("98.98%(有效问卷98份，满意97份)"),
    ),
    "a rate above the survey's": (
        "SAT-03",
        "G16",
        pleased("91.85%(有效问卷98份，满意90份)"),
        pleased("91.84%(有效问卷98份，满意90份)"),
    ),
    "a rate below the survey's": (
        "SAT-03",
        "G16",
        pleased("91.82%(有效问卷98份，满意90份)"),
        pleased("91.83%(有效问卷98份，满意90份)"),
    ),
    "which survey is not told": (
        "SAT-03",
        "G16",
        pleased("95%(有效问卷98份，满意90份)"),
        pleased("95%(有效问卷98份，有效问卷50份，满意90份)"),
    ),
    "who was pleased is not told": (
        "SAT-03",
        "G16",
        pleased("95%(有效问卷98份，满意90份)"),
        pleased("95%(有效问卷98份，满意90份，满意50份)"),
    ),
    "more pleased than asked": (
        "SAT-03",
        "G16",
        pleased("95%(有效问卷98份，满意98份)"),
        pleased("95%(有效问卷98份，满意99份)"),
    ),
    "a total off by more than a cent": ("TOT-01", "I17", total("97.64"), total("97.63")),
    "a total too low by more than a cent": ("TOT-01", "I17", total("97.60"), total("97.61")),
    "a quoted score off by more than a cent": (
        "TOT-03",
        "G10",
        goals("养护道路", "已养护，自评得分97.64分"),
        goals("养护道路", "已养护，自评得分97.63分"),
    ),
    "goals copied": ("TXT-02", "G10", goals("完成养护道路任务", "完成养护道路任务"), goals("完成养护道任务", "完成养护道任务")),
    "goals with a word": ("TXT-02", "G10", goals("养护道路", "12"), goals("养护道路", "12里")),
    "one indicator above 40 points": (
        "WGT-05",
        "H12",
        mileage("≥12公里 | 12公里 | 40.01 | 40.01 | "),
        mileage("≥12公里 | 12公里 | 40 | 40 | "),
    ),
    "points of more than a hundred are another mistake": (
        "WGT-05",
        "H12",
        mileage("≥12公里 | 12公里 | 100 | 100 | "),
        mileage("≥12公里 | 12公里 | 100.01 | 100.01 | "),
    ),
    "points of nothing": ("WGT-04", "H12", mileage("≥12公里 | 12公里 | 0 | 0 | "), mileage("≥12公里 | 12公里 | 0.01 | 0.01 | ")),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_one_step_past_the_line_is_told_and_the_line_is_not(case: str) -> None:
    code, cell, past, on = LINES[case]
    assert (code, cell) in found(changed(*past))
    assert code not in {issue for issue, _ in found(changed(*on))}


@pytest.mark.parametrize(
    ("entered", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
        ("-1", "差"),
    ],
)
def test_grades_begin_at_90_80_and_60(entered: str, grade: str) -> None:
    for given in "优良中差":
        told = "TOT-02" in {code for code, _ in found(changed(*total(entered, given)))}
        assert told is (given != grade), given


@pytest.mark.parametrize(
    ("long", "short"), [("优秀", "优"), ("优等", "优"), ("良好", "良"), ("中等", "中"), ("一般", "中"), ("较差", "差")]
)
def test_grades_in_long_form_are_grades(long: str, short: str) -> None:
    score = {"优": "95", "良": "85", "中": "70", "差": "50"}
    for given, entered in score.items():
        told = "TOT-02" in {code for code, _ in found(changed(*total(entered, long)))}
        assert told is (given != short)


MET, PARTLY, MISSED = "达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差"


@pytest.mark.parametrize(
    ("grade", "points", "score", "told"),
    [
        (MET, "30", "30", False),
        (MET, "30", "24", False),
        (MET, "30", "23.99", True),
        (PARTLY, "30", "24", True),
        (PARTLY, "30", "23.99", False),
        (PARTLY, "30", "18", False),
        (PARTLY, "30", "17.99", True),
        (PARTLY, "30", "0.5", True),
        (MISSED, "30", "18", True),
        (MISSED, "30", "17.99", False),
        (MISSED, "30", "0", False),
        # edges of odd points are rounded like scores: four fifths of 3.33 are 2.66, three fifths of 3.32 are 1.99
        (MET, "3.33", "2.66", False),
        (MET, "3.33", "2.65", True),
        (PARTLY, "3.33", "2.66", True),
        (PARTLY, "3.32", "1.99", False),
        (PARTLY, "3.32", "1.98", True),
        (MISSED, "3.32", "1.99", True),
    ],
)
def test_a_score_lies_in_the_band_of_its_grade(grade: str, points: str, score: str, told: bool) -> None:
    codes = found(changed(*access(f"明显改善 | {grade} | {points} | {score}")))
    assert (("IND-14", "I15") in codes) is told


def test_scores_outside_the_points_are_told_once() -> None:
    for score in ("-1", "31"):
        codes = {code for code, _ in found(changed(*access(f"明显改善 | {PARTLY} | 30 | {score}")))}
        assert "IND-01" in codes
        assert "IND-14" not in codes


@pytest.mark.parametrize(
    "phrase",
    [
        "已完成",
        "完成",
        "正常",
        "无偏差",
        "无问题",
        "同上",
        "略",
        "见附件",
        "按计划完成",
        "已达标",
        "达标",
        "0",
        "12.5",
        "略。",
    ],
)
def test_a_phrase_is_no_reason_for_lost_points(phrase: str) -> None:
    told = found(changed(("雨季影响施工，已加强监理", phrase)))
    assert ("TXT-05", "J13") in told
    full = changed(
        (QUALITY, QUALITY.replace("{90.25%} | 20 | 19 | 雨季影响施工，已加强监理", f"95% | 20 | 20 | {phrase}"))
    )
    assert "TXT-05" not in {code for code, _ in found(full)}


@pytest.mark.parametrize(
    ("budget", "said"), [("0", "全年预算数为0，全年执行数为86.18万元"), ("", "全年预算数未填，全年执行数为86.18万元")]
)
def test_a_missing_budget_is_not_called_nought(budget: str, said: str) -> None:
    table = changed(*money(f"100 | {budget} | 86.18 | 10 |  | < | ", " |  | ", " |  | "))
    (issue,) = [issue for issue in evaluated(table).issues if issue.code == "BUD-01"]
    assert said in issue.message


def test_a_text_may_quote_the_typed_total_or_the_right_one() -> None:
    wrong_total = total("98.62")
    for quoted, told in (("98.62", False), ("97.62", False), ("96.62", True)):
        codes = {code for code, _ in found(changed(*wrong_total, *goals("养护道路", f"自评得分{quoted}分")))}
        assert ("TOT-03" in codes) is told


def test_rates_in_texts_are_recomputed_wherever_people_write_them() -> None:
    wrong = "已养护12公里，完成目标任务数15公里的90%"
    places = {
        "B10": goals(wrong, "已养护"),
        "G10": goals("养护道路", wrong),
        "J13": [("雨季影响施工，已加强监理", wrong)],
        "G15": access(f"明显改善 | 按期完成，{wrong} | 30 | 30"),
    }
    for cell, swaps in places.items():
        assert [at for code, at in found(changed(*swaps)) if code == "TXT-03"] == [cell]
        right = [(old, new.replace("90%", "80%", 1) if "15公里" in new else new) for old, new in swaps]
        assert "TXT-03" not in {code for code, _ in found(changed(*right))}


@pytest.mark.parametrize(
    "told",
    [
        [("群众满意度", "群众满意度（发放问卷100份）")],
        [("已养护12公里", "已养护12公里，发放问卷100份")],
        [("雨季影响施工，已加强监理", "雨季影响施工，另回收问卷98份")],
        pleased("95%(访谈30人)"),
    ],
    ids=["in the name", "in the goals", "beside another row", "beside the rate"],
)
def test_a_survey_may_be_told_anywhere_in_the_form(told: Swaps) -> None:
    bare = pleased("95%")
    assert ("SAT-01", "G16") in found(changed(*bare))
    silent = told if told[0][0] == PLEASED else [*bare, *told]
    assert "SAT-01" not in {code for code, _ in found(changed(*silent))}


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


@pytest.mark.parametrize("word", ["变动", "增长", "增速", "增幅", "下降", "调整", "降低", "增减"])
def test_what_rises_and_falls_may_be_negative(word: str) -> None:
    assert "IND-13" not in {code for code, _ in found(changed(*named(f"产值{word}率", "≥3% | -1% | 20 | 0 | ")))}
