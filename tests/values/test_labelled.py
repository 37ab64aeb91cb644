"""How many of the labelled texts are read right: see ``data/README.md`` for the labels and their rules.

On texts that the reader was never fitted to (``published.tsv``, parts ``unseen`` and ``later``, 147 rows): comparators
98.6%, target values 97.3%, actuals 98.0%; how these came about stands in ``data/README.md``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.values.labels import (
    Row,
    actual_is_right,
    comparator_is_right,
    table,
    target_value_is_right,
    wrong,
)

GIVEN = {"pairs": 190, "rows": 310}
"""The tables of published forms, with the least number of rows that makes a measure."""


def measured(rows: list[Row], is_right: Callable[[Row], bool]) -> float:
    """The share read right, of the rows that have a label for it."""
    column = "actual_meaning" if is_right is actual_is_right else "comparator"
    labelled = [row for row in rows if row[column] not in ("none", "empty", "?")]
    return 1 - len(wrong(labelled, is_right)) / len(labelled)


@pytest.mark.parametrize("name", GIVEN)
def test_comparators_of_published_forms(name: str) -> None:
    rows = table(name)
    assert len(rows) >= GIVEN[name]
    assert measured(rows, comparator_is_right) >= 0.97, wrong(rows, comparator_is_right)


@pytest.mark.parametrize("name", GIVEN)
def test_values_of_published_forms(name: str) -> None:
    assert measured(table(name), target_value_is_right) >= 0.99
    assert measured(table(name), actual_is_right) >= 0.99


def test_further_texts_that_the_reader_was_mended_on() -> None:
    rows = table("published", "seen")
    assert len(rows) >= 200
    assert measured(rows, comparator_is_right) >= 0.97
    assert measured(rows, target_value_is_right) >= 0.99
    assert measured(rows, actual_is_right) >= 0.99


def test_texts_that_the_reader_was_never_fitted_to() -> None:
    """Only shares are asserted, and nothing of the rows is shown: looking at them would fit the reader to them."""
    rows = table("published", "unseen") + table("published", "later")
    assert len(rows) >= 140
    shares = [
        round(measured(rows, is_right), 3) for is_right in (comparator_is_right, target_value_is_right, actual_is_right)
    ]
    assert shares[0] >= 0.97
    assert min(shares) >= 0.96


@pytest.mark.parametrize("name", ["pairs", "rows", "published"])
def test_no_value_is_invented(name: str) -> None:
    """A text that nobody can put a value to gets none."""
    without = [row for row in table(name, "seen" if name == "published" else "") if row["comparator"] == "unknown"]
    assert len(without) >= 5
    assert wrong(without, target_value_is_right) == []


@pytest.mark.parametrize("name", ["pairs", "rows", "published"])
def test_every_kind_of_comparator_is_in_the_tables(name: str) -> None:
    kinds = {kind for row in table(name) for kind in row["comparator"].split("|")}
    assert kinds >= {"ge", "le", "eq", "date", "qualitative", "unknown"}
