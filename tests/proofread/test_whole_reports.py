"""What only a whole report shows: figures that end before their year does, one fact told twice."""

from __future__ import annotations

from tests.proofread.reading import codes

TITLE = "某局2023年度部门整体支出绩效自评报告\n"


def test_a_date_within_the_year_is_told_once() -> None:
    text = TITLE + "截至2023年10月31日，支出80万元。\n截至2023年10月31日，执行率为80%。"
    assert codes(text) == ["TXT-28"]


def test_dates_that_are_no_end_of_the_figures_are_silent() -> None:
    for text in (
        "截至2023年12月31日，支出80万元。",
        "截至2023年6月30日，支出40万元；截至12月31日，支出80万元。",
        "截至2024年3月31日，支出80万元。",
        "截至2023年10月31日，共有职工80人。",
        "全年支出80万元，其中截至2023年6月支出40万元。",
    ):
        assert codes(TITLE + text) == [], text
    assert codes("2023年工作总结\n截至2023年10月31日，支出80万元。") == []


def test_one_unit_has_one_score_and_one_total() -> None:
    assert codes("我局自评总分95分。\n三、结论\n我局自评总分96分。") == ["TOT-32"]
    assert codes("我局自评总分95分。\n我局自评总分95.00分。") == []
    assert codes("甲项目自评得分95分。\n乙项目自评得分96分。") == []
    assert codes("部门整体实际支出652.17万元。\n二、支出\n部门整体实际支出655.17万元。") == ["TXT-24"]
    assert codes("部门整体实际支出652.17万元。\n部门整体实际支出652.2万元。") == []
    assert codes("截至6月，部门整体实际支出300万元。\n截至12月，部门整体实际支出652.17万元。") == []


def test_a_number_inside_of_a_paragraph_is_not_missing() -> None:
    text = "（一）甲事项。\n（二）乙事项。（三）丙事项。\n（四）丁事项。"
    assert codes(text) == []
    assert codes(text.replace("（三）丙事项。", "")) == ["TXT-06"]
