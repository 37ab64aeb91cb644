"""Any text is read without raising, and long repetitions are read quickly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.model import Meaning
from perfeval_xl.values.reading import read_value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1实际",
            "计划1,",
            "应1",
            "实到,计划",
            "完成1,",
            "1未",
            "元每每",
            "元每",
            "每个人",
            "1,共",
            "共",
            "1型",
            "最高",
        ),
        *("由1提高到", "从5", "以上/元", "1人·", "前全", "投资", "支出1"),
    ],
)
def test_long_repetitions_are_read_quickly(text: str) -> None:
    for times in (7, 39, 5000):
        for end in ("", "X", "5"):
            assert read_value(f"5元{text * times}{end}").meaning in tuple(Meaning)


@given(st.text(max_size=60))
def test_any_text_reads_without_raising_and_once(text: str) -> None:
    reading = read_value(text)
    assert (reading.value is not None) == (reading.meaning is Meaning.NUMBER)
    assert (reading.date is not None) == (reading.meaning is Meaning.DATE)
    assert (reading.grade is not None) == (reading.meaning is Meaning.QUALITATIVE)


@pytest.mark.parametrize(
    "piece",
    ["1个", "达到", "大于等于", "截至到", "(", "1,", "1-", "≥", "一", "1 ", "完成", "无", "1+", "1场,共", "(每月"],
)
def test_long_repetitions_end(piece: str) -> None:
    for times in (7, 15, 29, 5000):
        assert read_value(piece * times).meaning in tuple(Meaning)
