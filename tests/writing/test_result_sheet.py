"""The sheet 评分结果 repeats what the form says, but no phone and ID numbers."""

from __future__ import annotations

import pytest

from perfeval_xl.values.privacy import mask_text
from perfeval_xl.workbook.model import Look, OwnCell
from perfeval_xl.writing.result_sheet import _known_masked, result_sheet
from tests.support.forms import CORRECT, changed, evaluated


def texts(table: str) -> str:
    page = result_sheet(evaluated(table), "通用规则")
    return "\n".join(
        str(cell.value) for row in page.rows for cell in row if cell is not None and cell.value is not None
    )


def test_personal_numbers_are_masked() -> None:
    table = changed(("明显改善 | 达成年度指标", "明显改善 | 达成年度指标，联系人13812345678"))
    assert "13812345678" not in texts(table)
    assert "138****5678" in texts(table)


def test_other_numbers_stay() -> None:
    assert "86.18 ÷ 100 × 10 = 8.62" in texts(CORRECT)


def row_of(table: str, name: str) -> list[OwnCell | None]:
    rows = result_sheet(evaluated(table), "通用规则").rows
    return next(row for row in rows if len(row) > 3 and row[3] is not None and row[3].value == name)


def test_a_row_tells_place_values_score_and_what_was_entered() -> None:
    row = row_of(CORRECT, "验收合格率")
    assert row[0] == OwnCell("I13", Look.LINK, "自评表!I13")
    assert [str(cell.value) for cell in row[1:10] if cell is not None] == [
        *("产出指标(50分)", "质量指标", "验收合格率", "≥95%", "90.25%", "0.950000", "20", "19.00", "19"),
    ]


def test_the_fund_lines_that_count_have_a_row_and_a_score_that_nobody_entered_is_not_tinted() -> None:
    table = changed(("| 20 | 16.18 | — |  | < | — |", "| 20 |  | — |  | < | — |"), ("| 20 | 19 |", "| 20 |  |"))
    names = [row[3].value for row in result_sheet(evaluated(table), "").rows if len(row) > 3 and row[3] is not None]
    assert "其中:当年财政拨款" in names
    assert "上年结转资金" not in names
    assert row_of(table, "验收合格率")[9] == OwnCell(None, Look.NUMBER)


def test_an_entered_score_that_differs_is_tinted_and_looks_like_the_other_numbers() -> None:
    entered = [row_of(changed(("| 20 | 19 |", f"| 20 | {score} |")), "验收合格率")[9] for score in ("19", "18")]
    assert [cell.look for cell in entered if cell is not None] == [Look.NUMBER, Look.NUMBER_ODD]
    assert entered[1] is not None
    assert str(entered[1].value) == "18"


@pytest.mark.parametrize("text", ["联系人电话13812345678", "13812345678", "短", "完成指标，得满分" * 50])
def test_a_text_is_masked_the_same_when_it_is_known(text: str) -> None:
    assert _known_masked(text) == _known_masked(text) == mask_text(text)
