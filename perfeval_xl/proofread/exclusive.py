"""Which kinds of a thing exclude one another, so that their numbers may be added: one is 行政 or 事业, never both.

``58人,其中党员30人、女性40人`` and ``105个项目,其中亿元以上21个、工业项目90个`` may both be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Families = Sequence[tuple[str, str]]

COMPLETE: Families = (
    ("基本支出", "项目支出"),
    ("人员经费", "公用经费"),
    ("人员支出", "公用支出"),
)
"""Together they are all there is."""
EXCLUSIVE: Families = (
    *COMPLETE,
    ("行政", "事业"),
    ("男", "女"),
    ("线上", "线下"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("在职", "退休"),
    ("内资", "外资"),
    ("新建", "续建"),
    ("新建", "改造"),
    ("进口", "国产"),
)
GROUPS: Sequence[Sequence[str]] = (
    (r"中央", r"省", r"[市州]", r"[县区]", r"[乡镇]", r"自筹", r"社会", r"企业", r"银行", r"群众"),
    (r"幼儿园", r"小学", r"初中|初级中学", r"(?:普通)?高中|高级中学", r"(?:九年)?一贯制", r"特殊教育", r"中职|职业"),
    (r"一般公共预算", r"政府性基金", r"国有资本经营", r"事业收入", r"(?:事业单位)?经营收入", r"上级补助", r"附属单位",
     r"其他收入"),
    (r"工资福利", r"商品和服务", r"对个人和家庭", r"资本性", r"债务利息", r"对企业"),
    (r"优秀?(?![良])", r"良好?", r"合格|中|一般", r"不合格|较?差"),
    (r"城[市镇]", r"农村"),
    (r"非常满意|很满意", r"基本满意|比较满意|较满意", r"满意", r"一般", r"不满意|不太满意"),
)  # fmt: skip
"""How names begin whose things are one of a kind only: levels of budgets, schools, sources of income."""
_KIND_SIGNS = "级类型镇乡县区站制"
"""What kinds of one thing end with: 省级, 市级; 甲镇, 乙乡."""
_YEAR = re.compile(r"20[0-9]{2}年(?:度|预算|资金|安排|下达)*\Z")
_MANY = (
    "党员", "亿元", "重点", "新增", "以上",
    "规上", "规模", "高新技", "上市", "龙头", "专精", "科技", "小微", "示范", "脱贫",
)  # fmt: skip
"""Kinds that any other kind may be as well."""


def exclude_one_another(names: Sequence[str]) -> bool:
    """Whether one can be of one kind only: a known pair, or kinds of one thing (国有企业, 民营企业)."""
    if any(word in name for name in names for word in _MANY):
        return False
    endings = {name[-2:] for name in names}
    alike = len(endings) == 1 and all(len(name) > 2 for name in names)
    return is_family(names, EXCLUSIVE) or alike or are_of_one_group(names)


def are_of_one_group(names: Sequence[str]) -> bool:
    """Whether the names are different ones of a known group: 中央资金, 省级资金; 2021年, 2022年; 区级, 街道级."""
    if len(set(names)) < len(names) or len(names) < 2:
        return False
    if all(_YEAR.match(name) for name in names) or all(len(name) > 1 and name[-1] in _KIND_SIGNS for name in names):
        return True
    return any(_of_group(names, group) for group in GROUPS)


def _of_group(names: Sequence[str], group: Sequence[str]) -> bool:
    """Whether each name begins with a kind of the group, no two with the same."""
    kinds = [next((kind for kind in group if re.match(kind, name)), None) for name in names]
    return None not in kinds and len(set(kinds)) == len(kinds)


def is_family(names: Sequence[str], families: Families) -> bool:
    """Whether the names are those of a known pair, in whatever words around them."""
    return any(
        len(names) == len(family) and all(any(word in name for name in names) for word in family) for family in families
    )
