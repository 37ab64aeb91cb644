"""What a person did in an earlier summary that the new one cannot hold: it is listed, with the backup that has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from perfeval_xl.report.summary_look import Column, ListSheet, Styles

KEPT = "只在备份里的改动"
"""The sheet that lists it."""
COLUMNS = (
    Column("序号", 7, "count"),
    Column("原工作表", 16, "text"),
    Column("原单元格", 14, "center"),
    Column("改动", 70, "text"),
    Column("所在备份", 44, "text"),
)
_MOST = 500


class Kept(NamedTuple):
    """One change; ``backup`` is the name of the file that has it."""

    sheet: str
    cell: str
    what: str
    backup: str = ""


def write_kept(workbook: Any, styles: Styles, changes: Sequence[Kept]) -> None:
    """Add the sheet, where there is something to tell."""
    if not changes:
        return
    sheet = ListSheet(workbook, styles, KEPT, COLUMNS)
    for number, change in enumerate(changes[:_MOST], 1):
        sheet.add((number, *change), {}, {})
    if len(changes) > _MOST:
        rest = changes[_MOST:]
        backups = "、".join(dict.fromkeys(change.backup for change in rest))
        sheet.add((_MOST + 1, "", "", f"另有{len(rest)}处，请看备份", backups), {}, {})
    sheet.close()
