"""How an indicator stands against its target, read from its own cells: also where the form gives no points.

Scoring says nothing of rows without points (分值), yet a missed or far exceeded target is one all the same.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.values.model import OPEN_HIGH, OPEN_LOW, Comparator, Meaning, Reading, Target
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.units import reconcile

UPWARD = frozenset((Comparator.GE, Comparator.GT, Comparator.EQ))
DOWNWARD = frozenset((Comparator.LE, Comparator.LT))
NUMERIC = UPWARD | DOWNWARD | {Comparator.RANGE}
_MAY_BE_STRICT = frozenset((Comparator.GT, Comparator.LT, Comparator.RANGE))
_NO_REASON = frozenset((Meaning.EMPTY, Meaning.NOT_APPLICABLE, Meaning.NOTHING))


class Standing(NamedTuple):
    """Target and actual in one unit, and what follows from them where that is certain."""

    target: Target
    actual: Reading
    notes: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        """Two numbers of one unit that nothing speaks against."""
        doubtful = "unit_mismatch" in self.notes or "completion_rate" in self.notes or "several" in self.actual.notes
        return not doubtful

    @property
    def completion(self) -> Decimal | None:
        """完成率 as a fraction, where more is better."""
        target, actual = self.target.value, self.actual.value
        if self.target.comparator not in UPWARD or target is None or actual is None or target <= 0:
            return None
        return actual / target if self.comparable else None

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; ``None`` where that cannot be said."""
        target, actual = self.target.value, self.actual.value
        if not self.comparable or target is None or actual is None:
            return None
        match self.target.comparator:
            case Comparator.GE | Comparator.EQ:
                return actual >= target
            case Comparator.GT:
                return actual > target
            case Comparator.LE:
                return actual <= target
            case Comparator.LT:
                return actual < target
        return None

    @property
    def touches(self) -> bool:
        """Whether the actual value is the very bound of a strict sign (>5, 5<X≤10): not reached, yet 100% of it."""
        target, actual = self.target, self.actual.value
        if not self.comparable or actual is None:
            return False
        if target.comparator is Comparator.RANGE:
            low, high = OPEN_LOW in target.notes, OPEN_HIGH in target.notes
            return (low and actual == target.value) or (high and actual == target.high)
        return target.comparator in (Comparator.GT, Comparator.LT) and actual == target.value


def standing(row: IndicatorRow) -> Standing:
    """How a row stands."""
    return Standing(*reconcile(row.target, row.actual))


def touches_bound(row: IndicatorRow) -> bool:
    """:attr:`Standing.touches` of a row, told at once of the many that have no strict bound."""
    return row.target.comparator in _MAY_BE_STRICT and standing(row).touches


def score_below_points(indicator: IndicatorResult) -> Decimal | None:
    """The score, ours or else the typed one, of a row that lost points."""
    points, typed = indicator.row.points.value, indicator.row.entered_score.value
    score = typed if indicator.score is None else indicator.score
    return score if score is not None and points is not None and score < points else None


def gives_reason(text: str) -> bool:
    """Whether a cell of 偏差原因 says anything: not empty, 无, / or a mere 0."""
    return any(character.isalpha() for character in text) and read_value(text).meaning not in _NO_REASON


def explains_itself(form: FormResult) -> bool:
    """Whether the form gives any reason at all: beside a fund line, an indicator, or in a commentary of a person."""
    texts = [fund.row.reason for fund in form.funds]
    texts += [indicator.row.reason for indicator in form.indicators]
    texts += form.form.commentary.values()
    return any(gives_reason(text) for text in texts if text)


def reason_place(indicator: IndicatorResult) -> str | None:
    """The cell where a reason belongs; the actual value's where the form has no such column."""
    cells = indicator.row.cells
    return cells.get("reason") or cells.get("actual")
