"""The words of the forms, as data: ``form.yaml`` and ``tables.yaml`` beside this module, and each layout's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.vocabulary.loading import load_yaml
from perfeval_xl.values.text import normalise

LABEL = "label"
"""The column of a companion table that names its rows."""
_FOLDER = Path(__file__).resolve().parent
_SHARED = ("points", "score", "reason")
"""Fields that the fund table has in common with the indicators."""


@dataclass(frozen=True, eq=False)
class Aliases:
    """The header words of one table: which field a label means, and how early in its field's list it stands.

    Loaded once and compared by identity, so that what is found out about a label can be remembered.
    """

    fields: Mapping[str, str]
    """Squashed label -> field."""
    ranks: Mapping[str, int]
    """Squashed label -> place in the list; the lower one wins where two columns claim a field."""
    titles: Mapping[str, str]
    """Field -> its usual header, for messages."""

    def over(self, words: Mapping[str, Sequence[str]]) -> Aliases:
        """These aliases with a layout's own before them."""
        if not words:
            return self
        own = aliases_of(words)
        return Aliases(
            fields={**self.fields, **own.fields},
            ranks={**self.ranks, **{label: rank - len(own.ranks) for label, rank in own.ranks.items()}},
            titles={**own.titles, **self.titles},
        )


def aliases_of(section: Mapping[str, Sequence[str]]) -> Aliases:
    """field -> aliases, turned round; each alias squashed the way labels on a sheet are."""
    fields = {label_key(alias): field for field, aliases in section.items() for alias in aliases}
    ranks = {label_key(alias): rank for aliases in section.values() for rank, alias in enumerate(aliases)}
    return Aliases(fields, ranks, {field: aliases[0] for field, aliases in section.items() if aliases})


@dataclass(frozen=True)
class Kin:
    """How a header is made that belongs to a field: its first and last words, what it has and never has."""

    begins: tuple[str, ...] = ("",)
    ends: tuple[str, ...] = ("",)
    contains: tuple[str, ...] = ("",)
    never: tuple[str, ...] = ()

    def has(self, label: str) -> bool:
        """Whether a label is made so."""
        return (
            label.startswith(self.begins)
            and label.endswith(self.ends)
            and any(word in label for word in self.contains)
            and not any(word in label for word in self.never)
        )


@dataclass(frozen=True)
class Made:
    """How headers of money are made: a compound's last part tells what it is."""

    tails: tuple[str, ...]
    """Taken off the end first: 数, 金额, 资金."""
    budget: tuple[str, ...]
    executed: tuple[str, ...]
    executed_of_money: tuple[str, ...]
    """Last parts that mean spending before a tail of money alone."""
    money: tuple[str, ...]
    surely_executed: tuple[str, ...]
    """Last parts that mean spending even behind 预算 and 计划."""
    planned: tuple[str, ...]
    at_first: tuple[str, ...]
    """First parts of a budget that another beside it has changed."""
    adjusted: tuple[str, ...]
    """First parts of that other one."""
    begins_never: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True)
class FormWords:
    """Aliases of the self-evaluation form, ready to look up."""

    title: tuple[str, ...]
    title_made: Kin
    department_title: tuple[str, ...]
    indicator: Aliases
    parts: Mapping[str, str]
    """Word of a second header row -> which part of a value it heads: ``value``, ``unit``, ``nature`` ..."""
    other_period: tuple[str, ...]
    side: frozenset[str]
    fund: Aliases
    fund_line: Mapping[str, str]
    fund_pairs: Mapping[str, str]
    field: Mapping[str, str]
    field_made: Mapping[str, Kin]
    """How labels are made that ask for the project, the unit or the authority, where none of ``field`` is there."""
    field_told: Mapping[str, Kin]
    """How labels end that ask for these, where the form has no other label for them and only one that ends so."""
    asks: tuple[str, ...]
    """How labels end that ask for something, known or not."""
    inline: Mapping[str, str]
    """The labels of ``field``, and those that are labels only with their value behind a colon in the same cell."""
    project: frozenset[str]
    """The labels among ``field`` that name the project."""
    number: frozenset[str]
    box: Mapping[str, str]
    goal: Mapping[str, str]
    goal_made: Mapping[str, Kin]
    """How the labels of ``goal_expected`` and ``goal_actual`` are made that are none of ``goal``."""
    total: frozenset[str]
    total_made: Kin
    """How the label of the total is made that is none of ``total``."""
    total_ends: tuple[str, ...]
    """How the label of a row ends that has the sum of all points, and no name of an indicator."""
    beside: frozenset[str]
    """All labels that have a value beside them: those of ``field`` and ``total``."""
    subtotal: tuple[str, ...]
    stop: tuple[str, ...]
    level1_values: tuple[str, ...]
    name_if_each: frozenset[str]
    kin: Mapping[str, Kin]
    """Field of the indicators -> how headers are made that are none of its words and yet its own."""
    value_words: Mapping[str, Kin]
    """Target, actual, points and score -> which way a header's words go, where the cells under it have to fit too."""
    value_other: tuple[str, ...]
    """What heads of values and points have that are not the form's own."""
    reason_head: tuple[str, ...]
    """What heads of reasons have, where all other headers are unknown."""
    compares: frozenset[str]
    """Signs and words that compare, as cells of a column of signs have them."""
    natures: frozenset[str]
    """All that such cells may say."""
    fund_kin: Mapping[str, Kin]
    """The same for the fields of the fund table."""
    fund_made: Made
    level_rows: Mapping[str, frozenset[str]]
    """``level1`` and ``level2`` -> the names that head rows of a list instead of standing in a column of their own."""
    goal_heading: tuple[str, ...]
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
    aliases: Aliases
    """Header words of all columns; the one of the rows' names is :data:`LABEL`."""
    totals: tuple[str, ...]
    identities: tuple[Identity, ...]
    minimum: int


@cache
def form_words() -> FormWords:
    """The vocabulary of ``form.yaml``."""
    data = load_yaml(_FOLDER / "form.yaml")

    def keys(section: str) -> tuple[str, ...]:
        return tuple(label_key(word) for word in data[section])

    return FormWords(
        title=keys("title"),
        title_made=_kin(data["title_made"])["title"],
        department_title=keys("department_title"),
        indicator=aliases_of(data["indicator"]),
        parts=aliases_of(data["parts"]).fields,
        other_period=keys("other_period"),
        side=frozenset(keys("side")),
        fund=aliases_of(_with_shared(data["fund"], data["indicator"])),
        fund_line=aliases_of(data["fund_line"]).fields,
        fund_pairs=aliases_of(data["fund_pairs"]).fields,
        field=aliases_of(data["field"]).fields,
        field_made=_kin(data["field_made"]),
        inline={**aliases_of(data["inline"]).fields, **aliases_of(data["field"]).fields},
        project=frozenset(map(label_key, data["field"]["project"])),
        number=frozenset(keys("number")),
        box=aliases_of(data["box"]).fields,
        goal=aliases_of(data["goal"]).fields,
        total=frozenset(keys("total")),
        total_made=_kin(data["total_made"])["total"],
        goal_made=_kin(data["goal_made"]),
        beside=frozenset((*aliases_of(data["field"]).fields, *keys("total"))),
        subtotal=keys("subtotal"),
        stop=keys("stop"),
        level1_values=keys("level1_values"),
        name_if_each=frozenset(keys("name_if_each")),
        kin=_kin(data["kin"]),
        value_words=_kin(data["value_words"]),
        value_other=keys("value_other"),
        reason_head=keys("reason_head"),
        compares=frozenset(map(normalise, data["nature_values"]["compare"])),
        natures=frozenset(normalise(word) for words in data["nature_values"].values() for word in words),
        fund_kin=_kin(data["fund_kin"]),
        fund_made=Made(**{part: tuple(words) for part, words in data["fund_made"].items()}),
        level_rows={level: frozenset(map(label_key, names)) for level, names in data["level_rows"].items()},
        goal_heading=keys("goal_heading"),
        total_ends=keys("total_ends"),
        field_told=_kin(data["field_told"]),
        asks=keys("asks"),
        required=tuple(data["required"]["indicator"]),
    )


def _with_shared(
    fund: Mapping[str, Sequence[str]], indicator: Mapping[str, Sequence[str]]
) -> Mapping[str, Sequence[str]]:
    """The words of the fund table, those of the indicators' points, scores and reasons behind its own."""
    own = {label_key(word) for words in fund.values() for word in words}
    more = {field: [word for word in indicator[field] if label_key(word) not in own] for field in _SHARED}
    return {field: [*words, *more.get(field, ())] for field, words in fund.items()}


def _kin(section: Mapping[str, Mapping[str, Sequence[str]]]) -> Mapping[str, Kin]:
    return {field: Kin(**{part: tuple(words) for part, words in made.items()}) for field, made in section.items()}


@cache
def table_words() -> tuple[TableWords, ...]:
    """The vocabulary of ``tables.yaml``, one entry a kind of table."""
    return tuple(_table(kind, data) for kind, data in load_yaml(_FOLDER / "tables.yaml").items())


def _table(kind: str, data: Mapping[str, Any]) -> TableWords:
    return TableWords(
        kind=kind,
        title=tuple(label_key(word) for word in data["title"]),
        label=frozenset(label_key(word) for word in data["label"]),
        aliases=aliases_of({**data["columns"], LABEL: data["label"]}),
        totals=tuple(data["totals"]),
        identities=tuple(
            Identity(item["result"], item["left"], item["op"], item["right"]) for item in data["identities"]
        ),
        minimum=data["minimum"],
    )
