"""Pages of a PDF as its library shows them: signs, rows, ruled tables; and a library that opens them."""

from __future__ import annotations

import contextlib
import importlib
from types import SimpleNamespace

import pytest

from perfeval_xl.documents.pdf_layout import Glyph, Row
from perfeval_xl.documents.pdf_tables import PdfRow, PdfTable

SIZE = 15.0


def glyphs(text: str, x: float, y: float, *, size: float = SIZE, gap: float = 0.0) -> list[Glyph]:
    """Signs side by side: Chinese ones as wide as high, others half as wide; a blank moves on without a sign."""
    found = []
    for sign in text:
        width = size * (1.0 if ord(sign) > 255 else 0.5)
        if sign != " ":
            found.append(Glyph(sign, x, x + width, y, y + size, size))
        x += width + gap
    return found


def row(text: str, x0: float, x1: float, *, page: int = 1, number: int = 1, size: float = SIZE) -> Row:
    return Row(page, number, text, x0, x1, number * 30.0, number * 30.0 + size, size)


class FakePage:
    """A page as the library shows it: signs, pictures, no ruled lines."""

    width, height = 595.0, 842.0

    def __init__(self, text: str, *, picture: bool | bytes = False) -> None:
        one: dict[str, object] = {"x0": 0.0, "x1": self.width, "top": 0.0, "bottom": self.height}
        if isinstance(picture, bytes):
            one["stream"] = SimpleNamespace(rawdata=picture)
        self.images = [one] if picture else []
        self.chars = [
            {"text": sign, "x0": 80 + 15 * n, "x1": 95 + 15 * n, "top": 100, "bottom": 115, "size": 15, "upright": True}
            for n, sign in enumerate(text)
        ]

    def find_tables(self) -> list[object]:
        return []

    def dedupe_chars(self) -> FakePage:
        return self

    def close(self) -> None:
        pass


TEXT = "全年预算数一百万元全年执行数九十万元执行率百分之九十"


def with_library(monkeypatch: pytest.MonkeyPatch, pages: list[FakePage]) -> None:
    real = importlib.import_module
    opened = contextlib.nullcontext(SimpleNamespace(pages=pages))
    library = SimpleNamespace(open=lambda stream: opened)
    monkeypatch.setattr(
        importlib, "import_module", lambda name, *given: library if name == "pdfplumber" else real(name, *given)
    )


def ruled(page: int, *rows: str, left: float = 80.0, top: float = 70.0) -> PdfTable:
    cells = (PdfRow(page, 1, number, tuple(text.split())) for number, text in enumerate(rows, 1))
    return PdfTable(page, left, top, 500.0, top + 20 * len(rows), tuple(cells))
