"""Targets read by what stands beside them: the name, the nature, the second level, the unit's column."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from perfeval_xl.values.model import Comparator, ComparatorBasis, Meaning
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.targets import read_target
from tests.values.tables import rows


@pytest.mark.parametrize(("raw", "name"), [("12.31", "完成时间"), (12.31, "完成时间"), (45291.0, "竣工时间")])
def test_a_figure_that_may_be_a_day_is_for_a_person(raw: Raw, name: str) -> None:
    assert read_target(raw, name=name).comparator is Comparator.UNKNOWN
    assert read_target(raw, name="完成投资").value is not None


# name | comparator | deciding word
NAMES = """
    结转结余率                   | le | 结转结余率
    群众投诉率                   | le | 投诉
    被投诉次数                   | le | 投诉
    投诉处理率                   | ge |
    投诉办结率                   | ge |
    项目总成本                   | le | 成本
    培训成本                     | le | 成本
    成本节约率                   | ge |
    库存成本核算率               | ge |
    降低运输成本                 | ge |
    安全事故发生数               | le | 发生数
    事故处置率                   | ge |
    结余率下降                   | ge |
    在职人员控制率               | le | 控制率
    “三公经费”控制率             | le | 控制率
    病虫害控制率                 | ge |
    “三公经费”变动率             | le | 变动率
    预算调整率                   | le | 调整率
    产品不合格率                 | le | 不合格率
    不合格产品处置率             | ge |
    工程验收合格率               | ge |
    差错率                       | le | 差错
    贷款逾期率                   | le | 逾期
    森林火灾受害率               | le | 受害
    主要林业有害生物成灾率       | le | 成灾
    火案查处率                   | ge |
    药品不良反应报告数           | ge |
    种植数量(≥**株)              | ge | ≥
    补助成本(≤**元/株)           | le | ≤
    新建道路里程                 | ge |
"""


@pytest.mark.parametrize(("name", "comparator", "word"), rows(NAMES, 3))
def test_a_bare_number_is_read_by_the_name(name: str, comparator: str, word: str) -> None:
    target = read_target(5.0, name=name)
    assert (target.comparator.value, target.word) == (comparator, word)
    assert target.basis is (ComparatorBasis.NAME if word else ComparatorBasis.DEFAULT)
    assert read_target("5", name=name).comparator is target.comparator


@pytest.mark.parametrize(
    ("nature", "comparator", "word"),
    [
        ("≥", "ge", "≥"),
        ("﹦", "eq", "="),
        ("＜", "lt", "<"),
        ("正向指标", "ge", "正向"),
        ("反向", "le", "反向"),
        ("逆向指标", "le", "逆向"),
        ("大于等于", "ge", "大于等于"),
    ],
)
def test_the_column_nature_comes_before_the_name(nature: str, comparator: str, word: str) -> None:
    target = read_target("100", nature=nature, name="投诉率")
    assert (target.comparator.value, target.basis, target.word) == (comparator, ComparatorBasis.NATURE, word)


# text | 二级指标 | name | comparator | basis | word
LEVELS = """
    713万元      | 成本指标       | 道路交通设施         | le | level | 成本指标
    5万          | 成本指标       | 以低价位为采购原则   | le | level | 成本指标
    1000元/生.年 | 成本指标       | 寄宿生补助标准       | le | level | 成本指标
    20万元       | 经济成本指标   | 项目总投资           | le | level | 成本指标
    20万元       | 成本指标       | 节约财政资金         | ge | default |
    20万元       | 数量指标       | 援建资金             | ge | default |
    100%         | 成本指标       | 收购价格执行率       | ge | default |
    ≥20万元      | 成本指标       | 配套投入             | ge | written | ≥
    12个月       | 时效指标       | 建设周期             | le | level | 时效指标
    10           | 时效指标       | 任务完成时限(月)     | le | name | 时限
    带动就业120人 | 社会效益指标  | 就业                 | ge | default |
    30分钟       | 时效指标       | 到达现场             | le | level | 时效指标
    360天        | 时效指标       | 年度免费开放时间     | ge | default |
    360天        | 数量指标       | 年度免费开放         | ge | default |
    0            | 数量指标       | 群众来访             | le | zero |
    0%           | 经济效益指标   | 产值增长率           | ge | default |
    0            | 社会效益指标   | 投诉处理率           | ge | default |
    0起          | 社会效益指标   | 安全事故             | le | name | 事故
    投资2000万元 | 成本指标       | 项目投资             | le | level | 成本指标
    3万/年       | 成本指标       | 运维费               | le | level | 成本指标
    返工率2%     | 质量指标       | 服务质量             | le | name | 返工
    30天         | 时效指标       | 资金拨付时间         | le | name | 拨付时间
    100%         | 时效指标       | 资金拨付时间         | ge | default |
    100%         | 时效指标       | 任务完成时间         | ge | default |
    100%         | 质量指标       | 办公用房面积         | ge | default |
    5            | 数量指标       | 会议次数             | ge | default |
    5            | 质量指标       | 会议次数             | unknown | none |
    5            | 时效指标       | 任务完成时间         | unknown | none |
    事故增长5%   | 社会效益指标   | 安全事故             | unknown | none |
"""


@pytest.mark.parametrize(("text", "level2", "name", "comparator", "basis", "word"), rows(LEVELS, 6))
def test_a_bare_number_is_read_by_the_second_level_too(
    text: str, level2: str, name: str, comparator: str, basis: str, word: str
) -> None:
    target = read_target(text, level2=level2, name=name)
    assert (target.comparator.value, target.basis.value, target.word) == (comparator, basis, word)


def test_the_column_nature_comes_before_the_second_level() -> None:
    target = read_target("20万元", level2="成本指标", name="项目投资", nature="正向")
    assert (target.comparator, target.basis) == (Comparator.GE, ComparatorBasis.NATURE)


def test_a_unit_cut_short_is_completed_from_the_name() -> None:
    target = read_target("≤28.40/株", name="补助成本(≤**元/株)")
    assert (target.value, target.unit) == (Decimal("28.40"), "元/株")
    assert read_target("≤28.40/株").unit == "/株"


def test_an_indicator_of_completion_says_so() -> None:
    assert "completion_named" in read_target("≥90%", name="年度任务完成率").notes
    assert "completion_named" in read_target("≥90%", name="年度任务完成情况").notes
    assert "completion_named" not in read_target("≥90%", name="群众满意度").notes


def test_a_written_sign_comes_before_the_nature_and_says_so() -> None:
    assert read_target("≤5", nature="≥").comparator is Comparator.LE
    assert read_target("≤5", nature="≥").notes == ("nature_differs",)
    assert read_target(">5", nature="正向").notes == ()


def test_a_qualitative_nature() -> None:
    assert read_target("显著", nature="定性").comparator is Comparator.QUALITATIVE
    assert read_target("95%", nature="定性").comparator is Comparator.QUALITATIVE
    assert read_target("≥95%", nature="定性").comparator is Comparator.GE
    assert read_target("95%", nature="定量").comparator is Comparator.GE


@pytest.mark.parametrize(
    ("raw", "unit", "name", "value", "read_unit", "notes"),
    [
        (95.0, "%", "", "0.95", "%", ()),
        ("95", "百分比", "满意度", "0.95", "%", ()),
        ("100", "％", "", "1", "%", ()),
        (0.95, "%", "满意度", "0.95", "%", ("unit_guessed",)),
        (0.5, "%", "结余率", "0.005", "%", ()),
        (1.0, "%", "增长率", "0.01", "%", ()),
        ("≥95", "%", "", "0.95", "%", ()),
        ("5", "‰", "", "0.005", "‰", ()),
        ("800", "亿元", "", "800", "亿元", ()),
        ("300", "", "保种数量(头)", "300", "头", ()),
        ("1500", "", "投入资金(≥万元)", "1500", "万元", ()),
        ("95", "", "工程合格率(%)", "0.95", "%", ()),
        ("28.8万元", "%", "", "28.8", "万元", ("unit_differs",)),
        ("5", "无", "", "5", "", ()),
        ("5万", "万人", "", "5", "万人", ("scaled",)),
        ("5万", "人", "", "50000", "人", ("scaled",)),
        ("≥500万", "", "总投资(万元)", "500", "万元", ("scaled",)),
        ("8", "", "补助村(社区)数量", "8", "", ()),
    ],
)
def test_a_missing_unit_comes_from_column_or_name(
    raw: Raw, unit: str, name: str, value: str, read_unit: str, notes: tuple[str, ...]
) -> None:
    target = read_target(raw, unit=unit, name=name)
    assert (target.value, target.unit, target.notes) == (Decimal(value), read_unit, notes)


def test_the_units_of_a_range_come_from_the_column_too() -> None:
    target = read_target("80-90", unit="%")
    assert (target.value, target.high, target.unit) == (Decimal("0.8"), Decimal("0.9"), "%")


def test_an_empty_cell_may_be_told_by_the_name() -> None:
    target = read_target(None, name="服务对象满意度(≥95%)")
    assert (target.comparator, target.value, target.notes) == (Comparator.GE, Decimal("0.95"), ("from_name",))
    assert read_target("", name="服务对象满意度(≥95%)") == target
    assert read_target(None, name="种植数量(≥**株)") == read_target(None)
    assert read_target(None).meaning is Meaning.EMPTY


@pytest.mark.parametrize(
    ("text", "name", "comparator"),
    [
        ("0起", "粮食安全事件发生数", "le"),
        ("0", "投诉率", "le"),
        ("=0件", "违规数", "eq"),
        ("零事故", "", "le"),
        ("无", "事故", "le"),
    ],
)
def test_none_of_it(text: str, name: str, comparator: str) -> None:
    target = read_target(text, name=name)
    assert (target.comparator.value, target.value) == (comparator, Decimal(0))


def test_figures_that_may_be_dates_follow_the_name() -> None:
    assert read_target(2023.12, name="项目竣工时间").comparator is Comparator.DATE
    assert read_target("2023.3", name="开工时间").comparator is Comparator.DATE
    assert read_target(2023.1, name="开工时间").comparator is Comparator.UNKNOWN
    assert read_target("2023.3", name="投入资金").value == Decimal("2023.3")
    assert read_target("2023.12", name="投入资金").value == Decimal("2023.12")
    assert read_target(2021.0, unit="年").comparator is Comparator.DATE
    assert read_target(2021.0, name="受益人数").value == 2021
    assert read_target(datetime(2020, 12, 31)).comparator is Comparator.DATE
