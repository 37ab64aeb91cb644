"""What reviewers wrote beside the rows of an earlier summary, put beside the rows of the next one.

A remark belongs to a file and to what its row is about. All rows of the earlier lists take part in finding the new
places, those without a remark too: a row that is there again is not free for the remark of another. Where two rows
might be meant, none is taken. A remark without a row is listed by itself, and goes back when its row does: nothing is
lost when an issue is mended, a file no longer comes, or a run is broken off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeVar

from perfeval_xl.report.summary_places import FORMS, ISSUES, SKIPPED, About, Kind, pairs, plain

Word = str | int | Decimal
Words = Mapping[str, Word]
"""By the headers of the columns that they stand in."""
Row = TypeVar("Row")
LEFT = "以前的意见"
"""The list of remarks whose rows are no more."""


class Remark(NamedTuple):
    """The words beside one row; there may be none."""

    about: About
    words: Words


class Beside:
    """The remarks of one list, until each has gone to its row."""

    def __init__(self, source: str, kind: Kind) -> None:
        self.source = source
        self.headers: list[str] = []
        self.carried = 0
        """Rows that have got words."""
        self._kind = kind
        self._rows: dict[str, dict[str, list[Remark]]] = {}
        """File -> sheet of the earlier summary -> its rows: a person may have copied a sheet."""
        self._waiting: dict[str, list[Remark]] = {}
        """File -> remarks that had no row in the earlier summary either."""

    def add_header(self, header: str) -> None:
        """A column that a person put beside ours, be it empty."""
        if header not in self.headers:
            self.headers.append(header)

    def add(self, remark: Remark, sheet: str) -> None:
        """A row of the list on that sheet of the earlier summary."""
        self._rows.setdefault(plain(remark.about.file), {}).setdefault(sheet, []).append(remark)
        self._note(remark)

    def add_left(self, remark: Remark) -> None:
        """A remark without a row."""
        waiting = self._waiting.setdefault(plain(remark.about.file), [])
        if remark not in waiting:
            waiting.append(remark)
            self._note(remark)

    def beside(self, rows: Sequence[Row], about: Callable[[Row], About]) -> Iterator[tuple[Row, Words]]:
        """All rows of one file, each with the words that belong to it."""
        file = plain(about(rows[0]).file) if (self._rows or self._waiting) and rows else ""
        earlier, waiting = self._rows.pop(file, {}), self._waiting.pop(file, [])
        found: Mapping[int, Words] = {}
        if earlier or waiting:
            found, left = self._found([about(row) for row in rows], earlier.values(), waiting)
            if left:
                self._waiting[file] = left
            self.carried += len(found)
        yield from ((row, found.get(number, {})) for number, row in enumerate(rows))

    @property
    def left(self) -> list[Remark]:
        """Those that no row has taken."""
        waiting = [remark for remarks in self._waiting.values() for remark in remarks]
        rows = (remark for sheets in self._rows.values() for old in sheets.values() for remark in old if remark.words)
        return [*waiting, *_distinct(rows)]

    def _found(
        self, rows: list[About], earlier: Iterable[list[Remark]], waiting: list[Remark]
    ) -> tuple[dict[int, dict[str, Word]], list[Remark]]:
        """Row -> words, and the remarks that fit none."""
        found: dict[int, dict[str, Word]] = {}
        there: set[int] = set()
        left: list[Remark] = []
        for old in earlier:
            paired = pairs(self._kind, [remark.about for remark in old], dict(enumerate(rows)))
            there.update(paired.values())
            left += _give(found, old, paired)
        # a row that was there already was not theirs then, and is not now
        new = {number: row for number, row in enumerate(rows) if number not in there}
        first = list({remark.about: remark for remark in reversed(waiting)}.values())
        left += [remark for remark in waiting if remark not in first]
        left += _give(found, first, pairs(self._kind, [remark.about for remark in first], new))
        return found, _distinct(left)

    def _note(self, remark: Remark) -> None:
        for header in remark.words:
            self.add_header(header)


def _distinct(remarks: Iterable[Remark]) -> list[Remark]:
    """A person's copy of a sheet says the same again."""
    return list({(remark.about, *remark.words.items()): remark for remark in remarks}.values())


def _give(found: dict[int, dict[str, Word]], old: Sequence[Remark], paired: Mapping[int, int]) -> Iterator[Remark]:
    """Put words beside their rows; yields those that have none, or find another word in their column."""
    for number, (about, words) in enumerate(old):
        if not words:
            continue
        if number not in paired:
            yield Remark(about, words)
            continue
        there = found.setdefault(paired[number], {})
        rest = {header: word for header, word in words.items() if there.setdefault(header, word) != word}
        if rest:
            yield Remark(about, rest)


@dataclass
class Remarks:
    """All that people wrote beside the rows of an earlier summary."""

    forms: Beside = field(default_factory=lambda: Beside("汇总", FORMS))
    issues: Beside = field(default_factory=lambda: Beside("问题", ISSUES))
    skipped: Beside = field(default_factory=lambda: Beside("未处理", SKIPPED))
    others: list[tuple[str, Remark]] = field(default_factory=list)
    """Remarks without a row of no list that is known, each with the name that a person gave that."""

    @property
    def lists(self) -> tuple[Beside, ...]:
        return self.forms, self.issues, self.skipped

    @property
    def headers(self) -> list[str]:
        """All columns that a person put beside ours."""
        return [header for one in self.lists for header in one.headers]

    @property
    def carried(self) -> int:
        """Rows that have got words."""
        return sum(one.carried for one in self.lists)

    @property
    def left(self) -> list[tuple[str, Remark]]:
        """All remarks without a row, each with the name of its list."""
        return [(one.source, remark) for one in self.lists for remark in one.left] + self.others
