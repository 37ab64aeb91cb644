"""Mutants of real workbooks: scored, or refused for one cause; none brings the flow down, hangs it or fills the memory."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.fuzz.mutator import mutant
from tests.fuzz.trying import failures, seeds, verdict

COUNT = int(os.environ.get("PERFEVAL_FUZZ", "60"))
FIRST = int(os.environ.get("PERFEVAL_FUZZ_FIRST", "0"))
KINDS = ("sample", "department", "rich", "scored", "written on", "old")


@pytest.mark.parametrize("seed", KINDS)
def test_no_mutant_brings_the_flow_down(seed: str) -> None:
    assert failures(seed, range(FIRST, FIRST + COUNT)) == []


def test_the_seeds_themselves_are_read() -> None:
    verdicts = {name: verdict(content, "表.xls" if name == "old" else "表.xlsx") for name, content in seeds().items()}
    assert verdicts == {
        "sample": "scored",
        "department": "scored",
        "rich": "IO-30",
        "scored": "scored",
        "written on": "scored",
        "old": "scored",
    }


def test_mutants_are_told_by_their_number_and_get_past_the_door() -> None:
    sample = seeds()["sample"]
    assert mutant(sample, 7) == mutant(sample, 7)
    found = Counter(verdict(mutant(sample, number), "表.xlsx") for number in range(1_000, 1_030))
    assert found["scored"] >= 5
    assert len(found) >= 3
