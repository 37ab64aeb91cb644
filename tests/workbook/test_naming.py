"""Names of copies: always of a kind that can hold results, and never two files of one name."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.workbook.naming import copy_names, scored_path


def free(*names: str, reserved: str = "") -> list[str]:
    return copy_names(names, lambda name: name == reserved)


def test_a_copy_of_an_old_workbook_is_called_xlsx() -> None:
    assert free("a.xls", "乡/b.et", "c.ods", "d.xlsm", "e.XLSX") == [
        "a.xlsx",
        "乡/b.xlsx",
        "c.xlsx",
        "d.xlsm",
        "e.XLSX",
    ]


def test_namesakes_do_not_meet() -> None:
    assert free("a.xls", "a.xlsx", "a.ods") == ["a.xls.xlsx", "a.xlsx", "a.ods.xlsx"]
    assert free("a.xls", "a.et") == ["a.xlsx", "a.et.xlsx"]
    assert free("A.xlsx", "a.xlsx", "a.XLS") == ["A.xlsx", "a(2).xlsx", "a.XLS.xlsx"]
    assert free("a.xls.xlsx", "a.xls", "a.xlsx") == ["a.xls.xlsx", "a.xls(2).xlsx", "a.xlsx"]


def test_a_reserved_name_makes_way() -> None:
    assert free("summary.xlsx", reserved="summary.xlsx") == ["summary.scored.xlsx"]
    assert free("summary.xls", reserved="summary.xlsx") == ["summary.xls.xlsx"]


_NAMES = st.lists(
    st.builds(
        lambda folder, stem, suffix: f"{folder}{stem}{suffix}",
        st.sampled_from(["", "甲/", "乙/"]),
        st.sampled_from(["a", "A", "a.xls", "a(2)", "a.scored"]),
        st.sampled_from([".xls", ".xlsx", ".XLSX", ".et", ".ods", ".xlsm"]),
    ),
    max_size=12,
)


@given(_NAMES)
def test_no_two_copies_share_a_name_on_any_disk(names: list[str]) -> None:
    made = copy_names(names, lambda _: False)
    assert len({name.casefold() for name in made}) == len(names)
    assert [name.rpartition("/")[0] for name in made] == [name.rpartition("/")[0] for name in names]


def test_beside_the_original(tmp_path: Path) -> None:
    (tmp_path / "a.xls").touch()
    assert scored_path(tmp_path / "a.xls") == tmp_path / "a.scored.xlsx"
    assert scored_path(tmp_path / "b.xltx") == tmp_path / "b.scored.xltx"
    (tmp_path / "A.xlsx").touch()
    assert scored_path(tmp_path / "a.xls") == tmp_path / "a.xls.scored.xlsx"
    assert scored_path(tmp_path / "A.xlsx") == tmp_path / "A.scored.xlsx"
    assert scored_path(tmp_path / "无处/c.ods") == tmp_path / "无处/c.scored.xlsx"
