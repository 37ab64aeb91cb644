"""IND-23: the sign of a target points the wrong way. IND-24: there is no sign, and the name says that less is better.

Worked examples: 开展精品示范村建设数量 ≤4 (a quantity to be delivered) and 投入资金(≥万元) under 成本指标: IND-23.
森林火灾受害率 0.9‰ without a sign: read as ≤, and IND-24 asks to write it.
Silent: 火灾起数≤82起 (less is better), 成本节约率≥5% (no amount of money).
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.standing import DOWNWARD
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.conversion import is_money
from perfeval_xl.values.model import Comparator, ComparatorBasis, Target
from perfeval_xl.values.naming import direction_of_name
from perfeval_xl.values.words import COMPARATOR_WORDS

WRONG_WAY = IssueKind(
    code="IND-23",
    severity=Severity.HINT,
    title="指标值的符号可能写反",
    message="“{name}”是{sort}，指标值却要求“{sign}”（{target}）",
    remedy="请核对符号：要完成的数量一般写≥或=，花费一般写≤",
)
NO_SIGN = IssueKind(
    code="IND-24",
    severity=Severity.HINT,
    title="越少越好的指标没有写符号",
    message="“{name}”的指标值“{target}”没有写符号，按名称中的“{word}”取≤",
    remedy="请写明符号，如“≤{target}”",
)
_TO_DELIVER = (
    "建设", "新建", "改建", "扩建", "改造", "修建", "修缮", "开展", "举办", "组织", "培训", "补助", "发放", "完成",
    "购置", "采购", "安装", "种植", "养护", "检查", "检测", "宣传", "帮扶", "救助", "受益", "覆盖", "新增",
)  # fmt: skip
_SPENDING = ("资金", "投入", "成本", "费用", "支出", "经费", "投资", "单价", "造价")
_BRACKETS = re.compile("[(（]")
_TOLD = frozenset((ComparatorBasis.WRITTEN, ComparatorBasis.NATURE))


@check
def signs_point_the_right_way(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row, target = indicator.row, indicator.row.target
        sort = _sort_if_wrong(row)
        cell = row.cells.get("target")
        if sort:
            sign = target.comparator.sign
            yield WRONG_WAY.at(form.form.sheet, cell, name=row.name, sort=sort, sign=sign, target=target.text)
        elif _is_told_by_name(row):
            yield NO_SIGN.at(form.form.sheet, cell, name=row.name, target=target.text, word=target.word)


def _sort_if_wrong(row: IndicatorRow) -> str:
    """What the indicator is, where its sign cannot be meant; empty where it can."""
    target, levels = row.target, row.level1 + row.level2
    if target.comparator in DOWNWARD and target.basis in _TOLD and "数量" in levels and target.value:
        delivers = any(word in row.name for word in _TO_DELIVER)
        return "要完成的数量" if delivers and _said_of(row.name) in (None, Comparator.GE) else ""
    if not (_is_upward(target) and "成本" in levels and is_money(target.unit)):
        return ""
    spent = any(word in row.name for word in _SPENDING)
    return "花费" if spent and _said_of(_BRACKETS.split(row.name, 1)[0]) is not Comparator.GE else ""


def _is_upward(target: Target) -> bool:
    """Whether more is said to be better, by a word or a sign."""
    said = target.basis in _TOLD or target.word in COMPARATOR_WORDS
    return said and target.comparator in (Comparator.GE, Comparator.GT)


def _said_of(name: str) -> Comparator | None:
    named = direction_of_name(name)
    return None if named is None else named[0]


def _is_told_by_name(row: IndicatorRow) -> bool:
    target = row.target
    by_word = target.basis is ComparatorBasis.NAME and target.word not in COMPARATOR_WORDS
    return by_word and target.comparator in DOWNWARD and bool(target.value)
