"""A finding: an issue with its place in the text; and how statements are registered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from perfeval_xl.documents.model import Document, Line
from perfeval_xl.issues import Issue, IssueKind
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.values.privacy import mask

_LONGEST_QUOTE = 72


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue of a report. ``issue.sheet`` holds the place in words (第45行)."""

    issue: Issue
    line: Line
    start: int
    """First character in the line's text."""
    end: int
    quote: str
    """The words in question, as written; personal data masked."""
    mark: int
    """Where the figure in doubt stands in the line: of findings on one figure the first is kept."""


@dataclass(frozen=True)
class Report:
    """What statements read: the document and its sentences."""

    document: Document
    sentences: tuple[Sentence, ...]
    remarks: tuple[Line, ...] = ()
    """What reviewers remarked (批注): no part of what the report says, but published with it."""


SentenceCheck = Callable[[Sentence], Iterator[Finding]]
ReportCheck = Callable[[Report], Iterator[Finding]]

_SENTENCE_CHECKS: list[SentenceCheck] = []
_REPORT_CHECKS: list[ReportCheck] = []


def sentence_check(function: SentenceCheck) -> SentenceCheck:
    """Register what reads one sentence at a time."""
    _SENTENCE_CHECKS.append(function)
    return function


def report_check(function: ReportCheck) -> ReportCheck:
    """Register what reads the report as a whole."""
    _REPORT_CHECKS.append(function)
    return function


def registered() -> tuple[tuple[SentenceCheck, ...], tuple[ReportCheck, ...]]:
    return tuple(_SENTENCE_CHECKS), tuple(_REPORT_CHECKS)


def found(
    kind: IssueKind, sentence: Sentence, start: int, end: int, *, mark: int | None = None, **facts: object
) -> Finding:
    """A finding on a stretch of a sentence; the kind's template may use ``{quote}``."""
    stretch = sentence.text[start:end]
    begin = sentence.start + start + len(stretch) - len(stretch.lstrip())
    return in_line(
        kind,
        sentence.line,
        begin,
        sentence.start + end,
        mark=None if mark is None else sentence.start + mark,
        **facts,
    )


def in_line(kind: IssueKind, line: Line, start: int, end: int, *, mark: int | None = None, **facts: object) -> Finding:
    """A finding on a stretch of a line."""
    quote = shortened(line.text[start:end])
    issue = kind.at(line.place, None, **{"quote": quote, **facts})
    return Finding(issue, line, start, end, quote, start if mark is None else mark)


def shortened(text: str) -> str:
    """A quotation on one line, long ones with their middle left out."""
    line = mask(" ".join(text.split()))
    if len(line) <= _LONGEST_QUOTE:
        return line
    half = _LONGEST_QUOTE // 2
    return f"{line[:half]}……{line[-half:]}"
