"""Targets that are words, or have figures that are none of theirs: no number is read into them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.values.model import Comparator, ComparatorBasis
from perfeval_xl.values.targets import read_target


@pytest.mark.parametrize(
    "text",
    [
        *(
            "定性",
            "显著",
            "有所提升",
            "合规",
            "及时",
            "是",
            "好",
            "好坏",
            "良好",
            "应保尽保(单位列%)",
            "申报/规范/按时",
        ),
        *(
            "提高村民收入",
            "按2020年计划完成",
            "红财发〔2020〕5号执行",
            "达成年度指标",
            "一次性发放",
            "不超过预算",
            "4A级景区",
        ),
    ],
)
def test_words_are_qualitative(text: str) -> None:
    target = read_target(text)
    assert (target.comparator, target.value, target.basis) == (Comparator.QUALITATIVE, None, ComparatorBasis.NONE)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "三项各1分",
            "有计划或批文计2分",
            "≧ %(空值)",
            "≥",
            "%",
            "真实1/完整1/准确1",
            "监管记录3+监控表1",
            "8批次18人次",
        ),
        *("每季度一次", "每周不少于2次", "每月5日前", "每半年开展1次培训", "0份(疑20份)", "12个(数字有误)"),
        *("有机构或专人计2分", "尚缺3个", "上年完成12件", "投资2000万元", "其中脱贫户38人"),
        *("2家;6家", "X", "≥XX%", "≥**", "≤市场价"),
        *("≥3次以下", "≤95%以上", "不低于3%以下", "不会低于95%", "不低于或等于95%", "每村3场", "各1次", "日更1次"),
        *("一季度一次", "前10名", "前三名", "两三次", "数十场", "几十人", "24小时值班", "500平方米以上场馆建设"),
        *("≥6批次,300人次", "7×24小时", "180天/12个月"),
        *("财政资金300万元、自筹200万元", "95%/100%", "5%不到", "5天后", "改造道路5公里,路宽3.5米", "月均1次"),
        *("季度1次", "管道压力0.3MPa"),
        *(
            "≥2级",
            "不低于2级",
            "2023-2024学年",
            "235.6万元/248万元",
            "不到一成",
            "一半以上",
            "翻一番",
            "日均3次",
            "季度检修1次",
        ),
        *(
            "2022年完成60场,2023年完成65场",
            "6月底完成60场,12月底完成125场",
            "新建(未完成)15个",
            "4月、10月",
            "2023年第5届",
        ),
        *("48/50=97%", "5人、7人,合计12万人", "削减COD 15吨", "24小时不打烊", "1万2345元"),
        *("≥5个,≥10人", "10 20", "1:1", "3/5", "下降5%", "0873-3732145", "90-80", "15日前", "..."),
    ],
)
def test_nonsense_is_unknown_and_has_no_number(text: str) -> None:
    target = read_target(text)
    assert (target.comparator, target.value, target.high, target.date) == (Comparator.UNKNOWN, None, None, None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("20座5G基站", "20", "座"),
        ("4A级景区2个", "2", "个"),
        ("0-6岁儿童2000人", "2000", "人"),
        ("A4纸100包", "100", "包"),
        ("开展培训三次", "3", "次"),
        ("50元每人每天", "50", "元/人/天"),
        ("12次/年(每月1次)", "12", "次/年"),
        ("2万m³/d", "2", "万m3/d"),
        ("≥1500吨标准煤", "1500", "吨标准煤"),
        ("1250kVA变压器3台", "3", "台"),
        ("5000万元以上项目12个", "12", "个"),
        ("小(2)型水库12座", "12", "座"),
        ("由80%提高到90%", "0.9", "%"),
        ("一年两次", "2", "次"),
        ("每人每月50元", "50", "元"),
        ("450元/(人·天)", "450", "元/人·天"),
        ("30W元", "30", "万元"),
        ("安排财政资金300万元", "300", "万元"),
        ("满意率95%", "0.95", "%"),
        ("90(分)", "90", "分"),
        ("2条100M专线", "2", "条"),
        ("12345工单按期办结率98%", "0.98", "%"),
        ("年减排CO2 500吨", "500", "吨"),
        ("2023年高标准农田建设5万亩", "5", "万亩"),
        ("比去年增加2000人", "2000", "人"),
        ("资金(万元):35", "35", "万元"),
        ("12万5千人", "12.5", "万人"),
        ("1亿2300万元", "1.23", "亿元"),
        ("壹拾贰万元整", "120000", "元"),
        ("完成项目主体工程70%", "0.7", "%"),
        ("解决饮水不安全人口16.2万人", "16.2", "万人"),
        ("新建(改建)15个", "15", "个"),
        ("应保尽保100%", "1", "%"),
        ("12次(每月1次)", "12", "次"),
        ("上半年60场,下半年65场,共125场", "125", "场"),
    ],
)
def test_digits_of_names_are_no_figures(text: str, value: str, unit: str) -> None:
    target = read_target(text)
    assert (target.comparator, target.value, target.unit) == (Comparator.GE, Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["60岁以上老人免费体检", "符合国家3C认证要求", "达到GB3838-2002标准", "通过ISO9001认证"]
)
def test_names_with_digits_are_words(text: str) -> None:
    assert read_target(text).comparator is Comparator.QUALITATIVE


@pytest.mark.parametrize("text", ["杜绝", "不发生", "事故为零", "不发生重大安全事故", "零发生"])
def test_what_shall_not_happen_is_none_of_it(text: str) -> None:
    target = read_target(text, name="安全生产形势")
    assert (target.comparator, target.value, target.basis) == (Comparator.LE, Decimal(0), ComparatorBasis.WRITTEN)
