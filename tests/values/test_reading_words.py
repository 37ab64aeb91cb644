"""Values that are words: texts, what is not applicable or empty, grades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.values.model import Meaning, QualitativeGrade
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.reading import read_value
from perfeval_xl.workbook.model import CellError
from tests.values.tables import rows

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
