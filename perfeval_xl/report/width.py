"""Text on a terminal: a Chinese character takes two columns."""

from __future__ import annotations

import re
import shutil
import sys
from functools import lru_cache
from typing import TextIO
from unicodedata import combining, east_asian_width

_WIDE = frozenset("WF")
_OPENING = "（《〈「『【〔“‘"
_PIECE = re.compile(rf"\s+|[,.;:!?)\]}}%]+|[{_OPENING}]*[!-~]+|[{_OPENING}]*.", re.DOTALL)
_NO_LINE_START = frozenset("，。；：、！？）》〉」』】〕”’…％,.;:!?)]}%")


_LONGEST_LINE, _SHORTEST_LINE = 100, 40


def line_columns() -> int:
    """Columns of a line of text: what the terminal has room for, within bounds that read well."""
    out: TextIO | None = sys.stdout  # none where the caller closed it
    if out is None or not out.isatty():
        return _LONGEST_LINE
    return max(_SHORTEST_LINE, min(_LONGEST_LINE, shutil.get_terminal_size().columns - 1))


def width(text: str) -> int:
    """Columns that ``text`` takes; combining marks take none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=8192)
def _columns(sign: str) -> int:
    return 0 if combining(sign) else 2 if east_asian_width(sign) in _WIDE else 1


def pad(text: str, columns: int) -> str:
    """``text`` filled with blanks to ``columns``."""
    return text + " " * max(columns - width(text), 0)


def shorten(text: str, columns: int) -> str:
    """``text`` on one line and cut to ``columns``, an ellipsis showing the cut."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    kept, used = "", 0
    for sign in line:
        used += width(sign)
        if used > columns - 2:
            break
        kept += sign
    return f"{kept}…"


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Lines of at most ``columns``, each after the first with ``indent`` in front.

    Chinese breaks between any two characters, but no line starts with a closing sign or ends with an opening one;
    Latin words stay whole where they fit on a line.
    """
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text, columns - len(indent)):
        size = width(piece)
        if used + size > columns and line.strip() and not _NO_LINE_START.issuperset(piece):
            lines.append(line.rstrip())
            line, used = indent, len(indent)
            if piece.isspace():
                continue
        line += piece
        used += size
    return [*lines, line.rstrip()]


def _pieces(text: str, columns: int) -> list[str]:
    """Unbreakable pieces; a Latin word longer than a line is cut."""
    pieces: list[str] = []
    for match in _PIECE.finditer(" ".join(text.splitlines())):
        piece = match[0]
        step = max(columns, 8)
        pieces += [piece[start : start + step] for start in range(0, len(piece), step)]
    return pieces
