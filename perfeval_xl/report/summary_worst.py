"""The few forms that a summary's first page names: the lowest scores and execution rates, year by year.

Memory grows with the years, not with the files: of each list only the lowest are kept.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.report.summary_lines import FormLine

LOWEST = 10
"""Forms of a kind with the lowest scores."""
LEAST_SPENT = 5
"""Forms with the lowest execution rates."""

_Entry = tuple[Decimal, int, FormLine]


@dataclass
class _Lowest:
    """The lines with the smallest values, the first of equal ones."""

    most: int
    _heap: list[_Entry] = field(default_factory=list)
    _count: int = 0

    def add(self, value: Decimal, line: FormLine) -> None:
        self._count += 1
        entry = (-value, -self._count, line)
        if len(self._heap) < self.most:
            heapq.heappush(self._heap, entry)
        elif entry > self._heap[0]:
            heapq.heapreplace(self._heap, entry)

    def lines(self) -> list[FormLine]:
        return [line for _value, _order, line in sorted(self._heap, key=lambda entry: entry[:2], reverse=True)]


@dataclass
class Worst:
    """Takes form lines in input order. Copies of a file are left out; years are never put together."""

    files: int = 0
    alike: int = 0
    """Forms that another file has too, in other bytes."""
    _last: str | None = None
    _years: Counter[int] = field(default_factory=Counter)
    _scores: dict[tuple[int, str], _Lowest] = field(default_factory=lambda: defaultdict(lambda: _Lowest(LOWEST)))
    _rates: dict[int, _Lowest] = field(default_factory=lambda: defaultdict(lambda: _Lowest(LEAST_SPENT)))
    grades: dict[tuple[str, int], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Kind and year (0 where there is none) -> how many forms have which grade."""

    def add(self, line: FormLine) -> None:
        if line.file != self._last:
            self._last = line.file
            self.files += 1
        if not line.kind or line.is_copy:
            return
        year = line.year or 0
        self.alike += line.is_alike
        self._years[year] += 1
        self.grades[line.kind, year][line.grade] += 1
        if line.score is not None and line.is_ranked:
            self._scores[year, line.kind].add(line.score, line)
        if line.rate is not None:
            self._rates[year].add(line.rate, line)

    @property
    def year(self) -> int:
        """The one with most forms, the later of equal ones; 0 where none has a year."""
        return max(self._years, key=lambda year: (self._years[year], year), default=0)

    @property
    def other_years(self) -> int:
        """Forms of other years than that."""
        return self._years.total() - self._years[self.year]

    def lowest(self) -> list[tuple[str, list[FormLine]]]:
        """Of each kind the forms with the lowest scores of that year, the lowest first."""
        kinds = sorted(kind for year, kind in self._scores if year == self.year)
        return [(kind, self._scores[self.year, kind].lines()) for kind in kinds]

    def least_spent(self) -> list[FormLine]:
        """The forms of that year with the lowest execution rates, the lowest first."""
        return self._rates[self.year].lines() if self.year in self._rates else []
