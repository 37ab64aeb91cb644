"""How cells look: the fonts of official forms, thin borders, tinted inputs; XlsxWriter format properties."""

from __future__ import annotations

from typing import Any

from perfeval_xl.templates.plan import Cell, Role, Shape

TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "宋体"
INPUT_TINT, LINKED_TINT, HEAD_TINT = "#FFFBEB", "#EFF6EC", "#F2F2F2"
ASSUMED_INK, NOTE_INK = "#7F7F7F", "#404040"
DEFAULT_FONT = {"font_name": BODY_FONT, "font_size": 11}
"""The workbook's own font, as Chinese Excel and WPS have it; column widths count its digits."""
DIGIT_PIXELS, DEFAULT_COLUMN_PIXELS, DEFAULT_ROW_PIXELS = 8, 72, 18
_BODY_SIZE = 10.5

_ROLES: dict[Role, dict[str, Any]] = {
    Role.TITLE: {"font_name": TITLE_FONT, "font_size": 22, "border": 0, "align": "center"},
    Role.SUBTITLE: {"font_size": 12, "border": 0, "align": "center", "locked": False},
    Role.CAPTION: {"border": 0, "indent": 0},
    Role.HEADER: {"font_name": HEAD_FONT, "bg_color": HEAD_TINT},
    Role.TEXT: {},
    Role.INPUT: {"bg_color": INPUT_TINT, "locked": False},
    Role.LINKED: {"bg_color": LINKED_TINT, "locked": False},
    Role.COMPUTED: {},
    Role.RESULT: {},
    Role.DRAFT: {"font_size": 10, "locked": False, "valign": "top"},
    Role.NOTE: {"border": 0, "indent": 0, "font_size": 9, "font_color": NOTE_INK, "valign": "top"},
}
_SHAPES: dict[Shape, dict[str, Any]] = {
    Shape.TEXT: {"align": "left", "indent": 1},
    Shape.CENTER: {"align": "center"},
    Shape.AMOUNT: {"align": "right", "num_format": "#,##0.00_ "},
    Shape.COUNT: {"align": "right", "num_format": "#,##0_ "},
    Shape.TOP: {"align": "center", "valign": "top"},
    Shape.PERCENT: {"align": "center", "num_format": "0.00%"},
    Shape.SCORE: {"align": "center", "num_format": "0.00"},
}


def format_of(cell: Cell) -> dict[str, Any]:
    """The XlsxWriter format properties of a cell."""
    properties: dict[str, Any] = {
        "font_name": BODY_FONT,
        "font_size": _BODY_SIZE,
        "border": 1,
        "valign": "vcenter",
        "text_wrap": cell.role not in (Role.TITLE, Role.CAPTION) and cell.shape not in (Shape.AMOUNT, Shape.COUNT),
        "locked": True,
    }
    properties |= _SHAPES[cell.shape] | _ROLES[cell.role]
    if cell.role is Role.SUBTITLE and cell.formula is not None:
        properties["locked"] = True
    if cell.assumed:
        properties |= {"italic": True, "font_color": ASSUMED_INK}
    return properties
