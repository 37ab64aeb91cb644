"""Checks of what is written in target, actual and amount cells: signs, copies, units, percents, dates."""

from __future__ import annotations

import pytest

from tests.support.forms import CORRECT, changed, evaluated, found

FUNDS = """| ^ | ^ | 年度资金总额 | < | 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |
| ^ | ^ | 其中:当年财政拨款 | < | 80 | 80 | 70 | — |  | < | — |
| ^ | ^ | 上年结转资金 | < | 20 | 20 | 16.18 | — |  | < | — |"""
MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
QUALITY = "| 验收合格率 | < | ≥95% | {90.25%} | 20 | 19 | 雨季影响施工，已加强监理 | < |"
COST = "| 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |"
OUTING = "| 群众出行 | < | 明显改善 | 达成年度指标 | 30 | 30 |  | < |"
SURVEY = "| 群众满意度 | < | ≥90% | 95%(回收问卷100份) | 10 | 10 |  | < |"
CODES = ("BUD-09", "IND-06", "IND-07", "IND-08", "IND-09", "IND-20", "IND-21")

Swaps = list[tuple[str, str]]


def ours(swaps: Swaps) -> list[tuple[str, str | None]]:
    """(code, cell) of the issues that these checks raise."""
    return [(code, cell) for code, cell in found(changed(*swaps)) if code in CODES]


def mileage(target: str, actual: str) -> Swaps:
    return [(MILEAGE, MILEAGE.replace("≥12公里 | 12公里", f"{target} | {actual}"))]


def funds(unit: str, *lines: str) -> Swaps:
    """The fund table in another unit with other amounts: ``"年初 | 全年 | 执行"`` per line."""
    text = FUNDS
    for old, new in zip(("100 | 100 | 86.18", "80 | 80 | 70", "20 | 20 | 16.18"), lines, strict=True):
        text = text.replace(old, new, 1)
    return [("(万元)", f"({unit})"), (FUNDS, text)]


WRONG: dict[str, tuple[str, str, Swaps]] = {
    "degree of completion for a count": ("IND-06", "G12", mileage("360天", "指标完成率100%")),
    "done for a number": ("IND-06", "G12", mileage("≤30万元", "完成")),
    "better than the target, in words": ("IND-06", "G12", mileage("≥95%", "大于年度指标值")),
    "two counts for one": ("IND-06", "G12", mileage("50人", "4期280人次")),
    "sign repeated": ("IND-07", "G12", mileage("≥266米", "≥266米")),
    "word of comparison repeated": ("IND-07", "G12", mileage("≥12公里", "12公里以上")),
    "other dimension": ("IND-09", "G12", mileage("≥12户", "12人")),
    "money without unit, ten thousand times": ("IND-09", "G12", mileage("≤20万元", "198600")),
    "a bare 万 beside a bare number": ("IND-09", "G12", mileage("≥5万", "5.2")),
    "bare fraction among percents": ("IND-20", "G12", mileage("≥95%", "0.98")),
    "bare hundred among percents": ("IND-20", "G12", mileage("≥95%", "98")),
    "in time, for a date": ("IND-21", "G12", mileage("2023年12月31日前", "按时完成")),
    "a rate for a date": ("IND-21", "G12", mileage("12月底前", "100%")),
    "within the month before which": ("IND-21", "G12", mileage("9月前", "9月15日")),
    "within the quarter before which": ("IND-21", "G12", mileage("三季度前", "2023年8月")),
    "executed ten thousand times the budget": (
        "BUD-09",
        "G6",
        funds("万元", "100 | 100 | 861800", "80 | 80 | 70", "20 | 20 | 16.18"),
    ),
    "executed in 万元 in a form in 元": (
        "BUD-09",
        "G6",
        funds("元", "1000000 | 1000000 | 86.18", "800000 | 800000 | 700000", "200000 | 200000 | 161800"),
    ),
    "budget alone in 元": ("BUD-09", "F6", funds("万元", "100 | 1000000 | 86.18", "80 | 80 | 70", "20 | 20 | 16.18")),
    "total ten thousand times its parts": (
        "BUD-09",
        "E6",
        funds("万元", "1000000 | 1000000 | 861800", "80 | 80 | 70", "20 | 20 | 16.18"),
    ),
    "one part in 元": ("BUD-09", "E8", funds("万元", "100 | 100 | 86.18", "80 | 80 | 70", "200000 | 20 | 16.18")),
    "all of a project in 元 under 万元": (
        "BUD-09",
        "E6",
        funds(
            "万元", "387664.62 | 387664.62 | 387664.62", "187664.62 | 187664.62 | 187664.62", "200000 | 200000 | 200000"
        ),
    ),
    "all in 万元 under 元": ("BUD-09", "G6", funds("元", "100 | 100 | 86.183", "80 | 80 | 70", "20 | 20 | 16.183")),
    "cost target tells the unit": (
        "BUD-09",
        "E6",
        [
            *funds("万元", "2026400 | 2026400 | 2026400", "2026400 | 2026400 | 2026400", " |  | "),
            (COST, COST.replace("≤5万元 | 5万元", "≤202.64万元 | 202.64万元")),
        ],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_written_wrong_is_found_at_its_cell(case: str) -> None:
    code, cell, swaps = WRONG[case]
    assert (code, cell) in ours(swaps)


SILENT: dict[str, Swaps] = {
    "units that convert": mileage("≥12公里", "12500米"),
    "counting words for one another": mileage("≥12台", "12套"),
    "none of it, in another counting word": mileage("≤3起", "0次"),
    "bare number beside a unit": mileage("=8个", "8"),
    "bare money of the same size": mileage("≤20万元", "19.86"),
    "amount per piece without the piece": mileage("≤12万元/辆", "11.98万元"),
    "bracket behind the number": mileage("≥12公里", "12公里(含支线2公里)"),
    "completion of an indicator of completion": [*mileage("≥90%", "已完成95%"), ("| 养护里程 |", "| 年度任务完成率 |")],
    "before the month": mileage("9月前", "8月"),
    "by the end of the month": mileage("9月底前", "9月15日"),
    "a day for a day": mileage("12月31日前", "2023年12月31日"),
    "an unanswered date": mileage("12月底前", ""),
    "large and honest": funds(
        "万元", "35820.29 | 35820.29 | 30869.93", "16972.44 | 16972.44 | 14000", "18847.85 | 18847.85 | 16869.93"
    ),
    "yuan and fen": funds(
        "元", "9570171.39 | 9570171.39 | 8247573.7", "9000000 | 9000000 | 8000000", "570171.39 | 570171.39 | 247573.7"
    ),
    "small line beside a large one": funds("万元", "100 | 100 | 86.18", "99.99 | 99.99 | 86.17", "0.01 | 0.01 | 0.01"),
    "little spent": funds("万元", "500 | 500 | 0.5", "500 | 500 | 0.5", "0 | 0 | 0"),
    "a cell that names its own unit": funds("万元", "1000000元 | 100 | 86.18", "80 | 80 | 70", "20 | 20 | 16.18"),
    "a round standard beside a round total": [
        *funds("万元", "500 | 500 | 430.9", "480 | 480 | 414.72", "20 | 20 | 16.18"),
        (COST, COST.replace("≤5万元 | 5万元", "≤500元 | 500元")),
    ],
}


@pytest.mark.parametrize("case", SILENT)
def test_what_is_written_right_stays_silent(case: str) -> None:
    assert ours(SILENT[case]) == []


def test_a_form_copied_from_its_targets_is_told_once() -> None:
    copied = [
        *mileage("≥12公里", "≥12公里"),
        (QUALITY, QUALITY.replace("{90.25%}", "≥95%")),
        (COST, COST.replace("| 5万元 |", "| ≤5万元 |")),
        (OUTING, OUTING.replace("达成年度指标", "明显改善")),
        (SURVEY, SURVEY.replace("95%(回收问卷100份)", "≥90%")),
    ]
    assert [cell for code, cell in ours(copied) if code == "IND-08"] == ["G12"]
    assert len([code for code, _ in ours(copied) if code == "IND-07"]) == 4
    without_signs = [(old, new.replace("| ≥", "| ").replace("| ≤", "| ")) for old, new in copied]
    assert "IND-08" not in [code for code, _ in ours(without_signs)]
    assert "IND-08" not in [code for code, _ in ours(copied[:-1])]


def test_a_sign_against_the_nature_is_told_at_the_target() -> None:
    text = CORRECT.replace("| 三级指标 | < |", "| 三级指标 | 指标性质 |").replace(
        MILEAGE, "| 养护里程 | 反向 | ≥12公里 | 12公里 | 20 | 20 |  | < |"
    )
    assert ("IND-07", "F12") in found(text)


@pytest.mark.parametrize("style", ["95", "0.95", "95%"])
def test_percents_all_written_in_one_way_are_silent(style: str) -> None:
    alike = [
        *mileage("≥95%", style),
        (QUALITY, QUALITY.replace("{90.25%}", style)),
        (SURVEY, SURVEY.replace("95%(回收问卷100份)", style)),
    ]
    assert "IND-20" not in [code for code, _ in ours(alike)]


@pytest.mark.parametrize(("unit", "factor"), [("元", 10_000), ("亿元", 0.0001)])
def test_a_form_in_another_unit_scores_the_same(unit: str, factor: float) -> None:
    def amounts(*numbers: float) -> str:
        return " | ".join(f"{number * factor:.10g}" for number in numbers)

    swaps = funds(unit, amounts(100, 100, 86.18), amounts(80, 80, 70), amounts(20, 20, 16.18))
    here, there = evaluated(changed(*swaps)).forms[0], evaluated(CORRECT).forms[0]
    assert here.form.amount_unit == unit
    assert [(fund.rate, fund.score) for fund in here.funds] == [(fund.rate, fund.score) for fund in there.funds]
    assert (here.score_total, here.grade) == (there.score_total, there.grade)


@pytest.mark.parametrize(
    ("unit", "amounts"), [("万元", ("390万元", "390", "3900000元")), ("元", ("390万", "3900000", "0.039亿元"))]
)
def test_cells_with_their_own_unit_are_read_in_the_forms(unit: str, amounts: tuple[str, str, str]) -> None:
    swaps = funds(unit, " | ".join(amounts), " | ".join(amounts), " |  | ")
    total = evaluated(changed(*swaps)).forms[0].funds[0].row
    assert total.initial.value == total.budget.value == total.executed.value
    assert ours(swaps) == []
