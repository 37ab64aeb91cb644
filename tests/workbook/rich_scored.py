"""A rich workbook patched with edits of every kind, a sheet of ours and the record's facts."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.workbook.model import Edit, Look, NumberFormat, OwnCell, OwnSheet
from perfeval_xl.workbook.patching import patch_workbook
from tests.workbook.rich import FORM

EDITS = [
    *(Edit(FORM, f"I{row}", Decimal("4.75"), NumberFormat.PLAIN) for row in range(4, 14)),
    Edit(FORM, "J2", Decimal("0.66738"), NumberFormat.PERCENT),
    Edit(FORM, "D17", '=HYPERLINK("x")是文字\n第二行'),  # inside the merge B16:J18
    Edit(FORM, "K2", Decimal("0.1")),
    Edit(FORM, "C30", "新行"),
    Edit(FORM, "B2", None),
]
WRITTEN = {*(f"I{row}" for row in range(4, 14)), "J2", "B16", "K2", "C30", "B2"}
OWN = [
    OwnSheet(
        "评分结果",
        [
            [OwnCell("标题", Look.TITLE)],
            [OwnCell("去", Look.LINK, f"{FORM}!I4"), OwnCell(Decimal("0.5"), Look.PERCENT)],
        ],
        freeze_rows=1,
    )
]
FACTS = {"rules": "cn-2020", "tool": "perfeval_xl"}


def patched(content: bytes) -> bytes:
    return patch_workbook(content, EDITS, OWN, FACTS)
