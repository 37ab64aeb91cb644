"""The words of this room as data: what people type instead of, before and after a number."""

from __future__ import annotations

from perfeval_xl.values.model import Comparator

NOT_APPLICABLE = frozenset(
    ("N/A", "NA", "n/a", "na", "不适用", "不涉及", "未涉及", "不适用本项目", "本项目不涉及", "不涉及该项", "无此项")
)
"""The writer says that a field does not apply; so do runs of the signs below."""
NOT_APPLICABLE_SIGNS = "-/\\*"

NOTHING = frozenset(("无", "没有", "未发生", "无发生", "没有发生", "未出现", "无情况", "暂无", "无发生情况", "零发生"))
MISHAPS = (
    *("投诉", "事故", "事件", "违规", "违纪", "违法", "逾期", "超支", "死亡", "伤亡", "差错", "上访", "信访", "火灾"),
    *("案件", "拖欠", "疫情", "纠纷", "浪费", "缺陷", "故障", "泄密", "泄露", "污染", "损失", "延误", "失误"),
)
"""What is good to have none of: 零投诉, 无重大安全事故."""

COMPARATOR_WORDS: dict[str, Comparator] = {
    "≥": Comparator.GE,
    "不低于": Comparator.GE,
    "不少于": Comparator.GE,
    "不小于": Comparator.GE,
    "不得低于": Comparator.GE,
    "不得少于": Comparator.GE,
    "大于等于": Comparator.GE,
    "大于或等于": Comparator.GE,
    "大于或者等于": Comparator.GE,
    "高于等于": Comparator.GE,
    "高于或等于": Comparator.GE,
    "至少": Comparator.GE,
    "最少": Comparator.GE,
    "最低": Comparator.GE,
    ">": Comparator.GT,
    "大于": Comparator.GT,
    "超过": Comparator.GT,
    "超": Comparator.GT,
    "高于": Comparator.GT,
    "多于": Comparator.GT,
    "≤": Comparator.LE,
    "不高于": Comparator.LE,
    "不超过": Comparator.LE,
    "不超": Comparator.LE,
    "不大于": Comparator.LE,
    "不多于": Comparator.LE,
    "不得超过": Comparator.LE,
    "不得高于": Comparator.LE,
    "小于等于": Comparator.LE,
    "小于或等于": Comparator.LE,
    "小于或者等于": Comparator.LE,
    "低于等于": Comparator.LE,
    "低于或等于": Comparator.LE,
    "至多": Comparator.LE,
    "最多": Comparator.LE,
    "最高": Comparator.LE,
    "控制在": Comparator.LE,
    "控制到": Comparator.LE,
    "<": Comparator.LT,
    "小于": Comparator.LT,
    "低于": Comparator.LT,
    "少于": Comparator.LT,
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
}
"""Words behind the number; 以上 and 以下 include the number itself (民法典 art. 1259)."""

WITHIN = ("以内", "之内", "内")
"""Of a stretch of time these tell from which event it runs: 收到文件15个工作日内."""

APPROXIMATE_BEFORE = ("大约", "约", "近", "将近", "接近")
APPROXIMATE_AFTER = ("左右", "上下")

CURRENCY = ("人民币", "¥")
"""Before a bare number: it is in 元."""

FILLERS = (
    *("全年", "年度", "本年度", "本年", "当年", "每年", "年均", "平均", "实际", "目前", "共计", "共", "合计", "总计"),
    *("累计", "总共", "已经", "已", "完成", "达成", "达", "到", "为", "是", "实现", "新增", "增加", "举办", "开展"),
    *("组织", "培训", "建成", "新建", "建设", "发放", "增长", "提高", "提升", "同比", "较上年", "比上年", "计划"),
    *("目标", "任务数", "任务", "均", "全部", "确保", "保证", "保持", "维持", "在", ":", *CURRENCY),
    *("人均", "户均", "亩均", "生均", "村均", "次均", "每人", "每户", "每亩", "每生", "每村", "每名", "每个", "每套"),
    *("每台", "每件", "每辆", "每处", "力争", "争取", "力求", "基本", "逐步", "至", "净增", "净增加"),
)
"""Words before a number that do not change what it says."""

FALLS = ("下降", "降低", "减少", "压减", "压降", "缩减", "缩短", "下浮", "低了", "少了")
"""A number after these is a change downwards: its sign is not certain, a person must say."""

NAME_ENDS = ("率", "度", "比例", "比重", "占比", "数", "数量", "量", "面积", "次数", "人数", "金额", "资金")
"""A name before a number ends so: 验收合格率100%."""
COMPLETION_ENDS = ("完成率", "完工率", "达成率", "完成比例", "完成进度", "完成度")
COMPLETION_NAMES = (*COMPLETION_ENDS, "执行率", "执行进度", "支付进度", "工程进度")
"""An indicator named so is itself a degree of completion."""
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

_LOWER_IS_BETTER = (
    *("结余率", "结余", "结转", "结转结余率", "投诉", "成本", "单价", "造价", "事故", "事件", "超支", "超预算", "超概"),
    *("超编", "超标", "超期", "超时", "延期", "延误", "拖欠", "滞纳", "变动率", "调整率", "控制率", "控制数", "差错"),
    *("错误率", "失误", "误差", "偏差率", "偏离", "逾期", "违规", "违纪", "违法", "违约", "死亡", "伤亡", "受伤"),
    *("受灾", "成灾", "受害", "灾害损失", "损失率", "损失数", "损耗", "漏损", "变质", "浪费", "发生率", "发生数"),
    *(
        "发生次数",
        "发生起数",
        "发案",
        "发病",
        "患病",
        "感染率",
        "传播率",
        "复发率",
        "火灾",
        "信访",
        "上访",
        "缺陷",
        "故障",
    ),
    *("返工", "返贫", "失业率", "辍学", "流失率", "空置率", "闲置率", "负债率", "债务率", "不良率", "不合格率", "退货"),
    *("能耗", "耗能", "排放", "污染", "泄漏", "泄露", "拥堵", "纠纷", "重复率", "依赖率", "虚报", "冒领", "截留"),
    *("挪用", "响应时间", "等待时间", "等候时间", "平均用时", "办理时限", "耗时", "三公经费", "会议费", "接待费"),
    *("负面舆情", "出动时间", "到场时间", "修复时间", "办结时限"),
)
_HIGHER_IS_BETTER = (
    *(
        "节约",
        "节约率",
        "节省",
        "核算率",
        "处理率",
        "处理及时",
        "处理",
        "处置",
        "办结",
        "办理率",
        "查处",
        "整改",
        "化解",
    ),
    *("回复", "答复", "反馈", "回访", "治理", "防治", "防控", "防范", "预防", "救治", "救助", "报告", "上报", "下降"),
    *("降低", "降低率", "减少", "减少率", "压减", "满意", "覆盖", "及时", "达标", "合格", "完成率", "执行率", "到位率"),
    *("识别", "排查", "监测", "演练", "培训", "宣传", "知晓", "预案", "保障", "赔付", "兑付", "恢复", "公开", "规范"),
    *("合规", "准确", "健全", "完好", "利用率", "受益", "修复", "清理", "清偿", "化解率", "侦破", "破案", "调解"),
    *("时长", "年限", "寿命", "开放时间", "开放天数", "服务时间", "服务天", "服务期", "运行时间", "持续时间", "持续期"),
    *("质保期", "保修期", "有效期", "保障期", "使用期"),
    *("病虫害控制率", "疫情控制率", "有效控制率", "传染病控制率", "挽回", "受理", "应对", "处突", "处置率", "支付率"),
)
NAME_DIRECTIONS: dict[str, Comparator] = {
    **dict.fromkeys(_LOWER_IS_BETTER, Comparator.LE),
    **dict.fromkeys(_HIGHER_IS_BETTER, Comparator.GE),
}
"""Words of an indicator's name that tell which way is better.

The head of a Chinese noun phrase stands last, so the word that ends last decides, the longer one of two that end
together: 投诉率 is ≤, 投诉处理率 is ≥, 不合格率 is ≤ though 合格 is in it.
"""
GAINS = ("节约", "节省", "降低", "减少", "压减", "挽回", "收入", "收益", "增收", "产值", "利润", "税收")
"""A 成本指标 whose name has one of these counts money saved or earned: more is better."""
NAME_STARTS_FALLING = ("降低", "减少", "压减", "压降", "节约", "节省", "避免损失", "挽回")
"""A name that begins so is about how much is saved: more is better."""

DOUBTS = ("疑", "有误", "错误", "笔误", "应为", "待核", "待定", "?")
"""In brackets behind a number: the writer himself does not trust it."""

TIME_NAMES = ("时间", "日期", "时限", "期限", "时效", "竣工日", "完工日", "开工日")
"""Names of indicators whose bare figure 2023.12 is a date."""

RATE_CHANGE_NAMES = ("增长", "增幅", "增速", "提高", "提升", "下降", "降低", "变动", "变化")
"""Rates of change: 1 in a column of % is 1%, not 100%."""
