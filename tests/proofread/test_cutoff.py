"""Figures that end before their year does."""

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
