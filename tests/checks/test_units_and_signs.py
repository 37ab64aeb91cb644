"""Units, signs and directions: what only the other unit has, what is to be delivered or spent, what is missed."""

from __future__ import annotations

import pytest

from tests.checks.swaps import codes
from tests.support.forms import changed, evaluated, found

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


EXPECTED = "| ^ | 养护道路12公里 |"


def said(unit: str, total: str, words: str, owner: str = "示例县公路中心") -> str:
    """A form whose total line holds one amount throughout, and whose goals say another in words."""
    text = alone(unit, total, total, total)
    assert EXPECTED in text
    return text.replace(EXPECTED, f"| ^ | {words} |").replace("示例县公路中心", owner)


@pytest.mark.parametrize(
    ("unit", "total", "words", "told"),
    [
        ("万元", "2000000", "投入资金200万元，养护道路12公里", True),
        ("万元", "2000000", "投入财政资金200万元，其中2023年支付180万元", True),
        ("万元", "100000", "安排预算10万元", True),
        ("万元", "1234560", "修路用去123.456万元", True),
        ("万元", "1234560", "修路用去1234560元", True),
        ("元", "200", "投入资金200万元，养护道路12公里", True),
        ("元", "123.45", "修路用去123.45万元", True),
        # no more than a price, or another amount
        ("万元", "2000000", "每公里投入200万元，养护道路12公里", False),
        ("万元", "2000000", "平均成本200万元，养护道路12公里", False),
        ("万元", "2000000", "购置设备200万元", False),
        ("万元", "2000000", "投入资金210万元", False),
        ("万元", "2000000", "投入资金2,0,0万元", False),
        ("万元", "2000000", "养护道路200公里", False),
        ("元", "200", "养护道路200公里", False),
        # the words say what the table says
        ("万元", "2000000", "投入资金200亿元，其中首期投入资金200万元", False),
        ("元", "20000", "投入资金20000元，带动投资20000万元", False),
        # no size that speaks for the other unit
        ("万元", "90000", "投入资金9万元", False),
        ("元", "200000", "投入资金200000万元", False),
        ("亿元", "2000000", "投入资金200万元", False),
    ],
)
def test_words_that_say_the_total_in_the_other_unit(unit: str, total: str, words: str, told: bool) -> None:
    assert ([cell for code, cell in found(said(unit, total, words)) if code == "BUD-09"] == ["E6"]) is told
    assert ("BUD-09" in codes(said(unit, total, words))) is told


def test_an_actual_value_that_is_the_total_in_the_other_unit() -> None:
    text = said("万元", "1234560", "养护道路12公里")
    row = COST.replace("≤5万元 | 5万元", "{} | 123.456万元")
    assert "BUD-09" in codes(text.replace(COST, row.format("≤150万元")))
    assert "BUD-09" not in codes(text.replace(COST, row.format("≤150万元").replace("123.456", "123.457")))


@pytest.mark.parametrize(
    ("owner", "total", "told"),
    [
        ("示例县第一小学", "860000", True),
        ("示例镇人民政府", "860000", True),
        ("示例街道办事处", "100000", True),
        ("示例镇人民政府", "99999", False),
        ("示例县教育体育局", "860000", False),
        ("示例镇市财政局", "860000", False),
        ("省小学教育中心", "860000", False),
    ],
)
def test_a_size_that_a_small_unit_never_has(owner: str, total: str, told: bool) -> None:
    assert ("BUD-09" in codes(said("万元", total, "养护道路12公里", owner))) is told


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
        (">180人", "180人", False),  # IND-33 asks what was meant
        ("≤180人", "180人", False),
        ("≤180人", "181人", True),
        ("<180人", "180人", False),
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


def test_only_the_amount_that_is_off_from_all_others_is_told() -> None:
    assert [cell for code, cell in found(alone("万元", "100", "1000000", "86.18")) if code == "BUD-09"] == ["F6"]
    assert [cell for code, cell in found(alone("万元", "100", "100", "861800")) if code == "BUD-09"] == ["G6"]
    assert [cell for code, cell in found(alone("万元", "", "100", "861800")) if code == "BUD-09"] == ["G6"]


@pytest.mark.parametrize(
    ("actual", "told"),
    [("9月30日", True), ("9月1日", True), ("9月", True), ("8月31日", False), ("10月1日", False), ("{#REF!}", False), ("{=}", False), ("不适用", False)],
)  # fmt: skip
def test_the_month_before_which_is_told_to_its_last_day(actual: str, told: bool) -> None:
    row = MILEAGE.replace("养护里程", "完工时间").replace("≥12公里 | 12公里", f"9月前 | {actual}")
    assert (("IND-21", "G12") in found(changed((MILEAGE, row)))) is told


@pytest.mark.parametrize(
    ("name", "target", "told"),
    [("养护里程", "≥0公里", True), ("养护里程", ">0公里", False), ("养护里程", "=0公里", False), ("产值增长率", "0%", False), ("产值增长率", "≥0%", True), ("养护里程", "≥0.01公里", False)],
)  # fmt: skip
def test_only_a_written_target_of_nothing_can_never_be_missed(name: str, target: str, told: bool) -> None:
    row = MILEAGE.replace("养护里程", name).replace(
        "≥12公里 | 12公里", f"{target} | 5{target[-1] if '%' in target else '公里'}"
    )
    assert (("IND-10", "F12") in found(changed((MILEAGE, row)))) is told


def spent(executed: str, rate: str, score: str) -> list[str]:
    """Codes of a form whose money, in 万元, is of 100 planned and so much spent, with the rate and score typed."""
    line = f"| 100 | 100 | {executed} | 10 | {rate} | < | {score} |"
    return [code for code, _ in found(changed((FUNDS[0], line), (FUNDS[1], "|  |  |  |"), (FUNDS[2], "|  |  |  |")))]


@pytest.mark.parametrize(
    ("executed", "rate", "score", "told"),
    [
        ("861800", "86.18%", "8.62", []),
        ("861800", "86.18%", "9", ["BUD-04"]),
        ("861800", "81.18%", "8.62", ["BUD-03"]),
        ("861800", "861800.00%", "10", []),
        ("8618", "86.18%", "8.62", ["BUD-03", "BUD-04"]),
        ("186.18", "86.18%", "8.62", ["BUD-03", "BUD-04"]),
        ("0.008618", "86.18%", "8.62", []),
    ],
)
def test_a_rate_and_score_right_but_for_the_unit_of_an_amount_are_not_accused(
    executed: str, rate: str, score: str, told: list[str]
) -> None:
    codes_found = spent(executed, rate, score)
    assert [code for code in ("BUD-03", "BUD-04") if code in codes_found] == told
    assert ("BUD-09" in codes_found) is (executed in ("861800", "0.008618"))
