"""Any text is read as some target without raising, and long repetitions end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.model import Comparator
from perfeval_xl.values.targets import read_target


@given(st.text(max_size=50), st.text(max_size=10), st.text(max_size=10))
def test_any_text_reads_without_raising(text: str, name: str, unit: str) -> None:
    target = read_target(text, name=name, unit=unit)
    assert (target.date is not None) == (target.comparator is Comparator.DATE)
    assert target.comparator is not Comparator.UNKNOWN or target.value is None


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1个",
            "达到",
            "大于等于",
            "(",
            "1-",
            "≥1",
            "≤",
            "不超过",
            "1±",
            "含",
            "每个",
            "九成",
            "三次",
            "某A1",
            "元每",
        ),
        *(
            "由1提高到",
            "从5",
            "以上/元",
            "1人·",
            "前全",
            "每人",
            "降至1",
            "1.1-",
            "[1,",
            "一年1次",
            "1kVA",
            "投资1万元、",
        ),
        *(
            "1+",
            "1场,共",
            "1/2=",
            "应保尽保",
            "满意(",
            "1万2",
            "2023年",
            "第1、",
            "12/",
            "3年保存",
            "1=",
            "(改建)",
            "1CO2 ",
            "年的1",
        ),
    ],
)
def test_long_repetitions_end(piece: str) -> None:
    for times in (7, 15, 39, 5000):
        assert read_target(piece * times).comparator in tuple(Comparator)
