"""Text files: their encoding, their lines, and tables drawn with pipes (Markdown) or tabs."""

from __future__ import annotations

import re

from perfeval_xl.documents.model import Document, Line, Row, Table

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADING = re.compile(r"#{1,6}\s+")
_RULE = re.compile(r"[\s|:+=-]+\Z")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = {number: " " for number in range(32) if number not in (9, 10, 13)}


def decoded(content: bytes) -> str | None:
    """The text of a file: by its mark, else UTF-8, else GB18030, else UTF-16 without a mark; ``None`` for no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\0" in content:
        even, odd = content[::2].count(0), content[1::2].count(0)
        return _strictly(content, "utf-16-be" if even > odd else "utf-16-le")
    text = _strictly(content, "utf-8")
    return text if text is not None else _strictly(content, "gb18030")


def read_text(text: str, name: str, *, markdown: bool = False) -> Document:
    """The lines of a text, numbered as editors do, and its drawn tables."""
    raw = _BREAKS.split(text.translate(_CONTROLS) if not text.isprintable() else text)
    lines: list[Line] = []
    tables: list[Table] = []
    rows: list[Row] = []
    caption = ""
    for number, written in enumerate(raw, 1):
        cells = _cells(written)
        if cells is None:
            _close(tables, rows, caption)
            shown = _HEADING.sub("", written, count=1).replace("**", "") if markdown else written
            if shown.strip():
                lines.append(Line(number, shown, f"第{number}行"))
                caption = shown.strip()
        elif not _RULE.match(written):
            row = tuple(
                Line(number, cell, f"第{number}行第{column}格", in_table=True) if cell else None
                for column, cell in enumerate(cells, 1)
            )
            rows.append(row)
            lines += [line for line in row if line is not None]
    _close(tables, rows, caption)
    return Document(name, tuple(lines), tuple(tables))


def _cells(line: str) -> list[str] | None:
    """The cells of a line that is a table's row; ``None`` for prose."""
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
        return [cell.strip() for cell in bare[1:-1].split("|")]
    if bare.count("\t") >= 2:
        return [cell.strip() for cell in line.strip("\r\n ").split("\t")]
    return None


def _close(tables: list[Table], rows: list[Row], caption: str) -> None:
    if len(rows) > 1:
        width = max(map(len, rows))
        tables.append(Table(caption, tuple((*row, *[None] * (width - len(row))) for row in rows)))
    rows.clear()


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
