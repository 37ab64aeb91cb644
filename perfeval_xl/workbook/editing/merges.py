"""The merged ranges of a worksheet part, found once for all workbooks that merge the same cells."""

from __future__ import annotations

from collections import defaultdict

from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.model import Merge
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import tag_pattern
from perfeval_xl.workbook.write_issues import ODD_PART, RefusedError

_MOST_ROWS = 20_000
"""Rows of all merges together that are worth an index; ranges with more of them are looked through."""


class Merges:
    """The merges of one sheet, in stored order."""

    def __init__(self, ranges: tuple[Merge, ...]) -> None:
        self.ranges = ranges
        self._by_row: dict[int, list[Merge]] | None = None
        if sum(merge.bottom - merge.top + 1 for merge in ranges) <= _MOST_ROWS:
            self._by_row = defaultdict(list)
            for merge in ranges:
                for row in range(merge.top, merge.bottom + 1):
                    self._by_row[row].append(merge)

    def covering(self, row: int, column: int) -> Merge | None:
        """The first merge that covers a cell."""
        for merge in self.ranges if self._by_row is None else self._by_row.get(row, ()):
            if merge.left <= column <= merge.right and merge.top <= row <= merge.bottom:
                return merge
        return None


@by_content
def merges_of(tail: bytes, prefix: bytes) -> Merges:
    """The merges that a worksheet part names behind its cells.

    Raises:
        RefusedError: a reference that is none.
    """
    references = (attribute(m[1], b"ref") for m in tag_pattern(prefix, b"mergeCell").finditer(tail))
    return Merges(tuple(merge_of(reference.decode()) for reference in references if reference))


def merge_of(reference: str) -> Merge:
    """``B2:C5`` or ``B2`` as a range.

    Raises:
        RefusedError: not the address of a range.
    """
    first, _, last = reference.partition(":")
    try:
        top, left = split_cell(first)
        bottom, right = split_cell(last) if last else (top, left)
    except ValueError:
        raise RefusedError(ODD_PART, part="worksheet", detail=f"区域 {reference[:20]} 不合法") from None
    return Merge(top, left, bottom, right)
