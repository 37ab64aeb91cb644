"""How far a printed figure may be from the exact one: money and what is written in 万 are rounded, counts are exact."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.judging import Number
from perfeval_xl.values.conversion import is_money
from perfeval_xl.values.measures import SCALES


def printed(figure: Figure, unit: str) -> Number | None:
    """The figure in a unit, with the size of its last digit; ``None`` for another kind of thing."""
    value = figure.in_unit(unit)
    if value is None:
        return None
    rounds = figure.decimals or is_money(figure.unit) or figure.unit.startswith(_SCALES)
    step = Decimal(1).scaleb(-figure.decimals) if rounds else Decimal(0)
    if value != figure.value and figure.value:
        step = step * value / figure.value
    return Number(value, step)


_SCALES = tuple(SCALES)
