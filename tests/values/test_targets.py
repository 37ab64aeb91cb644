"""Targets: comparator, value and unit, and what decided the comparator."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.model import Comparator, ComparatorBasis, Meaning
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.targets import read_target
from perfeval_xl.workbook.model import CellError
from tests.values.test_reading import rows

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


def test_figures_that_may_be_dates_follow_the_name() -> None:
    assert read_target(2023.12, name="项目竣工时间").comparator is Comparator.DATE
    assert read_target("2023.3", name="开工时间").comparator is Comparator.DATE
    assert read_target(2023.1, name="开工时间").comparator is Comparator.UNKNOWN
    assert read_target("2023.3", name="投入资金").value == Decimal("2023.3")
    assert read_target("2023.12", name="投入资金").value == Decimal("2023.12")
    assert read_target(2021.0, unit="年").comparator is Comparator.DATE
    assert read_target(2021.0, name="受益人数").value == 2021
    assert read_target(datetime(2020, 12, 31)).comparator is Comparator.DATE


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


@given(st.text(max_size=50), st.text(max_size=10), st.text(max_size=10))
def test_any_text_reads_without_raising(text: str, name: str, unit: str) -> None:
    target = read_target(text, name=name, unit=unit)
    assert (target.date is not None) == (target.comparator is Comparator.DATE)
    assert target.comparator is not Comparator.UNKNOWN or target.value is None


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1个",
            "达到",
            "大于等于",
            "(",
            "1-",
            "≥1",
            "≤",
            "不超过",
            "1±",
            "含",
            "每个",
            "九成",
            "三次",
            "某A1",
            "元每",
        ),
        *(
            "由1提高到",
            "从5",
            "以上/元",
            "1人·",
            "前全",
            "每人",
            "降至1",
            "1.1-",
            "[1,",
            "一年1次",
            "1kVA",
            "投资1万元、",
        ),
        *(
            "1+",
            "1场,共",
            "1/2=",
            "应保尽保",
            "满意(",
            "1万2",
            "2023年",
            "第1、",
            "12/",
            "3年保存",
            "1=",
            "(改建)",
            "1CO2 ",
            "年的1",
        ),
    ],
)
def test_long_repetitions_end(piece: str) -> None:
    for times in (7, 15, 39, 5000):
        assert read_target(piece * times).comparator in tuple(Comparator)
