"""Worked examples for the rule book, computed by the very functions that score forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from perfeval_xl.rules.handbook import COMPARATORS, indicator_title
from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.special import ScaleMeasure
from perfeval_xl.rules.special_words import CAPS, COST, DEDUCTION, GOALS, scale_title
from perfeval_xl.scoring.cases import execution_outcome, indicator_outcome, total_outcome
from perfeval_xl.scoring.deduction_examples import deduction_examples
from perfeval_xl.scoring.outcome import Outcome
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.printing import plain

_HUNDRED = Decimal(100)
_MISSED = {"ge": 90, "gt": 90, "eq": 90, "le": 125, "lt": 125}
_DEADLINE, _LATE = date(2024, 12, 31), date(2025, 1, 15)


def worked_examples(pack: RulePack) -> dict[str, str]:
    """An example for the rules of :func:`perfeval_xl.rules.handbook.rule_lines` that compute something, by title."""
    return dict(_examples(pack))


def _examples(pack: RulePack) -> Iterator[tuple[str, str]]:
    yield "预算执行率", _execution(pack)
    for comparator in COMPARATORS:
        yield indicator_title(comparator), _comparator(comparator, pack)
    yield "指标值为0", _indicator("指标值=0，完成值2", pack, comparator="eq", target=0, actual=2)
    if pack.pass_line.share is not None:
        actual = pack.pass_line.share * _HUNDRED - Decimal("0.01")
        yield (
            "及格线",
            _indicator(f"指标值≥100，完成值{plain(actual)}", pack, comparator="ge", target=100, actual=actual),
        )
    yield "超额完成", _indicator("指标值≥100，完成值150", pack, comparator="ge", target=100, actual=150)
    for band in pack.qualitative.bands:
        yield (
            f"定性：{band.grade}",
            _indicator("没有填报人的判定", pack, comparator="qualitative", actual=band.grade),
        )
    yield "取位", _indicator("指标值≥80，完成值65", pack, comparator="ge", target=80, actual=65)
    yield "等级", _total({"rows": [{"points": _HUNDRED, "score": Decimal("89.995")}]}, pack)
    yield from _special(pack)
    yield from deduction_examples(pack)


def _special(pack: RulePack) -> Iterator[tuple[str, str]]:
    for scale in pack.scales.values():
        actual = "85%" if scale.measure is ScaleMeasure.ACTUAL else "76.5%"
        yield (
            scale_title(scale.words),
            _indicator(
                f"指标值≥90%，完成值{actual}",
                pack,
                comparator="ge",
                target="90%",
                actual=actual,
                level1=scale.words[0],
            ),
        )
    if pack.missing_cost is not None:
        heading = pack.missing_cost.words[0]
        yield (
            COST,
            _indicator("没有写指标值，填了10分", pack, comparator="unknown", entered=10, level2=heading),
        )
    if pack.deduction_column is not None:
        shown = "指标值≥100，完成值90，扣减2分"
        yield DEDUCTION, _indicator(shown, pack, comparator="ge", target=100, actual=90, deduction=2)
    if pack.goals is not None:
        rows = [
            {"points": _HUNDRED, "score": 90, "goal": "目标一", "weight": "60%"},
            {"points": _HUNDRED, "score": 80, "goal": "目标二", "weight": "40%"},
        ]
        yield GOALS, "目标一90分、权重60%，目标二80分、权重40%：" + _total({"rows": rows}, pack)
    if pack.caps is not None:
        rate = pack.caps.caps[0].below - Decimal("0.0001")
        capped = {"rows": [{"points": _HUNDRED, "score": 95}], "rate": rate}
        yield CAPS, f"得95分，执行率{plain(rate * 100)}%：" + _total(capped, pack)


def _execution(pack: RulePack) -> str:
    points = pack.level1.points.get("execution", Decimal(10))
    given = {"budget": 250000, "executed": Decimal("215457.6"), "points": points}
    return _said(f"预算250000，执行215457.6，分值{plain(points)}", execution_outcome(given, pack))


def _comparator(comparator: str, pack: RulePack) -> str:
    if comparator == Comparator.RANGE:
        return _indicator("指标值6—10，完成值12", pack, comparator=comparator, target=6, high=10, actual=12)
    if comparator == Comparator.DATE:
        return _indicator("", pack, comparator=comparator, deadline=_DEADLINE, actual=_LATE)
    actual = _MISSED[comparator]
    shown = f"指标值{Comparator(comparator).sign}100，完成值{actual}"
    return _indicator(shown, pack, comparator=comparator, target=100, actual=actual)


def _indicator(shown: str, pack: RulePack, **given: Any) -> str:
    return _said(f"{shown}，分值10" if shown else "分值10", indicator_outcome({"points": 10, **given}, pack))


def _total(given: Mapping[str, Any], pack: RulePack) -> str:
    return total_outcome(given, pack).working


def _said(shown: str, outcome: Outcome) -> str:
    return f"{shown}：{outcome.working}"
