"""Exit codes.

0  clean
1  findings at or above ``--fail-on``
2  wrong use
3  something could not be read or written; the rest was done
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perfeval_xl.issues import Severity

CLEAN = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3

NEVER = "never"
FAIL_ON = (*(severity.value for severity in Severity), NEVER)


def exit_code(unreadable: bool, counts: Mapping[Severity, int], fail_on: str) -> int:
    """The code for what was met; something unreadable outweighs any finding."""
    if unreadable:
        return UNREADABLE
    if fail_on == NEVER:
        return CLEAN
    limit = Severity(fail_on).rank
    return FINDINGS if any(count for severity, count in counts.items() if severity.rank <= limit) else CLEAN


class Tally:
    """Gathers what the exit code depends on, file by file."""

    def __init__(self) -> None:
        self.unreadable = False
        self._counts = dict.fromkeys(Severity, 0)

    def add(self, status: str, severities: Iterable[Severity]) -> None:
        self.unreadable |= status == "unreadable"
        for severity in severities:
            self._counts[severity] += 1

    def code(self, fail_on: str) -> int:
        return exit_code(self.unreadable, self._counts, fail_on)
