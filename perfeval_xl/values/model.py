"""What a typed text can mean. Every cell of a form reads as exactly one of these meanings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Meaning(StrEnum):
    """The one meaning of a cell's content."""

    EMPTY = "empty"
    """Nothing was filled in (未填)."""
    NOT_APPLICABLE = "not_applicable"
    """``—`` ``-`` ``/`` ``*`` ``不适用`` ``N/A``: the writer says this does not apply (不适用)."""
    NOTHING = "nothing"
    """``无`` ``没有`` ``未发生``: nothing happened; counts as 0 only where the reader knows that a count is meant."""
    NUMBER = "number"
    DATE = "date"
    QUALITATIVE = "qualitative"
    """One of the three official grades of a qualitative indicator."""
    TEXT = "text"
    """Words that are none of the above."""
    ERROR = "error"
    """An error value of a formula, such as ``#DIV/0!``."""
    UNCALCULATED = "uncalculated"
    """A formula that was saved without its value."""


class QualitativeGrade(StrEnum):
    """The three grades of a qualitative indicator (财预〔2020〕10号)."""

    MET = "达成年度指标"
    PARTLY = "部分达成年度指标并具有一定效果"
    MISSED = "未达成年度指标且效果较差"


class Comparator(StrEnum):
    """How an actual value is held against its target; the JSON contract's words."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    EQ = "eq"
    RANGE = "range"
    DATE = "date"
    QUALITATIVE = "qualitative"
    UNKNOWN = "unknown"

    @property
    def sign(self) -> str:
        """The sign as printed in commentary."""
        return {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}.get(self.value, "")


class ComparatorBasis(StrEnum):
    """Where the comparator came from; told in every explanation."""

    WRITTEN = "written"
    """The target's own sign or word (≥, 不低于, 以上, 以内 ...)."""
    NATURE = "nature"
    """The column 指标性质."""
    NAME = "name"
    """Words of the indicator's name (结余率, 投诉, 成本 ...): lower is better."""
    LEVEL = "level"
    """The 二级指标: money in a 成本指标, a stretch of time in a 时效指标 must not be exceeded."""
    ZERO = "zero"
    """A bare 0: with ≥ it could not be missed, so it is what must not be exceeded."""
    DEFAULT = "default"
    """A bare number without any of these: reach it."""
    NONE = "none"
    """No comparator: qualitative, date or unknown."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as precise as it was written: a day, a month or a year; ``first``/``last`` bound it."""

    first: date
    last: date
    has_year: bool = True
    """False for 12月底前: the year is then the form's year (the reader supplies it)."""


_NUMBER = Meaning.NUMBER
"""Looking up a member of an enum is slow, and this one is asked for at every number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell read as a value.

    ``value`` is in the unit as written, except that percentages and permilles become fractions
    (95% -> 0.95, unit ``%``). ``notes`` name peculiarities that checks report: ``sign`` (the actual repeats
    the target's sign), ``approximate`` (约, 左右), ``bracket`` (text in brackets after the number),
    ``number_in_text`` (words around the number), ``scaled`` (a 万 without unit, multiplied out) ...
    """

    meaning: Meaning
    text: str = ""
    """The content as people see it (a percent-formatted 0.95 is ``95%``)."""
    value: Decimal | None = None
    unit: str = ""
    date: DateSpan | None = None
    grade: QualitativeGrade | None = None
    share: Decimal | None = None
    """The share of the points that a person put behind a qualitative grade (部分达成75% -> 0.75)."""
    notes: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        return self.value is not None and self.meaning is _NUMBER

    @property
    def is_blank(self) -> bool:
        """Nothing that could be scored or summed: empty or not applicable."""
        return self.meaning in (Meaning.EMPTY, Meaning.NOT_APPLICABLE)


EMPTY = Reading(Meaning.EMPTY)


OPEN_LOW, OPEN_HIGH = "open_low", "open_high"
"""Notes of a range: this bound itself lies outside (5<X≤10)."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target (年度指标值) read as comparator and value(s); units as in :class:`Reading`.

    For ``range``: ``value`` is the lower and ``high`` the upper bound. For ``date``: ``date`` is the deadline.
    """

    comparator: Comparator
    text: str = ""
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    date: DateSpan | None = None
    basis: ComparatorBasis = ComparatorBasis.NONE
    word: str = ""
    """The sign or word that decided the comparator (``不低于``, ``结余率``), for the explanation."""
    meaning: Meaning = Meaning.EMPTY
    notes: tuple[str, ...] = ()
