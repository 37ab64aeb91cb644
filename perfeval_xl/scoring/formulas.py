"""The formulas that a pack can choose for a missed target: what share of the points is still earned.

A further kind is one more entry of :data:`MISSED` and of :class:`perfeval_xl.rules.model.Formula`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.rules.model import Formula
from perfeval_xl.scoring.arithmetic import ONE, ZERO, minus, times

_TWO = Decimal(2)


class Share(NamedTuple):
    """``numerator / denominator`` of the points, kept as a quotient so that only the score is rounded."""

    numerator: Decimal
    denominator: Decimal
    words: str
    """The formula in words."""
    working: str
    """The formula with ``{a}`` actual, ``{t}`` target and ``{w}`` points to be filled in."""


def _none(actual: Decimal, target: Decimal) -> Share:
    return Share(ZERO, ONE, "达到年度指标值得满分，没有达到得0分", "{a}没有达到{t}，得0分")


def _up_ratio(actual: Decimal, target: Decimal) -> Share:
    words = "得分 = 实际完成值 ÷ 年度指标值 × 分值（达到年度指标值得满分）"
    if actual < 0:
        return Share(ZERO, target, words, "实际完成值{a}是负数，得0分")
    return Share(actual, target, words, "{a} ÷ {t} × {w}")


def _down_ratio(actual: Decimal, target: Decimal) -> Share:
    words = "得分 = 年度指标值 ÷ 实际完成值 × 分值（不超过年度指标值得满分）"
    return Share(target, actual, words, "{t} ÷ {a} × {w}")


def _down_loss(actual: Decimal, target: Decimal) -> Share:
    words = "得分 = （1 - 超出部分 ÷ 年度指标值）× 分值，最低0分（不超过年度指标值得满分）"
    left = minus(times(_TWO, target), actual)
    if left < 0:
        return Share(ZERO, target, words, "{a}超出{t}一倍以上，扣完为止")
    return Share(left, target, words, "(1 - ({a} - {t}) ÷ {t}) × {w}")


MISSED: dict[tuple[bool, Formula], Callable[[Decimal, Decimal], Share]] = {
    (True, Formula.RATIO): _up_ratio,
    (True, Formula.ALL_OR_NOTHING): _none,
    (False, Formula.RATIO): _down_ratio,
    (False, Formula.LINEAR_LOSS): _down_loss,
    (False, Formula.ALL_OR_NOTHING): _none,
}
"""(more is better?, formula) -> share earned by (actual, target), for a target > 0 that was missed.

``manual`` is no formula: :func:`perfeval_xl.scoring.judged.judged` takes a person's points.
"""
