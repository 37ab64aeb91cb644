"""What a script of an afternoon does: pandas reads every sheet, pandas computes, openpyxl writes the scores back.

It knows this one form by its columns and does no checks; it is a peer in speed only.
"""

from __future__ import annotations

from pathlib import Path

_COLUMNS = {"name": "三级指标", "target": "年度指标值", "actual": "实际完成值", "points": "分值", "score": "得分"}


def score(source: Path, output: Path) -> None:
    """Score one department form into a copy."""
    import openpyxl
    import pandas as pd

    frames = pd.read_excel(source, sheet_name=None, header=None)
    book = openpyxl.load_workbook(source, keep_vba=source.suffix == ".xlsm")
    for name, frame in frames.items():
        header = _header_row(frame)
        if header is None:
            continue
        places = {
            field: column
            for field, title in _COLUMNS.items()
            for column in range(frame.shape[1])
            if str(frame.iat[header, column]).strip() == title
        }
        rows = frame.iloc[header + 1 :]
        numbers = rows.apply(pd.to_numeric, errors="coerce")
        ratio = (numbers[places["actual"]] / numbers[places["target"]]).clip(upper=1)
        scores = (ratio * numbers[places["points"]]).round(2)
        sheet = book[name]
        for row, value in scores.items():
            if pd.notna(value):
                sheet.cell(int(row) + 1, places["score"] + 1).value = float(value)  # type: ignore[union-attr]
    book.save(output)


def _header_row(frame: object) -> int | None:
    for row in range(min(len(frame), 40)):  # type: ignore[arg-type]
        texts = {str(value).strip() for value in frame.iloc[row]}  # type: ignore[attr-defined]
        if set(_COLUMNS.values()) <= texts:
            return row
    return None
