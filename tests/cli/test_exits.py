"""The table of exit codes."""

from __future__ import annotations

import pytest

from perfeval_xl.cli.exits import FAIL_ON, Tally
from perfeval_xl.issues import Severity


@pytest.mark.parametrize(
    ("worst", "codes"),
    [
        (None, [0, 0, 0, 0]),
        (Severity.HINT, [0, 0, 1, 0]),
        (Severity.WARNING, [0, 1, 1, 0]),
        (Severity.ERROR, [1, 1, 1, 0]),
    ],
)
def test_findings_count_from_the_level_asked_for(worst: Severity | None, codes: list[int]) -> None:
    tally = Tally()
    tally.add("issues", [] if worst is None else [worst])
    assert [tally.code(level) for level in FAIL_ON] == codes


def test_something_unreadable_outweighs_all() -> None:
    tally = Tally()
    tally.add("unreadable", [Severity.ERROR])
    tally.add("ok", [])
    assert [tally.code(level) for level in FAIL_ON] == [3, 3, 3, 3]
