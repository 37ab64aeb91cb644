"""The sheet 评分结果 repeats what the form says, but no phone and ID numbers."""

from __future__ import annotations

from perfeval_xl.writing.result_sheet import result_sheet
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
