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

_FILE = Path(__file__).resolve().parent / "words.yaml"


@dataclass(frozen=True)
class Words:
    """Label keys by what they head."""

    annual: tuple[str, ...]
    longer: tuple[str, ...]
    goal: frozenset[str]
    funds: Mapping[str, str]
    """Label -> key of the fund line."""
    project: frozenset[str]


@cache
def words() -> Words:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    common = form_words()
    own = {label_key(label): key for key, labels in data["funds"].items() for label in labels}
    budgets = {label: "total" for label, field in common.fund_pairs.items() if field == "budget"}
    return Words(
        annual=tuple(data["annual"]["begins"]),
        longer=tuple(data["longer"]["begins"]),
        goal=frozenset(map(label_key, data["goal"])),
        funds={**budgets, **common.fund_line, **own},
        project=frozenset(map(label_key, data["project"])),
    )
