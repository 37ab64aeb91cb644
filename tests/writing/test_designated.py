"""Which cells are written: 执行率, 得分, 总分, 等级, commentary; never a person's words, never a cell that is right."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.evaluation import evaluate
from perfeval_xl.workbook.model import NumberFormat
from perfeval_xl.writing.designated import designated_edits
from tests.support.forms import CORRECT, changed, evaluated
from tests.support.tables import sheet, sheets

EMPTY_RESULTS = (
    ("86.18% | < | 8.62", " | < | "),
    ("| 12公里 | 20 | 20 |", "| 12公里 | 20 |  |"),
    ("20 | 19", "20 | "),
    ("5万元 | 10 | 10", "5万元 | 10 | "),
    ("30 | 30", "30 | "),
    ("份) | 10 | 10", "份) | 10 | "),
    ("97.62", ""),
    ("| 自评等级 | < | 优 |", "| 自评等级 | < |  |"),
)


def edits(table: str) -> dict[str, object]:
    return {edit.cell: edit.value for edit in designated_edits(evaluated(table))}


def test_an_unscored_form_gets_exactly_its_result_cells() -> None:
    assert edits(changed(*EMPTY_RESULTS)) == {
        "I6": Decimal("0.861800"),
        "K6": Decimal("8.62"),
        "I12": Decimal("20.00"),
        "I13": Decimal("19.00"),
        "I14": Decimal("10.00"),
        "I15": Decimal("30.00"),
        "I16": Decimal("10.00"),
        "I17": Decimal("97.62"),
        "C18": "优",
    }


def test_the_rate_asks_for_a_percent_format() -> None:
    shows = {edit.cell: edit.show for edit in designated_edits(evaluated(changed(*EMPTY_RESULTS)))}
    assert shows["I6"] is NumberFormat.PERCENT
    assert shows["I12"] is NumberFormat.PLAIN


def test_cells_that_are_right_already_are_left_alone() -> None:
    assert edits(CORRECT) == {}


def test_only_the_wrong_score_is_replaced() -> None:
    assert edits(changed(("20 | 19", "20 | 18.05"), ("97.62", "96.67"))) == {
        "I13": Decimal("19.00"),
        "I17": Decimal("97.62"),
    }


def test_a_row_that_cannot_be_scored_keeps_its_cell_and_the_total_its_own() -> None:
    assert edits(changed(("| 12公里 | 20 | 20 |", "| 完成 | 20 | 20 |"))) == {}


def test_a_score_cell_merged_over_several_rows_is_not_written() -> None:
    table = """
    | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
    | 产出 | 甲 | 3 | 3 | 50 |  |
    | 产出 | 乙 | 3 | 3 | 50 | ^ |
    """
    assert edits(table) == {}


def test_commentary_goes_to_its_cell_unless_a_person_wrote_there() -> None:
    names = {
        "pe_template": '="project/1"',
        "pe_comment_conclusion": "自评表!$A$4",
        "pe_comment_execution": "自评表!$A$5",
    }
    table = """
    | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
    | 产出 | 甲 | 3 | 3 | 100 | 100 |
    | 总分 |  |  |  | 100 | 100 |
    | 领导已改过的结论 |  |  |  |  |  |
    |  |  |  |  |  |  |
    """
    evaluation = evaluate(sheets(sheet(table, names=names)))
    written = {edit.cell for edit in designated_edits(evaluation)}
    assert "A4" not in written
    assert "A5" in written
