"""Every cell has exactly one meaning: tables of typed texts and what they are read as."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfeval_xl.values.model import Meaning
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.reading import read_value
from tests.values.tables import rows

# text | value | unit | notes
NUMBERS = """
    95                    | 95         |            |
    -3.5                  | -3.5       |            |
    １，２３４．５          | 1234.5     |            |
    1,690,235.03          | 1690235.03 |            |
    1 690 235.03          | 1690235.03 |            |
    95%                   | 0.95       | %          |
    95％                  | 0.95       | %          |
    -5%                   | -0.05      | %          |
    0.9‰                  | 0.0009     | ‰          |
    100百分比             | 1          | %          |
    百分之九十五          | 0.95       | %          |
    5.8万                 | 58000      |            | scaled
    1.2亿                 | 120000000  |            | scaled
    5.8万元               | 5.8        | 万元       |
    ¥5.8万                | 5.8        | 万元       |
    16.3万亩              | 16.3       | 万亩       |
    676.75亿元            | 676.75     | 亿元       |
    3012万美元            | 3012       | 万美元     |
    524m                  | 524        | m          |
    25TB                  | 25         | TB         |
    8000㎡                | 8000       | m2         |
    1250元/生.年          | 1250       | 元/生.年   |
    180元/人、天          | 180        | 元/人、天  |
    0.064次/10万公顷      | 0.064      | 次/10万公顷 |
    5个百分点             | 5          | 个百分点   |
    20个村                | 20         | 个村       |
    十                    | 10         |            |
    一百二十人            | 120        | 人         |
    三次                  | 3          | 次         |
    0.9(‰)                | 0.0009     | ‰          |
    38所(94.74%)          | 38         | 所         | bracket
    1742人（5.63%）       | 1742       | 人         | bracket
    129户(完工率243%)     | 129        | 户         | bracket
    30株(5个样地)         | 30         | 株         | bracket
    66个全部开工,尚无完工 | 66         | 个         | number_in_text
    126人,其中脱贫户38人  | 126        | 人         | number_in_text several
    105个,总投资50亿元    | 105        | 个         | number_in_text several
    11月底完成95%         | 0.95       | %          | number_in_text completion_rate
    截至12月,累计达3.2公里 | 3.2       | 公里       | number_in_text
    救助未成年人12名      | 12         | 名         | number_in_text
    检测机构检查12次      | 12         | 次         | number_in_text
    无障碍设施改造3处     | 3          | 处         | number_in_text
    户均620元             | 620        | 元         | number_in_text
    共4次                 | 4          | 次         | number_in_text
    100%覆盖              | 1          | %          | number_in_text
    满意度98%             | 0.98       | %          | number_in_text
    增长5%                | 0.05       | %          | number_in_text
    360+600立方米         | 960        | 立方米     | sum
    约300人               | 300        | 人         | approximate
    300余人               | 300        | 人         | approximate
    300人左右             | 300        | 人         | approximate
    ≥95%                  | 0.95       | %          | sign
    =100%                 | 1          | %          | sign
    90%以上               | 0.9        | %          | sign
    不低于180人           | 180        | 人         | sign
    超2400人              | 2400       | 人         | sign
    已完成100%            | 1          | %          | number_in_text completion_rate
    指标完成率100%        | 1          | %          | number_in_text completion_rate
    100%完成              | 1          | %          | number_in_text completion_rate
    计划10场,实际8场      | 8          | 场         | number_in_text
    应到50人,实到48人     | 48         | 人         | number_in_text
    按计划完成12场        | 12         | 场         | number_in_text
    仅完成3个             | 3          | 个         | number_in_text
    九成                  | 0.9        | %          |
    4A级景区1家           | 1          | 家         | number_in_text
    320元/人·晚           | 320        | 元/人·晚   |
    4℃                    | 4          | 摄氏度     |
    6台DR                 | 6          | 台         | number_in_text
    验收后25天            | 25         | 天         | number_in_text
    实际支出12.5万元      | 12.5       | 万元       | number_in_text
    到位资金300万元       | 300        | 万元       | number_in_text
    由80%提高到92%        | 0.92       | %          | number_in_text
    降至3%                | 0.03       | %          |
    改造道路5公里,路宽3.5米 | 5        | 公里       | number_in_text several
    1250kVA变压器3台      | 3          | 台         | number_in_text
    月均1.2次             | 1.2        | 次         | number_in_text
    万分之五              | 0.0005     | ‰          |
    30W元                 | 30         | 万元       |
    2日内予以答复         | 2          | 日         | sign number_in_text
    2023年共开展125场     | 125        | 场         | number_in_text
    上半年60场,下半年65场,共125场 | 125 | 场         | number_in_text
    60+65=125场           | 125        | 场         |
    48/50=96%             | 0.96       | %          |
    48÷50×100%=96%        | 0.96       | %          |
    3*5=15                | 15         |            |
    24次(每月2次)         | 24         | 次         |
    每月2次,全年24次      | 24         | 次         | number_in_text
    高达98%               | 0.98       | %          | number_in_text
    9.8/10万              | 9.8        | /10万      |
    优秀(92分)            | 92         | 分         |
"""


@pytest.mark.parametrize(("text", "value", "unit", "notes"), rows(NUMBERS, 4))
def test_numbers(text: str, value: str, unit: str, notes: str) -> None:
    reading = read_value(text)
    assert (reading.meaning, reading.value, reading.unit) == (Meaning.NUMBER, Decimal(value), unit)
    assert reading.notes == tuple(notes.split())
    assert reading.text == text


@pytest.mark.parametrize(
    ("raw", "percent", "value", "unit", "text"),
    [
        (0.95, True, "0.95", "%", "95%"),
        (0.95, False, "0.95", "", "0.95"),
        (0.1 + 0.2, False, "0.3", "", "0.3"),
        (100.0, False, "100", "", "100"),
        (Decimal("7.29"), False, "7.29", "", "7.29"),
        (3, False, "3", "", "3"),
    ],
)
def test_number_cells(raw: Raw, percent: bool, value: str, unit: str, text: str) -> None:
    reading = read_value(raw, percent=percent)
    assert (reading.meaning, reading.value, reading.unit, reading.text) == (Meaning.NUMBER, Decimal(value), unit, text)


def test_date_cells_and_other_types() -> None:
    reading = read_value(datetime(2020, 12, 31))
    assert reading.meaning is Meaning.DATE
    assert reading.date is not None
    assert reading.date.last == date(2020, 12, 31)
    assert read_value("2023.12").meaning is Meaning.DATE
    assert read_value(True).meaning is Meaning.TEXT
    assert read_value(time(8)).meaning is Meaning.TEXT


amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@example(number=Decimal("2023.12"), thousands=False, wide=False, unit="")
@given(amounts, st.booleans(), st.booleans(), st.sampled_from(["", "万元", "%", "人", "公里", "‰"]))
def test_a_formatted_number_reads_as_itself(number: Decimal, thousands: bool, wide: bool, unit: str) -> None:
    text = (f"{number:,}" if thousands else str(number)) + unit
    reading = read_value(text.translate(FULL_WIDTH) if wide else text)
    if unit == "" and reading.meaning is Meaning.DATE:
        assert 1900 <= number < 2100  # 2023.12 is a date by its look
        return
    assert reading.value == number / {"%": 100, "‰": 1000}.get(unit, 1)
    assert reading.unit == unit
