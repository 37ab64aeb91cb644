"""Headers that are no known word and yet made like those of a field: 预期实现值, 完成总量, 未达标准的原因."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from perfeval_xl.forms.vocabulary import Aliases, form_words

SAID = frozenset(("name", "target", "actual", "budget"))
"""Fields that decide scores: that a header was read as one of them is said."""
_OF_INDICATORS, _OF_FUNDS = frozenset(("actual", "reason")), frozenset(("initial", "executed", "reason"))
"""What tells the words of the two tables of a form from those of others."""
_RIGHT_OF_NAMES = frozenset(("target", "actual"))
_NAMES = ("name", "level2", "level1")
"""The inner one first."""


def kin_columns(
    stacks: Mapping[int, Sequence[str]], columns: Mapping[str, int], aliases: Aliases
) -> Iterator[tuple[str, int, str]]:
    """Fields without a column and the only column whose lowest label is made like theirs: (field, column, label)."""
    funds = aliases.titles.keys() >= _OF_FUNDS
    if not funds and not aliases.titles.keys() >= _OF_INDICATORS:
        return
    taken = set(columns.values())
    names = next((columns[field] for field in _NAMES if field in columns), -1)
    claims: dict[str, list[int]] = {}
    for column, labels in stacks.items():
        if column in taken or not (field := _field(labels[-1], funds=funds)) or field in columns:
            continue
        if funds or column > names or field not in _RIGHT_OF_NAMES:
            claims.setdefault(field, []).append(column)
    for field, claimed in claims.items():
        if len(claimed) == 1:
            yield field, claimed[0], stacks[claimed[0]][-1]


def kin_field(label: str) -> str:
    """The field of the indicator table whose headers are made so; ``""`` for none or several."""
    return _field(label, funds=False)


@lru_cache(maxsize=4096)
def _field(label: str, *, funds: bool) -> str:
    """The only field whose headers are made so; what one table calls its columns is none of the other's."""
    words = form_words()
    others = words.indicator if funds else words.fund
    if label in others.fields or label in words.side or label.startswith(words.other_period):
        return ""
    fields = [field for field, kin in (words.fund_kin if funds else words.kin).items() if kin.has(label)]
    return fields[0] if len(fields) == 1 else ""
