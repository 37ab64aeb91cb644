"""Records that are made quickly are the dataclasses that they would be anyway."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping

import pytest

from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.frozen import quickly_made
from perfeval_xl.values.model import Comparator, Meaning, Reading, Target


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    name: str
    cells: Mapping[str, str] = dataclasses.field(default_factory=dict)
    level: int = 0

    def __post_init__(self) -> None:
        if self.level < 0:
            raise ValueError(self.name)


@quickly_made
@dataclasses.dataclass(frozen=True, slots=True)
class Quick:
    name: str
    cells: Mapping[str, str] = dataclasses.field(default_factory=dict)
    level: int = 0

    def __post_init__(self) -> None:
        if self.level < 0:
            raise ValueError(self.name)


@pytest.mark.parametrize(
    ("given", "named"),
    [(("甲",), {}), (("甲", {"a": "A1"}, 2), {}), ((), {"name": "甲", "level": 1}), (("甲",), {"cells": {}})],
)
def test_fields_are_stored_as_by_a_usual_dataclass(given: tuple[str, ...], named: dict[str, object]) -> None:
    usual, quick = Usual(*given, **named), Quick(*given, **named)  # type: ignore[arg-type]
    assert dataclasses.astuple(usual) == dataclasses.astuple(quick)
    assert repr(usual).removeprefix("Usual") == repr(quick).removeprefix("Quick")


def test_a_factory_makes_a_new_value_for_each_record() -> None:
    assert Quick("甲").cells is not Quick("乙").cells


@pytest.mark.parametrize("wrong", [(), ("甲", {}, 0, 1)])
def test_missing_and_further_arguments_are_refused(wrong: tuple[object, ...]) -> None:
    for cls in (Usual, Quick):
        with pytest.raises(TypeError, match=rf"{cls.__name__}\.__init__\(\)"):
            cls(*wrong)  # type: ignore[arg-type]


def test_what_is_to_follow_the_making_follows_it() -> None:
    for cls in (Usual, Quick):
        with pytest.raises(ValueError, match="甲"):
            cls("甲", level=-1)


def test_records_stay_frozen_and_can_be_copied_compared_and_sent() -> None:
    one = Reading(Meaning.NUMBER, "5", unit="万元")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.unit = "元"  # type: ignore[misc]
    assert dataclasses.replace(one, unit="元") == Reading(Meaning.NUMBER, "5", unit="元") != one
    assert one == copy.deepcopy(one) == pickle.loads(pickle.dumps(one))  # noqa: S301
    assert hash(one) == hash(copy.copy(one))
    row = IndicatorRow(1, "产出指标", "数量指标", "检查次数", Target(Comparator.GE))
    assert row == pickle.loads(pickle.dumps(row))  # noqa: S301
    assert (row.actual.meaning, row.goal_weight, row.cells) == (Meaning.EMPTY, None, {})


def test_fields_that_are_not_plain_are_refused() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Odd:
        name: str = dataclasses.field(default="", init=False)

    with pytest.raises(TypeError, match="name is no plain field"):
        quickly_made(Odd)
