"""How files differ though they say the same: every case has its own look, given by its number alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "()AB:"}
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%\Z")

LOOKS = range(1, 41)
"""Numbers whose looks, between them, have every detail, alone and beside others."""


@dataclass(frozen=True)
class Look:
    """Physical details of one file."""

    top: int
    left: int
    attachment: bool
    """附件1 above the title."""
    unit_line: bool
    spaced: bool
    """分 值 instead of 分值."""
    broken: bool
    """Line breaks within headers."""
    wide: bool
    """Full-width brackets and letters."""
    levels: str
    """``merged``, ``repeated`` or ``first`` (only the first row of a group names it)."""
    spacer_row: bool
    spacer_column: bool
    hidden_row: bool
    cover: bool
    """A sheet of filling instructions before the form."""
    notes: bool
    text_numbers: bool
    percent_numbers: bool

    @classmethod
    def of(cls, number: int) -> Look:
        return cls(
            top=(0, 0, 1, 3)[number % 4],
            left=(0, 1, 0, 2)[number % 4],
            attachment=number % 3 == 0,
            unit_line=number % 5 == 0,
            spaced=number % 4 == 1,
            broken=number % 4 == 2,
            wide=number % 4 == 3,
            levels=("merged", "repeated", "merged", "first")[number % 7 % 4],
            spacer_row=number % 5 == 1,
            spacer_column=number % 7 == 0,
            hidden_row=number % 8 == 3,
            cover=number % 6 == 2,
            notes=number % 2 == 0,
            text_numbers=number % 9 == 4,
            percent_numbers=number % 4 == 0,
        )

    def label(self, text: str) -> str:
        """A label as this file's author typed it."""
        if self.spaced and len(text) <= 4 and text.isalpha():
            return " ".join(text)
        if self.broken and "\n" not in text:
            cut = text.find("(") if "(" in text else len(text) // 2 if len(text) > 5 else 0
            return f"{text[:cut]}\n{text[cut:]}" if cut > 0 else text
        return text.translate(_WIDE) if self.wide else text

    def value(self, text: str) -> tuple[Any, str]:
        """A cell's content and number format for what was published."""
        if not text:
            return None, ""
        if self.text_numbers:
            return text, ""
        if _NUMBER.match(text):
            # an integer printed with decimals (31.00) keeps them as text
            return (text, "") if "." in text and text.endswith("0") else (float(text), "")
        if _GROUPED.match(text):
            return float(text.replace(",", "")), "#,##0.00"
        percent = _PERCENT.match(text)
        if percent and self.percent_numbers:
            decimals = len(percent[1].partition(".")[2])
            return round(float(percent[1]) / 100, decimals + 2), "0" + ("." + "0" * decimals if decimals else "") + "%"
        return text, ""
