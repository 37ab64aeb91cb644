"""Units of measure (度量单位) as data: what can be converted into what, and every counting word we know."""

from __future__ import annotations

import re
from fractions import Fraction

SCALES: dict[str, int] = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
"""Scales that stand before a unit: 万亩, 百万元."""

SHARE_WORDS = {
    **dict.fromkeys(("%", "百分比", "百分率", "百分数"), "%"),
    **dict.fromkeys(("‰", "千分比", "千分率"), "‰"),
}
"""Ways of writing the two share units; readings of either hold fractions."""
_RATIOS = (*SHARE_WORDS, "比例", "比率")

Sizes = dict[str, Fraction]
_HUNDREDTH, _THOUSANDTH = Fraction(1, 100), Fraction(1, 1000)


def _sizes(*entries: tuple[str, int | Fraction]) -> Sizes:
    """``("公里 千米 km", 1000)``: names of one size, separated by blanks."""
    return {name: Fraction(size) for names, size in entries for name in names.split()}


DIMENSIONS: dict[str, Sizes] = {
    # Readings hold percentages and permilles as fractions already, so these need no factor among themselves.
    "share": _sizes((" ".join(_RATIOS), 1), ("百分点 个百分点", _HUNDREDTH), ("千分点 个千分点", _THOUSANDTH)),
    "cny": _sizes(("元 人民币 元人民币 块", 1), ("角", Fraction(1, 10))),
    "usd": _sizes(("美元 美金", 1)),
    "eur": _sizes(("欧元", 1)),
    "hkd": _sizes(("港元 港币", 1)),
    "jpy": _sizes(("日元", 1)),
    "length": _sizes(
        ("公里 千米 km", 1000),
        ("米 m", 1),
        ("分米", Fraction(1, 10)),
        ("厘米 cm", _HUNDREDTH),
        ("毫米 mm", _THOUSANDTH),
        ("微米 um μm", Fraction(1, 1_000_000)),
        ("海里", 1852),
    ),
    "area": _sizes(
        ("平方米 平米 平方 m2 米2", 1),
        ("亩", Fraction(10_000, 15)),
        ("公顷 ha", 10_000),
        ("平方公里 平方千米 km2", 1_000_000),
    ),
    "volume": _sizes(("立方米 立方 方 m3 米3", 1000), ("升 l", 1), ("毫升 ml", _THOUSANDTH)),
    "mass": _sizes(
        ("吨 t", 1_000_000),
        ("公斤 千克 kg", 1000),
        ("斤", 500),
        ("克 g", 1),
        ("毫克 mg", _THOUSANDTH),
        ("微克 μg ug", Fraction(1, 1_000_000)),
    ),
    "coal": _sizes(("吨标准煤 吨标煤 tce", 1000), ("千克标准煤 公斤标准煤 kgce", 1)),
    "carbon": _sizes(("吨二氧化碳 吨二氧化碳当量 吨CO2 吨co2 tco2 tco2e", 1000)),
    "energy": _sizes(("千瓦时 kwh 度", 1), ("兆瓦时 mwh", 1000)),
    "power": _sizes(("千瓦 kw", 1), ("兆瓦 mw", 1000)),
    "data": _sizes(("tb", 1024**4), ("gb", 1024**3), ("mb", 1024**2)),
    "clock": _sizes(("小时 个小时 h", 3600), ("分钟 min mins", 60), ("秒 秒钟", 1)),
    "days": _sizes(("天 日 日历天 个日历天 日历日 个日历日 自然日 个自然日 自然天 个自然天", 1), ("周 星期 个星期", 7)),
    "working days": _sizes(("工作日 个工作日", 1)),
    "months": _sizes(("月 个月", 1), ("季度 个季度", 3), ("年 年度", 12)),
    "people": _sizes(("人 名 位", 1)),
    "visits": _sizes(("人次 人/次", 1)),
    "occasions": _sizes(("次 场次 次数", 1)),
    "households": _sizes(("户", 1)),
    "times": _sizes(("倍", 1)),
    "pressure": _sizes(("帕 pa", 1), ("千帕 kpa", 1000), ("兆帕 mpa", 1_000_000)),
    "voltage": _sizes(("伏 v", 1), ("千伏 kv", 1000)),
    "apparent power": _sizes(("千伏安 kva", 1), ("兆伏安 mva", 1000)),
    "bandwidth": _sizes(("kbps", 1), ("mbps", 1000), ("gbps", 1_000_000)),
    "temperature": _sizes(("摄氏度", 1)),
    "noise": _sizes(("分贝 db", 1)),
}
"""Dimension -> unit (lower case) -> its size in the dimension's base unit."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OBJECTS = _words(
    "个 项 件 份 家 所 座 处 台 套 辆 部 张 本 册 篇 只 头 匹 条 根 间 栋 幢 块 片 面 支 "
    "枚 把 艘 架 列 门 款 种 类 场 批 台套 件套 台件"
)
"""Counting words for objects: people write the general 个 instead of any of them."""

_MORE_COUNTS = _words(
    "尾 羽 口 株 棵 粒 颗 苗 穴 盏 杆 孔 眼 延米 延长米 层 扇 车 车次 期 届 轮 班 班次 批次 "
    "课时 学时 节 学分 例 起 宗 单 笔 票 对 双 组 队 岁 级 样 科 字 页 幅 集 首 分 段 站 "
    "村 镇 乡 县 校 院 社区 家次 户次 台次 件次 篇次 床 床位 床日 席 标段 样品 批件 株树 "
    "个村 个社区 个项目 个单位 个县 个乡镇 支队 瓶 袋 盒 箱 桶 包 罐 剂 剂次 册次 人份 头份 羽份 "
    "头次 只次 例次 间次 间夜 卷 趟 趟次 辆次 艘次 笔次 轮次 节次 堂 讲 道 副 顶 盘 束 点位 "
    "断面 站点 路口 岗位 个岗位 席位 台时 机时 车公里 人公里 吨公里 管 贴 帧 卡 炉 槽 "
    "格 窝 丛 担 摞 节课 门次 员次 眼次 天次 日次 点次 处次 人件 人课 亩次 人户 班日 站次 屏 路 "
    "通 令 桩 枪 证 场次 种次 方面 人天 人日 人月 工日 台班 架次 航次 班级 小区 网格"
)
COUNTS = OBJECTS | _MORE_COUNTS | {f"{counter}次" for counter in OBJECTS}
"""Every counting word that no table converts."""
EITHER = _words(
    "台/套 套/台 件/套 套/件 台/件 件/台 台/辆 辆/台 场/次 次/场 期/次 期/班 批/次 条/项 项/条 篇/条 条/篇 "
    "份/册 册/份 本/册 册/本 头/只 只/头 只/羽 羽/只 株/棵 棵/株 件/起 起/件"
)
"""Two counting words of which either will do: 35台/套 are 35台, as 35台(套) are; 5人/班 are five in each."""
OCCASIONS = frozenset(
    ("次", "场次", "次数", "场", "期", "批", "批次", "轮", "届", "班次", "起", "件", "件次", "例", "宗", "单", "笔")
)
"""Counting words for what takes place: 12场 are 12次, 0起 are 0次."""
_NO_THINGS = {"分", "学分", "级", "岁", "层", "字"}
COUNTED = (
    COUNTS | {name for one in ("people", "visits", "households") for name in DIMENSIONS[one]} | {"次", "场次"}
) - (_NO_THINGS)
"""Units of things that are counted, whatever words stand before the number."""
MEASURED = frozenset(
    name
    for dimension in ("length", "area", "volume", "mass", "coal", "energy", "power", "data")
    for name in DIMENSIONS[dimension]
)
"""Units of what is measured, not counted; in lower case."""
PER = (
    "生",
    "学生",
    "学年",
    "学期",
    "半天",
    "行政村",
    "季",
    "晚",
    "夜",
    "餐",
    "班",
    "科室",
    "工位",
    "窗口",
    "课题",
    "d",
    "s",
)
"""What stands only behind a slash: 元/生."""

NAMES = {name for table in DIMENSIONS.values() for name in table} | COUNTS
"""Every name of a unit; abbreviations in lower case."""

_SCALES = "|".join(sorted(SCALES, key=len, reverse=True))
SCALED_UNIT = re.compile(rf"(?P<scale>(?:{_SCALES})?)(?P<base>.+)\Z", re.DOTALL)
