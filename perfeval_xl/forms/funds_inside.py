"""Fund lines that stand among the indicators: 年度资金总额 | 400 | 360 under 三级指标 | 指标值 | 实际完成值.

Only a form without a fund table has them. The first is the total; those right below it that name a line of the fund
table (其中:财政拨款, 其他资金) detail it. What stands under 指标值 is the budget, under 实际完成值 what was spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfeval_xl.forms.fields import unit_in
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import PART, FundKey, FundRow, IndicatorRow
from perfeval_xl.forms.reader import RegionReader
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.model import ComparatorBasis
from perfeval_xl.workbook.address import split_cell

_HEADINGS = ("预算执行", "资金执行", "项目资金", "资金情况", "资金投入", "资金使用")
"""What the heading of such lines says; under another (成本指标) a sum of money is an indicator."""
_ALSO_A_SUM = frozenset(("合计", "小计"))
"""Names of a fund line that mean another thing among indicators."""


def split_off(
    reader: RegionReader, rows: Sequence[IndicatorRow]
) -> tuple[RegionReader, list[FundRow], list[IndicatorRow]]:
    """The reader with the unit that the lines name, the fund lines among the rows, and the rest."""
    first = next((at for at, row in enumerate(rows) if _key(row.name) is FundKey.TOTAL and _is_amounts(row)), None)
    if first is None:
        return reader, [], list(rows)
    reader = replace(reader, amount_unit=unit_in(rows[first].name) or reader.amount_unit)
    last = next((at for at in range(first + 1, len(rows)) if _key(rows[at].name) in (None, FundKey.TOTAL)), len(rows))
    lines = [_line(reader, row) for row in rows[first:last]]
    return reader, lines, [*rows[:first], *rows[last:]]


def _key(name: str) -> FundKey | None:
    """The line that a name is in full: 提高财政资金使用效益 names none."""
    label = label_key(name).removeprefix(PART)
    key = form_words().fund_line.get(label)
    return FundKey(key) if key is not None and label not in _ALSO_A_SUM else None


def _is_amounts(row: IndicatorRow) -> bool:
    """Two amounts under a heading of the budget, the first without a sign: no target that may be missed or beaten."""
    if not any(word in label_key(row.level1 + row.level2) for word in _HEADINGS):
        return False
    if row.target.basis is ComparatorBasis.WRITTEN or row.nature:
        return False
    return row.target.value is not None and row.actual.is_number and row.target.unit != "%" and row.actual.unit != "%"


def _line(reader: RegionReader, row: IndicatorRow) -> FundRow:
    cells = {"name": row.cells["name"], "budget": row.cells["target"], "executed": row.cells["actual"]}
    cells |= {field: row.cells[field] for field in ("points", "score", "reason") if field in row.cells}
    return FundRow(
        form=reader.number,
        key=_key(row.name) or FundKey.UNNAMED,
        name=row.name,
        budget=reader.amount(*split_cell(row.cells["target"])),
        executed=reader.amount(*split_cell(row.cells["actual"])),
        points=row.points,
        entered_score=row.entered_score,
        reason=row.reason,
        cells=cells,
    )
