"""Deduction tables (扣分标准) as a rule pack holds them; :mod:`perfeval_xl.rules.deductions` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.rates.catalogue import name_key
from perfeval_xl.rules.citing import Citation


class NotApplicableKind(StrEnum):
    """What becomes of a row that does not apply (不适用)."""

    RESCALE = "rescale"
    """The row leaves the total; the others are scaled up to the form's full points."""
    FULL = "full"
    """The row earns its full points."""


class DeductionKind(StrEnum):
    STEPS = "steps"
    """Full points up to a limit; each *whole* step beyond it costs a fixed loss, never below 0."""
    BANDS = "bands"
    """The points of the one band that the rate lies in."""
    RATIO = "ratio"
    """Full points up to a limit; beyond it in proportion to how far the limit is kept."""
    JUDGED = "judged"
    """The standard counts facts that no table holds; a person's points are taken."""


class Beyond(StrEnum):
    """On which side of the limit points are lost."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """Rates from ``low`` to ``high`` (``None``: without end) earn ``score``."""

    low: Decimal | None
    low_closed: bool
    high: Decimal | None
    high_closed: bool
    score: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The table as printed for rows of that many points (分值)."""

    points: Decimal
    kind: DeductionKind
    full_at: Decimal = Decimal(1)
    beyond: Beyond = Beyond.ABOVE
    step: Decimal = Decimal(1)
    loss: Decimal = Decimal(0)
    bands: tuple[ScoreBand, ...] = ()


@dataclass(frozen=True, slots=True)
class Deduction:
    """The deduction table of one indicator."""

    id: str
    names: frozenset[str]
    """Name keys of the rows that it is for."""
    title: str
    rate: str
    """Id of the common rate, ``""`` where the indicator is none."""
    scales: tuple[Scale, ...]
    not_applicable: NotApplicableKind | None
    """What a row that does not apply earns; ``None``: as the pack says for all indicators."""
    cite: Citation

    def scale(self, points: Decimal) -> Scale | None:
        return next((scale for scale in self.scales if scale.points == points), None)


@dataclass(frozen=True, slots=True)
class RateChoice:
    """The definition (口径) of a rate that a pack uses."""

    definition: str
    cite: Citation


def deduction_named(tables: Mapping[str, Deduction], name: str) -> Deduction | None:
    """The table for rows of that name."""
    if not tables:
        return None
    key = name_key(name)
    return next((entry for entry in tables.values() if key in entry.names), None)
