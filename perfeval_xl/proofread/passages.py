"""Passages: a paragraph, or a few that belong together, read as one stretch with its figures.

What a sentence leaves out (``执行率73.59%``) often stands a sentence or a paragraph before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfeval_xl.documents.model import Line
from perfeval_xl.issues import IssueKind
from perfeval_xl.proofread.figures import Figure, figures_of, shaped
from perfeval_xl.proofread.finding import Finding, Report, in_line

LONGEST = 2000
"""A longer passage is not read as one: what stands so far apart is not surely one matter."""
MARKED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:、|是)|[(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)]"
    r"|[0-9]{1,2}(?:[.、)](?![0-9])|[.][0-9]{1,2}(?![0-9]))|[①-⑳●•◆]|第[一二三四五六七八九十]{1,3}[,章节部])"
)
"""How a heading or an item of a list begins."""
_END = re.compile(r"[。!?\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of text over one or several lines; places count from its start."""

    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    """Where each line begins."""
    shaped: str
    figures: tuple[Figure, ...]

    def line_at(self, place: int) -> tuple[Line, int]:
        """The line that a place lies in, and the place in that line."""
        number = bisect_right(self.starts, place) - 1
        return self.lines[number], place - self.starts[number]

    def sentence_start(self, place: int) -> int:
        """Where the sentence begins that a place lies in."""
        return max((match.end() for match in _END.finditer(self.shaped, 0, place)), default=0)

    def between(self, start: int, end: int) -> list[Figure]:
        return [figure for figure in self.figures if start <= figure.start and figure.end <= end]


def passage_of(lines: Sequence[Line]) -> Passage:
    starts: list[int] = []
    text = ""
    for line in lines:
        starts.append(len(text))
        text += shaped(line.text) + "\n"
    return Passage(tuple(lines), tuple(starts), text, figures_of(text))


def passages_up_to(report: Report, wanted: re.Pattern[str], most_lines: int) -> Iterator[Passage]:
    """For each line of prose that holds ``wanted``: the line with up to ``most_lines`` before it that lead to it.

    A heading, an item of a list or a table ends the way back; lines longer than a passage may be are left out.
    """
    prose = report.document.lines
    for place, line in enumerate(prose):
        if line.in_table or len(line.text) > LONGEST or not wanted.search(shaped(line.text)):
            continue
        first = place
        length = len(line.text)
        while first > 0 and place - first < most_lines and not MARKED.match(shaped(prose[first].text[:12])):
            before = prose[first - 1]
            length += len(before.text)
            if before.in_table or before.story != line.story or length > LONGEST:
                break
            first -= 1
        yield passage_of(prose[first : place + 1])


def in_passage(
    kind: IssueKind, passage: Passage, start: int, end: int, *, mark: int | None = None, **facts: object
) -> Finding:
    """A finding whose quote ends at ``end``; it begins at ``start`` or with the line of its end."""
    line, behind = passage.line_at(end - 1)
    offset = end - 1 - behind
    begin = max(0, start - offset)
    begin += len(line.text[begin : behind + 1]) - len(line.text[begin : behind + 1].lstrip())
    return in_line(kind, line, begin, behind + 1, mark=None if mark is None else max(0, mark - offset), **facts)
