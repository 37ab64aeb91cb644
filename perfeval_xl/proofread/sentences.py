"""Sentences (句子) of a report, each with its line, its figures and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.documents.model import Document, Line
from perfeval_xl.proofread.figures import Figure, figures_of, shaped

_END = re.compile(r"[。!?\n]+")
LONGEST = 4000
"""A longer stretch without a full stop is no sentence of a report; it is read in pieces."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: places count from its start."""

    line: Line
    start: int
    """Where it begins in the line."""
    text: str
    """As written."""
    shaped: str
    """The same with half-width signs, one for one."""
    figures: tuple[Figure, ...]

    @property
    def parts(self) -> Iterator[tuple[int, int]]:
        """Start and end of the stretches between semicolons."""
        start = 0
        while True:
            end = self.shaped.find(";", start)
            if end < 0:
                yield start, len(self.shaped)
                return
            yield start, end
            start = end + 1

    @property
    def triples(self) -> Iterator[tuple[Figure, Figure, Figure]]:
        """Each three figures that follow one another."""
        return zip(self.figures, self.figures[1:], self.figures[2:], strict=False)

    def part_of(self, place: int) -> tuple[int, int]:
        """The stretch between semicolons that a place lies in."""
        return next(part for part in self.parts if part[0] <= place <= part[1])

    def between(self, start: int, end: int) -> list[Figure]:
        """The figures that lie in a stretch."""
        first = bisect_left(self.figures, start, key=_start)
        last = bisect_left(self.figures, end, key=_start)
        return [figure for figure in self.figures[first:last] if figure.end <= end]


def _start(figure: Figure) -> int:
    return figure.start


def sentences_of(document: Document) -> list[Sentence]:
    """All sentences of a document, those in table cells included."""
    return [sentence for line in document.lines for sentence in _of_line(line)]


def _of_line(line: Line) -> Iterator[Sentence]:
    text = shaped(line.text)
    start = 0
    for match in [*_END.finditer(text), None]:
        end = len(text) if match is None else match.start()
        for piece in range(start, end, LONGEST):
            stop = min(end, piece + LONGEST)
            if text[piece:stop].strip():
                yield Sentence(line, piece, line.text[piece:stop], text[piece:stop], figures_of(text[piece:stop]))
        start = end if match is None else match.end()
