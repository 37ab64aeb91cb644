"""Text into runs: placeholders and marks stand out in yellow, personal numbers and control characters stay out."""

from __future__ import annotations

import re
from typing import Any

from docx.enum.text import WD_COLOR_INDEX

from perfeval_xl.commentary.discretion import without_personal_numbers
from perfeval_xl.report.word.blocks import MISSING, TO_CHECK
from perfeval_xl.report.word.fonts import Face, set_face
from perfeval_xl.rules.citing import UNVERIFIED
from perfeval_xl.values.printing import nest_quotes

_MARK = re.compile(rf"(【(?:{MISSING}|{TO_CHECK})(?:：[^】]*)?】|（{UNVERIFIED}）)")
_MINUS = re.compile(r"(?<![0-9A-Za-z%％)）-])-(?=[0-9])")
"""A hyphen before a number: at the end of a line it would be lost from sight."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text as it may stand in a document."""
    text = without_personal_numbers(_CONTROL.sub("", text.replace("\r\n", "\n")))
    return nest_quotes(_MINUS.sub("−", text))


def add_text(paragraph: Any, text: str, face: Face) -> None:
    """Add a text; what a person must still do is highlighted."""
    for part in _MARK.split(clean(text)):
        if part:
            run = paragraph.add_run(part)
            set_face(run, face)
            if _MARK.fullmatch(part):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
