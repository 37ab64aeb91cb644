"""The words of ``words.yaml``, ready to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.text import squash

_FILE = Path(__file__).resolve().parent / "words.yaml"


@dataclass(frozen=True)
class Words:
    """Label keys by what they head."""

    annual: tuple[str, ...]
    longer: tuple[str, ...]
    goal: frozenset[str]
    funds: Mapping[str, str]
    """Label -> key of the fund line."""
    whole_year: frozenset[str]
    """Heads of the whole year's column under 指标值."""
    kinds: tuple[str, ...]
    """How names of projects end that say no more than that money is spent."""
    levels: tuple[str, ...]
    column: Mapping[str, str]
    """Head of a list's column -> what stands in it: project, unit, both, code, goal, amount, year."""


@cache
def words() -> Words:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    common = form_words()
    own = {label_key(label): key for key, labels in data["funds"].items() for label in labels}
    budgets = {label: "total" for label, field in common.fund_pairs.items() if field == "budget"}
    funds = {**budgets, **common.fund_line, **own}
    goal = frozenset(map(label_key, data["goal"]))
    return Words(
        annual=tuple(data["annual"]["begins"]),
        longer=tuple(data["longer"]["begins"]),
        goal=goal,
        whole_year=frozenset(data["whole_year"]),
        kinds=tuple(data["kinds"]),
        levels=tuple(data["levels"]),
        funds=funds,
        column={
            **{label: "amount" for label, key in funds.items() if key == "total"},
            **dict.fromkeys(goal, "goal"),
            **{label: field for label, field in common.field.items() if field in ("project", "unit", "year")},
            **{squash(label): role for role, labels in data["columns"].items() for label in labels},
        },
    )
