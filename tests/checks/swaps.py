"""The correct form with other rows, amounts and texts, in few words; and bare lists of indicators."""

from __future__ import annotations

from tests.support.forms import found

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


HEAD = """
| 项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | 乡村道路 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
"""


def table(*rows: str) -> str:
    return HEAD + "".join(f"| {row} |\n" for row in rows)


def codes(text: str) -> set[str]:
    return {code for code, _ in found(text)}


def outputs(*cells: str) -> str:
    """Rows of 产出指标, each with target, actual, points and score."""
    return table(*(f"产出指标 | 数量指标 | 第{at}段里程 | {row}" for at, row in enumerate(cells, 1)))
