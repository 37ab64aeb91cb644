"""Text files: their encoding, their lines, and tables drawn with pipes (Markdown) or tabs."""

from __future__ import annotations

import re

from perfeval_xl.documents.model import Document, Line, Row, Table

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADING = re.compile(r"#{1,6}\s+")
_RULE = re.compile(r"[\s|:+=-]+\Z")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LEAST_WIDTH, _MOST_WIDTH = 20, 120
_LEAST_BROKEN = 3
"""Full lines without a stop that make a text one of broken lines; a title is such a line too."""
_STOP = re.compile(r"[。；;：:！!？?]\s*\Z")
_BEGINS = re.compile(
    r"[\s\u3000#>*•●-]|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．](?![0-9])|附件|表\s*[0-9一二三四五六七八九十]"
)
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
    return Document(name, tuple(_unwrapped(lines)), tuple(tables))


def _unwrapped(lines: list[Line]) -> list[Line]:
    """Paragraphs of a text whose lines were broken at a width (as from PDF or mail): sentences are whole again.

    Such a text has no long line at all. A line goes on where it is about full and ends without a stop, and the next
    one begins neither with a number nor with an indent.
    """
    width = max((len(line.text) for line in lines), default=0)
    broken = sum(_is_broken(line, width) for line in lines)
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH or broken < _LEAST_BROKEN:
        return lines
    joined: list[Line] = []
    before: Line | None = None
    for line in lines:
        if before is not None and line.number == before.number + 1 and _goes_on(before, line, width):
            first = joined[-1]
            place = f"第{first.number}至{line.number}行"
            joined[-1] = Line(first.number, first.text + line.text, place)
        else:
            joined.append(line)
        before = line
    return joined


def _goes_on(before: Line, line: Line, width: int) -> bool:
    return _is_broken(before, width) and not line.in_table and not _BEGINS.match(line.text)


def _is_broken(line: Line, width: int) -> bool:
    """Whether a line is about full and ends without a stop."""
    return not line.in_table and len(line.text) * 10 >= width * 8 and not _STOP.search(line.text)


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
