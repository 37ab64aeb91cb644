"""Targets: comparator, value and unit, and what decided the comparator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.model import Comparator, ComparatorBasis, Meaning
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.targets import read_target
from perfeval_xl.workbook.model import CellError
from tests.values.tables import rows

# text | comparator | value | unit | deciding word
WRITTEN = """
    ≥95%                   | ge | 0.95    | %        | ≥
    ≧ 95％                 | ge | 0.95    | %        | ≥
    >=85                   | ge | 85      |          | ≥
    》=95                  | ge | 95      |          | ≥
    》95%                  | gt | 0.95    | %        | >
    《5%                   | lt | 0.05    | %        | <
    ≤0.9‰(低于0.8262推得)  | le | 0.0009  | ‰        | ≤
    <=5300元/户            | le | 5300    | 元/户    | ≤
    <1681680元             | lt | 1681680 | 元       | <
    ﹦100%                 | eq | 1       | %        | =
    ═100%                  | eq | 1       | %        | =
    ＝42个                 | eq | 42      | 个       | =
    =0件                   | eq | 0       | 件       | =
    不低于180人            | ge | 180     | 人       | 不低于
    不少于12种             | ge | 12      | 种       | 不少于
    不小于3次              | ge | 3       | 次       | 不小于
    大于或等于90%          | ge | 0.9     | %        | 大于或等于
    至少全年完成2次宣传    | ge | 2       | 次       | 至少
    800亿元以上            | ge | 800     | 亿元     | 以上
    95%（含）以上          | ge | 0.95    | %        | 以上
    90分及以上             | ge | 90      | 分       | 及以上
    20个村以上             | ge | 20      | 个村     | 以上
    100名学生以上          | ge | 100     | 名       | 以上
    达到90%以上            | ge | 0.9     | %        | 以上
    满意度达到95%以上      | ge | 0.95    | %        | 以上
    100元起                | ge | 100     | 元       | 起
    大于5个                | gt | 5       | 个       | 大于
    超过100户              | gt | 100     | 户       | 超过
    高于80%                | gt | 0.8     | %        | 高于
    不高于5%               | le | 0.05    | %        | 不高于
    不超过30万元           | le | 30      | 万元     | 不超过
    小于等于3%             | le | 0.03    | %        | 小于等于
    至多2次                | le | 2       | 次       | 至多
    2天以下                | le | 2       | 天       | 以下
    控制在5%以内           | le | 0.05    | %        | 控制在
    投诉率5%以内           | le | 0.05    | %        | 以内
    5个工作日内办结        | le | 5       | 个工作日 | 内
    100名学生以下          | le | 100     | 名       | 以下
    少于3起                | lt | 3       | 起       | 少于
    低于10%                | lt | 0.1     | %        | 低于
    等于8个                | eq | 8       | 个       | 等于
    足额保障率=100%        | eq | 1       | %        | =
    ≥100百分比             | ge | 1       | %        | ≥
    ≥95%,其中贫困户100%    | ge | 0.95    | %        | ≥
    三季度末达到75%以上    | ge | 0.75    | %        | 以上
    11月底≥90%             | ge | 0.9     | %        | ≥
    截至12月31日前不少于3次 | ge | 3      | 次       | 不少于
    不低于百分之九十       | ge | 0.9     | %        | 不低于
    二十场以上             | ge | 20      | 场       | 以上
    不超过三次             | le | 3       | 次       | 不超过
    X≥90%                  | ge | 0.9     | %        | ≥
    90%≤X                  | ge | 0.9     | %        | ≥
    5%>x                   | lt | 0.05    | %        | <
    带动就业不少于120人    | ge | 120     | 人       | 不少于
    为群众办实事12件以上   | ge | 12      | 件       | 以上
    合同签订后30天内       | le | 30      | 天       | 内
    收到文件15个工作日内   | le | 15      | 个工作日 | 内
    每户500元以上          | ge | 500     | 元       | 以上
    力争达到95%以上        | ge | 0.95    | %        | 以上
    控制在95%以上          | ge | 0.95    | %        | 以上
    稳定在98%以上          | ge | 0.98    | %        | 以上
    不得突破100万元        | le | 100     | 万元     | 不得突破
    不应低于95%            | ge | 0.95    | %        | 不应低于
    误差≤5cm               | le | 5       | cm       | ≤
    增幅不低于6.5%         | ge | 0.065   | %        | 不低于
    综合定额450元/人·天以内 | le | 450    | 元/人·天 | 以内
    九成以上               | ge | 0.9     | %        | 以上
    不低于九成五           | ge | 0.95    | %        | 不低于
    半年内                 | le | 0.5     | 年       | 内
    签订合同后60天         | le | 60      | 天       | 内
    收到上级资金文件之日起30日内 | le | 30 | 日      | 内
    60岁以上老人不少于500人 | ge | 500    | 人       | 不少于
    每月1次,全年不少于12次 | ge | 12      | 次       | 不少于
    2022年6月底前≥90%      | ge | 0.9     | %        | ≥
    ≥98%/年                | ge | 0.98    | %        | ≥
    不超过5元/科室         | le | 5       | 元/科室  | 不超过
    降至5%                 | le | 0.05    | %        | 降至
    降低到5%以下           | le | 0.05    | %        | 降低到
    从85%提高到90%以上     | ge | 0.9     | %        | 以上
    最高补助50万元         | le | 50      | 万元     | 最高
    90%≤满意率             | ge | 0.9     | %        | ≥
    80%+                   | ge | 0.8     | %        | 以上
    一年内                 | le | 1       | 年       | 内
    万分之五以下           | le | 0.0005  | ‰        | 以下
    400元以内/人天         | le | 400     | 元/人天  | 以内
    2日内予以答复          | le | 2       | 日       | 内
    服务用户10万户以上     | ge | 10      | 万户     | 以上
    0投诉                  | le | 0       |          | 0投诉
    0发生                  | le | 0       |          | 0发生
    事故为0                | le | 0       |          | 事故为0
    不得发生               | le | 0       |          | 不得发生
    90%(不含)以上          | gt | 0.9     | %        | >
    ≥95%(不含95%)          | gt | 0.95    | %        | >
    大于95%(含)            | ge | 0.95    | %        | ≥
    >或=95%                | ge | 0.95    | %        | ≥
    ≥95℅                   | ge | 0.95    | %        | ≥
    〉95%                  | gt | 0.95    | %        | >
    "≥95%"                 | ge | 0.95    | %        | ≥
    逾20多万人次           | gt | 20      | 万人次   | 逾
    1000元封顶             | le | 1000    | 元       | 封顶
    以5000元为限           | le | 5000    | 元       | 为限
    500元保底              | ge | 500     | 元       | 保底
    5分钟响应              | le | 5       | 分钟     | 内
    3个工作日办结          | le | 3       | 个工作日 | 内
    文件下达后一个月内     | le | 1       | 个月     | 内
    两小时内到达现场       | le | 2       | 小时     | 内
    增长一倍以上           | ge | 1       | 倍       | 以上
    ≤16/10万               | le | 16      | /10万    | ≤
    ≥120吨CO2              | ge | 120     | 吨CO2    | ≥
    人数(人):≥200          | ge | 200     | 人       | ≥
    满意(≥90%)             | ge | 0.9     | %        | ≥
    不少于总数的30%        | ge | 0.3     | %        | 不少于
    恢复到2019年的80%以上  | ge | 0.8     | %        | 以上
    3年保存率≥85%          | ge | 0.85    | %        | ≥
    90日内结案率≥92%       | ge | 0.92    | %        | ≥
    适龄儿童国家免疫规划疫苗接种率以乡镇为单位≥90% | ge | 0.9 | % | ≥
"""


@pytest.mark.parametrize(("text", "comparator", "value", "unit", "word"), rows(WRITTEN, 5))
def test_written_signs_and_words(text: str, comparator: str, value: str, unit: str, word: str) -> None:
    target = read_target(text)
    assert (target.comparator.value, target.value, target.unit) == (comparator, Decimal(value), unit)
    assert (target.basis, target.word) == (ComparatorBasis.WRITTEN, word)
    assert target.text == text


# text | low | high | unit | notes
RANGES = """
    6个（含）至10个   | 6    | 10   | 个   |
    80%-90%           | 0.8  | 0.9  | %    |
    80-90%            | 0.8  | 0.9  | %    |
    80～90            | 80   | 90   |      |
    90—100            | 90   | 100  |      |
    5至10个           | 5    | 10   | 个   |
    5-10万元          | 5    | 10   | 万元 |
    5万-10万          | 50000 | 100000 |   |
    控制在5%-10%之间  | 0.05 | 0.1  | %    |
    ≥5且≤10           | 5    | 10   |      |
    不少于5个,不超过10个 | 5 | 10   | 个   |
    ≤10且≥5           | 5    | 10   |      |
    80%≤满意度<90%    | 0.8  | 0.9  | %    | open_high
    大于80%小于90%    | 0.8  | 0.9  | %    | open_low open_high
    100±5             | 95   | 105  |      |
    100±5%            | 95   | 105  |      |
    95%±2%            | 0.93 | 0.97 | %    |
    ±5%以内           | -0.05 | 0.05 | %   |
    十至十五场        | 10   | 15   | 场   |
    2-8℃              | 2    | 8    | 摄氏度 |
    [90,100]          | 90   | 100  |      |
    误差±2%           | -0.02 | 0.02 | %   |
    [5,10)            | 5    | 10   |      | open_high
    （20，30]人       | 20   | 30   | 人   | open_low
    80分以上90分以下  | 80   | 90   | 分   |
    0.1～0.5NTU       | 0.1  | 0.5  | NTU  |
"""


@pytest.mark.parametrize(("text", "low", "high", "unit", "notes"), rows(RANGES, 5))
def test_ranges(text: str, low: str, high: str, unit: str, notes: str) -> None:
    target = read_target(text)
    assert (target.comparator, target.value, target.high) == (Comparator.RANGE, Decimal(low), Decimal(high))
    assert (target.unit, target.notes) == (unit, tuple(notes.split()))
    assert target.basis is ComparatorBasis.WRITTEN


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2023.12", "2023-12-31"),
        ("2021年12月完成", "2021-12-31"),
        ("12月底前", "2020-12-31"),
        ("9月前", "2020-09-30"),
        ("2021年3月25日至2021年4月18日", "2021-04-18"),
        ("1-12月", "2020-12-31"),
        ("2023.1-2023.12", "2023-12-31"),
        ("12.31前", "2020-12-31"),
        ("每年12月", "2020-12-31"),
        ("6月底前全部发放到户", "2020-06-30"),
    ],
)
def test_deadlines(text: str, last: str) -> None:
    target = read_target(text, year=2020)
    assert target.comparator is Comparator.DATE
    assert target.date is not None
    assert target.date.last == date.fromisoformat(last)
    assert target.value is None


@pytest.mark.parametrize(
    ("raw", "meaning"),
    [
        ("—", Meaning.NOT_APPLICABLE),
        ("无", Meaning.NOTHING),
        (CellError("#REF!"), Meaning.ERROR),
        ("#REF!", Meaning.ERROR),
    ],
)
def test_what_is_no_target_keeps_its_meaning(raw: Raw, meaning: Meaning) -> None:
    target = read_target(raw)
    assert (target.comparator, target.meaning, target.value) == (Comparator.UNKNOWN, meaning, None)


def test_percent_cells() -> None:
    target = read_target(0.95, percent=True, unit="%")
    assert (target.value, target.unit, target.text) == (Decimal("0.95"), "%", "95%")


@given(
    st.decimals(min_value=0, max_value=10**7, places=3, allow_nan=False),
    st.sampled_from([("≥", "ge"), ("≤", "le"), ("＞", "gt"), ("不超过", "le"), ("=", "eq")]),
    st.sampled_from(["", "%", "万元", "人次", "公里"]),
)
def test_any_number_with_sign_and_unit(number: Decimal, sign: tuple[str, str], unit: str) -> None:
    target = read_target(f"{sign[0]}{number}{unit}")
    assert target.comparator.value == sign[1]
    assert target.value == (number / 100 if unit == "%" else number)
    assert target.unit == unit
