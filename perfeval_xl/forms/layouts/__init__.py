"""Layout families: how the forms of a place differ from the common one, as data, one ``.yaml`` file a family.

A family says by which words and columns it is told from the others (``must``, ``hints``), which words it uses in a
sense of its own (``words``), which columns it cannot do without (``required``), and what is done with it (``use``):
``score``, ``check`` (a form without points) or ``decline`` (a form that is no self-evaluation).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import BANDS, FormKind
from perfeval_xl.forms.vocabulary import Aliases, form_words
from perfeval_xl.forms.vocabulary.loading import load_yaml
from perfeval_xl.values.text import squash

TITLE_WEIGHT = 5
FOLDER = Path(__file__).resolve().parent


class Use(StrEnum):
    """What is done with a form of a family."""

    SCORE = "score"
    CHECK = "check"
    """It has no points: rates and figures are checked, nothing is scored."""
    DECLINE = "decline"
    """It is another kind of form: recognised, named, and left alone."""


@dataclass(frozen=True)
class Signs:
    """What tells a family from the others."""

    columns: frozenset[str] = frozenset()
    """Indicator fields that the header has."""
    without: frozenset[str] = frozenset()
    """Indicator fields that it has not."""
    labels: tuple[str, ...] = ()
    """Cells that read exactly so (squashed) somewhere in the form."""
    contains: tuple[str, ...] = ()
    """Words found in some cell of the form, brackets' content included."""
    title: tuple[str, ...] = ()
    """Words found in the title or the sheet's name."""

    @property
    def count(self) -> int:
        """How much they weigh together: one each, the title more than the columns that many forms have."""
        others = len(self.columns) + len(self.without) + len(self.labels) + len(self.contains)
        return others + (TITLE_WEIGHT if self.title else 0)


@dataclass(frozen=True)
class Layout:
    """One family; see the module's docstring."""

    id: str
    title: str
    use: Use
    kind: FormKind | None
    """``None`` where the form's own title tells."""
    source: str
    verified: bool
    required: tuple[str, ...]
    funds: bool
    """Whether a form of this family has a fund table (项目资金)."""
    must: Signs
    hints: Signs
    fewest_hints: int
    """So much weight of hints must be there beside the musts."""
    indicator: Aliases
    """Header words of the indicator table, the family's own before the common ones."""
    fund: Aliases
    """Header words of the fund table, likewise."""
    own_words: bool
    """Whether the family has words of its own."""


_KEYS = {
    "id",
    "title",
    "use",
    "kind",
    "source",
    "verified",
    "required",
    "funds",
    "must",
    "hints",
    "words",
    "fewest_hints",
}
_SIGN_KEYS = {"columns", "without", "labels", "contains", "title"}


@cache
def layouts() -> tuple[Layout, ...]:
    """All families, by id; the common one (``central``) has no signs of its own and takes what no other claims."""
    return tuple(read_layout(path) for path in sorted(FOLDER.glob("*.yaml")))


def layout(name: str) -> Layout:
    """The family of an id.

    Raises:
        KeyError: there is none.
    """
    return {family.id: family for family in layouts()}[name]


def read_layout(path: Path) -> Layout:
    """One family's file.

    Raises:
        ValueError: a key or a field is unknown, or the id is not the file's name.
    """
    data = load_yaml(path)
    if unknown := data.keys() - _KEYS:
        raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
    if data["id"] != path.stem:
        raise ValueError(f"{path.name}: id {data['id']!r} is not the file's name")
    words, known = _words(path, data.get("words") or {}), form_words()
    return Layout(
        id=data["id"],
        title=data["title"],
        use=Use(data["use"]),
        kind=FormKind(data["kind"]) if data.get("kind") else None,
        source=data["source"],
        verified=bool(data["verified"]),
        required=tuple(data.get("required", known.required)),
        funds=bool(data.get("funds", True)),
        must=_signs(path, data.get("must") or {}),
        hints=_signs(path, data.get("hints") or {}),
        fewest_hints=int(data.get("fewest_hints", 0)),
        indicator=known.indicator.over(words.get("indicator", {})),
        fund=known.fund.over(words.get("fund", {})),
        own_words=bool(words),
    )


def _signs(path: Path, data: Mapping[str, Any]) -> Signs:
    if unknown := data.keys() - _SIGN_KEYS:
        raise ValueError(f"{path.name}: unknown signs {sorted(unknown)}")
    return Signs(
        columns=frozenset(data.get("columns", ())),
        without=frozenset(data.get("without", ())),
        labels=tuple(label_key(word) for word in data.get("labels", ())),
        contains=tuple(squash(word) for word in data.get("contains", ())),
        title=tuple(label_key(word) for word in data.get("title", ())),
    )


def _words(path: Path, data: Mapping[str, Any]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    known = form_words()
    fields = {"indicator": {*known.indicator.titles, *BANDS}, "fund": {*known.fund.titles}}
    for table, section in data.items():
        if table not in fields or (unknown := section.keys() - fields[table]):
            raise ValueError(f"{path.name}: unknown words {table}: {sorted(unknown if table in fields else section)}")
    return {table: {field: tuple(words) for field, words in section.items()} for table, section in data.items()}
