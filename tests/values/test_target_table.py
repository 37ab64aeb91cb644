"""Targets and actual values of real published forms, labelled by hand, and how many of them are read right.

The table holds what each text means to a person who sees the two cells and nothing else: no name of the indicator,
no column of units. Dates are labelled by their last day, grades by their name.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.values.reading import read_value
from perfeval_xl.values.targets import read_target

TABLE = Path(__file__).parent / "data" / "target_texts.tsv"
Row = dict[str, str]


@pytest.fixture(scope="module")
def labelled() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_table_is_large_enough_to_measure(labelled: list[Row]) -> None:
    assert len(labelled) >= 190
    assert {row["comparator"] for row in labelled} >= {
        "ge",
        "le",
        "lt",
        "eq",
        "range",
        "date",
        "qualitative",
        "unknown",
    }


def test_comparators_are_read_right(labelled: list[Row]) -> None:
    wrong = [row for row in labelled if read_target(row["target"]).comparator.value != row["comparator"]]
    assert len(wrong) <= 0.03 * len(labelled), wrong


def test_values_are_read_right(labelled: list[Row]) -> None:
    wrong = [row for row in labelled if not (_target_is_right(row) and _actual_is_right(row))]
    assert len(wrong) <= 0.01 * len(labelled), wrong


def test_no_value_is_invented(labelled: list[Row]) -> None:
    without = [row["target"] for row in labelled if not row["value"]]
    assert [text for text in without if read_target(text).value is not None] == []


def _target_is_right(row: Row) -> bool:
    target = read_target(row["target"])
    value = target.date.last.isoformat() if target.date else target.value
    return (value, target.high, target.unit) == (_label(row["value"]), _label(row["high"]), row["unit"])


def _actual_is_right(row: Row) -> bool:
    actual = read_value(row["actual"])
    value: object = actual.value
    if actual.date is not None:
        value = actual.date.last.isoformat()
    if actual.grade is not None:
        value = actual.grade.name
    return (actual.meaning.value, value) == (row["actual_meaning"], _label(row["actual_value"]))


def _label(text: str) -> Decimal | str | None:
    if not text:
        return None
    return text if text.count("-") == 2 or text.isalpha() else Decimal(text)
