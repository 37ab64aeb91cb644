"""The words of the forms, as data: see ``form.yaml`` and ``tables.yaml`` beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from perfeval_xl.forms.labels import label_key

_FOLDER = Path(__file__).resolve().parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _load(name: str) -> dict[str, Any]:
    # yaml.load with a *safe* loader class: the C one where PyYAML was built with it
    data: dict[str, Any] = yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    return data


def _reverse(section: Mapping[str, list[str]]) -> dict[str, str]:
    """alias -> field, each alias squashed the way labels on a sheet are."""
    return {label_key(alias): field for field, aliases in section.items() for alias in aliases}


@dataclass(frozen=True)
class FormWords:
    """Aliases of the self-evaluation form, ready to look up."""

    title: tuple[str, ...]
    department_title: tuple[str, ...]
    indicator: Mapping[str, str]
    fund: Mapping[str, str]
    fund_line: Mapping[str, str]
    field: Mapping[str, str]
    goal: Mapping[str, str]
    total: frozenset[str]
    stop: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True)
class Identity:
    """``result = left op right`` (op ``plus`` or ``minus``) wherever all three are numbers."""

    result: str
    left: str
    op: str
    right: str


@dataclass(frozen=True)
class TableWords:
    """Aliases and identities of one kind of companion table."""

    kind: str
    title: tuple[str, ...]
    label: frozenset[str]
    columns: Mapping[str, str]
    totals: tuple[str, ...]
    identities: tuple[Identity, ...]
    minimum: int


@cache
def form_words() -> FormWords:
    """The vocabulary of ``form.yaml``."""
    data = _load("form.yaml")
    return FormWords(
        title=tuple(label_key(word) for word in data["title"]),
        department_title=tuple(label_key(word) for word in data["department_title"]),
        indicator=_reverse(data["indicator"]),
        fund=_reverse(data["fund"]),
        fund_line=_reverse(data["fund_line"]),
        field=_reverse(data["field"]),
        goal=_reverse(data["goal"]),
        total=frozenset(label_key(word) for word in data["total"]),
        stop=tuple(label_key(word) for word in data["stop"]),
        required=tuple(data["required"]["indicator"]),
    )


@cache
def indicator_titles() -> Mapping[str, str]:
    """Field of the indicator table -> its usual header, for messages."""
    return {field: aliases[0] for field, aliases in _load("form.yaml")["indicator"].items()}


@cache
def table_words() -> tuple[TableWords, ...]:
    """The vocabulary of ``tables.yaml``, one entry a kind of table."""
    return tuple(
        TableWords(
            kind=kind,
            title=tuple(label_key(word) for word in data["title"]),
            label=frozenset(label_key(word) for word in data["label"]),
            columns=_reverse(data["columns"]),
            totals=tuple(data["totals"]),
            identities=tuple(
                Identity(item["result"], item["left"], item["op"], item["right"]) for item in data["identities"]
            ),
            minimum=data["minimum"],
        )
        for kind, data in _load("tables.yaml").items()
    )
