"""Which cells merges cover, worked out once for all sheets that have the same merges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.workbook.merges import Merge, MergeLayout, merge_layout
from perfeval_xl.workbook.model import Sheet

MERGE = st.builds(
    lambda top, left, down, right: Merge(top, left, top + down, left + right),
    st.integers(0, 6),
    st.integers(0, 6),
    st.integers(0, 4),
    st.integers(0, 4),
)


@given(st.lists(MERGE, max_size=6).map(tuple), st.integers(0, 8))
def test_a_layout_says_of_each_cell_which_merge_shows_in_it(merges: tuple[Merge, ...], height: int) -> None:
    layout = merge_layout(merges, height)
    assert layout == MergeLayout(merges, height)
    for (row, column), anchor in layout.anchors.items():
        assert any(m[:2] == anchor and m.top <= row <= m.bottom and m.left <= column <= m.right for m in merges)
    hidden = {(row, column) for row, first, end in layout.hidden for column in range(first, end)}
    assert hidden == {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, min(bottom, height - 1) + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    assert {(row, *place) for row, places in layout.tall.items() for place in places} == {
        (row, m.left, m.top) for m in merges for row in range(m.top + 1, min(m.bottom, height - 1) + 1)
    }


def test_sheets_of_one_template_share_their_layout_and_others_do_not() -> None:
    merges = (Merge(0, 0, 1, 3), Merge(2, 0, 2, 1))
    one, other = (Sheet("表", [[None]] * 4, merges) for _ in range(2))
    assert one.merged is other.merged
    assert Sheet("表", [[None]] * 3, merges).merged is not one.merged
    assert one.anchors == Sheet("表", [[None]] * 3, merges).anchors


def test_huge_layouts_are_not_kept() -> None:
    columns = tuple(Merge(0, column, 99_999, column) for column in range(3))
    assert merge_layout(columns, 100_000) is not merge_layout(columns, 100_000)
    many = tuple(Merge(row, 0, row, 1) for row in range(1000))
    assert merge_layout(many, 1000) is not merge_layout(many, 1000)
    assert merge_layout(many, 1000).area == 2000
