"""Words of an indicator's name (三级指标) that tell which way is better, as data.

The head of a Chinese noun phrase stands last, so the word that ends last decides, the longer one of two that end
together: 投诉率 is ≤, 投诉处理率 is ≥, 不合格率 is ≤ though 合格 is in it.
"""

from __future__ import annotations

from perfeval_xl.values import direction_words
from perfeval_xl.values.model import Comparator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TAKEN_NOUNS = ("时间", "时长", "天数", "周期", "小时数", "分钟数", "秒数")
GIVEN_NOUNS = ("时间", "时长", "天数", "小时数", "分钟数")
TIMES_TAKEN = tuple(verb + noun for verb in direction_words.TIME_TAKEN for noun in TAKEN_NOUNS)
TIMES_OFFERED = (
    *direction_words.TIMES_OFFERED,
    *(verb + noun for verb in direction_words.TIME_GIVEN for noun in GIVEN_NOUNS),
)
"""Stretches of time during which something is offered: more is better, in a 时效指标 too."""
TIMES_SPENT = ("用时", "耗时", "时限")
"""A name that ends so is of time that should be short, whatever it is spent on."""
TIMES_UNTOLD = ("时长", "时间", "周期", "速度")
"""A name that ends so and has no word that is known: nobody can say whether the time is taken or given."""
LENGTHS_OF_TIME = ("时间", "时长", "天数", "周期", "用时", "耗时", "时限", "期限", "速度")
"""Of these 100% is no length, but tells that all of it is to be kept: 资金拨付时间|100%."""

ILL_SOUNDING = frozenset(
    ""
    ""
    ""
    ""
    "损失亡伤误漏缺违败逃劣陷灾欠迟亏荒丢溢淀毁错坏害逾滥滞堵死盗骗诈罪危恶虚伪撤拒悬乱臭差停废锈腐坠猝霉烂淤涝裂塌癌瘤贪赌凶殴怨噪弃闭撞淹瘫讼谎瞒垮崩偷抢狱争"
)
"""Where a name's last two characters, measures aside, have one of these and no word above is in it, nobody can say."""
ILL_ANYWHERE = frozenset("亡死耗违损错漏缺误逾堵丢迟滞臭溢欠弃宕劣亏乱骗赌贪塌裂霉拒扣伪殴怨败坏毁枯萎陷锈怠鼠被")
"""These sound ill wherever they stand: 错敏词数量, 乱停放辆次, 被撤销件数."""
ILL_STARTS = _words(
    "待 未 漏 滞 欠 烂 坠 猝 重复 无证 无牌 无照 无主 无序 超定员 超职数 超长 超量 超发 低效 低质 低级 低俗 低收入 "
    "低绩效 低水平 "
    "错发 错检 错误 错失 错批 高风险 高危 高空抛物 易涝 易积水 易堵 空关 断裂 病休 老旧 散乱 脏乱 多头 私自 擅自"
)
"""Nor where it begins so: 待安置人数, 低收入户数, 漏巡次数."""
SPENDING_ENDS = _words("费 租金 利息 支出")
"""Nor of an amount of money whose name ends so: not to be exceeded, or to be paid out?"""
HAPPENINGS = ("起数", "阳性率", "阳性数")
"""Nor where it counts what happens, or what is found: 坠楼起数, 检查阳性率."""
NOT_WITHIN = tuple("不未")
"""Nor where it has one of these elsewhere, the words below apart: 不热户率, 高血压未控制率."""
BADLY = _words("逾期 超期 超时 延迟 延期 滞后 迟延 错误 虚假 违规 重复 不当 擅自 私自 错 误")
DOING = frozenset(
    _words(
        "答复 回复 反馈 办结 结案 发放 兑付 上报 申报 登记 备案 报告 公开 公示 上缴 缴纳 参保 补助 补贴 报销 归还 "
        "检测 检查"
    )
)
"""Done badly: 逾期|答复数, 错误|登记件数; what is done about it is another matter: 违规|查处数."""
WAITING = ("接待", "招待", "优待", "等待", "看待", "善待")
"""待 straight before a word of what is done leaves that to be done, but for these: 待就业人数."""
HARMLESS = _words(
    "经费 消费 收费 免费 缴费 待遇 待客 不动产 不锈钢 不定期 不间断 不少于 不低于 不停电 不见面 不打烊 不停 不出 "
    "不同 不断 不限 不落地 不来即享 零跑 "
    "降耗 出差 差旅 错峰 错时 错位 欠发达 植被 棉被 被子 被褥 被装 被征地 被保险 被救 被困 被监护 裂解 裂变 渗透压 "
    "防错 防误 "
    "弥补缺 "
    "未成年 未来 未发生 未出现 未利用地 未央 未婚 未名 多头牛 重复利用"
)
RATES = ("率", "比例")
"""Of a name that ends so and has no word above, a bare share under one half may be one to stay under: 复发率 5%."""
MEASURES_BEHIND = _words(
    "率 比例 占比 比重 数量 数 次数 件数 起数 宗数 人数 户数 个数 人次 金额 额 面积 量 值 强度 幅度 天数 指数 "
    "里程 情况 度 案件 起 人 规模 总量 控制目标 控制指标"
)
"""What stands behind the thing measured: 破损|率, 撂荒|面积."""

TURNING = tuple("未无零免减")
"""Straight before a word of ill these turn it: 未逾期率, 无事故天数."""
NEGATING = tuple("未不")
"""Straight before a word of what is done these turn that: 未检疫率, 不及时率."""
HOW_WELL = _words("及时 按时 按期 如期 按规定 按要求 有效 全部 完全 完整 依法 规范 妥善 正常 办")
"""May stand between such a 未 and the word: 未及时处理率."""

NAME_DIRECTIONS: dict[str, Comparator] = {
    **dict.fromkeys((*direction_words.ILL, *TIMES_TAKEN, *TIMES_SPENT), Comparator.LE),
    **dict.fromkeys((*direction_words.HANDLED, *TIMES_OFFERED), Comparator.GE),
}

GAINS = ("节约", "节省", "降低", "减少", "压减", "挽回", "收入", "收益", "增收", "产值", "利润", "税收")
"""A 成本指标 whose name has one of these counts money saved or earned: more is better."""
NAME_STARTS_FALLING = _words("降低 减少 减轻 缩短 压减 压降 压缩 节约 节省 避免 挽回 查出 发现 防止 杜绝率 遏制")
"""A name that begins so is about how much is saved, or found: more is better."""
NAME_STARTS_HANDLING = _words(
    "治理 查处 查办 处置 处理 排查 化解 调解 救助 救治 救援 办理 办结 受理 审理 审结 整改 整治 消除 清除 拆除 "
    "打击 防治 防控 防范 预防 应对 扑救 扑灭 破获 侦破 查获 抓获 清理 清退 清收 追缴 追回 盘活 销毁 修复 遏制 "
    "帮扶 安置 慰问 惩处 惩治 起诉 接待 答复 回复 回访 解决 纠正 排除 淘汰 接听 收治 诊治 劝返 补助 资助 监测 "
    "查发 立案 移送 侦办 督办 "
    "检测 检查 巡查 宣传 更新 改造 更换 维修 修缮 整修 疏浚 加固 关停 取缔"
)
"""A name that begins so and ends with none of the words below counts what is done about it: 治理水土流失面积."""
MAKERS_BEHIND = frozenset("站队所员点网室车器")
"""救助站, 检测点: behind such a beginning these make it the name of who or what does it."""
HANDLING_ENDS = _words(
    "率 比例 比 小时数 分钟数 秒数 成本 单价 造价 费 费用 时间 时长 时限 用时 周期 天数 差错 误差 超支"
)
"""投诉处理率, 治理成本, 处理投诉用时: here the last word decides."""
MISDONE = _words("不力 不到位 不实 不及时 不规范 不当 不彻底 不满意 超时 延误 失败 有误 迟缓 拖延 未")
"""Straight behind such a beginning these tell that it was done badly: 整改不力次数."""

TIME_NAMES = ("时间", "日期", "时限", "期限", "时效", "竣工日", "完工日", "开工日")
"""Names of indicators whose bare figure 2023.12 is a date."""
RATE_CHANGE_NAMES = ("增长", "增幅", "降幅", "增速", "提高", "提升", "下降", "降低", "变动", "变化")
"""Rates of change: 1 in a column of % is 1%, not 100%."""
COMPLETION_ENDS = ("完成率", "完工率", "达成率", "完成比例", "完成进度", "完成度", "执行率")
FULL_RATES = ("成本控制率", "预算控制率", "投资控制率", "费用控制率", "执行率", "完成率", "到位率", "支出率")
"""Of these 1 in a column of % is 100%, also as a limit."""
COMPLETION_NAMES = (*COMPLETION_ENDS, "执行进度", "支付进度", "工程进度", "完成情况", "完成程度", "达成度")
"""An indicator named so is itself a degree of completion."""
