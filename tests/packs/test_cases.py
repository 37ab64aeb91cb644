"""Every shipped pack answers its own cases, has cases at every boundary, and describes its sources."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.rules import RulePack, load_pack
from perfeval_xl.rules.packs import pack_folders
from perfeval_xl.scoring.cases import Case, differences, load_cases

FOLDERS = pytest.mark.parametrize("folder", pack_folders(), ids=lambda folder: folder.name)
CASES = [
    pytest.param(load_pack(folder.name), case, id=f"{folder.name}: {case.name}")
    for folder in pack_folders()
    for case in load_cases(folder / "cases.yaml")
]


@pytest.mark.parametrize(("pack", "case"), CASES)
def test_pack_answers_case(pack: RulePack, case: Case) -> None:
    assert differences(case, pack) == []


@FOLDERS
def test_names_are_whole_and_unique(folder: Path) -> None:
    names = [case.name for case in load_cases(folder / "cases.yaml")]
    assert len(names) == len(set(names))
    assert all(len(name) >= 6 for name in names)


@FOLDERS
def test_every_source_is_described(folder: Path) -> None:
    """A pack describes the sources that it adds; those of its parent are described there."""
    pack = load_pack(folder.name)
    inherited = {source.id for source in load_pack(pack.extends).sources} if pack.extends else set()
    described = (folder / "SOURCE.md").read_text(encoding="utf-8")
    own = [source.id for source in pack.sources if source.id not in inherited]
    assert own
    assert [source for source in own if f"`{source}`" not in described] == []


def given(folder: Path, kind: str) -> Iterator[Any]:
    return (case.given for case in load_cases(folder / "cases.yaml") if case.kind == kind)


def number(value: Any) -> Decimal | None:
    if isinstance(value, str) and value.endswith("%"):
        return Decimal(value[:-1]) / 100
    return Decimal(value) if isinstance(value, (int, Decimal)) else None


@FOLDERS
def test_totals_are_tried_at_every_edge_of_the_grades(folder: Path) -> None:
    single = {number(case["rows"][0]["score"]) for case in given(folder, "total") if len(case["rows"]) == 1}
    assert {Decimal(text) for text in ("59.99", "60", "79.99", "80", "89.995", "90")} <= single


@FOLDERS
def test_totals_are_tried_that_floats_get_wrong(folder: Path) -> None:
    def floats_fail(scores: list[Decimal]) -> bool:
        total = 0.0
        for score in scores:  # not sum(), which corrects itself
            total += float(score)
        return total != float(sum(scores))

    sums = [[number(row.get("score")) for row in case["rows"]] for case in given(folder, "total")]
    assert any(floats_fail([score for score in scores if score is not None]) for scores in sums)


@FOLDERS
def test_execution_is_tried_at_zero_full_above_and_every_step(folder: Path) -> None:
    pairs = [(number(case.get("budget")), number(case.get("executed"))) for case in given(folder, "execution")]
    rates = {executed / budget for budget, executed in pairs if budget and executed is not None}
    assert any(budget == 0 for budget, _ in pairs)
    assert {Decimal(0), Decimal(1)} <= rates
    for step in load_pack(folder.name).execution.steps:
        below = [rate for rate in rates if step.at_least - Decimal("0.001") < rate < step.at_least]
        assert step.at_least in rates, step
        assert below or step.at_least == 0, step


@FOLDERS
def test_indicators_are_tried_at_target_zero_and_at_twice_the_target(folder: Path) -> None:
    numbers = [
        (case["comparator"], number(case.get("target")), number(case.get("actual")))
        for case in given(folder, "indicator")
    ]
    zero = {(comparator, actual) for comparator, target, actual in numbers if target == 0}
    assert {("eq", 0), ("eq", 2), ("le", 1), ("ge", 0)} <= zero
    assert any(c == "le" and target and actual == 2 * target for c, target, actual in numbers)
    assert any(c == "le" and target and actual == target for c, target, actual in numbers)
