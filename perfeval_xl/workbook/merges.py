"""Merged ranges, and which cells of a sheet they cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.address import cell_name

_WIDEST = 256
"""Columns of one merge that are looked at."""
_MOST_KEPT = 500
_LARGEST_KEPT = 20_000
"""Cells covered by the merges of one sheet; what is larger is worked out anew each time."""


class Merge(NamedTuple):
    """A merged range, 0-based and inclusive; ``(top, left)`` is its anchor."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """As ``B2:C5``."""
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Merge) -> bool:
        """Whether any cell is in both."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


@dataclass(frozen=True)
class MergeLayout:
    """The merges of a sheet of so many used rows. It may be shared by sheets: look only."""

    merges: tuple[Merge, ...]
    height: int

    @cached_property
    def area(self) -> int:
        """How many cells within the used rows they cover; overlapping ones count again."""
        last = self.height - 1
        return sum(
            max(min(merge.bottom, last) - merge.top + 1, 0) * min(merge.right - merge.left + 1, _WIDEST)
            for merge in self.merges
        )

    @cached_property
    def anchors(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Every cell covered by a merge -> the merge's anchor (huge merges are cut at the used rows)."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        last = max(self.height, 1) - 1
        for top, left, bottom, right in self.merges:
            anchor = (top, left)
            for row in range(top, min(bottom, max(last, top)) + 1):
                for column in range(left, min(right, left + _WIDEST - 1) + 1):
                    found[row, column] = anchor
        return found

    @cached_property
    def by_anchor(self) -> Mapping[tuple[int, int], Merge]:
        """Merges by their anchor."""
        return {merge[:2]: merge for merge in self.merges}

    @cached_property
    def hidden(self) -> tuple[tuple[int, int, int], ...]:
        """(row, first column, end) of the cells within the used rows that lie under a merge but are not its anchor."""
        return tuple(
            (row, merge.left + (row == merge.top), merge.right + 1)
            for merge in self.merges
            for row in range(merge.top, min(merge.bottom, self.height - 1) + 1)
        )

    @cached_property
    def tall(self) -> Mapping[int, list[tuple[int, int]]]:
        """Row -> (column, top row) of the vertical merges that reach down into it."""
        found: dict[int, list[tuple[int, int]]] = {}
        for merge in self.merges:
            for row in range(merge.top + 1, min(merge.bottom, self.height - 1) + 1):
                found.setdefault(row, []).append((merge.left, merge.top))
        return found


def merge_layout(merges: tuple[Merge, ...], height: int) -> MergeLayout:
    """The layout of a sheet's merges; those of forms from one template are worked out once."""
    if len(merges) > _MOST_KEPT:
        return MergeLayout(merges, height)
    return _kept(merges, height) or MergeLayout(merges, height)


@lru_cache(maxsize=128)
def _kept(merges: tuple[Merge, ...], height: int) -> MergeLayout | None:
    layout = MergeLayout(merges, height)
    return layout if layout.area <= _LARGEST_KEPT else None
