"""Which way is better by an indicator's name alone: the labelled names of ``data/names.tsv`` and ``data/bare.tsv``.

A direction that is turned round scores a failure as a success; so what no word tells apart is for a person to say,
and only very few names may be read the wrong way.
"""

from __future__ import annotations

import csv

import pytest

from perfeval_xl.values.model import Comparator
from perfeval_xl.values.targets import read_target
from tests.values.labels import DATA, Row, table

Names = list[tuple[str, str]]


def labelled() -> Names:
    with (DATA / "names.tsv").open(encoding="utf-8", newline="") as lines:
        return [(row["name"], row["direction"]) for row in csv.DictReader(lines, delimiter="\t")]


def as_read(name: str) -> str:
    """The comparator of a bare number of things; the smallest that says nothing itself."""
    return read_target("5个", name=name, level2="质量指标").comparator.value


def of_many_sectors(part: str) -> list[Row]:
    """Names of many sectors with a figure of their own, which stands without sign and unit."""
    return table("bare", part)


def is_right(row: Row) -> bool:
    return read_with_its_figure(row) in row["direction"].split("|")


def read_with_its_figure(row: Row) -> str:
    return read_target(row["target"], name=row["name"]).comparator.value


def turned(rows: list[Row]) -> list[Row]:
    return [row for row in rows if not is_right(row) and read_with_its_figure(row) != "unknown"]


def test_few_names_are_read_the_wrong_way() -> None:
    names = labelled()
    assert len(names) >= 1300
    for wanted in ("le", "ge"):
        some = [(name, as_read(name)) for name, direction in names if direction == wanted]
        assert len(some) >= 600
        wrongly = [name for name, read in some if read not in (wanted, "unknown")]
        assert len(wrongly) <= 0.01 * len(some), wrongly
        assert sum(read == wanted for _, read in some) >= 0.98 * len(some)


@pytest.mark.parametrize(("part", "least"), [("tune", 109), ("hold", 109), ("stranger", 79), ("last", 57)])
def test_few_names_of_many_sectors_are_read_the_wrong_way(part: str, least: int) -> None:
    """They have been looked at and mended on since; their first figures stand in ``data/README.md``."""
    rows = of_many_sectors(part)
    assert len(rows) >= least
    assert len(turned(rows)) <= 0.02 * len(rows), turned(rows)
    assert sum(map(is_right, rows)) >= 0.94 * len(rows)


@pytest.mark.parametrize(("part", "least"), [("a", 103), ("b", 109), ("c", 104), ("f", 148), ("g", 148)])
def test_hardly_any_of_the_later_names_is_turned_round(part: str, least: int) -> None:
    """More of them are left to a person: what sounds ill is not guessed at."""
    rows = of_many_sectors(part)
    assert len(rows) >= least
    assert len(turned(rows)) <= 0.01 * len(rows), turned(rows)
    assert sum(map(is_right, rows)) >= 0.89 * len(rows)


def test_what_is_delivered_may_have_an_ill_word_in_its_name() -> None:
    """In a 数量指标 only the end of a name tells that more of it is no good."""
    name = "伤残、死亡家庭扶助户数"
    assert read_target("63户", name=name, level2="数量指标").comparator is Comparator.GE
    assert read_target("63户", name="损毁界桩数", level2="数量指标").comparator is not Comparator.GE


@pytest.mark.parametrize(
    ("text", "name", "level2", "comparator"),
    [
        ("15万元", "检测费", "数量指标", "unknown"),
        ("15万元", "检测费", "成本指标", "le"),
        ("15次", "检测费", "数量指标", "ge"),
        ("24小时", "值班值守", "时效指标", "unknown"),
        ("15天/次", "巡查频次", "数量指标", "unknown"),
        ("无", "社会成本", "社会效益指标", "unknown"),
        ("44,561", "资金到位时间", "时效指标", "unknown"),
        ("7个工作日", "公示期", "时效指标", "ge"),
    ],
)
def test_some_rows_tell_more_together(text: str, name: str, level2: str, comparator: str) -> None:
    assert read_target(text, name=name, level2=level2).comparator.value == comparator


def test_names_that_the_words_were_never_fitted_to() -> None:
    """Only shares are asserted, and nothing of the rows is shown: looking at them would fit the words to them."""
    rows = of_many_sectors("end")
    assert len(rows) >= 59
    shares = round(sum(map(is_right, rows)) / len(rows), 3), round(len(turned(rows)) / len(rows), 3)
    assert shares[0] >= 0.93
    assert shares[1] <= 0.06


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
        ("未检疫率", "le"),
        ("未及时处理件数", "le"),
        ("投诉未处理件数", "le"),
        ("未办结案件数", "le"),
        ("破损的设备数", "le"),
        ("被投诉的医院数", "le"),
        ("清理拖欠的账款数", "ge"),
        ("更新剧团老化、损坏的音响", "ge"),
        ("整改的问题数", "ge"),
        ("救助站滞留人员数", "le"),
        ("救助流浪人员数", "ge"),
        ("项目成本控制在预算内", "le"),
        ("开放时长", "ge"),
        ("审批时长", "le"),
        ("未成年人救助人数", "ge"),
        ("整改不力次数", "le"),
        ("缩短审批时间", "ge"),
        ("地下水超采区压采量", "ge"),
        ("生均公用经费", "ge"),
        ("残疾人证办理平均时长", "le"),
        ("热线接通等待秒数", "le"),
        ("信息公开申请逾期答复数", "le"),
        ("违规用电查处户数", "ge"),
        ("单位工业增加值能耗降幅", "ge"),
        ("缺水村通水率", "ge"),
        ("防汛排涝泵站座数", "ge"),
    ],
)
def test_the_head_of_a_name_decides(name: str, comparator: str) -> None:
    assert as_read(name) == comparator


@pytest.mark.parametrize(
    "name",
    [
        "堤防塌毁率",
        "封存物品丢缺数",
        "界桩毁弃数",
        "未开工项目数",
        "失业人员档案管理数",
        "会议次数",
        "审议时长",
        "评审完成时间",
        "高校毕业生待就业人数",
        "供热不热户率",
        "低收入户数",
        "惊马起数",
        "规范性文件被撤销件数",
        "布病阳性率",
    ],
)
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


@pytest.mark.parametrize("piece", ["的", "未", "未及时", "及时", "损坏", "率", "数", "控制在", "基本", "处理", "("])
def test_long_repetitions_end(piece: str) -> None:
    for times in (7, 5000):
        for end in ("", "处理率", "X"):
            assert read_target("5", name="损坏" + piece * times + end).comparator in tuple(Comparator)
