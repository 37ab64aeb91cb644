"""What reviewers wrote beside the rows of an earlier summary, put beside the rows of the next one.

A remark belongs to a file and to what its row is about. It goes to the row of the same file that agrees in most; one
that agrees with none is listed by itself, and goes back when its row does: nothing is lost when an issue is mended, a
file no longer comes, or a run is broken off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeVar

Word = str | int | Decimal
Words = Mapping[str, Word]
"""By the headers of the columns that they stand in."""
Key = tuple[str, ...]
Row = TypeVar("Row")
LEFT = "以前的意见"
"""The list of remarks whose rows are no more."""


class About(NamedTuple):
    """What a row is about, as a person is told; a list has only some of it."""

    file: str
    sheet: str = ""
    code: str = ""
    cell: str = ""
    text: str = ""
    """The project, the issue, or why a file was not handled."""


class Remark(NamedTuple):
    """The words beside one row."""

    about: About
    words: Words


@dataclass
class Beside:
    """The remarks of one list, until each has gone to its row.

    Args:
        source: the name of the list.
        keys: what tells a row from others of its file, the surest first.
    """

    source: str
    keys: Callable[[About], Sequence[Key]]
    headers: list[str] = field(default_factory=list)
    carried: int = 0
    """Remarks that have gone to rows."""
    _files: dict[str, list[Remark]] = field(default_factory=dict)

    def add(self, remark: Remark) -> None:
        self._files.setdefault(remark.about.file, []).append(remark)
        self.headers += [header for header in remark.words if header not in self.headers]

    def beside(self, rows: Sequence[Row], about: Callable[[Row], About]) -> Iterator[tuple[Row, Words]]:
        """All rows of one file, each with the words that belong to it."""
        waiting = self._files.pop(about(rows[0]).file, []) if self._files and rows else []
        if not waiting:
            yield from ((row, {}) for row in rows)
            return
        found = self._matched([self.keys(about(row)) for row in rows], waiting)
        yield from ((row, found.get(number, {})) for number, row in enumerate(rows))

    def _matched(self, rows: Sequence[Sequence[Key]], waiting: list[Remark]) -> dict[int, Words]:
        """Row -> words; remarks that fit none wait on."""
        found: dict[int, Words] = {}
        for sureness in range(len(rows[0])):
            free: dict[Key, list[int]] = {}
            for number, keys in enumerate(rows):
                if number not in found:
                    free.setdefault(keys[sureness], []).append(number)
            rest = []
            for remark in waiting:
                fitting = free.get(self.keys(remark.about)[sureness])
                if fitting:
                    found[fitting.pop(0)] = remark.words
                else:
                    rest.append(remark)
            waiting = rest
        self.carried += len(found)
        if waiting:
            self._files[waiting[0].about.file] = waiting
        return found

    @property
    def left(self) -> list[Remark]:
        """Those that no row has taken."""
        return [remark for remarks in self._files.values() for remark in remarks]


@dataclass
class Remarks:
    """All that people wrote beside the rows of an earlier summary."""

    forms: Beside = field(default_factory=lambda: Beside("汇总", _form_keys))
    issues: Beside = field(default_factory=lambda: Beside("问题", _issue_keys))
    skipped: Beside = field(default_factory=lambda: Beside("未处理", _skipped_keys))

    @property
    def lists(self) -> tuple[Beside, ...]:
        return self.forms, self.issues, self.skipped

    @property
    def carried(self) -> int:
        """Remarks that have gone to rows."""
        return sum(one.carried for one in self.lists)

    @property
    def left(self) -> list[tuple[str, Remark]]:
        """All remarks without a row, each with the name of its list."""
        return [(one.source, remark) for one in self.lists for remark in one.left]


def _form_keys(about: About) -> Sequence[Key]:
    return (about.sheet, about.text), (about.sheet,), (about.text,)


def _issue_keys(about: About) -> Sequence[Key]:
    """Cells move when rows are put in, and messages change with their numbers."""
    code, sheet = about.code, about.sheet
    return (code, sheet, about.cell, about.text), (code, sheet, about.text), (code, sheet, about.cell)


def _skipped_keys(about: About) -> Sequence[Key]:
    return ((about.text,), ())
