"""The box of a comment is placed by the heights of rows."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.marks.note_box import _known_points, _points


@pytest.mark.parametrize(
    ("row", "points"),
    [
        (b' r="1" ht="24"', 24.0),
        (b' r="1" ht="0"', None),
        (b' r="1"', None),
        (b' ht="24" hidden="1"', 0),
        (b' ht="x"', None),
    ],
)
def test_a_row_is_as_high_as_it_says(row: bytes, points: float | None) -> None:
    assert _known_points(row) == _known_points(row) == _points(row) == points
