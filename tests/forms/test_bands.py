"""Standards in grades (优良中差), as Hainan's forms have them: which grade an actual value has, and where none."""

from __future__ import annotations

import pytest

from perfeval_xl.forms.bands import edges, gap, graded
from perfeval_xl.forms.model import Band
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.targets import read_target
from tests.support.forms import evaluated


def bands(*texts: str) -> list[Band]:
    return [Band(grade, text, "A1", read_target(text)) for grade, text in zip("优良中差", texts, strict=False)]


DAYS = ("5天以上", "3(含)至4天", "2(含)至3天", "2天以下")
COUNTS = ("10个(含)以上", "6（含）至10", "3（含）至6", "3以下")
SHARES = ("95%以上(含)", "80%以上(含)", "70%以上(含)", "70%以下")
LATE = ("2天以内", "3-5天", "6-10天", "10天以上")
OPEN = ("≥95%", "85%≤X<95%", "75%≤X<85%", "<75%")


@pytest.mark.parametrize(
    ("standard", "actual", "grade"),
    [
        (DAYS, "6天", "优"),
        (DAYS, "5天", "优"),
        (DAYS, "3天", "良"),
        (DAYS, "2天", "中"),
        (DAYS, "1天", "差"),
        (COUNTS, "10个", "优"),
        (COUNTS, "6", "良"),
        (COUNTS, "2个", "差"),
        (SHARES, "95%", "优"),
        (SHARES, "94.99%", "良"),
        (SHARES, "70%", "中"),
        (SHARES, "69%", "差"),
        (LATE, "1天", "优"),
        (LATE, "5天", "良"),
        (LATE, "12天", "差"),
        (OPEN, "95%", "优"),
        (OPEN, "85%", "良"),
        (OPEN, "74.9%", "差"),
    ],
)
def test_a_value_has_the_first_grade_that_holds(standard: tuple[str, ...], actual: str, grade: str) -> None:
    band, told = graded(bands(*standard), read_value(actual))
    assert (band and band.grade, told) == (grade, True)


@pytest.mark.parametrize(("standard", "actual"), [(DAYS, "4天"), (DAYS, "4.5天"), (LATE, "2.5天")])
def test_a_value_between_grades_has_none(standard: tuple[str, ...], actual: str) -> None:
    assert graded(bands(*standard), read_value(actual)) == (None, True)


@pytest.mark.parametrize("actual", ["已完成", "", "5万元"])
def test_what_is_no_number_of_that_unit_is_not_judged(actual: str) -> None:
    assert graded(bands(*DAYS), read_value(actual)) == (None, False)


def test_words_are_no_standard_of_numbers() -> None:
    assert graded(bands("显著", "较显著", "一般", "不显著"), read_value("5天")) == (None, False)


@pytest.mark.parametrize(
    ("standard", "between"),
    [
        (DAYS, ("4", "5", "天")),
        (COUNTS, None),
        (SHARES, None),
        (LATE, None),
        (OPEN, None),
        (("95%以上", "80%-90%", "70%-80%", "70%以下"), ("0.9", "0.95", "%")),
        (("显著", "一般", "较差", "差"), None),
    ],
)
def test_a_stretch_that_no_grade_has_is_found(standard: tuple[str, ...], between: tuple[str, str, str] | None) -> None:
    found = gap(bands(*standard))
    assert (None if found is None else (str(found[0]), str(found[1]), found[2])) == between


def test_one_end_that_is_marked_leaves_the_other_out() -> None:
    (band,) = bands("3(含)至4天")
    found = edges(band)
    assert found is not None
    assert (found.low_in, found.high_in) == (True, False)
    found = edges(bands("3至4(含)天")[0])
    assert found is not None
    assert (found.low_in, found.high_in) == (False, True)


FORM = """
| 2022年度项目支出绩效自评表 |  |  |  |  |  |  |  |
| 项目名称 | 招商差旅 |  |  |  |  |  |  |
| 资金(万元) | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |  |  |  |
| 年度资金总额 | 20 | 20 | 18 | 90% |  |  |  |
| 一级指标 | 二级指标 | 三级指标 | 优 | 良 | 中 | 差 | 实际完成值 |
| 产出指标 | 数量指标 | 差旅天数 | 5天以上 | 3(含)至4天 | 2(含)至3天 | 2天以下 | {days} |
| 效益指标 | 社会效益 | 知晓率 | 95%以上(含) | 80%以上(含) | 70%以上(含) | 70%以下 | 86% |
"""


def test_the_grade_of_each_row_is_told_and_no_points_are_made_up() -> None:
    evaluation = evaluated(FORM.replace("{days}", "6天"))
    (form,) = evaluation.forms
    assert [row.score for row in form.indicators] == [None, None]
    assert form.score_total is None
    assert "属“优”档（5天以上）" in form.indicators[0].why_not
    assert "属“良”档（80%以上(含)）" in form.indicators[1].why_not
    assert [(issue.code, issue.cell) for issue in evaluation.issues if issue.code in ("IND-30", "IND-31")] == [
        ("IND-30", "D6")
    ]


def test_a_value_that_no_grade_has_is_told_at_its_cell_once() -> None:
    evaluation = evaluated(FORM.replace("{days}", "4.5天"))
    found = [(issue.code, issue.cell) for issue in evaluation.issues if issue.code in ("IND-30", "IND-31")]
    assert found == [("IND-31", "H6")]


def test_a_standard_with_a_grade_left_empty_is_none() -> None:
    (form,) = evaluated(FORM.replace("{days}", "4.5天").replace("| 2天以下 |", "|  |")).forms
    assert form.indicators[0].row.bands == ()
    assert "档" not in form.indicators[0].why_not
