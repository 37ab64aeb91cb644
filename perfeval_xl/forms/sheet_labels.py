"""The label of a cell on a sheet: its label key, a header's marks of order (A.全年预算数, 1、年初预算数) taken off."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.vocabulary import form_words

_MARKS = re.compile(r"\A(?:[A-Z]|[0-9]{1,2})(?=[一-鿿])|(?<=[一-鿿])=?[A-Z0-9×%]{0,7}\Z")
"""A letter or a number before the words, or a formula behind them (全年执行数B, 执行率=B/A)."""


@lru_cache(maxsize=8192)
def sheet_label(text: str) -> str:
    """The label key of a cell's text; marks are taken off where a known header is left, and nowhere else."""
    label = label_key(text)
    if label in _headers():
        return label
    if label.endswith("%") and (rate := f"{label[:-1]}率") in _headers():
        return rate  # 完成%
    plain = _MARKS.sub("", label)
    return plain if plain in _headers() else label


@cache
def _headers() -> frozenset[str]:
    words = form_words()
    return frozenset(words.indicator.fields.keys() | words.fund.fields.keys())
