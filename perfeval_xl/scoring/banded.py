"""Rows whose form sets a standard in grades (优良中差): the grade can be told, points cannot, as no rule gives any."""

from __future__ import annotations

from perfeval_xl.forms.bands import graded
from perfeval_xl.forms.model import IndicatorRow


def with_grade(row: IndicatorRow, why_not: str) -> str:
    """Why a row has no score, with the grade that its actual value lies in, where it has such a standard."""
    if not row.bands or not why_not or row.actual.is_blank:
        return why_not
    band, told = graded(row.bands, row.actual)
    if band is not None:
        return f"{why_not}；实际完成值{row.actual.text}属“{band.grade}”档（{band.text}）"
    if told:
        return f"{why_not}；实际完成值{row.actual.text}不在任何一档"
    return f"{why_not}；各档标准与实际完成值不能按数字比较，属哪一档请由人判定"
