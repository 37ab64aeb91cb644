"""Issues that came or went.

One that says the same at another cell is still there; so is one at its cell with other numbers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from perfeval_xl.comparison.matching import match
from perfeval_xl.comparison.model import Area, Change, Difference
from perfeval_xl.issues import Issue, catalogue
from perfeval_xl.results import Evaluation


def issue_differences(before: Evaluation, after: Evaluation) -> Iterator[Difference]:
    for one, other in match(before.issues, after.issues, (_by_words, _by_place)):
        if one is None and other is not None:
            yield Difference(
                Area.ISSUE, Change.ADDED, "", _title(other), _weight(other), None, other.message, None, _cell(other)
            )
        elif one is not None and other is None:
            yield Difference(
                Area.ISSUE, Change.REMOVED, "", _title(one), _weight(one), one.message, None, _cell(one), None
            )


def _by_words(issue: Issue) -> Hashable:
    return issue.code, issue.message


def _by_place(issue: Issue) -> Hashable | None:
    return (issue.code, issue.sheet, issue.cell) if issue.cell else None


def _title(issue: Issue) -> str:
    kind = catalogue().get(issue.code)
    return f"{issue.code} {kind.title}" if kind is not None else issue.code


def _weight(issue: Issue) -> str:
    return issue.severity.label


def _cell(issue: Issue) -> str | None:
    return issue.place or None
