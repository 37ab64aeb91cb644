"""What people write in words: reasons, surveys, sums, standards, sources."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.checks.rate_08_standard_points import stated_full_points
from tests.checks.swaps import (
    PLEASED,
    QUALITY,
    Swaps,
    access,
    codes,
    goals,
    pleased,
    total,
)
from tests.support.forms import changed, evaluated, found

MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"


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


def test_a_reason_of_a_row_that_cannot_be_scored_is_held_against_the_typed_score() -> None:
    row = MILEAGE.replace("12公里 | 20 | 20 |  |", "完成 | 20 | 19 | 已完成 |")
    assert ("TXT-05", "J12") in found(changed((MILEAGE, row)))
    assert ("IND-03", "J12") in found(changed((MILEAGE, row.replace("| 已完成 |", "|  |"))))
    for full in ("20", ""):
        assert not {"TXT-05", "IND-03"} & codes(changed((MILEAGE, row.replace("| 19 |", f"| {full} |"))))


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


def test_what_the_remedy_of_a_missing_survey_says_to_write_ends_it() -> None:
    wrong = evaluated(changed(("95%(回收问卷100份)", "93%"))).issues
    (issue,) = [issue for issue in wrong if issue.code == "SAT-01"]
    said = issue.remedy.partition("如“")[2].partition("”")[0]
    assert said.startswith("93%（")
    assert [one.code for one in evaluated(changed(("95%(回收问卷100份)", said))).issues] == []


def actual(text: str) -> Swaps:
    return [(MILEAGE, MILEAGE.replace("12公里 | 20", f"{text} | 20"))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12公里，完成目标任务数15公里的90%", "TXT-03"),
        ("12公里（自评得分85.5分）", "TOT-03"),
        ("12公里，投入100万元=40万元+50万元", "TXT-09"),
        ("12公里，联系人手机13812345678", "TXT-07"),
        ("12公里，未全部完成", "IND-05"),
        ("12公里（未完成）", "IND-05"),
    ],
)
def test_prose_that_begins_with_the_number_is_read_too(text: str, code: str) -> None:
    assert (code, "G12") in found(changed(*actual(text)))


@pytest.mark.parametrize(
    "text",
    [
        "12公里，完成目标任务数15公里的80%",
        "12公里（自评得分97.62分）",
        "12公里，投入100万元=40万元+60万元",
        "12公里，未完成的3公里结转下年",
        "12公里，没有未完成的路段",
        "12公里，均已完成",
        "12公里，上半年未完成，下半年补齐",
        "12公里，原定工期内未完成，11月底完工",
        "12公里，未完成率为零",
        "12公里",
    ],
)
def test_right_prose_beside_a_number_is_not_doubted(text: str) -> None:
    assert not {"TXT-03", "TOT-03", "TXT-09", "TXT-07", "IND-05"} & {code for code, _ in found(changed(*actual(text)))}


def test_a_miss_told_beside_a_number_that_should_be_small_is_none() -> None:
    row = MILEAGE.replace("养护里程 | < | ≥12公里 | 12公里", "未完成件数 | < | ≤12件 | 12件（未完成）")
    assert "IND-05" not in {code for code, _ in found(changed((MILEAGE, row)))}


def test_lost_points_agree_with_a_miss_told_beside_the_number() -> None:
    row = MILEAGE.replace("12公里 | 20 | 20 | ", "12公里，未全部完成 | 20 | 18 | 雨季停工")
    assert "IND-05" not in {code for code, _ in found(changed((MILEAGE, row)))}


def test_what_a_person_wrote_as_conclusion_is_recomputed_too() -> None:
    text = "已养护12公里，完成目标任务数15公里的{}%"
    row = f"| 评价结论 | < | {text} |{' < |' * 8}\n"
    assert ("TXT-03", "C19") in found(changed() + row.format("90"))
    assert "TXT-03" not in codes(changed() + row.format("80"))
    blank = changed() + f"| 评价结论 | < | {{}} |{' < |' * 8}\n".format(" ")
    assert "TXT-03" not in codes(blank)
