"""The words of this room as data: what people type instead of, before and after a number."""

from __future__ import annotations

from perfeval_xl.values.model import Comparator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NOT_APPLICABLE = frozenset(
    ("N/A", "NA", "n/a", "na", "不适用", "不涉及", "未涉及", "不适用本项目", "本项目不涉及", "不涉及该项", "无此项")
)
"""The writer says that a field does not apply; so do runs of the signs below."""
NOT_APPLICABLE_SIGNS = "-/\\*"

NOT_TO_HAPPEN = (
    *("零发生", "0发生", "杜绝", "杜绝发生", "不发生", "不出现", "不得发生", "不得出现", "不允许发生", "严禁发生"),
    *("不能发生", "不再发生", "避免发生"),
)
"""As a target these allow none of what the indicator names."""
NOTHING = frozenset(
    (
        *("无", "没有", "未发生", "无发生", "没有发生", "未出现", "无情况", "暂无", "无发生情况"),
        *NOT_TO_HAPPEN,
    )
)
MISHAPS = (
    *("投诉", "事故", "事件", "违规", "违纪", "违法", "逾期", "超支", "死亡", "伤亡", "差错", "上访", "信访", "火灾"),
    *("问题", "案件", "拖欠", "疫情", "纠纷", "浪费", "缺陷", "故障", "泄密", "泄露", "污染", "损失", "延误", "失误"),
)
"""What is good to have none of: 零投诉, 无重大安全事故."""

_NOT = ("不", "不得", "不能", "不可", "不应", "不宜", "不允许", "未")
_MORE = ("超过", "高于", "大于", "多于", "超出", "突破", "超")
_LESS = ("低于", "少于", "小于")
_OR_EQUAL = ("等于", "或等于", "或者等于")
FALLEN_TO = tuple(
    fall + to
    for fall in ("下降", "降低", "减少", "压减", "压降", "压缩", "缩减", "缩短", "降", "减")
    for to in ("至", "到")
)
"""降至5%, 缩短到3天: so much at most is to be left."""
COMPARATOR_WORDS: dict[str, Comparator] = {
    "≥": Comparator.GE,
    **{no + less: Comparator.GE for no in _NOT for less in _LESS},
    **{more + equal: Comparator.GE for more in ("大于", "高于") for equal in _OR_EQUAL},
    "至少": Comparator.GE,
    "最少": Comparator.GE,
    "最低": Comparator.GE,
    ">": Comparator.GT,
    **dict.fromkeys(("大于", "超过", "超", "逾", "高于", "多于", "突破"), Comparator.GT),
    "≤": Comparator.LE,
    **{no + more: Comparator.LE for no in _NOT for more in _MORE},
    **{less + equal: Comparator.LE for less in ("小于", "低于") for equal in _OR_EQUAL},
    "至多": Comparator.LE,
    "最多": Comparator.LE,
    "最高": Comparator.LE,
    "控制在": Comparator.LE,
    "控制到": Comparator.LE,
    **dict.fromkeys(("上限", "封顶"), Comparator.LE),
    **dict.fromkeys(("下限", "保底"), Comparator.GE),
    **dict.fromkeys(FALLEN_TO, Comparator.LE),
    "<": Comparator.LT,
    **dict.fromkeys(_LESS, Comparator.LT),
    "=": Comparator.EQ,
    "等于": Comparator.EQ,
}
"""Signs and words before the number; the longest one that fits is taken."""

AFTER_WORDS: dict[str, Comparator] = {
    "及以上": Comparator.GE,
    "或以上": Comparator.GE,
    "和以上": Comparator.GE,
    "以上": Comparator.GE,
    "起": Comparator.GE,
    "及以下": Comparator.LE,
    "或以下": Comparator.LE,
    "和以下": Comparator.LE,
    "以下": Comparator.LE,
    "以内": Comparator.LE,
    "之内": Comparator.LE,
    "内": Comparator.LE,
    **dict.fromkeys(("封顶", "为上限", "上限", "为限"), Comparator.LE),
    **dict.fromkeys(("保底", "为下限", "下限"), Comparator.GE),
}
"""Words behind the number; 以上 and 以下 include the number itself (民法典 art. 1259)."""


def comparator_of(word: str) -> Comparator:
    """What a sign or word before or behind a number says."""
    return COMPARATOR_WORDS.get(word) or AFTER_WORDS[word]


YIELDING = ("控制在", "控制到")
"""Words that give way to one behind the number: 控制在95%以上."""

WITHIN = ("以内", "之内", "内")
"""Of a stretch of time these tell from which event it runs: 收到文件15个工作日内."""

APPROXIMATE_BEFORE = ("大约", "约", "近", "将近", "接近")

CURRENCY = ("人民币", "¥")
"""Before a bare number: it is in 元."""

FILLERS = (
    *_words(
        "全年 年度 本年度 本年 当年 每年 年均 平均 实际 目前 共计 共 合计 总计 累计 总共 已经 已 完成 达成 达 到 为 "
        "是 实现 新增 增加 举办 开展 组织 培训 建成 新建 建设 发放 增长 提高 提升 递增 同比 计划 目标 "
        "较上年 比上年 较去年 比去年 较上年度 比上年度 较上年同期 比上年同期 较去年同期 比去年同期 在上年基础上 "
        "在去年基础上 "
        "任务数 任务 均 全部 确保 保证 保持 维持 在 : 人均 户均 亩均 生均 村均 次均 每人 每户 每亩 每生 每村 每名 "
        "每个 每套 每台 每件 每辆 每处 每次 每场 每期 每平方米 每平米 每公里 每吨 每头 每只 每株 力争 争取 力求 "
        "恢复 恢复到 恢复至 基本 逐步 逐年 稳步 高达 仅 只有 仅有 仅为 仅达 至 净增 净增加 稳定 应 应当 须 必须 需 "
        "需要 要 要求 能够 "
        "仅完成 只完成 仅开展 只开展 预算 "
        "达到了 实现了 做到 上升 升高 升 上涨 回升 扩大 增至 升至 为期 连续 持续 按 按照"
    ),
    *CURRENCY,
)
"""Words before a number that do not change what it says."""

GROWTH = (
    *("增长", "提高", "提升", "增加", "新增", "递增", "同比", "增幅", "增速"),
    *("较上年", "比上年", "较去年", "比去年", "上年基础上", "去年基础上"),
)
"""A number after these is a change upwards."""

FALLS = ("下降", "降低", "减少", "压减", "压降", "缩减", "缩短", "下浮", "低了", "少了")
"""A number after these is a change downwards: its sign is not certain, a person must say."""

STILL_TO_COME = ("预计", "计划", "力争", "争取", "拟", "将于", "预期")
"""Before a date in an actual value: it has not been done."""

NAME_ENDS = _words(
    "率 度 比例 比重 占比 数 数量 量 面积 次数 人数 金额 资金 值 增速 增幅 涨幅 系数 指数 强度 得分 评分 均分 水平"
)
"""A name before a number ends so: 验收合格率100%."""
COMPLETION_WORDS = ("完成", "完工")
"""With a percentage these tell how much of the task is done, not the value of the indicator."""

QUALITATIVE_NATURES = ("定性",)
NATURES: dict[str, Comparator] = {
    "正向": Comparator.GE,
    "正相关": Comparator.GE,
    "反向": Comparator.LE,
    "逆向": Comparator.LE,
    "负向": Comparator.LE,
    "负相关": Comparator.LE,
    "区间": Comparator.RANGE,
}
"""The column 指标性质 in words; signs and the words above are understood there as well."""

DOUBTS = ("疑", "有误", "错误", "笔误", "应为", "待核", "待定", "?")
"""In brackets behind a number: the writer himself does not trust it."""
