"""Two targets are one however they are written, and differ where they ask for something else."""

from __future__ import annotations

import pytest

from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.objectives.agreeing import compare_rows, eased, renamed, same_target, written_target
from perfeval_xl.values.targets import read_target


def row(text: str, nature: str = "", unit: str = "", name: str = "养护里程", level2: str = "数量指标") -> IndicatorRow:
    target = read_target(text, nature=nature, unit=unit, name=name, level2=level2)
    return IndicatorRow(0, "产出指标", level2, name, target, nature=nature, unit=unit)


SAME = [
    (row("≥12公里"), row("12", ">=", "公里")),
    (row("≥12公里"), row("不低于12公里")),
    (row("≥12公里"), row("≥12000米")),
    (row("12公里"), row("≥12公里")),
    (row("≥95%"), row("95", "≥", "%")),
    (row("≥95%"), row("0.95", "≥")),
    (row("95", "≥"), row("≥95%")),
    (row("90%-95%"), row("90%~95%")),
    (row("12月底前"), row("2023年12月31日前")),
    (row("2023年12月底前"), row("2023年12月31日前")),
    (row("明显改善"), row("明显改善。")),
    (row("明显改善出行条件"), row("明显改善")),
    (row("有效提升群众出行便利度"), row("群众出行便利度有效提升")),
    (row("≥5处"), row("≥5个")),
    (row(""), row("≥12公里")),
    (row("≥12公里"), row("")),
    (row("及时发放"), row("发放及时")),
    (row("按时完成"), row("按期完成")),
    (row("符合标准"), row("达到标准")),
    (row("无"), row("0起")),
    (row("全覆盖"), row("100%")),
    (row(">85%"), row("≥85%")),
    (row("≥90%"), row("≥九成")),
    (row("500万元"), row("5000000元")),
    (row("＞＝12公里"), row("12", ">=", "公里")),
]
OTHER = [
    (row("≥10公里"), row("≥12公里")),
    (row("≤12公里"), row("≥12公里")),
    (row("≥12公里"), row("12", "≤", "公里")),
    (row("≥94.99%"), row("≥95%")),
    (row("90%-95%"), row("90%-96%")),
    (row("≥90%"), row("90%-95%")),
    (row("11月底前"), row("12月底前")),
    (row("2024年12月底前"), row("2023年12月底前")),
    (row("≥12公里"), row("明显改善")),
    (row("明显改善"), row("≥12公里")),
    (row("完成验收"), row("群众出行明显改善")),
    (row("不提高"), row("提高")),
    (row("未发生"), row("发生")),
    (row("未完成"), row("100%")),
    (row("≥85%"), row("85%以下")),
]


@pytest.mark.parametrize(("here", "there"), SAME)
def test_the_same(here: IndicatorRow, there: IndicatorRow) -> None:
    assert same_target(here, there)


@pytest.mark.parametrize(("here", "there"), OTHER)
def test_another(here: IndicatorRow, there: IndicatorRow) -> None:
    assert not same_target(here, there)


EASED = [
    (row("≥10公里"), row("≥12公里"), True),
    (row("≥13公里"), row("≥12公里"), False),
    (row("≥10000米"), row("≥12公里"), True),
    (row("≤6万元", name="成本"), row("≤5万元", name="成本"), True),
    (row("≤4万元", name="成本"), row("≤50000元", name="成本"), False),
    (row("=10座"), row("=12座"), True),
    (row("≥12公里"), row("≥12公里"), None),
    (row("≤12公里"), row("≥10公里"), None),
    (row("90%-95%"), row("85%-95%"), None),
    (row("明显改善"), row("≥12公里"), None),
]


@pytest.mark.parametrize(("here", "there", "easier"), EASED)
def test_which_is_easier(here: IndicatorRow, there: IndicatorRow, easier: bool | None) -> None:
    assert eased(here, there) is easier


WRITTEN = [
    (row("12", ">=", "公里"), "≥12公里"),
    (row("95", "≥", "%"), "≥95%"),
    (row("≥12公里", "≥", "公里"), "≥12公里"),
    (row("明显提高", "="), "明显提高"),
    (row("12", unit="公里"), "12公里"),
    (row("1,200", "≤", "元"), "≤1,200元"),
    (row("12月底前"), "12月底前"),
    (row("≥20", unit="间"), "≥20间"),
    (row("≥95%", unit="%"), "≥95%"),
    (row("5", "大于等于", "%"), "≥5%"),
]


@pytest.mark.parametrize(("one", "text"), WRITTEN)
def test_a_target_in_one_cell(one: IndicatorRow, text: str) -> None:
    assert written_target(one) == text


def test_rows_belong_together_by_place_then_name_then_target() -> None:
    moved = row("≥3次", name="培训次数", level2="质量指标")
    form = [row("≥12公里"), moved, row("≥95%", name="工程合格率", level2="质量指标"), row("≥1处", name="新增")]
    approved = [
        row("≥95%", name="合格率", level2="质量指标"),
        row("≥3次", name="培训次数"),
        row("≥10公里"),
        row("≥2个", name="取消的"),
    ]
    found = compare_rows(form, approved)
    assert [(here.name, there.name) for here, there in found.pairs] == [
        ("养护里程", "养护里程"),
        ("培训次数", "培训次数"),
        ("工程合格率", "合格率"),
    ]
    assert [one.name for one in found.left_out] == ["取消的"]
    assert [one.name for one in found.added] == ["新增"]


def test_what_could_be_either_is_neither() -> None:
    twice = [row("≥95%", name="甲合格率", level2="质量指标"), row("≥95%", name="乙合格率", level2="质量指标")]
    found = compare_rows(twice, [row("≥95%", name="合格率", level2="质量指标")])
    assert (found.pairs, len(found.left_out), len(found.added)) == ((), 1, 2)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("指标1：维修里程", "维修里程"),
        ("1.维修里程", "维修里程"),
        ("★维修里程", "维修里程"),
        ("维修里程（公里）", "维修里程"),
        ("农村公路维修里程", "公路维修里程"),
    ],
)
def test_a_name_with_a_number_a_mark_or_more_words_is_the_same(here: str, there: str) -> None:
    rows = [row("≥10公里", name=here), row("≥2座", name="桥梁")], [row("≥2座", name="桥梁"), row("≥12公里", name=there)]
    found = compare_rows(*rows)
    assert [(one.name, other.name) for one, other in found.pairs] == [(here, there), ("桥梁", "桥梁")]
    assert not any(renamed(*pair) for pair in found.pairs)


def test_rows_of_one_name_belong_together_by_target_then_in_order() -> None:
    form = [row("≥500元", name="补助标准"), row("≥300元", name="补助标准"), row("≥9元", name="补助标准")]
    approved = [row("≥300元", name="补助标准"), row("≥500元", name="补助标准"), row("≥8元", name="补助标准")]
    pairs = [(here.target.text, there.target.text) for here, there in compare_rows(form, approved).pairs]
    assert pairs == [("≥500元", "≥500元"), ("≥300元", "≥300元"), ("≥9元", "≥8元")]
