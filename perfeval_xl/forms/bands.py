"""Standards in grades (优 5天以上 | 良 3(含)至4天 | 中 … | 差 …): the columns of a row that say what earns which grade.

A person reads them from the best grade down: the first that holds is the row's. What is no number, or is written in
another unit than the actual value, is not judged.
Worked example: 优 95%以上, 良 80%以上, 中 70%以上, 差 70%以下, actual 86%: 良, though 70%以上 holds as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.forms.model import BANDS, Band
from perfeval_xl.forms.reader import RowReader
from perfeval_xl.values.conversion import canonical
from perfeval_xl.values.model import OPEN_HIGH, OPEN_LOW, Comparator, Reading
from perfeval_xl.values.targets import read_target
from perfeval_xl.values.text import normalise
from perfeval_xl.values.units import reconcile

_UNBOUNDED_ABOVE = frozenset((Comparator.GE, Comparator.GT))
_UNBOUNDED_BELOW = frozenset((Comparator.LE, Comparator.LT))


class Edges(NamedTuple):
    """The numbers of a band; ``None`` where it has no end on that side."""

    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool


def read_bands(cells: RowReader, titles: Mapping[str, str], name: str, unit: str) -> tuple[Band, ...]:
    """The grades of a row, the best first; none where its layout has no such columns, or one is empty."""
    found = []
    places = cells.cells
    for field in BANDS:
        if field in titles and (text := cells.text(field)):
            target = read_target(cells.raw(field), percent=cells.is_percent(field), name=name, unit=unit)
            found.append(Band(titles[field], text, places[field], target))
    return tuple(found) if len(found) == len(titles) else ()


def edges(band: Band) -> Edges | None:
    """Where a band begins and ends; ``None`` where that is not told by numbers.

    One 含 at one end of 3(含)至4 says that the other end is not in.
    """
    target, text = band.target, normalise(band.text)
    if target.value is None:
        return None
    apart = "不含" in text
    if target.comparator in _UNBOUNDED_ABOVE:
        return Edges(target.value, target.comparator is Comparator.GE and not apart, None, False)
    if target.comparator in _UNBOUNDED_BELOW:
        return Edges(None, False, target.value, target.comparator is Comparator.LE and not apart)
    if target.comparator is not Comparator.RANGE or target.high is None:
        return None
    low_in, high_in = OPEN_LOW not in target.notes, OPEN_HIGH not in target.notes
    _, _, tail = text.partition("含")
    if not apart and tail and "含" not in tail and low_in and high_in:
        high_in = not any(sign in tail for sign in "0123456789")
        low_in = not high_in
    return Edges(target.value, low_in, target.high, high_in)


def holds(at: Edges, value: Decimal) -> bool:
    """Whether a value lies inside."""
    above = at.low is None or value > at.low or (at.low_in and value == at.low)
    return above and (at.high is None or value < at.high or (at.high_in and value == at.high))


def graded(bands: Sequence[Band], actual: Reading) -> tuple[Band | None, bool]:
    """The first band that an actual value lies in, and whether all bands could be held against it."""
    for band in bands:
        target, value, notes = reconcile(band.target, actual)
        at = edges(replace(band, target=target))
        if at is None or value.value is None or "unit_mismatch" in notes:
            return None, False
        if holds(at, value.value):
            return band, True
    return None, bool(bands)


def gap(bands: Sequence[Band]) -> tuple[Decimal, Decimal, str] | None:
    """The first stretch between bands that belongs to none, with its unit; ``None`` where they leave none out.

    Whole numbers beside each other (3至4, 5以上) leave nothing out, percentages do.
    """
    found = [at for band in bands if (at := edges(band)) is not None]
    units = {canonical(band.target.unit) for band in bands if band.target.unit}
    if len(bands) < 2 or len(found) < len(bands) or len(units) > 1:
        return None
    unit = next(iter(units), "")
    reach, *spans = sorted(found, key=lambda at: (at.low is not None, at.low or 0))
    for at in spans:
        if reach.high is None:
            return None  # all above is covered
        if _leaves_out(reach, at, unit) and at.low is not None:
            return reach.high, at.low, unit
        reach = reach if at.high is not None and at.high <= reach.high else at
    return None


def _leaves_out(lower: Edges, upper: Edges, unit: str) -> bool:
    """Whether numbers between two bands belong to neither."""
    if lower.high is None or upper.low is None or upper.low <= lower.high:
        return False
    return not _adjacent(lower, upper, unit)


def _adjacent(lower: Edges, upper: Edges, unit: str) -> bool:
    """Whether one begins with the whole number behind that with which the other ends."""
    if unit in ("%", "‰") or lower.high is None or upper.low is None or not (lower.high_in and upper.low_in):
        return False
    return lower.high == lower.high.to_integral_value() and upper.low - lower.high == 1
