"""The sheet 等级统计: how many forms earned which grade, how scores are spread, with a chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from perfeval_xl.report.summary_lines import FormLine
from perfeval_xl.report.summary_look import Styles, page_setup, write

if TYPE_CHECKING:
    import pandas as pd

SHEET = "等级统计"
NO_GRADE = "未定等级"
UNREADABLE = "无法处理"

_BANDS = ((90, 101, "90分以上"), (80, 90, "80—90分"), (70, 80, "70—80分"), (60, 70, "60—70分"), (0, 60, "60分以下"))
_CENT = Decimal("0.01")
_RATE = Decimal("0.0001")

GradeRow = tuple[str, int, Decimal, Decimal | None, Decimal | None]
"""Grade, number of forms, share of all, mean score, Σ执行数 ÷ Σ预算数."""


def grade_counts(lines: Sequence[FormLine]) -> list[GradeRow]:
    """One row a grade, the best first; forms without a grade and files that could not be handled come last.

    Means are exact; the execution rate of a group is that of its sums, never a mean of rates.
    """
    import pandas as pd

    frame = pd.DataFrame([line._asdict() for line in lines], columns=list(FormLine._fields), dtype=object)
    if frame.empty:
        return []
    frame["group"] = [_group(line) for line in lines]
    groups = {str(name): part for name, part in frame.groupby("group", sort=False)}
    rows = [(name, *_figures(part, len(lines))) for name, part in groups.items()]
    return sorted(rows, key=_order)


def score_bands(lines: Sequence[FormLine]) -> list[tuple[str, int]]:
    """Number of scored forms by band of the total, the highest band first."""
    import pandas as pd

    scores = pd.Series([line.score for line in lines if line.score is not None], dtype=object)
    return [(name, int(sum(low <= score < high for score in scores))) for low, high, name in _BANDS]


def write_grades(workbook: Any, styles: Styles, lines: Sequence[FormLine]) -> None:
    """Add the sheet with both tables and the column chart."""
    sheet = workbook.add_worksheet(SHEET)
    page_setup(sheet)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 4, 13)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, "等级统计", styles["title"])
    rows = grade_counts(lines)
    last = _table(sheet, styles, 2, ("等级", "份数", "占比", "平均得分", "执行率"), [*rows, _total(lines)])
    bands = last + 2
    _table(sheet, styles, bands, ("得分分布", "份数"), score_bands(lines))
    if rows:
        _chart(workbook, sheet, "各等级份数", (3, 2 + len(rows)), "G3")
    _chart(workbook, sheet, "得分分布", (bands + 1, bands + len(_BANDS)), "G20")


def _table(sheet: Any, styles: Styles, top: int, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> int:
    """Write a table; returns the row after its last."""
    looks = ("center", "count", "percent", "number", "percent")
    for column, header in enumerate(headers):
        sheet.write_string(top, column, header, styles["header"])
    for number, row in enumerate(rows, top + 1):
        for column, cell in enumerate(row):
            write(sheet, number, column, cell, styles[looks[column]])
    return top + 1 + len(rows)


def _chart(workbook: Any, sheet: Any, title: str, rows: tuple[int, int], place: str) -> None:
    first, last = rows
    font = {"name": "宋体"}
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": title,
            "categories": [SHEET, first, 0, last, 0],
            "values": [SHEET, first, 1, last, 1],
            "data_labels": {"value": True},
            "fill": {"color": "#5B9BD5"},
            "gap": 80,
        }
    )
    chart.set_title({"name": title, "name_font": {**font, "size": 13}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis(
        {"num_font": font, "num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_size({"width": 520, "height": 300})
    sheet.insert_chart(place, chart)


def _group(line: FormLine) -> str:
    if not line.readable:
        return UNREADABLE
    return line.grade or NO_GRADE


def _order(row: GradeRow) -> tuple[int, Decimal]:
    name, _, _, mean, _ = row
    return ({NO_GRADE: 1, UNREADABLE: 2}.get(name, 0), -(mean or Decimal(0)))


def _figures(part: pd.DataFrame, total: int) -> tuple[int, Decimal, Decimal | None, Decimal | None]:
    count = len(part)
    scores = [score for score in part["score"] if isinstance(score, Decimal)]
    pairs = zip(part["budget"], part["executed"], strict=True)
    funds = [(budget, spent) for budget, spent in pairs if isinstance(budget, Decimal) and isinstance(spent, Decimal)]
    mean = _ratio(sum(scores, Decimal(0)), Decimal(len(scores)), _CENT)
    execution = _ratio(sum((spent for _, spent in funds), Decimal(0)), sum((b for b, _ in funds), Decimal(0)), _RATE)
    return count, (Decimal(count) / total).quantize(_RATE, ROUND_HALF_UP), mean, execution


def _total(lines: Sequence[FormLine]) -> tuple[object, ...]:
    import pandas as pd

    frame = pd.DataFrame([line._asdict() for line in lines], columns=list(FormLine._fields), dtype=object)
    return ("合计", 0, None, None, None) if frame.empty else ("合计", *_figures(frame, len(lines)))


def _ratio(above: Decimal, below: Decimal, step: Decimal) -> Decimal | None:
    return (above / below).quantize(step, ROUND_HALF_UP) if below > 0 else None
