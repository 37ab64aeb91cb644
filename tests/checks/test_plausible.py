"""Checks of what is plausible: reasons, directions, far exceeded targets, spending; found at their cells, else silent."""

from __future__ import annotations

import pytest

from perfeval_xl.issues import Severity
from tests.support.forms import CORRECT, changed, evaluated, found

MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
QUALITY = "| 验收合格率 | < | ≥95% | {90.25%} | 20 | 19 | 雨季影响施工，已加强监理 | < |"
COST = "| 成本指标 | 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |"
OUTPUT = "| ^ | 产出指标(50分) |"
NO_REASON = (QUALITY, QUALITY.replace("{90.25%} | 20 | 19 | 雨季影响施工，已加强监理", "{95%} | 20 | 20 | "))
FUNDS = "| ^ | ^ | 年度资金总额 | < | 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |"
PARTS = "| 80 | 80 | 70 |"


def spent(amount: str, rate: str, score: str, *others: tuple[str, str]) -> list[tuple[str, str]]:
    """Swaps that make another amount be spent, without any reason in the form."""
    line = FUNDS.replace("86.18 | 10 | 86.18% | < | 8.62", f"{amount} | 10 | {rate} | < | {score}")
    part = f"{float(amount) - 16.18:.2f}"
    return [(FUNDS, line), (PARTS, f"| 80 | 80 | {part} |"), NO_REASON, *others]


CASES = {
    "hardly spent and no reason": ("BUD-06", "I6", spent("57.6", "57.6%", "5.76", ("97.62", "95.76"))),
    "under nine tenths spent and no reason": ("BUD-18", "I6", spent("86.18", "86.18%", "8.62", ("97.62", "98.62"))),
    "results far above spending": ("TOT-04", "I17", spent("57.6", "57.6%", "5.76", ("97.62", "95.76"))),
    "all points though little was spent": ("IND-16", "I17", spent("57.6", "57.6%", "10", ("97.62", "100"))),
    "far exceeded and no reason": ("IND-11", "J12", [(MILEAGE, MILEAGE.replace("| 12公里 |", "| 15.6公里 |"))]),
    "a quantity to deliver with ≤": ("IND-23", "F12", [(MILEAGE, MILEAGE.replace("≥12", "≤12"))]),
    "spending with ≥": ("IND-23", "F14", [(COST, COST.replace("每公里成本", "投入资金").replace("≤5", "≥5"))]),
    "less is better and no sign": ("IND-24", "F12", [(MILEAGE, MILEAGE.replace("养护里程 | < | ≥12公里 | 12公里", "火灾受害率 | < | 0.9‰ | 0.5‰"))]),
    "a completion rate for a value": ("IND-06", "G12", [(MILEAGE, MILEAGE.replace("| 12公里 |", "| 指标完成率100% |"))]),
    "a completion rate of 100% for a share": ("IND-06", "G13", [("{90.25%} | 20 | 19", "指标完成率100% | 20 | 20")]),
    "reason though the target is met": ("IND-05", "J12", [(MILEAGE, MILEAGE.replace("20 | 20 |  |", "20 | 20 | 因雨季没有完成 |"))]),
    "a mere 0 as reason": ("TXT-05", "J13", [("雨季影响施工，已加强监理", "0")]),
    "an empty phrase as reason": ("TXT-05", "J13", [("雨季影响施工，已加强监理", "已完成。")]),
    "cost beyond the funds": ("BUD-17", "G14", [(COST, COST.replace("每公里成本 | < | ≤5万元 | 5万元", "项目总成本 | < | ≤120万元 | 120万元"))]),
    "a sum in a text": ("TXT-09", "B10", [("| 养护道路12公里 |", "| 预算100万元=养护70万元+监理20万元 |")]),
    "one indicator with most points": (
        "WGT-05",
        "H12",
        [(MILEAGE, MILEAGE.replace("20 | 20", "41 | 41")), ("| 20 | 19 |", "| 5 | 4.75 |"), ("每公里成本 | < | ≤5万元 | 5万元 | 10 | 10", "每公里成本 | < | ≤5万元 | 5万元 | 4 | 4")],
    ),
    "other points than the usual": (
        "WGT-03",
        "B12",
        [("产出指标(50分)", "产出指标(60分)"), (MILEAGE, MILEAGE.replace("20 | 20", "30 | 30")), ("效益指标(30分)", "效益指标(20分)"), ("30 | 30 |  | < |\n| ^ | 满意度", "20 | 20 |  | < |\n| ^ | 满意度")],
    ),
    "overdue but full points": (
        "IND-04",
        "I12",
        [(MILEAGE, MILEAGE.replace("养护里程 | < | ≥12公里 | 12公里", "完工时间 | < | 2023年6月底前 | 2023年9月15日"))],
    ),
    "parts that miss their sum by a rounding": (
        "BUD-20",
        "E6",
        [("| 100 | 100 | 86.18", "| 100.02 | 100 | 86.18"), (PARTS, "| 80.01 | 80 | 70 |")],
    ),
    "an empty account of the goals": ("TXT-02", "G10", [("| 已养护12公里 |", "|  |")]),
    "the goals copied": (
        "TXT-02",
        "G10",
        [("| 养护道路12公里 |", "| 养护道路12公里，保障出行 |"), ("| 已养护12公里 |", "| 养护道路12公里，保障出行 |")],
    ),
    "a number for an account": ("TXT-02", "G10", [("| 已养护12公里 |", "| 86.18 |")]),
    "money as an output": (
        "STR-04",
        "D12",
        [(MILEAGE, MILEAGE.replace("养护里程 | < | ≥12公里 | 12公里", "工程资金 | < | 100万元 | 86.18万元"))],
    ),
    "one name twice": ("STR-02", "D13", [(MILEAGE, MILEAGE + "\n| ^ | ^ | ^ " + MILEAGE)]),
    "a missed ≤ by the quotient": ("IND-28", "I14", [(COST, COST.replace("5万元 | 10 | 10 |  |", "6万元 | 10 | 8.33 | 油价上涨 |"))]),
    "a missed ≤ by no formula": ("IND-02", "I14", [(COST, COST.replace("5万元 | 10 | 10 |  |", "6万元 | 10 | 9 | 油价上涨 |"))]),
    "a rate with zeros that are not there": ("BUD-03", "I6", [("86.18% |", "86.00% |")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_implausible_form_is_found_at_its_cell(case: str) -> None:
    code, cell, swaps = CASES[case]
    assert (code, cell) in found(changed(*swaps))


SILENT = {
    "spent little, but a reason is given": ("BUD-06", [(FUNDS, FUNDS.replace("86.18 | 10", "57.6 | 10"))]),
    "exceeded by less than a third": ("IND-11", [(MILEAGE, MILEAGE.replace("| 12公里 |", "| 15.5公里 |"))]),
    "exceeded far, with a reason": ("IND-11", [(MILEAGE, MILEAGE.replace("12公里 | 20 | 20 |  |", "36公里 | 20 | 20 | 上级追加任务 |"))]),
    "a quantity of which less is better": ("IND-23", [(MILEAGE, MILEAGE.replace("养护里程 | < | ≥12公里 | 12公里", "安全事故起数 | < | ≤2起 | 0起"))]),
    "savings of cost with ≥": ("IND-23", [(COST, COST.replace("每公里成本 | < | ≤5万元 | 5万元", "成本节约率 | < | ≥5% | 5%"))]),
    "less is better with its sign": ("IND-24", [(MILEAGE, MILEAGE.replace("养护里程 | < | ≥12公里 | 12公里", "火灾受害率 | < | ≤0.9‰ | 0.5‰"))]),
    "completion that may be the share itself": ("IND-06", [("{90.25%} | 20 | 19", "已完成100% | 20 | 20")]),
    "completion of a whole, the same either way": ("IND-06", [("≥95% | {90.25%} | 20 | 19", "100% | 指标完成率100% | 20 | 20")]),
    "completion of what is itself a completion": (
        "IND-06",
        [("验收合格率 | < | ≥95% | {90.25%} | 20 | 19", "任务完成率 | < | ≥95% | 完成率100% | 20 | 20")],
    ),
    "a degree of completion is no overachievement": (
        "IND-11",
        [("≥95% | {90.25%} | 20 | 19 | 雨季影响施工，已加强监理", "≥70% | 指标完成率100% | 20 | 20 | ")],
    ),
    "a reason that speaks of last year": ("IND-05", [(MILEAGE, MILEAGE.replace("20 | 20 |  |", "20 | 20 | 无未完成情况 |"))]),
    "a real reason that begins with a number": ("TXT-05", [("雨季影响施工", "2标段雨季影响施工")]),
    "cost by the piece": ("BUD-17", [(COST, COST.replace("≤5万元 | 5万元", "≤500万元/公里 | 400万元/公里"))]),
    "a sum that holds": ("TXT-09", [("| 养护道路12公里 |", "| 预算100万元=养护70万元+监理30万元 |")]),
    "a sum in two units": ("TXT-09", [("| 养护道路12公里 |", "| 总投资1.5亿元=中央8000万元+地方7000万元 |")]),
    "a product beside a sum": ("TXT-09", [("| 养护道路12公里 |", "| 共14万元=2+3元×4 |")]),
    "a missed ≤ by the pack's formula": ("IND-28", [(COST, COST.replace("5万元 | 10 | 10 |  |", "6万元 | 10 | 8 | 油价上涨 |"))]),
    "a missed ≤ by another formula in use": ("IND-02", [(COST, COST.replace("5万元 | 10 | 10 |  |", "6万元 | 10 | 8.33 | 油价上涨 |"))]),
    "a rate that a formula left unrounded": (
        "BUD-03",
        [("100 | 100 | 86.18 | 10 | 86.18%", "8375.104601 | 8375.104601 | 7723 | 10 | {92.21377365338058%}")],
    ),
    "a rate that a formula left unrounded, as a bare fraction": (
        "BUD-16",
        [("100 | 100 | 86.18 | 10 | 86.18%", "5261.8546 | 5261.8546 | 3048.4355 | 10 | 0.579346206183653")],
    ),
    "a score with one decimal": ("BUD-04", [("| 8.62 |", "| 8.6 |"), ("97.62", "97.6")]),
    "parts that miss their sum by more": (
        "BUD-20",
        [("| 100 | 100 | 86.18", "| 100.03 | 100 | 86.18"), (PARTS, "| 80.01 | 80 | 70 |")],
    ),
    "short goals that happen to be the same": (
        "TXT-02",
        [("| 养护道路12公里 |", "| 完成养护 |"), ("| 已养护12公里 |", "| 完成养护 |")],
    ),
    "a length that happens to be the budget": (
        "STR-04",
        [(MILEAGE, MILEAGE.replace("≥12公里 | 12公里", "≥100公里 | 86.18公里"))],
    ),
    "a bare 0 as target": ("IND-10", [(MILEAGE, MILEAGE.replace("养护里程 | < | ≥12公里 | 12公里", "新增里程 | < | 0 | 0"))]),
}  # fmt: skip


@pytest.mark.parametrize("case", SILENT)
def test_what_is_right_is_not_accused(case: str) -> None:
    code, swaps = SILENT[case]
    assert code not in {issue for issue, _ in found(changed(*swaps))}


def test_hints_stay_hints() -> None:
    """What no law says is never more than a hint: exceeded targets, directions, gaps, usual points."""
    codes = {"IND-11", "IND-23", "IND-24", "IND-28", "TOT-04", "WGT-03", "BUD-18"}
    seen = set()
    for _, _, swaps in CASES.values():
        for issue in evaluated(changed(*swaps)).issues:
            if issue.code in codes:
                assert issue.severity is Severity.HINT, issue.code
                seen.add(issue.code)
    assert seen == codes


WITHOUT_POINTS = """
| 绩效目标自评表 | < | < | < | < | < |
| 项目资金 | 资金 | 全年预算数 | 全年执行数 | 执行率 | 得分 |
| ^ | 年度资金总额 | 5 | 5 | 100% | {execution} |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |
| 产出指标(60分) | 数量指标 | 培训人次 | ≥180 | 190 | 60 |
| 效益指标({benefit}分) | 社会效益指标 | 知晓率 | ≥90% | 95% | 20 |
| 总分 | < | < | < | < | {total} |
"""


def test_a_form_without_points_is_added_up_by_its_headings_and_scores() -> None:
    right = WITHOUT_POINTS.format(execution=20, benefit=20, total=100)
    codes = {code for code, _ in found(right)}
    assert not {"WGT-01", "TOT-01"} & codes
    wrong = found(WITHOUT_POINTS.format(execution=20, benefit=40, total=120))
    assert {("WGT-01", "F7"), ("TOT-01", "F7")} <= set(wrong)


MISSED = """
| 绩效目标自评表 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 偏差原因 |
| 产出指标 | 数量指标 | 补贴人次 | 不低于180人 | 164人 | {reason} |
| 产出指标 | 数量指标 | 培训人次 | ≥180 | 190 |  |
| 产出指标 | 数量指标 | 其中:女性 | ≥90 | 80 |  |
"""


def test_a_missed_target_without_points_still_needs_a_reason() -> None:
    assert [cell for code, cell in found(MISSED.format(reason="")) if code == "IND-26"] == ["F3"]
    assert "IND-26" not in {code for code, _ in found(MISSED.format(reason="符合条件的人数减少"))}


def test_a_form_whose_indicators_have_no_points_yet_is_not_said_to_add_up_wrongly() -> None:
    unfilled = CORRECT
    for points in ("| 20 | 20 |  | < |", "| 20 | 19 |", "| 10 | 10 |  | < |", "| 30 | 30 |  | < |"):
        unfilled = unfilled.replace(points, points.replace(points.split("|")[1], "  ", 1))
    evaluation = evaluated(unfilled)
    assert all(row.row.points.is_blank for row in evaluation.forms[0].indicators)
    assert "WGT-01" not in {issue.code for issue in evaluation.issues}


def test_a_row_crossed_out_is_no_indicator() -> None:
    crossed = changed((MILEAGE, "| / | < |  |  |  |  |  | < |\n| ^ | ^ | ^ " + MILEAGE))
    named = changed((MILEAGE, "| 桥梁 | < |  |  |  |  |  | < |\n| ^ | ^ | ^ " + MILEAGE))
    assert ("IND-19", "F12") in found(named)
    assert "IND-19" not in {code for code, _ in found(crossed)}
