"""Cases of deduction tables: the outcome for a row of that name, with figures of the 基础数据表 or an actual value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from perfeval_xl.rates.catalogue import catalogue, rate_named
from perfeval_xl.rates.computing import compute_rate
from perfeval_xl.rates.model import RateInput, RateKind, RateResult, Term
from perfeval_xl.rules.deduction_tables import deduction_named
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.deductions import Row, score_row
from perfeval_xl.scoring.outcome import IndicatorFacts, Outcome, unscored
from perfeval_xl.values.model import EMPTY, Reading

GIVEN = {"name", "points", "actual", "basics", "entered"}
_ACTUAL_CELL = "G1"


def deduction_outcome(given: Mapping[str, Any], pack: RulePack, read: Callable[[Any], Reading]) -> Outcome:
    """What the pack gives for a case.

    Args:
        given: ``name``, ``points``, ``entered``; ``actual`` for a form with that column, else ``basics``
            (``input.column`` -> number).

    Raises:
        KeyError: a figure that the catalogue of rates does not have.
    """
    actual = read(given["actual"]) if "actual" in given else EMPTY
    points = read(given["points"])
    blank: dict[str, Any] = dict.fromkeys(IndicatorFacts._fields)
    facts = IndicatorFacts(
        **blank
        | {
            "actual": actual.value,
            "actual_text": actual.text,
            "actual_meaning": actual.meaning.value,
            "actual_cell": _ACTUAL_CELL if "actual" in given else None,
            "points": points.value,
            "points_text": points.text,
            "points_meaning": points.meaning.value,
            "entered_score": read(given.get("entered")).value,
        }
    )
    figures = _figures(given.get("basics", {}), read)
    row = Row(facts, actual.unit, _rate(given["name"], pack, figures))
    return score_row(row, deduction_named(pack.deductions, given["name"]), pack, unscored("实际完成值未填"))


def _figures(given: Mapping[str, Any], read: Callable[[Any], Reading]) -> dict[tuple[str, str], RateInput]:
    found: dict[tuple[str, str], RateInput] = {}
    for place, value in given.items():
        name, _, column = place.partition(".")
        if name not in catalogue().inputs or column not in catalogue().columns:
            raise KeyError(place)
        found[name, column] = RateInput(catalogue().inputs[name].title, str(value), read(value).value)
    return found


def _rate(name: str, pack: RulePack, figures: Mapping[tuple[str, str], RateInput]) -> RateResult | None:
    table = deduction_named(pack.deductions, name)
    rate = catalogue().rates.get(table.rate) if table is not None else rate_named(RateKind.DEPARTMENT, name)
    if rate is None:
        return None
    choice = pack.rates.get(rate.id)

    def look_up(term: Term) -> RateInput:
        missing = RateInput(catalogue().inputs[term.input].title, problem="未填")
        return figures.get((term.input, term.column), missing)

    return compute_rate(rate, rate.definition(choice.definition if choice else None), look_up)
