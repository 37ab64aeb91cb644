"""Widths and line breaks of Chinese on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.report.width import line_columns, pad, shorten, width, wrap

TEXTS = st.text(alphabet="预算执行率得分，。（）,()abc 123%", max_size=80)


@pytest.mark.parametrize(("columns", "line"), [(80, 79), (300, 100), (10, 40)])
def test_a_line_fits_the_terminal(columns: int, line: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert line_columns() == 100
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert line_columns() == line


def test_chinese_takes_two_columns() -> None:
    assert width("得分 9.5") == 8
    assert width("、。") == 4


def test_padding_fills_columns_not_characters() -> None:
    assert pad("得分", 6) == "得分  "
    assert pad("得分合计", 6) == "得分合计"


def test_shortening_shows_the_cut() -> None:
    assert shorten("预算执行率", 10) == "预算执行率"
    assert shorten("预算执行率得分", 10) == "预算执行…"


def test_no_line_starts_with_a_closing_sign() -> None:
    assert wrap("预算执行率，得分", 10) == ["预算执行率，", "得分"]


def test_no_line_ends_with_an_opening_sign() -> None:
    assert wrap("应为九十分（满分）", 12) == ["应为九十分", "（满分）"]
    assert wrap("应为九十分（WGT-01）", 12) == ["应为九十分", "（WGT-01）"]
    assert wrap("应为九十（WGT-01）", 12) == ["应为九十", "（WGT-01）"]


def test_latin_words_stay_whole() -> None:
    assert wrap("请看 summary.xlsx 文件", 16) == ["请看", "summary.xlsx 文", "件"]


def test_later_lines_are_indented() -> None:
    assert wrap("一二三四五六", 8, "  ") == ["一二三四", "  五六"]


@given(TEXTS, st.integers(12, 40))
def test_nothing_is_lost_and_lines_stay_short(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # a closing sign may hang over the edge, as in print
    assert all(width(line.rstrip("，。）,)%")) <= columns for line in lines)
