"""Which way is better by an indicator's name alone: the labelled names of ``data/names.tsv``.

A direction that is turned round scores a failure as a success; so what no word tells apart is for a person to say,
and only very few names may be read the wrong way.
"""

from __future__ import annotations

import csv

import pytest

from perfeval_xl.values.model import Comparator
from perfeval_xl.values.targets import read_target
from tests.values.labels import DATA

Names = list[tuple[str, str]]


def labelled() -> Names:
    with (DATA / "names.tsv").open(encoding="utf-8", newline="") as lines:
        return [(row["name"], row["direction"]) for row in csv.DictReader(lines, delimiter="\t")]


def as_read(name: str) -> str:
    """The comparator of a bare number of things; the smallest that says nothing itself."""
    return read_target("5个", name=name, level2="质量指标").comparator.value


def test_few_names_are_read_the_wrong_way() -> None:
    names = labelled()
    assert len(names) >= 500
    for wanted in ("le", "ge"):
        some = [(name, as_read(name)) for name, direction in names if direction == wanted]
        assert len(some) >= 200
        turned = [name for name, read in some if read not in (wanted, "unknown")]
        assert len(turned) <= 0.06 * len(some), turned
        assert sum(read == wanted for _, read in some) >= 0.93 * len(some)


@pytest.mark.parametrize(
    ("name", "comparator"),
    [
        ("水土流失面积", "le"),
        ("治理水土流失面积", "ge"),
        ("水土流失综合治理面积", "ge"),
        ("投诉处理用时", "le"),
        ("处理投诉件数", "ge"),
        ("治理成本", "le"),
        ("贷款逾期率", "le"),
        ("贷款未逾期率", "ge"),
        ("无事故天数", "ge"),
        ("漏报率", "le"),
        ("结余资金收回率", "ge"),
        ("拖欠工资清欠率", "ge"),
    ],
)
def test_the_head_of_a_name_decides(name: str, comparator: str) -> None:
    assert as_read(name) == comparator


@pytest.mark.parametrize("name", ["堤防塌毁率", "封存物品丢缺数", "界桩毁弃数"])
def test_nobody_can_say_of_an_ill_sounding_name(name: str) -> None:
    target = read_target("5个", name=name)
    assert (target.comparator, target.value) == (Comparator.UNKNOWN, None)
    assert read_target("≤5个", name=name).comparator is Comparator.LE
    assert read_target("5个", name=name, nature="反向").comparator is Comparator.LE


@pytest.mark.parametrize(
    ("text", "comparator"),
    [("5%", "unknown"), ("5", "unknown"), ("95%", "ge"), ("95", "ge"), ("1", "ge"), ("增长5%", "ge"), ("≥5%", "ge")],
)
def test_a_small_share_of_a_rate_that_no_word_tells_apart_is_for_a_person(text: str, comparator: str) -> None:
    assert read_target(text, name="回迁率").comparator.value == comparator
    assert read_target(text, name="回迁户数").comparator is Comparator.GE
