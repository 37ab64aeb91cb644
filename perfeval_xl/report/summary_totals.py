"""Sums over the lines of a summary, kept while they go by: memory grows with units and codes, not with files."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from perfeval_xl.issues import Severity
from perfeval_xl.report.summary_lines import CHECKED, NO_FORM, FormLine, IssueLine

NO_GRADE = "未定等级"
UNREADABLE = "无法处理"
COPIES = "重复文件"
NO_UNIT = "（未填单位）"
BANDS = ((90, 101, "90分以上"), (80, 90, "80—90分"), (70, 80, "70—80分"), (60, 70, "60—70分"), (0, 60, "60分以下"))

_CENT = Decimal("0.01")
_RATE = Decimal("0.0001")

_KindYear = tuple[str, int | None]
Ranks = dict[_KindYear, dict[Decimal, int]]
KindRow = tuple[str, int, Decimal | None, Decimal | None, Decimal | None]
"""Kind and year, number of forms, Σ预算数, Σ执行数, their rate."""
GradeRow = tuple[str, int, Decimal, Decimal | None, Decimal | None]
"""Grade, number of forms, share of all, mean score, Σ执行数 ÷ Σ预算数."""


class UnitRow(NamedTuple):
    """One unit's forms of one kind and year; rates are those of the sums, never means of rates."""

    unit: str
    kind: str
    year: int | None
    forms: int
    budget: Decimal | None
    executed: Decimal | None
    execution_rate: Decimal | None
    score_rate: Decimal | None
    mean_score: Decimal | None
    errors: int
    warnings: int
    is_doubtful: bool = False
    """Whether a form's money cannot be right, and so the sums."""


class CodeRow(NamedTuple):
    """One kind of issue: how often, in how many files, and how much of all it makes with those before it."""

    code: str
    title: str
    severity: str
    times: int
    files: int
    share: Decimal
    cumulative: Decimal


@dataclass
class _Money:
    """Σ预算数 and Σ执行数 of the forms that have both."""

    funded: int = 0
    budget: Decimal = Decimal(0)
    executed: Decimal = Decimal(0)

    def add(self, budget: Decimal, executed: Decimal) -> None:
        self.funded += 1
        self.budget += budget
        self.executed += executed

    @property
    def amounts(self) -> tuple[Decimal | None, Decimal | None]:
        return (self.budget, self.executed) if self.funded else (None, None)

    @property
    def execution(self) -> Decimal | None:
        return _ratio(self.executed, self.budget, _RATE)


@dataclass
class _Sums:
    forms: int = 0
    of_hundred: int = 0
    """Forms with a score out of 100 points; only of those a mean is taken."""
    sum_of_hundred: Decimal = Decimal(0)
    score: Decimal = Decimal(0)
    points: Decimal = Decimal(0)
    money: _Money = field(default_factory=_Money)
    settled: _Money = field(default_factory=_Money)
    """The same without the forms whose money is in doubt."""
    errors: int = 0
    warnings: int = 0
    doubtful: int = 0

    def add(self, line: FormLine) -> None:
        self.forms += 1
        if line.is_copy:
            return
        self.errors += line.errors
        self.warnings += line.warnings
        self.doubtful += line.is_doubtful
        if line.score is not None:
            self.score += line.score
            self.points += line.points or 0
        if line.score is not None and line.is_of_hundred:
            self.of_hundred += 1
            self.sum_of_hundred += line.score
        if line.budget is not None and line.executed is not None:
            self.money.add(line.budget, line.executed)
            if not line.is_doubtful:
                self.settled.add(line.budget, line.executed)

    @property
    def mean(self) -> Decimal | None:
        return _ratio(self.sum_of_hundred, Decimal(self.of_hundred), _CENT)


@dataclass
class _CodeSums:
    severity: str
    count: int = 0
    files: int = 0
    last_file: str | None = None


@dataclass
class Totals:
    """Takes form and issue lines in input order; gives the tables of the summary."""

    all: _Sums = field(default_factory=_Sums)
    titles: dict[str, str] = field(default_factory=dict)
    """Code -> title of issues, as far as they are known."""
    _grades: dict[str, _Sums] = field(default_factory=dict)
    _units: dict[tuple[str, str, int], _Sums] = field(default_factory=dict)
    _kinds: dict[tuple[str, int], _Sums] = field(default_factory=dict)
    _ranked: dict[_KindYear, Counter[Decimal]] = field(default_factory=lambda: defaultdict(Counter))
    _codes: dict[tuple[str, str], _CodeSums] = field(default_factory=dict)

    def add_form(self, line: FormLine) -> None:
        self.all.add(line)
        self._grades.setdefault(_group(line), _Sums()).add(line)
        if line.kind and not line.is_copy:
            year = line.year or 0
            self._units.setdefault((line.unit or NO_UNIT, line.kind, year), _Sums()).add(line)
            self._kinds.setdefault((line.kind, year), _Sums()).add(line)
        if line.score is not None and line.is_ranked:
            self._ranked[line.kind, line.year][line.score] += 1

    def add_issue(self, line: IssueLine) -> None:
        sums = self._codes.setdefault((line.code, line.severity), _CodeSums(line.severity))
        sums.count += 1
        # the lines of one file come together
        if sums.last_file != line.file:
            sums.last_file = line.file
            sums.files += 1

    def grades(self) -> list[GradeRow]:
        """One row a grade, the best first; forms without a grade and files that could not be handled come last."""
        rows = [(name, *self._figures(sums)) for name, sums in self._grades.items()]
        return sorted(rows, key=_order)

    def total(self) -> tuple[object, ...]:
        """The row of all forms together."""
        return ("合计", *self._figures(self.all)) if self.all.forms else ("合计", 0, None, None, None)

    def bands(self) -> list[tuple[str, int]]:
        """Number of forms of 100 points by band of their score, the highest band first."""
        scores = [one for ranked in self._ranked.values() for one in ranked.items()]
        return [(name, sum(count for score, count in scores if low <= score < high)) for low, high, name in BANDS]

    def ranks(self) -> Ranks:
        """Kind and year -> score -> rank, among their forms of 100 points; equal scores share a rank.

        Where a kind has forms of one year only, those without a year are taken to be of it; else they have no rank.
        """
        years: dict[str, set[int]] = defaultdict(set)
        for kind, year in self._ranked:
            years[kind].update(() if year is None else (year,))
        ranks: Ranks = {}
        for kind in {kind for kind, _ in self._ranked}:
            if len(years[kind]) > 1:
                ranks.update({(kind, year): _places(self._ranked[kind, year]) for year in years[kind]})
                continue
            together = _places(sum((self._ranked[kind, year] for year in (None, *years[kind])), Counter()))
            ranks.update({(kind, year): together for year in (None, *years[kind])})
        return ranks

    def units(self) -> list[UnitRow]:
        """By unit, kind and year; a department's form stands apart from its projects', whose money it holds too."""
        return [
            UnitRow(
                unit,
                kind,
                year or None,
                sums.forms,
                *sums.money.amounts,
                sums.money.execution,
                _ratio(sums.score, sums.points, _RATE),
                sums.mean,
                sums.errors,
                sums.warnings,
                sums.doubtful > 0,
            )
            for (unit, kind, year), sums in sorted(self._units.items())
        ]

    def kinds(self) -> list[KindRow]:
        """By kind and year: what all units have together."""
        return [
            (
                f"{kind}（{f'{year}年度' if year else '未写年度'}）",
                sums.forms,
                *sums.money.amounts,
                sums.money.execution,
            )
            for (kind, year), sums in sorted(self._kinds.items())
        ]

    def settled(self, kind: str, year: int) -> KindRow | None:
        """A kind's figures without the forms whose money is in doubt; ``None`` where there are no such forms."""
        sums = self._kinds[kind, year]
        if not sums.doubtful:
            return None
        money = sums.settled
        return f"其中不含待核实的{sums.doubtful}张", sums.forms - sums.doubtful, *money.amounts, money.execution

    def mean_of(self, kind: str, year: int) -> Decimal | None:
        """The mean score of a kind's forms of 100 points; ``year`` is 0 where there is none."""
        return self._kinds[kind, year].mean

    def codes(self) -> list[CodeRow]:
        """The most frequent first."""
        found = sorted(self._codes.items(), key=lambda item: (-item[1].count, item[0]))
        all_issues = sum(sums.count for _, sums in found)
        rows: list[CodeRow] = []
        reached = 0
        for (code, severity), sums in found:
            reached += sums.count
            title = self.titles.get(code, "")
            share, cumulative = (
                (Decimal(count) / all_issues).quantize(_RATE, ROUND_HALF_UP) for count in (sums.count, reached)
            )
            rows.append(CodeRow(code, title, Severity(severity).label, sums.count, sums.files, share, cumulative))
        return rows

    def _figures(self, sums: _Sums) -> tuple[int, Decimal, Decimal | None, Decimal | None]:
        share = (Decimal(sums.forms) / self.all.forms).quantize(_RATE, ROUND_HALF_UP)
        return sums.forms, share, sums.mean, sums.money.execution


def rank_in(ranks: Ranks, line: FormLine) -> int | None:
    """A line's rank; ``None`` without a score on 100 points, for a copy, or for one among others' years without its."""
    if line.score is None or not line.is_ranked:
        return None
    return ranks.get((line.kind, line.year), {}).get(line.score)


def _places(scores: Counter[Decimal]) -> dict[Decimal, int]:
    places: dict[Decimal, int] = {}
    place = 1
    for score in sorted(scores, reverse=True):
        places[score] = place
        place += scores[score]
    return places


def _group(line: FormLine) -> str:
    if line.is_copy:
        return COPIES
    if not line.readable:
        return UNREADABLE
    if not line.kind:
        return NO_FORM
    return line.grade or (NO_GRADE if line.scored else CHECKED)


def _order(row: GradeRow) -> tuple[int, Decimal]:
    name, _, _, mean, _ = row
    return ({NO_GRADE: 1, CHECKED: 2, COPIES: 3, NO_FORM: 4, UNREADABLE: 5}.get(name, 0), -(mean or Decimal(0)))


def _ratio(above: Decimal, below: Decimal, step: Decimal) -> Decimal | None:
    return (above / below).quantize(step, ROUND_HALF_UP) if below > 0 else None
