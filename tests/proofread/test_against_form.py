"""With a workbook beside the report: the same thing told with two numbers, one here and one there."""

from __future__ import annotations

import pytest

from perfeval_xl.results import Evaluation
from tests.proofread.reading import codes, findings
from tests.support.forms import CORRECT, changed, evaluated


@pytest.fixture(scope="module")
def form() -> Evaluation:
    """预算100, 执行86.18, 执行率86.18%, 得分97.62, 优; 养护里程 ≥12公里, 12公里; 验收合格率 ≥95%, 90.25%."""
    return evaluated(CORRECT)


SAME = [
    "项目全年预算数100万元，全年执行数86.18万元，预算执行率86.18%。",
    "年初预算数为100万元，调整后预算100万元，实际支出861800元，执行率为86.2%。",
    "全年执行数86.2万元。",
    "自评总分为97.62分，自评等级为“优”。",
    "养护里程年度指标值12公里，实际完成12公里。",
    "验收合格率实际达到90.25%，低于目标值。",
    "验收合格率目标值95%。",
    "群众满意度达到95%，回收问卷100份。",
    # another thing under a like name
    "其中：财政拨款全年预算数80万元，全年执行数70万元。",
    "上年结转资金全年执行数16.18万元。",
    "执行率达到90%以上的单位有3个。",
    "预算执行率得分8.62分，养护里程得20分。",
    "上年自评得分95分。",
    "验收合格率较上年提高2.3%。",
    "养护里程不少于10公里。",
    "执行率比上年提高3个百分点。",
    "甲标段预算40万元，使用24.2万元，执行率60.5%。",
    "“养护里程”得分20分。",
]
DIFFERENT = {
    "项目全年预算数110万元。": ("全年预算数", "F6", "100万元"),
    "全年执行数88.18万元。": ("全年执行数", "G6", "86.18万元"),
    "年初预算90万元。": ("年初预算数", "E6", "100万元"),
    "预算执行率为87.18%。": ("预算执行率", "I6", "86.18%"),
    "自评总分为98分。": ("总分", "I17", "97.62分"),
    "自评得分97.62分，自评结果为“良”。": ("自评等级", "C18", "优"),
    "养护里程实际完成13公里。": ("“养护里程”实际完成值", "G12", "12公里"),
    "验收合格率目标值98%。": ("“验收合格率”指标值", "F13", "95.00%"),
    "验收合格率为93%。": ("“验收合格率”实际完成值", "G13", "90.25%"),
}


@pytest.mark.parametrize("sentence", SAME)
def test_what_agrees_or_is_another_thing_stays_silent(sentence: str, form: Evaluation) -> None:
    assert codes(sentence, form) == []


@pytest.mark.parametrize("sentence", DIFFERENT)
def test_a_difference_is_told_with_both_places(sentence: str, form: Evaluation) -> None:
    what, cell, there = DIFFERENT[sentence]
    issues = [one.issue for one in findings(sentence, form) if one.issue.code in ("TXT-27", "TOT-32")]
    (issue,) = issues
    assert issue.place == "第1行"
    assert all(word.replace("“", "‘").replace("”", "’") in issue.message.replace("“", "‘").replace("”", "’")
               for word in (what, cell, there)), issue.message  # fmt: skip


def test_an_entered_total_that_is_wrong_agrees_with_a_report_that_repeats_it() -> None:
    """The workbook's own issue tells of it; the report is not to blame twice. The computed total agrees too."""
    wrong = evaluated(changed(("97.62", "98.62")))
    assert codes("自评总分为98.62分。", wrong) == []
    assert codes("自评总分为97.62分。", wrong) == []
    assert codes("自评总分为96.62分。", wrong) == ["TOT-32"]


def test_of_several_forms_the_one_that_the_sentence_or_its_heading_names_is_meant() -> None:
    from perfeval_xl.evaluation import evaluate
    from tests.support.tables import sheet, sheets

    other = changed(
        ("乡村道路养护", "农田水利建设"), ("100 | 100 | 86.18", "200 | 200 | 86.18"), ("80 | 80 | 70", "180 | 180 | 70")
    )
    both = evaluate(sheets(sheet(CORRECT, name="甲"), sheet(other, name="乙")))
    assert [form.label for form in both.forms] == ["乡村道路养护", "农田水利建设"]
    assert codes("全年预算数300万元。", both) == []
    assert codes("农田水利建设全年预算数200万元。", both) == []
    assert codes("农田水利建设全年预算数100万元。", both) == ["TXT-27"]
    assert codes("（一）农田水利建设\n全年预算数100万元。", both) == ["TXT-27"]
    assert codes("（一）乡村道路养护\n全年预算数100万元。", both) == []


def test_bare_percentages_under_a_unit_column_are_percentages() -> None:
    bare = evaluated(changed(("{90.25%}", "90.25")))
    assert codes("验收合格率实际为90.25%。", bare) == []
    assert codes("验收合格率实际为91.25%。", bare) == ["TXT-27"]
