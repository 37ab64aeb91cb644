"""The typed form of the catalogue of rates (比率): inputs, definitions (口径), and what computing one gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

UNVERIFIED = "依据待核实"


class RateKind(StrEnum):
    """Which framework a rate belongs to; the same name means different things in the two."""

    PROJECT = "project"
    """附件1 项目支出."""
    DEPARTMENT = "department"
    """附件2 部门整体支出."""


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEAR = "near"
    """The closer to 100% the better."""

    @property
    def label(self) -> str:
        return {"higher": "越高越好", "lower": "越低越好", "near": "越接近100%越好"}[self.value]


class Shape(StrEnum):
    """How numerator and denominator are related."""

    RATIO = "ratio"
    CHANGE = "change"
    """(now - base) / base."""
    SAVING = "saving"
    """(planned - actual) / planned."""


class ZeroPolicy(StrEnum):
    """What a denominator of 0 means."""

    UNDEFINED = "undefined"
    """There is no base to compare with."""
    UNCHANGED = "unchanged"
    """With a numerator of 0 nothing changed and the target counts as met; otherwise there is no base."""
    NOT_APPLICABLE = "not_applicable"
    """With a numerator of 0 the rate does not apply to this department; otherwise there is no base."""

    @property
    def label(self) -> str:
        return {
            "undefined": "不能计算",
            "unchanged": "分子也为0时按达到计，否则不能计算",
            "not_applicable": "分子也为0时不适用，否则不能计算",
        }[self.value]


@dataclass(frozen=True, slots=True)
class RateSource:
    """Where a definition was read."""

    id: str
    text: str
    verified: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One row (数据项目) of the 基础数据表."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a formula: a cell of the 基础数据表, added or subtracted."""

    input: str
    column: str
    negative: bool = False


@dataclass(frozen=True)
class Definition:
    """One way (口径) to compute a rate; the numerator's terms are added up, so are the denominator's."""

    id: str
    title: str
    shape: Shape
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    source: RateSource
    verified: bool

    @property
    def clause(self) -> str:
        return self.source.text if self.verified else f"{self.source.text}（{UNVERIFIED}）"

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every figure that the formula needs, each once."""
        found = {(term.input, term.column): term for term in (*self.numerator, *self.denominator)}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Rate:
    """One common rate; values are fractions, shown as percentages with two decimals."""

    id: str
    kind: RateKind
    labels: tuple[str, ...]
    """The usual name first."""
    direction: Direction
    zero: ZeroPolicy
    zero_words: str
    definitions: tuple[Definition, ...]
    """The one used where no rule pack chooses stands first."""
    unit: str = "%"
    decimals: int = 2

    @property
    def title(self) -> str:
        return self.labels[0]

    def definition(self, wanted: str | None) -> Definition:
        """The definition of that id, the first one for ``None``.

        Raises:
            KeyError: the rate has no such definition.
        """
        if wanted is None:
            return self.definitions[0]
        found = next((definition for definition in self.definitions if definition.id == wanted), None)
        if found is None:
            raise KeyError(wanted)
        return found


@dataclass(frozen=True, slots=True)
class Identity:
    """A relation between rows: ``whole`` is the sum of ``parts``, or is not less than its one part."""

    whole: str
    parts: tuple[str, ...]
    otherwise: tuple[str, ...] = ()
    """Another set of parts, used where the first has a gap."""
    within: bool = False


@dataclass(frozen=True)
class Catalogue:
    """All rates, inputs and identities."""

    rates: Mapping[str, Rate]
    inputs: Mapping[str, Input]
    columns: Mapping[str, str]
    stands_in: Mapping[str, str]
    identities: tuple[Identity, ...]
    sources: Mapping[str, RateSource]


class RateStatus(StrEnum):
    """How far a rate could be computed."""

    COMPUTED = "computed"
    NO_DATA = "no_data"
    """The workbook says nothing of any of its inputs."""
    INCOMPLETE = "incomplete"
    """Some inputs are there, others are missing or unreadable."""
    NO_BASE = "no_base"
    """The denominator is 0 (or below)."""
    UNCHANGED = "unchanged"
    """0 against 0: counts as met."""
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class RateInput:
    """One figure as found: ``value`` is ``None`` with the reason in ``problem``."""

    title: str
    text: str = ""
    value: Decimal | None = None
    cell: str = ""
    """``基础数据表!F5``; empty where the table has no such row."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RateResult:
    """What the 基础数据表 gives for one row of a form that names a rate."""

    rate: Rate
    definition: Definition
    status: RateStatus
    value: Decimal | None = None
    """The fraction, half up to 6 decimals; ``None`` unless computed."""
    exact: tuple[Decimal, Decimal] | None = None
    """Numerator and denominator; ``None`` unless computed."""
    inputs: tuple[RateInput, ...] = ()
    why_not: str = ""
    working: str = ""
    """``136 ÷ 143 = 95.10%``."""
