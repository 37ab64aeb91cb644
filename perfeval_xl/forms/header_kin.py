"""Headers that are no known word and yet made like those of a field: 预期实现值, 完成总量, 未达标准的原因."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from perfeval_xl.forms.vocabulary import Aliases, form_words

SAID = frozenset(("target", "actual"))
"""Fields that decide scores: that a header was read as one of them is said."""


def kin_columns(
    stacks: Mapping[int, Sequence[str]], columns: Mapping[str, int], aliases: Aliases
) -> Iterator[tuple[str, int, str]]:
    """Fields without a column and the only column whose lowest label is made like theirs: (field, column, label)."""
    if "actual" not in aliases.titles or "reason" not in aliases.titles:  # the header of another table
        return
    taken = set(columns.values())
    claims: dict[str, list[int]] = {}
    for column, labels in stacks.items():
        if column not in taken and (field := _field(labels[-1])) and field not in columns:
            claims.setdefault(field, []).append(column)
    for field, claimed in claims.items():
        if len(claimed) == 1:
            yield field, claimed[0], stacks[claimed[0]][-1]


@lru_cache(maxsize=4096)
def _field(label: str) -> str:
    """The only field whose headers are made so; what a fund table calls its columns is none of indicators."""
    words = form_words()
    if label in words.fund.fields or label in words.side or label.startswith(words.other_period):
        return ""
    fields = [field for field, kin in words.kin.items() if kin.has(label)]
    return fields[0] if len(fields) == 1 else ""
