"""A total written out with its parts is taken alone only where the parts give it."""

from __future__ import annotations

import pytest

from perfeval_xl.values.totals import total_of

GIVEN = {
    "上半年60场,下半年65场,共125场": "125场",
    "男60人、女65人,累计125人": "125人",
    "甲60,乙65,合计125": "125",
    "60+65=125": "125",
    "60+65=125场": "125场",
    "60场+65场=125场": "125场",
    "60场+65=125场": "125场",
    "0.4+0.6=1万元": "1万元",
    "0.4万元+0.6万元=1万元": "1万元",
    "0.4万元+6000元=1万元": "1万元",
    "4000元+0.6=1万元": None,
    "48/50=96%": "96%",
    "48/50=96.0%": "96.0%",
    "48/51=94.12%": "94.12%",
    "48/51=94.11%": "94.11%",
    "48/51=94%": "94%",
    "48÷50×100%=96%": "96%",
    "5*12=60次": "60次",
    "5×12=60": "60",
    "48/51=94.13%": None,
    "48/51=94.10%": None,
    "48/51=93%": None,
    "48/50=0.96": None,
    "48/0=96%": None,
    "5×12=61": None,
    "60+65=126": None,
    "60场+65人=125场": None,
    "上半年60场,下半年65场,共126场": None,
    "上半年60场,下半年65人,共125场": None,
    "上半年60场,共60场": None,
    "甲60,乙65,合计125个": None,
    "共125场": None,
    "125场": None,
}


@pytest.mark.parametrize("text", GIVEN)
def test_a_total_is_taken_where_its_parts_give_it(text: str) -> None:
    assert total_of(text) == (GIVEN[text] or text)


def test_long_texts_are_left_alone() -> None:
    prefix = "项" * (60 - len("甲60,乙65,合计125"))
    assert total_of(f"{prefix}甲60,乙65,合计125") == "125"
    assert total_of(f"{prefix}项甲60,乙65,合计125") == f"{prefix}项甲60,乙65,合计125"
