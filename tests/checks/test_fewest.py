"""How many rows, how much money and which words a check asks for before it says anything."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.checks.rate_08_standard_points import stated_full_points
from tests.support.forms import changed, evaluated, found

HEAD = """
| 项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | 乡村道路 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
"""
"""Indicator rows begin in row 4: target in D, actual in E, points in F, score in G."""


def table(*rows: str) -> str:
    return HEAD + "".join(f"| {row} |\n" for row in rows)


def codes(text: str) -> set[str]:
    return {code for code, _ in found(text)}


def outputs(*cells: str) -> str:
    """Rows of 产出指标, each with target, actual, points and score."""
    return table(*(f"产出指标 | 数量指标 | 第{at}段里程 | {row}" for at, row in enumerate(cells, 1)))


def test_three_copied_rows_with_a_sign_are_no_chance() -> None:
    copied = ("≥266米 | ≥266米 | 30 | 30", "90米 | 90米 | 30 | 30", "显著 | 显著 | 40 | 40")
    assert ("IND-08", "E4") in found(outputs(*copied))
    assert "IND-08" not in codes(outputs(*copied[:2]))
    assert "IND-08" not in codes(outputs(*copied[1:], "20米 | 20米 | 30 | 30"))
    assert "IND-08" not in codes(outputs(*copied[:2], "显著 | 未显著 | 40 | 40"))
    assert "IND-08" not in codes(outputs(*copied[:2], "40米 |  | 40 | 40"))


def test_scores_that_are_no_scores_are_told_from_three_rows_and_half_of_all() -> None:
    def unfilled(above: int, other: int) -> str:
        rows = [*[f"≥{40 + at}米 |  | 10 | {40 + at}" for at in range(above)], *["≥5米 |  | 10 | 10"] * other]
        return outputs(*rows)

    assert ("STR-21", "G4") in found(unfilled(3, 3))
    assert "STR-21" not in codes(unfilled(3, 4))
    assert "STR-21" in codes(unfilled(3, 0))
    assert "STR-21" not in codes(unfilled(2, 0))
    exact = outputs("≥40米 |  | 10 | 40", "≥41米 |  | 10 | 41", "≥9米 |  | 10 | 10", "≥9米 |  | 10 | 10")
    assert "STR-21" not in codes(exact)  # 10 of 10 points is no score above


def test_points_in_the_columns_of_values_are_told_from_three_rows() -> None:
    rows = ("20 | 20 | 20 | 20", "30 | 25 | 30 | 25", "50 | 50 | 50 | 50")
    assert ("STR-21", "D4") in found(outputs(*rows))
    assert "STR-21" not in codes(outputs(*rows[:2]))
    assert "STR-21" not in codes(outputs(*rows[:2], "50 | 49 | 50 | 50"))
    assert "STR-21" not in codes(outputs(*rows[:2], "49 | 50 | 50 | 50"))
    assert "STR-21" not in codes(outputs(*["20 | 20 | 20 | 20"] * 3))  # all alike may be chance
    assert "STR-21" in codes(outputs("20 | 20 | 20 | ", "30 | 30 | 30 | ", "50 | 50 | 50 | "))


@pytest.mark.parametrize(
    ("target", "reason", "told"),
    [
        ("≥12公里", "12公里", True),
        ("≥12公里", "雨季未完工", False),
        ("2023年6月底前", "2023年6月20日", True),
        ("≥12公里", "2023年6月20日", False),
        ("明显改善", "达成年度指标", True),
        ("≥12公里", "", False),
    ],
)
def test_a_value_in_the_column_of_reasons(target: str, reason: str, told: bool) -> None:
    row = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
    empty = f"| 养护里程 | < | {target} |  | 20 | 20 | {reason} | < |"
    assert (("STR-21", "J12") in found(changed((row, empty)))) is told
    filled = f"| 养护里程 | < | {target} | 12公里 | 20 | 20 | {reason} | < |"
    assert "STR-21" not in codes(changed((row, filled)))


@pytest.mark.parametrize("missing", ["产出", "效益", "满意度"])
def test_a_form_of_three_rows_has_every_first_level(missing: str) -> None:
    names = {"产出": "里程", "效益": "出行", "满意度": "满意度"}
    others = [level for level in names if level != missing]
    rows = [f"{level}指标 | 二级 | {names[level]} | ≥5 | 5 | 30 | 30" for level in (*others, others[0])]
    (issue,) = [issue for issue in evaluated(table(*rows)).issues if issue.code == "STR-01"]
    assert (issue.cell, issue.message.endswith(f"没有{missing}指标")) == ("A4", True)
    assert "STR-01" not in codes(table(*rows[:2]))
    whole = [*rows[:2], f"{missing}指标 | 二级 | {names[missing]} | ≥5 | 5 | 40 | 40"]
    assert "STR-01" not in codes(table(*whole))


def test_effects_are_benefits_and_a_satisfaction_may_stand_below_them() -> None:
    rows = ["产出指标 | 数量 | 里程 | ≥5 | 5 | 50 | 50", "效果指标 | 社会效益 | 出行 | ≥5 | 5 | 30 | 30"]
    assert "STR-01" not in codes(table(*rows, "效果指标 | 服务对象 | 群众满意度 | ≥90% | 95% | 20 | 20"))
    assert "STR-01" in codes(table(*rows, "效果指标 | 服务对象 | 群众知晓率 | ≥90% | 95% | 20 | 20"))


SPENT = "| 资金 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |  |\n| 年度资金总额 | 100 | 60 | 10 | 60% | 6 |  |\n| 一级指标"


def test_results_above_spending_are_told_of_three_rows() -> None:
    rows = ["≥5米 | 5米 | 30 | 30", "≥6米 | 6米 | 30 | 30", "≥7米 | 7米 | 30 | 30"]
    three = outputs(*rows).replace("| 一级指标", SPENT, 1)
    assert ("TOT-04", "E4") in found(three)
    (issue,) = [issue for issue in evaluated(three).issues if issue.code == "TOT-04"]
    assert "100.00%" in issue.message and "60.00%" in issue.message and "5%" in issue.message
    assert "TOT-04" not in codes(outputs(*rows[:2]).replace("| 一级指标", SPENT, 1))
    unscored = outputs(*rows[:2], "≥7米 | 7米 | 30 | ").replace("| 一级指标", SPENT, 1)
    assert "TOT-04" not in codes(unscored)
    low = outputs(*(row.replace("30 | 30", "30 | 18.9") for row in rows)).replace("| 一级指标", SPENT, 1)
    assert "TOT-04" not in codes(low)  # 63% beside 60%: within a twentieth


MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
COST = "| 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |"
FUNDS = ("| 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |", "| 80 | 80 | 70 |", "| 20 | 20 | 16.18 |")


def money(unit: str, *lines: str) -> str:
    """The form with other amounts, 年初 | 全年 | 执行 of total and parts, in a unit."""
    swaps = [
        (FUNDS[0], f"| {lines[0]} | 10 |  | < |  |"),
        *((old, f"| {new} |") for old, new in zip(FUNDS[1:], lines[1:], strict=True)),
    ]
    return changed(("(万元)", f"({unit})"), *swaps)


def alone(unit: str, *amounts: str) -> str:
    """Amounts of the total line alone."""
    return money(unit, " | ".join(amounts), " |  | ", " |  | ")


@pytest.mark.parametrize(
    ("unit", "amounts", "told"),
    [
        ("万元", ("10000000", "10000000", "10000000"), True),
        ("万元", ("9999999", "9999999", "9999999"), False),
        ("万元", ("100000.5", "100000.5", "100000.5"), True),
        ("万元", ("100000.55", "100000", "100000"), True),
        ("万元", ("99999.5", "99999.5", "99999.5"), False),
        ("万元", ("100000.555", "100000.555", "100000.555"), False),
        ("万元", ("100000", "100000", "100000"), False),
        ("元", ("100", "100", "86.183"), True),
        ("元", ("100", "100", "86.1834"), True),
        ("元", ("100", "100", "86.18345"), True),
        ("元", ("100", "100", "86.183456"), True),
        ("元", ("100", "100", "86.1834567"), False),
        ("元", ("100", "100", "86.18"), False),
        ("元", ("99999", "99999", "86000.183"), True),
        ("元", ("100000", "100000", "86000.183"), False),
        ("亿元", ("100", "100", "86.183"), False),
    ],
)  # fmt: skip
def test_amounts_as_large_or_fine_as_only_the_other_unit_has(unit: str, amounts: tuple[str, ...], told: bool) -> None:
    assert ("BUD-09" in codes(alone(unit, *amounts))) is told


@pytest.mark.parametrize(
    ("total", "target", "told"),
    [("2026", "≤0.2026万元", True), ("2026", "≤20260000万元", True), ("202", "≤0.0202万元", False), ("2026", "≤2026万元", False), ("2026", "≤0.2026公里", False), ("2026", "≤0.2027万元", False)],
)  # fmt: skip
def test_an_amount_that_an_indicator_names_in_the_other_unit(total: str, target: str, told: bool) -> None:
    text = alone("万元", total, total, total)
    assert COST in text
    named = text.replace(COST, COST.replace("≤5万元 | 5万元", f"{target} | {target[1:]}"))
    assert ("BUD-09" in codes(named)) is told


TO_DELIVER = "建设 新建 改建 扩建 改造 修建 修缮 开展 举办 组织 培训 补助 发放 完成 购置 采购 安装 种植 养护 检查 检测 宣传 帮扶 救助 受益 覆盖 新增"


@pytest.mark.parametrize("word", TO_DELIVER.split())
def test_what_is_to_be_delivered_is_not_to_be_limited(word: str) -> None:
    row = MILEAGE.replace("养护里程", f"{word}数")
    assert ("IND-23", "F12") in found(changed((MILEAGE, row.replace("≥12公里 | 12公里", "≤12处 | 12处"))))
    assert "IND-23" not in codes(changed((MILEAGE, row.replace("≥12公里 | 12公里", "≥12处 | 12处"))))
    assert "IND-23" not in codes(changed((MILEAGE, row.replace("≥12公里 | 12公里", "≤0处 | 0处"))))


@pytest.mark.parametrize("word", ["资金", "投入", "成本", "费用", "支出", "经费", "投资", "单价", "造价"])
def test_what_is_spent_is_not_to_be_exceeded(word: str) -> None:
    row = COST.replace("每公里成本", f"道路{word}")
    for sign in "≥>":
        assert ("IND-23", "F14") in found(changed((COST, row.replace("≤5万元", f"{sign}4万元"))))
    for fine in ("≤5万元", "=5万元", "5万元", "≥4次"):
        assert "IND-23" not in codes(changed((COST, row.replace("≤5万元", fine))))


@pytest.mark.parametrize(
    ("name", "target", "told"),
    [("火灾受害率", "0.9‰", True), ("火灾受害率", "≤0.9‰", False), ("火灾受害率", "0‰", False), ("投诉处理率", "95%", False), ("养护里程", "12公里", False)],
)  # fmt: skip
def test_only_what_is_read_as_a_limit_by_its_name_asks_for_a_sign(name: str, target: str, told: bool) -> None:
    row = MILEAGE.replace("养护里程", name).replace("≥12公里 | 12公里", f"{target} | {target.lstrip('≤')}")
    assert (("IND-24", "F12") in found(changed((MILEAGE, row)))) is told


@pytest.mark.parametrize(
    ("standard", "points", "stated"),
    [
        ("按期完成计8分", 5, "8"),
        ("按期完成计5分", 5, None),
        ("①计2分；②计3分", 5, None),
        ("①计2分；②计8分", 5, "8"),
        ("完成计3分，未完成扣完", 5, "3"),
        ("完成计3分", 5, None),
        ("每超一个百分点扣8分", 5, None),
    ],
)
def test_points_that_a_standard_names(standard: str, points: int, stated: str | None) -> None:
    found_points = stated_full_points(standard, Decimal(points))
    assert found_points == (None if stated is None else Decimal(stated))


EXECUTION = "| 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |"


def test_an_execution_rate_without_points_is_no_part_of_the_total() -> None:
    bare = (EXECUTION, "| 100 | 100 | 86.18 |  | 86.18% | < |  |")
    assert "TOT-01" not in codes(changed(bare, ("97.62", "89")))
    assert ("TOT-01", "I17") in found(changed(bare, ("97.62", "97.62 "), ("| 100 | 97.62", "| 90 | 97.62")))


def test_a_total_without_typed_scores_is_held_against_points_and_scores() -> None:
    untyped = [(MILEAGE, MILEAGE.replace("20 | 20", "20 | "))]
    assert "TOT-01" not in codes(changed(*untyped))
    assert "TOT-01" not in codes(changed(*untyped, ("97.62", "97.63")))
    assert ("TOT-01", "I17") in found(changed(*untyped, ("97.62", "97.64")))
    (above,) = [issue for issue in evaluated(changed(*untyped, ("97.62", "100.01"))).issues if issue.code == "TOT-01"]
    assert "高于分值合计100分" in above.message
    (under,) = [issue for issue in evaluated(changed(*untyped, ("97.62", "100"))).issues if issue.code == "TOT-01"]
    assert "按各行重算为97.62分" in under.message


def test_a_reason_of_a_row_that_cannot_be_scored_is_held_against_the_typed_score() -> None:
    row = MILEAGE.replace("12公里 | 20 | 20 |  |", "完成 | 20 | 19 | 已完成 |")
    assert ("TXT-05", "J12") in found(changed((MILEAGE, row)))
    assert ("IND-03", "J12") in found(changed((MILEAGE, row.replace("| 已完成 |", "|  |"))))
    for full in ("20", ""):
        assert not {"TXT-05", "IND-03"} & codes(changed((MILEAGE, row.replace("| 19 |", f"| {full} |"))))


def test_a_score_outside_its_band_is_told_once() -> None:
    row = "| 群众出行 | < | 明显改善 | 达成年度指标 | 30 | 30 |  | < |"
    wrong = row.replace("达成年度指标", "部分达成年度指标并具有一定效果")
    assert [code for code, cell in found(changed((row, wrong))) if cell == "I15"] == ["IND-14"]


def test_a_figure_told_twice_says_where_it_stood_first() -> None:
    twice = "到位676.75亿元,完成目标任务数800亿元的84.59%"
    other = "到位676.75亿元,完成年度目标812亿元的83.34%"
    for goals, cell, where in (
        (("养护", f"{twice}。{other}"), "G10", "实际完成情况前文"),
        ((twice, other), "G10", "预期目标"),
    ):
        swaps = (("| 养护道路12公里 |", f"| {goals[0]} |"), ("| 已养护12公里 |", f"| {goals[1]} |"))
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


def test_one_name_may_stand_under_two_headings_or_with_two_targets() -> None:
    twice = "产出指标 | {} | 里程 | {} | 12 | 30 | 30"
    assert ("STR-02", "C5") in found(table(twice.format("数量指标", "≥12"), twice.format("数量指标", "≥12")))
    assert "STR-02" not in codes(table(twice.format("数量指标", "≥12"), twice.format("质量指标", "≥12")))
    assert "STR-02" not in codes(table(twice.format("数量指标", "≥12"), twice.format("数量指标", "≥11")))


@pytest.mark.parametrize(
    ("level", "target", "actual", "told"),
    [
        ("数量指标", "100万元", "86.18万元", True),
        ("数量指标", "100", "86.18", True),
        ("数量指标", "100万元", "86.17万元", False),
        ("数量指标", "99万元", "86.18万元", False),
        ("数量指标", "100公里", "86.18公里", False),
        ("数量指标", "100元", "86.18元", False),
        ("质量指标", "100万元", "86.18万元", False),
    ],
)
def test_money_is_no_output(level: str, target: str, actual: str, told: bool) -> None:
    row = MILEAGE.replace("≥12公里 | 12公里", f"{target} | {actual}")
    assert (("STR-04", "D12") in found(changed((f"| 数量指标 {MILEAGE}", f"| {level} {row}")))) is told


@pytest.mark.parametrize(("written", "read"), [("0.98", "98%"), ("1.5", "150%"), ("1.51", "1.51%"), ("98", "98%")])
def test_a_bare_percentage_is_read_as_a_fraction_up_to_one_and_a_half(written: str, read: str) -> None:
    row = MILEAGE.replace("≥12公里 | 12公里", f"≥95% | {written}")
    (issue,) = [issue for issue in evaluated(changed((MILEAGE, row))).issues if issue.code == "IND-20"]
    assert f"按{read}计算" in issue.message
    assert "“95%(回收问卷100份)”" in issue.message or "“90.25%”" in issue.message


@pytest.mark.parametrize("name", ["其他资金", "其它资金", "其中：其他资金"])
@pytest.mark.parametrize(
    ("amounts", "told"), [("20 | 20 | 16.18", True), (" |  | 16.18", True), (" |  | ", False), ("0 | 0 | 0", False)]
)
def test_other_funds_that_are_there_have_a_source(name: str, amounts: str, told: bool) -> None:
    line = "| 上年结转资金 | < | 20 | 20 | 16.18 |"
    bare = (line, f"| {name} | < | {amounts} |")
    assert (("BUD-11", "C8") in found(changed(bare))) is told
    for source in (("已养护12公里", "已养护12公里，其他资金为银行贷款"), ("养护道路12公里", "其它资金为银行贷款")):
        assert "BUD-11" not in codes(changed(bare, source))


def test_scores_without_points_are_not_above_them() -> None:
    rows = ["≥40米 |  |  | 40", *["≥41米 |  | 10 | 41"] * 3]
    (issue,) = [issue for issue in evaluated(outputs(*rows)).issues if issue.code == "STR-21"]
    assert (issue.cell, issue.message[:14]) == ("G5", "“第2段里程”等3行的实际完")


STANDARD = """
| 部门整体支出绩效评价指标评分表 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 自评得分 |
| 过程 | 预算管理 | 管理制度健全性 | {points} | 健全计8分，不健全扣完 | 5 |
| 过程 | 预算管理 | 资金使用合规性 | 8 | 合规计8分，不合规扣完 | 8 |
"""


def test_a_standard_of_other_points_is_told_where_it_stands() -> None:
    assert ("RATE-08", "E3") in found(STANDARD.format(points=5))
    for points in ("8", "", "0"):
        assert "RATE-08" not in codes(STANDARD.format(points=points))


UNPOINTED = """
| 绩效目标自评表 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 偏差原因 |
| 产出指标 | 数量指标 | 补贴人次 | {target} | {actual} |  |
| 产出指标 | 数量指标 | 培训人次 | ≥180 | 190 |  |
"""


@pytest.mark.parametrize(
    ("target", "actual", "missed"),
    [
        ("≥180人", "179人", True),
        ("≥180人", "180人", False),
        (">180人", "180人", True),
        ("≤180人", "180人", False),
        ("≤180人", "181人", True),
        ("<180人", "180人", True),
        ("=180人", "179人", True),
        ("=180人", "181人", False),
        ("≥180人", "完成90%", False),  # how much of it is not told in persons
        ("≥180人", "90户", False),
        ("≥180人", "90人，其中女性40人", False),
        ("≥180人", "不适用", False),
    ],
)
def test_a_target_is_missed_only_where_two_numbers_say_so(target: str, actual: str, missed: bool) -> None:
    assert (("IND-26", "F3") in found(UNPOINTED.format(target=target, actual=actual))) is missed


WEIGHTED = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标分值 | 指标值 | 实际完成值 | 单项得分 | 权重占比(%) | 折算得分 |
| 产出指标 | 质量指标 | 覆盖率 | 50 | ≥98% | 100% | 50 | 50 | {turned} |
| 效益指标 | 社会效益 | 发放率 | 50 | ≥95% | 100% | 50 | 50 | 25 |
"""


@pytest.mark.parametrize(("turned", "told"), [("24.99", True), ("25", False), ("", False)])
def test_scores_are_weighted_twice_where_less_than_half_is_left(turned: str, told: bool) -> None:
    assert (("WGT-06", "I3") in found(WEIGHTED.format(turned=turned))) is told


def test_the_heading_whose_points_do_not_add_up_is_named() -> None:
    swaps = (("数量指标 | 养护里程", "数量指标(25分) | 养护里程"),)
    (issue,) = [issue for issue in evaluated(changed(*swaps)).issues if issue.code == "WGT-02"]
    assert (issue.cell, "数量指标" in issue.message, "25" in issue.message) == ("C12", True, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("预算100万元=养护70万元+监理20万元", "各项之和为90万元，写的是100万元"),
        ("预算100万元=养护700000元+监理20万元", "各项之和为90万元，写的是100万元"),
        ("预算1.2亿元=养护7000万元+监理4000万元", "各项之和为1.1亿元，写的是1.2亿元"),
        ("共100=70+20", "各项之和为90，写的是100"),
        ("预算100万元=养护70+监理20", "各项之和为90万元，写的是100万元"),
        ("预算100万元=养护70万元+监理30万元", ""),
        ("预算100万元=养护700000元+监理300000元", ""),
        ("预算100万元=养护70公里+监理20人", ""),
    ],
)
def test_a_sum_in_a_text_is_added_up_in_the_totals_unit(text: str, said: str) -> None:
    told = [issue.message for issue in evaluated(changed(("养护道路12公里", text))).issues if issue.code == "TXT-09"]
    assert len(told) == bool(said)
    assert all(said in message for message in told)


def test_a_long_sum_is_quoted_by_its_beginning() -> None:
    text = "100万元=" + "+".join(f"养护{number}万元" for number in range(10, 20))
    (issue,) = [one for one in evaluated(changed(("养护道路12公里", text))).issues if one.code == "TXT-09"]
    assert issue.message.startswith("“100万元=养护10万元+")
    assert "…”" in issue.message


@pytest.mark.parametrize(
    ("level2", "name", "actual", "told"),
    [
        ("服务对象满意度指标", "群众满意度", "95%", True),
        ("社会效益指标", "群众满意度", "95%", True),
        ("服务对象满意度指标", "群众评价", "95%", True),
        ("服务对象满意度指标", "群众评价", "95", False),
        ("服务对象满意度指标", "投诉办结率", "95%", False),
        ("社会效益指标", "群众知晓率", "95%", False),
        ("服务对象满意度指标", "群众满意度", "很满意", False),
    ],
)
def test_only_rates_of_satisfaction_need_a_survey(level2: str, name: str, actual: str, told: bool) -> None:
    row = "| 服务对象满意度指标 | 群众满意度 | < | ≥90% | 95%(回收问卷100份) |"
    new = f"| {level2} | {name} | < | ≥90% | {actual} |"
    assert (("SAT-01", "G16") in found(changed((row, new)))) is told


UNPRICED = """
| 项目支出绩效自评表 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |
| 产出指标(60分) | 数量指标{inner} | 里程 | ≥1000 | {done} | {first} |
| ^ | 数量指标{inner} | 桥梁 | ≥3 | 3 | {second} |
| 效益指标(40分) | 社会效益 | 出行 | ≥90% | 95% | 40 |
"""


@pytest.mark.parametrize(
    ("first", "second", "done", "told"),
    [
        ("30", "30", "1000", set()),
        ("30", "30.01", "1000", set()),
        ("30", "30.02", "1000", {("WGT-07", "A3")}),
        ("61", "", "1000", {("WGT-07", "A3")}),
        ("30", "", "1000", set()),
        ("30", "29.99", "1000", set()),
        ("30", "29.98", "1000", {("WGT-08", "A3")}),
        ("30", "29.98", "999", set()),
        ("30", "30", "994", {("WGT-08", "A3")}),
        ("30", "30", "995", set()),
        ("30", "29.99", "994", {("WGT-08", "A3")}),
        ("30", "29.98", "994", set()),
    ],
)
def test_scores_under_a_heading_fit_its_points_and_what_was_done(
    first: str, second: str, done: str, told: set[tuple[str, str]]
) -> None:
    issues = found(UNPRICED.format(inner="", first=first, second=second, done=done))
    assert {issue for issue in issues if issue[0] in ("WGT-07", "WGT-08")} == told


def test_what_an_inner_heading_is_told_of_is_not_told_of_the_outer_one() -> None:
    both = UNPRICED.format(inner="(60分)", first="30", second="31", done="1000")
    assert [(code, cell) for code, cell in found(both) if code == "WGT-07"] == [("WGT-07", "B3")]
    (issue,) = [issue for issue in evaluated(both).issues if issue.code == "WGT-07"]
    assert "“数量指标(60分)”标明60分，其下各行得分合计61分，超出了1分" in issue.message


def test_points_of_headings_that_make_no_hundred_are_told() -> None:
    fine = UNPRICED.format(inner="", first="30", second="30", done="1000")
    assert "WGT-01" not in codes(fine)
    assert "WGT-01" in codes(fine.replace("效益指标(40分)", "效益指标(50分)"))
    assert "WGT-01" not in codes(fine.replace("效益指标(40分)", "效益指标"))  # nobody says how many


@pytest.mark.parametrize(
    ("score", "points", "told"),
    [("0.51", "0.5", True), ("0.5", "0.5", False), ("1.01", "1", True), ("-0.01", "0.5", True), ("5", "0", False)],
)
def test_a_score_lies_within_however_few_points(score: str, points: str, told: bool) -> None:
    row = MILEAGE.replace("20 | 20", f"{points} | {score}")
    assert (("IND-01", "I12") in found(changed((MILEAGE, row)))) is told


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


BANDED = """
| 2022年度项目支出绩效自评表 |  |  |  |  |  |  |  |
| 项目名称 | 招商差旅 |  |  |  |  |  |  |
| 一级指标 | 二级指标 | 三级指标 | 优 | 良 | 中 | 差 | 实际完成值 |
| 产出指标 | 数量指标 | 知晓率 | {bands} | {actual} |
"""


@pytest.mark.parametrize(
    ("bands", "actual", "why", "told"),
    [
        ("95%以上(含) | 80%以上(含) | 70%以上(含) | 70%以下", "86%", "实际完成值86%属“良”档（80%以上(含)）", ""),
        ("95%以上(含) | 80%-90% | 70%-80% | 70%以下", "92%", "实际完成值92%不在任何一档", "IND-31"),
        ("95%以上(含) | 80%-90% | 70%-80% | 70%以下", "85%", "实际完成值85%属“良”档（80%-90%）", "在90%至95%之间没有归入任何一档"),
        ("20‰以上 | 10‰-15‰ | 5‰-10‰ | 5‰以下", "12‰", "属“良”档", "在15‰至20‰之间没有归入任何一档"),
        ("很好 | 好 | 一般 | 差", "86%", "各档标准与实际完成值不能按数字比较，属哪一档请由人判定", ""),
    ],
)  # fmt: skip
def test_a_standard_in_grades_tells_the_grade_and_its_gaps(bands: str, actual: str, why: str, told: str) -> None:
    evaluation = evaluated(BANDED.format(bands=bands, actual=actual))
    assert why in evaluation.forms[0].indicators[0].why_not
    messages = [f"{one.code}{one.message}" for one in evaluation.issues if one.code in ("IND-30", "IND-31")]
    assert len(messages) == bool(told)
    assert all(told in message for message in messages)
