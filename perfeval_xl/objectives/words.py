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
    year: frozenset[str]
    project: frozenset[str]
    content_heads: frozenset[str]
    kind_heads: frozenset[str]
    level_names: Mapping[str, frozenset[str]]
    """Field -> what may stand below a head of :attr:`kind_heads` that stands for it."""
    area_heads: frozenset[str]
    area_ends: tuple[str, ...]
    area_sums: frozenset[str]
    area_titles: tuple[str, ...]
    column: Mapping[str, str]
    """Head of a list's column -> what stands in it: project, unit, both, code, goal, amount, year."""

    @property
    def strange(self) -> frozenset[str]:
        """Heads that no self-evaluation has in that sense."""
        return self.content_heads | self.kind_heads | self.project


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
        year=frozenset(data["year"]),
        project=frozenset(data["project"]),
        content_heads=frozenset(data["content"]),
        kind_heads=frozenset(data["kind_heads"]),
        level_names={field: frozenset(names) for field, names in data["level_names"].items()},
        area_heads=frozenset(data["areas"]["heads"]),
        area_ends=tuple(data["areas"]["ends"]),
        area_sums=frozenset(data["areas"]["sums"]),
        area_titles=tuple(data["areas"]["titles"]),
        column={
            **{label: "amount" for label, key in funds.items() if key == "total"},
            **dict.fromkeys(goal, "goal"),
            **{label: field for label, field in common.field.items() if field in ("project", "unit", "year")},
            **{squash(label): role for role, labels in data["columns"].items() for label in labels},
        },
    )
