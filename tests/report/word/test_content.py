"""What the report of the seed says: its outline, its figures recomputed, its gaps named."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from perfeval_xl.report.word.blocks import Chart, Grid
from perfeval_xl.report.word.report import Report
from tests.report.word.reports import blocks, document, headings, lines, report
from tests.support.cases import first_of, sample
from tests.support.forms import CORRECT, changed, evaluated


@pytest.fixture(scope="module")
def seed() -> Report:
    return report(sample("红河州投资促进局-2020-部门整体"))


def line(made: Report, start: str) -> str:
    return next(text for text in lines(made) if text.startswith(start))


def test_the_outline_is_that_of_the_published_report(seed: Report) -> None:
    assert headings(seed, 1) == [
        "一、部门基本情况",
        "二、绩效自评工作情况",
        "三、评价情况分析及综合评价结论",
        "四、存在问题和整改情况",
        "五、绩效自评结果运用",
        "六、主要经验和做法",
        "七、其他需要说明的问题",
    ]
    assert headings(seed, 2)[:4] == [
        "（一）部门概况",
        "（二）部门绩效目标设立情况",
        "（三）部门整体收支情况",
        "（四）部门预算管理制度建设情况",
    ]
    assert headings(seed, 3)[:3] == ["1.单位主要职能", "2.内设机构情况", "3.人员编制情况"]


def test_title_letter_and_signature(seed: Report) -> None:
    shown = lines(seed)
    assert shown[:2] == ["红河州投资促进局关于2020年度\n部门整体支出绩效自评报告", "【待补充：主送机关】："]
    assert "红河州投资促进局" in shown
    assert "【待补充：报告日期】" in shown


def test_counts_and_weights_are_computed(seed: Report) -> None:
    assert line(seed, "设置").startswith("设置“产出”、“效益”、“满意度”3个一级指标，细化为12个二级指标、24个三级指标。")
    assert line(seed, "各部分分值") == (
        "各部分分值：产出50分，效益30分，满意度10分，预算执行率未设分值；合计90分【待核对：分值合计应为100分】。"
    )


def test_sums_are_recomputed_and_the_printed_ones_marked(seed: Report) -> None:
    assert line(seed, "各项目相加") == "各项目相加，预算资金471万元，预期使用资金346.62万元，执行率73.59%。"
    marks = [text for text in lines(seed) if text.startswith("【待核对：“合计”")]
    assert len(marks) == 3
    assert any("349.62" in mark and "346.62" in mark for mark in marks)
    assert "按文中数字计算应为325.97%" in "".join(lines(seed))


def test_documents_are_cited_with_their_standing(seed: Report) -> None:
    cited = [text for text in lines(seed) if re.match(r"（[0-9]）《", text)]
    assert "（2）《中共云南省委 云南省人民政府关于全面实施预算绩效管理的实施意见》（云发〔2019〕11号）；" in cited
    assert any("财预〔2020〕10号" in text and "（依据待核实）" in text for text in cited)


def test_documents_of_a_place_are_cited_only_there() -> None:
    national = "".join(lines(report(sample("示例县农业农村局"))))
    assert "中发〔2018〕34号" in national
    assert "云发〔2019〕11号" not in national
    assert "红财" not in national


def test_documents_of_a_prefecture_are_not_cited_by_others_under_the_same_rules() -> None:
    evaluation = sample("示例县卫生健康局")
    assert evaluation.forms[0].rules == "yunnan-2020"
    text = "".join(lines(report(evaluation)))
    assert "云发〔2019〕11号" in text
    assert "红财" not in text


def test_documents_of_later_years_are_not_cited() -> None:
    text = "".join(lines(report(first_of("hunan-deduction"))))
    assert "中发〔2018〕34号" not in text
    assert "财预〔2020〕10号）（依据待核实）；" not in text


def test_problems_and_measures_carry_the_same_numbers(seed: Report) -> None:
    shown = lines(seed)
    first, second, end = (shown.index(text) for text in ("（一）存在问题", "（二）整改情况", "五、绩效自评结果运用"))
    problems = [text.partition(".")[0] for text in shown[first + 1 : second]]
    measures = [text.partition(".")[0] for text in shown[second + 1 : end]]
    assert problems == measures == [str(number) for number in range(1, len(problems) + 1)]
    assert shown[first + 1].startswith("1.预算执行率偏低，低于90%。")
    assert any("【待核对】总分填95.97分，高于分值合计90分" in text for text in shown)


def test_a_target_that_was_set_low_is_a_problem_and_no_experience(seed: Report) -> None:
    shown = lines(seed)
    experience = shown[shown.index("六、主要经验和做法") + 1]
    assert experience.startswith("20个指标完成年度指标值，其中：") and "偏低" not in experience
    assert any("“实际利用外资”的指标值设定偏低" in text for text in shown)


def test_the_conclusion_says_score_and_what_the_form_says_instead(seed: Report) -> None:
    assert line(seed, "2020年度红河州投资促进局部门整体支出绩效自评总分85.85分")
    assert "【待核对：自评表填报总分为95.97分，重新计算为85.85分，请核对后统一】" in lines(seed)


def test_missing_survey_figures_are_asked_for(seed: Report) -> None:
    assert "【待补充：满意度调查的发放、收回有效和满意份数】" in lines(seed)


@pytest.mark.parametrize(
    ("swaps", "asked"),
    [
        ((), False),  # 回收问卷100份 stands beside the rate
        ((("95%(回收问卷100份)", "95%"),), True),
        ((("95%(回收问卷100份)", ""),), True),
        ((("95%(回收问卷100份)", "95%"), ("群众满意度", "覆盖率"), ("服务对象满意度指标", "覆盖指标")), False),
    ],
)
def test_survey_figures_that_the_form_tells_are_not_asked_for(swaps: tuple[tuple[str, str], ...], asked: bool) -> None:
    shown = lines(report(evaluated(changed(*swaps))))
    assert ("【待补充：满意度调查的发放、收回有效和满意份数】" in shown) is asked


def test_gaps_are_counted(seed: Report) -> None:
    cells = [cell.text for table in document(seed).tables for row in table.rows for cell in row.cells]
    text = "".join([*lines(seed), *cells])
    assert seed.missing == text.count("【待补充") > 10
    assert seed.to_check == text.count("【待核对") > 3


def test_an_unknown_unit_and_year_are_asked_for() -> None:
    evaluation = first_of("central")
    bare = replace(evaluation.forms[0], form=replace(evaluation.forms[0].form, unit="", year=None))
    made = report(replace(evaluation, forms=(bare,)))
    assert lines(made)[0].startswith("【待补充：单位名称】关于【待补充：年度】年度")


def test_several_projects_make_one_report() -> None:
    evaluation = sample("红河州投资促进局-2020-项目支出")
    shown = lines(report(evaluation))
    assert len(evaluation.forms) == 3
    assert "表1  项目支出总体情况表" in shown
    assert sum(text.startswith("附件") and len(text) == 3 for text in shown) == 3
    assert shown.count("投资促进专项经费：") > 3


def test_projects_in_different_units_say_theirs_in_each_amount() -> None:
    evaluation = sample("红河州投资促进局-2020-项目支出")
    first = evaluation.forms[0]
    in_yuan = replace(first, form=replace(first.form, amount_unit="元"))
    (alike,) = (block for block in blocks(evaluation) if isinstance(block, Grid) and "总体" in block.caption)
    mixed = replace(evaluation, forms=(in_yuan, *evaluation.forms[1:]))
    (apart,) = (block for block in blocks(mixed) if isinstance(block, Grid) and "总体" in block.caption)
    assert (alike.unit, alike.rows[0][2], apart.unit) == ("万元", "115", "")
    assert [row[2] for row in apart.rows] == ["115元", "331万元", "25万元"]


def test_rates_of_formulas_in_tables_are_rounded_to_two_decimals() -> None:
    rows = next(
        block.rows
        for block in blocks(sample("示例市交通运输局-2023-部门整体"))
        if isinstance(block, Grid) and block.caption == "项目支出情况表"
    )
    assert [row[-1] for row in rows] == ["97.77%", "97.5%", "95.75%", "97.53%"]


def test_one_of_several_forms_can_be_asked_for() -> None:
    evaluation = sample("红河州投资促进局-2020-项目支出")
    second = evaluation.forms[1].form
    for wanted in ("2", second.sheet):
        assert second.project.removesuffix("项目") in lines(report(evaluation, form=wanted))[0]


def test_forms_without_points_make_no_claims_about_scores() -> None:
    made = report(first_of("hengshan"))
    text = "".join(lines(made))
    assert "自评表不设指标分值，对照年度指标值逐项判断是否完成。" in lines(made)
    assert "得分率" not in text
    assert "“补贴保障率”年度指标值100%，实际完成“无”【待核对：不能判断是否完成】。" in text


def test_goals_stay_apart() -> None:
    made = report(first_of("hubei"))
    rows = [[cell.text for cell in row.cells] for row in document(made).tables[-1].rows]
    assert {row[0] for row in rows} >= {"年度绩效目标1", "年度绩效目标2"}
    assert rows[0][5] == "填报得分"
    assert any(text.startswith("3.年度绩效目标2的“效益指标”") for text in lines(made))


def test_three_boxes_keep_to_200_characters() -> None:
    for evaluation in (sample("问题示例"), sample("红河州投资促进局-2020-部门整体")):
        (table,) = document(report(evaluation, outline="boxes")).tables
        boxes = {row.cells[0].text: row.cells[1].text for row in table.rows[1:]}
        assert list(boxes) == ["评价结论", "存在问题", "改进措施"]
        assert all(0 < len(text) <= 200 for text in boxes.values())


def test_personal_numbers_and_control_characters_stay_out() -> None:
    evaluation = evaluated(changed(("雨季影响施工，已加强监理", "雨季影响，联系13900001111、11010519491231002X")))
    form = evaluation.forms[0]
    odd = replace(evaluation, forms=(replace(form, form=replace(form.form, goal_actual="已养护\x0b12公里\ud800")),))
    made = report(odd)
    xml = "".join(part.blob.decode("utf-8", "ignore") for part in document(made).part.package.iter_parts())
    assert "13900001111" not in xml
    assert "11010519491231002X" not in xml
    assert "已养护12公里" in xml


def test_a_persons_words_go_before_ours() -> None:
    evaluation = sample("教育体育局")
    form = evaluation.forms[0]
    words = {
        **form.form.commentary,
        "conclusion": "经局长办公会审定的结论。",
        "execution": "工程款按合同约定次年支付。",
        "strengths": "统一采购降低了成本。",
    }
    made = report(replace(evaluation, forms=(replace(form, form=replace(form.form, commentary=words)),)))
    assert any(text.startswith("经局长办公会审定的结论。") for text in lines(made))
    assert any(text.startswith("【待核对：上文为填报人所写，重新计算的总分为") for text in lines(made))
    assert {"工程款按合同约定次年支付。", "统一采购降低了成本。"} <= set(lines(made))


def test_what_cannot_be_computed_is_asked_for_with_its_reason() -> None:
    evaluation = evaluated(
        changed(("| 100 | 100 | 86.18 | 10", "| 100 |  | 86.18 | 10"), ("| 12公里 | 20 | 20 |", "|  | 20 | 20 |"))
    )
    shown = lines(report(evaluation))
    assert "【待补充：总分和等级，补齐所缺内容后重新评分】" in shown
    assert any(text.startswith("【待补充：预算执行率（全年预算数未填") for text in shown)
    assert any(
        "“养护里程”年度指标值≥12公里，实际完成未填【待核对：未能评分，实际完成值未填】" in text for text in shown
    )


def test_a_reason_that_says_nothing_leaves_its_cell_empty() -> None:
    made = report(evaluated(changed(("雨季影响施工，已加强监理", "—"))))
    row = next(row for row in document(made).tables[-1].rows if "验收合格率" in row.cells[2].text)
    assert row.cells[-1].text == ""


def test_grades_hold_their_lower_edge() -> None:
    assert any("优（得分≥90分）；良（80分≤得分<90分）" in text for text in lines(report(evaluated(CORRECT))))


def test_bars_of_funds_are_named_without_the_words_for_a_part() -> None:
    chart = next(block for block in blocks(evaluated(CORRECT)) if isinstance(block, Chart) and block.horizontal)
    assert chart.names == ("年度资金总额", "当年财政拨款", "上年结转资金")
