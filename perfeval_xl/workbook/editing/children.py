"""The elements of a worksheet part that follow its cells: merges, filters, links, page set-up, drawings."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.editing.sheet import SheetXml

_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?([\w.-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")


class Child(NamedTuple):
    """An element right below the worksheet's root: its bytes, and the local name of what it is or wraps first."""

    name: bytes
    start: int
    end: int


def children_of(sheet: SheetXml) -> tuple[Child, ...]:
    """The elements behind the cells, in stored order."""
    at = sheet.data_end
    return tuple(Child(name, at + start, at + end) for name, start, end in siblings(sheet.tail))


@by_content
def siblings(content: bytes) -> tuple[Child, ...]:
    """The elements side by side in ``content``, up to the end of their parent.

    One of another namespace (``mc:AlternateContent``) goes by what it wraps.
    """
    found: list[Child] = []
    depth, start, name = 0, 0, b""
    for tag in _TAG.finditer(content):
        closing, local, _, closed = tag.groups()
        if closing:
            depth -= 1
            if depth < 0:
                break
        else:
            if depth == 0:
                start, name = tag.start(), local
            elif name in (b"AlternateContent", b"Choice"):
                name = local
            depth += not closed
        if depth == 0:
            found.append(Child(name, start, tag.end()))
    return tuple(found)
