"""What the words before an amount tell of it: a limit, money, a stretch of time, the size of a thing."""

from __future__ import annotations

from perfeval_xl.values.model import Comparator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LIMITS: dict[str, Comparator] = {
    **dict.fromkeys(("最高", "上限", "最多", "封顶"), Comparator.LE),
    **dict.fromkeys(("最低", "下限", "最少", "保底"), Comparator.GE),
}
"""Within the words before a number: 最高补助50万元."""
NO_LIMITS = ("最低生活", "最低工资", "最低收入", "最高法", "最高检", "最高人民")

MONEY_ENDS = _words(
    "金额 资金 经费 费用 费 成本 支出 支付 拨付 投入 投资 收入 收益 产值 税收 利润 利税 销售额 "
    "交易额 成交额 总额 余额 增收 纳税 补助 补贴 奖励 奖补 救助 资助 标准 单价 均价 价格 造价 价 "
    "款 工资 报酬 津贴 贷款 保费 罚没 存款 外资 营收 总价 合同额 投保额 发放 兑付 兑现 到账 到位 "
    "资本 下达 使用 节约 节省 挽回 融资 消费 贸易额 外汇"
)
"""Words that an amount of money behind them is an amount of: 销售收入500万元, 补助标准20万元/个."""
SPENDING = _words("支出 支付 投入 投资 费用 费 成本 经费 使用 单价 均价 价格 造价 价 款 标准 工资 报酬 津贴")
"""Of these nobody can say without more whether so much is to be reached or not to be exceeded."""
DRAWN = _words("带动 拉动 撬动 引导 吸引 吸纳 促进 引进")
"""带动投资3000万元, 拉动消费1200万元: what others are moved to spend, of which more is better."""
TIME_ENDS = _words("工期 期限 时限 周期 时间 时长 用时 耗时 质保期 保修期 服务期 建设期 有效期 保质期 年限 寿命")
"""Words that a stretch of time behind them is the measure of: 工期90天."""
PLACES = ("距", "离", "海拔")
"""距县城20公里: where a thing lies."""
SIZES = _words("宽 高 厚 深 径 距 宽度 高度 厚度 深度 口径 间隔 单边 单侧")
"""宽3.5米: the size of a thing, not how much of it there is."""
NUMERAL_NAMES = _words(
    "百兆 千兆 万兆 一般 一次性 一类 二类 三类 四类 一级 二级 三级 四级 五级 一线 二线 一体化 一站式 一带一路 "
    "一村一品 一乡一品 一老一小 一网通办 一网统管 一窗通办 一窗 一门 一件事 一事一议 一卡通 一张图 "
    "一张网 一河一策 一户一档 一户一策 一人一档 一对一 第一 统一 唯一 一等 二等 三等 一流 一键 三公 "
    "三农 三支一扶 三方 三甲 三品一标 三重一大 三下乡 三资 三减 三孩 二孩 三馆 三级医院 二次 两癌 "
    "两委 两新 两会 两客一危 两不愁三保障 两山 四好 四上 四不两直 四议两公开 五保 五险 五好 六稳六保 "
    "六小 七一 八一 八五 九年 九小 十四五 十三五 十大 百姓 百日 百强 百千万 千亩 万亩 万人 万企 "
    "千村 百村 万村 千人 百企 千企 双百 双千 双一流 双万 三色 万名 百名 千名 亿元 一站 三通一平 "
    "三网 五小 六进 五进 九进 七进 三优 三好 三会一课 三北 三江 三防 三废 三无 四清 四乱"
)
"""Numerals of names, which count nothing: 一般故障, 两癌筛查."""
