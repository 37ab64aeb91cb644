"""Grades and bands (等级, 定性三档, 分档标准) begin and end where the rules say."""

from __future__ import annotations

import pytest

from tests.checks.swaps import (
    access,
    total,
)
from tests.support.forms import changed, evaluated, found


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


def test_a_score_outside_its_band_is_told_once() -> None:
    row = "| 群众出行 | < | 明显改善 | 达成年度指标 | 30 | 30 |  | < |"
    wrong = row.replace("达成年度指标", "部分达成年度指标并具有一定效果")
    assert [code for code, cell in found(changed((row, wrong))) if cell == "I15"] == ["IND-14"]


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
