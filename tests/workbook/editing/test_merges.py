"""Which merge a cell lies in, when a sheet's XML is changed."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.editing.merges import Merges, merges_of
from perfeval_xl.workbook.model import Merge
from tests.workbook.patching import MERGED


@pytest.mark.parametrize(
    "ranges",
    [
        (Merge(0, 0, 1, 1), Merge(1, 1, 8, 2), Merge(4, 0, 4, 9)),
        (Merge(1, 1, 1_048_575, 1), Merge(0, 0, 3, 3), Merge(3, 3, 3, 3)),
    ],
)
def test_a_merge_is_found_as_by_looking_through_all(ranges: tuple[Merge, ...]) -> None:
    merges = Merges(ranges)
    for row in range(12):
        for column in range(11):
            covering = (m for m in ranges if m.top <= row <= m.bottom and m.left <= column <= m.right)
            assert merges.covering(row, column) == next(covering, None)


def test_merges_are_told_by_their_prefix() -> None:
    assert [len(merges_of(MERGED.encode(), prefix).ranges) for prefix in (b"", b"x:")] == [2, 0]
