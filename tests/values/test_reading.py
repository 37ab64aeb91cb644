"""Every cell has exactly one meaning: tables of typed texts and what they are read as."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.model import Meaning, QualitativeGrade
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.reading import read_value
from perfeval_xl.workbook.model import CellError

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


def rows(table: str, fields: int) -> list[tuple[str, ...]]:
    found = []
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        found.append(tuple(cells + [""] * (fields - len(cells))))
    return found


@pytest.mark.parametrize(("text", "value", "unit", "notes"), rows(NUMBERS, 4))
def test_numbers(text: str, value: str, unit: str, notes: str) -> None:
    reading = read_value(text)
    assert (reading.meaning, reading.value, reading.unit) == (Meaning.NUMBER, Decimal(value), unit)
    assert reading.notes == tuple(notes.split())
    assert reading.text == text


TEXTS = (
    *(
        "完成",
        "已完成",
        "达标",
        "良好",
        "显著",
        "是",
        "未整体竣工",
        "按该标准发放",
        "三期149人",
        "4期280人次",
        "仅完成验收3个",
        "不足12个",
        "尚缺3个",
        "无3人以上事故",
        "超额完成3个",
        "较上年减少3件",
        "上年度新建12处",
        "尚缺资金200万元",
        "2家；6家",
        "1个主站、3个子站",
        "0份(疑20份)",
        "12人(待核)",
        "每季度开展2次",
        "未完成5个",
        "还差3户",
    ),
    *("4A级景区", "12345热线", "5G", "2020年决算", "3/5", "3个/5个", "1:1", "80-90", "80%至90%", "100±5", "1,23"),
    *(
        "5,6",
        "1.2.3",
        "50 0",
        "100\n200",
        "1、完成",
        "①5个",
        "(1)完成5个",
        "第3",
        "第3期",
        "一级",
        "十分",
        "一起",
    ),
    *(
        "三百五",
        "下降5%",
        "减少3人",
        "10×20",
        "3~5次",
        "2020年版本",
        "15日前",
        "…",
        "%",
        "5GB/s以上吧",
        "大于年度指标值",
    ),
    *("计划120人", "原计划10场", "任务数300户", "超计划5%", "低于目标5个百分点", "比计划多5场", "少完成2个"),
    *("3个未完成", "95%未达到", "90%→95%", "前10名", "2次,共105人", "新建203盏,改造150盏", "分3批发放共计512万元"),
    *("财政资金300万元、自筹200万元", "95%/100%", "5%不到", "5天后", "误差±2%", "[90,100]", "3笔,共1500万元"),
    *("季度1次", "预计2024年3月完成", "计划2024年6月完成", "拟2024年3月底前完成", "每村3场", "数十人"),
)


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


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_uncertain_figures_are_text(text: str) -> None:
    reading = read_value(text)
    assert (reading.meaning, reading.value) == (Meaning.TEXT, None)


@pytest.mark.parametrize("text", ["—", "－", "——", "/", "\\", "*", "**", "N/A", "不适用", "不涉及", " — "])
def test_not_applicable(text: str) -> None:
    reading = read_value(text)
    assert reading.meaning is Meaning.NOT_APPLICABLE
    assert reading.is_blank


@pytest.mark.parametrize(
    "text",
    ["无", "没有", "未发生", "零投诉", "无重大安全事故", "全年无投诉", "未发生安全生产事故", "0投诉", "未出现质量问题"],
)
def test_nothing_happened(text: str) -> None:
    assert read_value(text).meaning is Meaning.NOTHING


@pytest.mark.parametrize("raw", [None, "", "  ", "\n\u3000"])
def test_empty(raw: str | None) -> None:
    reading = read_value(raw)
    assert reading.meaning is Meaning.EMPTY
    assert reading.is_blank


@pytest.mark.parametrize("raw", [CellError("#DIV/0!"), "#DIV/0!", "#REF!", "#N/A"])
def test_errors_are_never_empty(raw: Raw) -> None:
    assert read_value(raw).meaning is Meaning.ERROR


def test_a_formula_without_its_value_is_uncalculated() -> None:
    assert read_value(None, uncached=True).meaning is Meaning.UNCALCULATED


# text | grade | share
GRADES = """
    达成年度指标                        | MET    |
    达成                                | MET    |
    已达成预期指标                      | MET    |
    全部达成                            | MET    |
    全部或基本达成预期指标              | MET    |
    达到预期目标                        | MET    |
    达成年度指标(100%)                  | MET    | 1
    部分达成                            | PARTLY |
    部分达成年度指标并具有一定效果      | PARTLY |
    部分达成预期指标并具有一定效果      | PARTLY |
    部分达成75%                         | PARTLY | 0.75
    部分达成（75%）                     | PARTLY | 0.75
    部分达成年度指标并具有一定效果75.5% | PARTLY | 0.755
    部分达成(80%-60%)                   | PARTLY |
    未达成                              | MISSED |
    未达成年度指标且效果较差            | MISSED |
    未达到预期指标且效果较差            | MISSED |
"""


@pytest.mark.parametrize(("text", "grade", "share"), rows(GRADES, 3))
def test_the_three_grades(text: str, grade: str, share: str) -> None:
    reading = read_value(text)
    assert (reading.meaning, reading.grade) == (Meaning.QUALITATIVE, QualitativeGrade[grade])
    assert reading.share == (Decimal(share) if share else None)
    assert reading.value is None


@pytest.mark.parametrize("text", ["完成年度任务", "达到国家标准", "部分完成", "基本完成", "部分达成175%", "未达标"])
def test_other_words_about_success_are_no_grade(text: str) -> None:
    assert read_value(text).meaning is Meaning.TEXT


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


@given(amounts, st.booleans(), st.booleans(), st.sampled_from(["", "万元", "%", "人", "公里", "‰"]))
def test_a_formatted_number_reads_as_itself(number: Decimal, thousands: bool, wide: bool, unit: str) -> None:
    text = (f"{number:,}" if thousands else str(number)) + unit
    reading = read_value(text.translate(FULL_WIDTH) if wide else text)
    if unit == "" and reading.meaning is Meaning.DATE:
        assert 1900 <= number < 2100  # 2023.12 is a date by its look
        return
    assert reading.value == number / {"%": 100, "‰": 1000}.get(unit, 1)
    assert reading.unit == unit


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
