"""What a draft still leaves to a person: 【待补充：…】, 【待核对：…】. Their words are no part of what the report says.

Within the brackets only blanks are read, one for each sign, so that places stay true. A bare 【待核对】 opens a remark
that goes on to the end of its paragraph: ``9.【待核对】“年度资金总额”的全年预算数为1480万元，各项资金之和为1500万元``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from perfeval_xl.documents.model import Document, Line, Row, Table
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.finding import Finding, in_line

KIND = IssueKind(
    code="TXT-31",
    severity=Severity.HINT,
    title="草稿里还有没处理的待补充、待核对",
    message="报告里还有{count}处没有处理（{parts}），从“{quote}”开始",
    remedy="请逐处补充或核对，把【】连同里面的文字换成正式内容；【】里的文字没有校对",
)
_MISSING, _TO_CHECK = "待补充", "待核对"
_OPENING = re.compile(rf"【({_MISSING}|{_TO_CHECK})")
_BRACKET = re.compile("[【】]")
_SURE = "【待"
"""What a text without placeholders hardly ever has: looked for first."""


class _Place(NamedTuple):
    """One placeholder in a line."""

    word: str
    start: int
    inner: int
    """Where what is not read begins."""
    stop: int
    """Where it ends."""
    end: int


def without_placeholders(document: Document) -> Document:
    """The document with nothing but blanks in its placeholders."""
    if not any(_SURE in line.text for line in document.lines):
        return document
    tables = tuple(Table(table.title, tuple(map(_blank_row, table.rows))) for table in document.tables)
    return replace(document, lines=tuple(map(_blanked, document.lines)), tables=tables)


def left_over(document: Document) -> Iterator[Finding]:
    """One hint for all placeholders, at the first of them."""
    held = [(line, place) for line in document.lines if _SURE in line.text for place in _places(line.text)]
    if not held:
        return
    line, first = held[0]
    words = [place.word for _, place in held]
    parts = "、".join(f"{word}{words.count(word)}处" for word in (_MISSING, _TO_CHECK) if word in words)
    yield in_line(KIND, line, first.start, first.end, count=len(held), parts=parts)


def _blank_row(row: Row) -> Row:
    return tuple(None if line is None else _blanked(line) for line in row)


def _blanked(line: Line) -> Line:
    if _SURE not in line.text:
        return line
    text, kept, behind = line.text, "", 0
    for place in _places(text):
        kept += text[behind : place.inner] + " " * (place.stop - place.inner)
        behind = place.stop
    return replace(line, text=kept + text[behind:])


def _places(text: str) -> Iterator[_Place]:
    """The placeholders of a text in order; one that quotes another counts once, one left open ends with the text."""
    behind = 0
    while (opening := _OPENING.search(text, behind)) is not None:
        start, inner = opening.span()
        end = _closing(text, inner)
        if text[inner : inner + 1] == "】" and opening[1] == _TO_CHECK:
            following = _OPENING.search(text, end)
            yield _Place(opening[1], start, end, following.start() if following else len(text), end)
        else:
            yield _Place(opening[1], start, inner, end - 1 if text[end - 1] == "】" else end, end)
        behind = end


def _closing(text: str, place: int) -> int:
    """Behind the bracket that closes the one open before ``place``."""
    depth = 1
    for bracket in _BRACKET.finditer(text, place):
        depth += 1 if bracket[0] == "【" else -1
        if depth == 0:
            return bracket.end()
    return len(text)
