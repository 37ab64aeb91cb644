"""docs/words.md: the words, units and dates by which targets and actual values are read, as this room holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from perfeval_xl.values import direction_words, name_words, phrase_words, words
from perfeval_xl.values.dates import read_date
from perfeval_xl.values.measures import COUNTS, DIMENSIONS, EITHER, OBJECTS, OCCASIONS, SCALES
from perfeval_xl.values.model import Comparator

_SIGNED = (Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT, Comparator.EQ)
_DIMENSION_TITLES = {
    "cny": "人民币",
    "usd": "美元",
    "eur": "欧元",
    "hkd": "港元",
    "jpy": "日元",
    "length": "长度",
    "area": "面积",
    "volume": "体积",
    "mass": "重量",
    "energy": "电量",
    "power": "功率",
    "data": "数据量",
    "clock": "时间",
    "days": "天数",
    "working days": "工作日",
    "months": "月数",
    "people": "人数",
    "visits": "人次",
    "occasions": "次数",
    "households": "户数",
    "times": "倍数",
    "coal": "标准煤",
    "carbon": "二氧化碳",
    "pressure": "压力",
    "voltage": "电压",
    "apparent power": "视在功率",
    "bandwidth": "带宽",
    "temperature": "温度",
    "noise": "噪声",
}
_DEADLINES = (
    *("12月底前", "12月31日前", "9月前", "9月底前", "三季度前", "四季度", "上半年", "年底前", "2023.12"),
    *("11月中旬", "三季度末", "次年3月底前", "开学前(8月31日前)", "12/31前", "9、10月", "1至3季度", "3月至10月"),
)
_EXAMPLE_YEAR = 2023


def word_book() -> str:
    """The whole page."""
    return "\n".join(
        line
        for part in (_intro, _written, _bare, _lower, _higher, _unknown, _actuals, _dates, _units)
        for line in (*part(), "")
    )


def _list(entries: Iterable[str]) -> str:
    return "、".join(sorted(set(entries), key=lambda word: (len(word), word)))


def _intro() -> Iterator[str]:
    yield "# 指标值和完成值怎样读"
    yield ""
    yield "本页列出判断方向、单位和日期所用的全部词语。读不准的一律标为“需由人判断”（unknown），不猜。"


def _written() -> Iterator[str]:
    yield "## 写明的符号和词语"
    yield ""
    yield "数字前后写有下列词语的，按词语比较。“以上”“以下”包括本数（民法典第一千二百五十九条）。"
    yield "“由85%提升至90%”只看后一个数；“降至5%”取≤。"
    yield f"数字前的说明里有{_list(phrase_words.LIMITS)}的（“最高补助50万元”），也按它比较。"
    yield ""
    yield "| 比较 | 数字前 | 数字后 |"
    yield "|---|---|---|"
    for comparator in _SIGNED:
        before = [word for word, said in words.COMPARATOR_WORDS.items() if said is comparator]
        after = [word for word, said in words.AFTER_WORDS.items() if said is comparator]
        yield f"| {comparator.sign} | {_list(before)} | {_list(after) or '—'} |"


def _bare() -> Iterator[str]:
    yield "## 没有符号的数字"
    yield ""
    yield "依次看下列各项，先看到的为准；评分说明里写明是按哪一项取的。"
    yield ""
    natures = {sign: _list(word for word, said in words.NATURES.items() if said.sign == sign) for sign in "≥≤"}
    yield f"1. “指标性质”一栏：{natures['≥']}取≥，{natures['≤']}取≤；直接写符号的，按符号。"
    yield "2. 指标名称中的词语（见下两节）；名称括号里的符号，如“种植数量(≥**株)”，先于词语。"
    yield "   指标值自己的说明先于名称：名称是“服务质量”、指标值写“返工率2%”的，按“返工率”取≤。"
    gains, changes = _list(name_words.GAINS), _list(name_words.RATE_CHANGE_NAMES)
    yield f"3. 成本指标的金额取≤（名称含{gains}的除外）；时效指标的一段时间（小时、天、工作日、月）取≤，"
    yield f"   名称含{_list(direction_words.TIMES_OFFERED)}的，和提供某项服务的时间（见“越多越好的词语”）除外。"
    yield f"4. 数字是0的取≤（名称含{changes}的除外）：取≥就不可能完不成；完成值大于0时由人判断。"
    yield "5. 其余按“达到即可”取≥。"


def _lower() -> Iterator[str]:
    yield "## 越少越好的词语（取≤）"
    yield ""
    yield "名称中**最后**一个词语决定方向：“投诉率”取≤，“投诉处理率”取≥；两个词语同时结尾的，长的为准。"
    yield "词语离名称末尾太远的（“失业人员档案管理数”），说的可能不是它，由人判断。"
    yield ""
    yield f"{'、'.join(name_words.TAKEN_NOUNS)}之前是下列词语的（“办理时间”）也取≤："
    yield ""
    yield _list(direction_words.TIME_TAKEN)
    yield ""
    yield "其他词语："
    yield ""
    yield _list((*direction_words.ILL, *name_words.TIMES_SPENT))


def _higher() -> Iterator[str]:
    yield "## 越多越好的词语（取≥）"
    yield ""
    turning = "、".join(sorted(name_words.TURNING))
    yield f"这些词语只用来抵消上一节的词语；紧接在上一节的词语之前的{turning}也抵消它（“未逾期率”）；"
    negating = "、".join(sorted(name_words.NEGATING))
    yield f"这些词语之前紧接{negating}的（“未检疫率”“未及时处理率”），反过来取≤。"
    yield "以下列词语开头的名称也取≥："
    yield ""
    yield _list(name_words.NAME_STARTS_FALLING)
    yield ""
    starts, ends = _list(name_words.NAME_STARTS_HANDLING), _list(name_words.HANDLING_ENDS)
    yield f"以下列词语开头、又不以{ends}结尾的也取≥（“治理水土流失面积”）；"
    yield f"后面紧接{_list(name_words.MISDONE)}的（“整改不力次数”）除外："
    yield ""
    yield starts
    yield ""
    yield f"{'、'.join(name_words.GIVEN_NOUNS)}之前是下列词语的（“开放时间”）也取≥："
    yield ""
    yield _list(direction_words.TIME_GIVEN)
    yield ""
    yield "其他词语："
    yield ""
    yield _list((*direction_words.HANDLED, *direction_words.TIMES_OFFERED))


def _unknown() -> Iterator[str]:
    yield "## 需由人判断的"
    yield ""
    yield "- 两个并列的数：“8批次18人次”“≥2家；合作社≥5家”。用加号相加、单位相同的（“360+600立方米”）按合计读。"
    yield "- 每日、每周、每月、每季度、每半年各多少次（“每季度一次”“每月5日前”）：全年应为多少，由人填写；"
    yield "  写明全年数的（“每月1次，全年12次”“12次（每月1次）”）按全年数读。“每村3场”“各1次”同样由人填写。"
    yield "- 前后矛盾的：“≥3次以下”。约数：“两三次”“数十场”。名次：“前10名”。"
    yield "- 数字只说明对象的不是指标值：“60岁以上老人500人”读作500人，“500平方米以上场馆建设”由人判断。"
    yield f"- 没有符号、名称里又没有上面两节词语的：以{_list(name_words.ILL_STARTS)}开头的（“未开工项目数”），"
    yield f"  以{_list(name_words.HAPPENINGS)}结尾的，名称末尾（去掉率、数、量等）两字中有"
    yield f"  {''.join(sorted(name_words.ILL_SOUNDING))}的，"
    yield f"  以及以{_list(name_words.RATES)}结尾而不到50%的（增长的除外），多好还是少好看不出来；"
    within = "".join(sorted(name_words.ILL_ANYWHERE | set(name_words.NOT_WITHIN)))
    yield f"  除数量指标外，别处有{within}的也是（{_list(name_words.HARMLESS)}除外）。"
    yield "- 事情还没有做、没有做好：“待就业人数”“供热不热户率”“处罚被撤销数”；"
    yield f"  {_list(name_words.BADLY)}之后紧接{_list(name_words.DOING)}的（“逾期答复数”）取≤。"
    yield f"- 名称以{_list(name_words.SPENDING_ENDS)}结尾的金额（成本指标除外）：是要付出这么多，还是不得超过。"
    yield "- 间隔（“15天/次”）；时效指标里值守、开放一类的时间（“值班值守：24小时”）；等级（“不低于2级”）；"
    yield "  “社会成本：无”。"
    yield f"- 除数量指标外，名称里只有{_list(direction_words.OPEN)}的：多好还是少好，要看是什么工作。"
    yield f"- 以{_list(name_words.TIMES_UNTOLD)}结尾而看不出是用去的还是提供的时间的（时效指标除外）。"
    yield "  这样的名称后面写100%等一半以上的百分数的（“资金拨付时间：100%”），按完成程度取≥。"
    yield f"- 金额前的说明是{_list(phrase_words.SPENDING)}的，成本指标以外看不出是要达到还是不得超过"
    yield f"  （有{_list(phrase_words.DRAWN)}的取≥：带动投资3000万元）。"
    yield f"- 降幅：{_list(words.FALLS)}后面的数。"
    yield f"- 填报人自己存疑的数：括号里写有{_list(words.DOUBTS)}的。"
    yield "- 计分办法（“有计划计2分”）、有符号而没有数（“≥XX%”“≤市场价”）。"


def _actuals() -> Iterator[str]:
    yield "## 完成值"
    yield ""
    yield "- 数字后面的说明不影响数字：“129户(完工率243%)”读作129户。"
    yield "- 数的是人、户、件、次等的，或者量的是公里、亩、吨等的，数字前的说明也不影响数字：“带动就业120人”读作120人，"
    yield "  “改造道路5公里”读作5公里；“尚缺3个”“其中12户”不读，“路宽3.5米”说的是大小，也不读。"
    yield "- 金额前的说明以支出、收入、补助一类词语结尾的，读作这个金额：“实际支出12.5万元”；“尚缺资金20万元”不读。"
    yield "- 说明对象规格的数不是完成数：“1250kVA变压器3台”读作3台，“5000万元以上项目12个”读作12个。"
    yield "- 带符号的（“≥95%”“50%以上”）按其中的数计算，并提示 IND-07。"
    yield "- 计划数不是完成值：“计划10场，实际8场”读作8场，只写“计划10场”的不读；“3个未完成”“预计2024年3月完成”也不读。"
    yield "- 并列的两个数不读：“4期280人次”“新建203盏，改造150盏”。写明合计而又加得上的，读作合计："
    yield "  “上半年60场，下半年65场，共125场”“60+65=125场”“48/50=96%”；加不上、除不出的不读。"
    yield f"- {_list((*name_words.COMPLETION_ENDS, *words.COMPLETION_WORDS))}之后的百分数是完成程度，不是完成值；"
    yield f"  指标名称本身是{_list(name_words.COMPLETION_NAMES)}的除外。指标值是百分数而达到100%的（“已完成100%”），"
    yield "  怎样读都达标，按达标计；明说是指标完成率的（指标值“≥80%”写“指标完成率100%”），由人判断（IND-06）。"
    yield f"- 不适用：{_list(words.NOT_APPLICABLE)}，或只有“—”“/”。没有发生：{_list(words.NOTHING)}。"


def _dates() -> Iterator[str]:
    yield "## 日期"
    yield ""
    yield "指标值和完成值都是日期时按日期比较，完成日期不晚于期限即为按期。没有写年份的，取表的年度。"
    yield "“前”“以前”“之前”都包括所写的那一天、那个月或那个季度：“9月前”的期限是9月30日；"
    yield "完成日期正好落在这个月或季度里的，另给提示 IND-21，因为也有人理解为不含9月。"
    names = _list(name_words.TIME_NAMES)
    yield f"名称含{names}的，“{_EXAMPLE_YEAR}.12”是日期；“{_EXAMPLE_YEAR}.1”可能是10月，需由人判断。"
    yield ""
    yield f"| 写法（{_EXAMPLE_YEAR}年度） | 从 | 到（期限） |"
    yield "|---|---|---|"
    for text in _DEADLINES:
        span = read_date(text, _EXAMPLE_YEAR)
        if span is not None:
            yield f"| {text} | {span.first.isoformat()} | {span.last.isoformat()} |"


def _units() -> Iterator[str]:
    yield "## 单位"
    yield ""
    yield f"单位前可以有{_list(SCALES)}。同一行里的单位可以换算，不同行的不能。带“/”的（元/人）按分子换算，分母须相同。"
    yield ""
    yield "百分数和千分数读作小数：95%是0.95，百分点是百分之一。"
    yield ""
    yield "| 种类 | 单位和大小 |"
    yield "|---|---|"
    for dimension, title in _DIMENSION_TITLES.items():
        table = DIMENSIONS[dimension]
        entries = sorted(table.items(), key=lambda item: (item[1], item[0]))
        yield f"| {title} | {'，'.join(_size(name, size) for name, size in entries)} |"
    yield ""
    yield f"件数的量词可以互相替代：{_list(OBJECTS)}。"
    yield f"次数的量词可以互相替代：{_list(OCCASIONS)}。“个”可以替代任何量词。"
    yield f"两个量词任用其一的，与其中前一个相同：{_list(EITHER)}。"
    yield "每年的数（5次/年）与全年的数（6次）可以相比。"
    yield f"其他量词只与自己相同：{_list(COUNTS - OBJECTS - OCCASIONS)}。"


def _size(name: str, size: Fraction) -> str:
    return f"{name}={size}"
