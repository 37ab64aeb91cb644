"""How the 100 points are shared among the 一级指标."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.rules.citing import Citation


@dataclass(frozen=True, slots=True)
class Level1Item:
    """Default points of one 一级指标, and the words by which a form's heading is recognised."""

    key: str
    points: Decimal
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level1Variant:
    """Another division of the points, and when it is used; a key without points stays out of the form."""

    name: str
    points: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Level1Rule:
    """How the 100 points are shared among the 一级指标 (budget execution included)."""

    items: tuple[Level1Item, ...]
    cite: Citation
    variants: tuple[Level1Variant, ...] = ()
    """Other ways to share the points that the same rules allow."""

    @property
    def points(self) -> Mapping[str, Decimal]:
        return {item.key: item.points for item in self.items}

    def key_of(self, heading: str) -> str | None:
        """``产出指标(50分)`` -> ``output``; ``None`` for a heading that the pack does not know."""
        for item in self.items:
            for word in item.words:
                if word in heading:
                    return item.key
        return None
