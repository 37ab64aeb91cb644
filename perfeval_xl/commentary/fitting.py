"""Texts within a limit of characters (字数上限): cut between sentences, else between clauses, never inside a number."""

from __future__ import annotations

from perfeval_xl.values.patterns import compiled_later

_SENTENCE = compiled_later(r"[^。]*。?")
_CLAUSE = compiled_later(r"[^，；、。]*[，；、。]?")
_CUT_NUMBER = compiled_later(r"[0-9.,%‰≥≤><=~-]+$")


def fit(text: str, limit: int | None) -> str:
    """As many whole sentences as the limit holds; without a limit the text itself."""
    if limit is None or len(text) <= limit:
        return text
    kept = _whole(_SENTENCE.findall(text), limit)
    return kept or shorten(text, limit)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut behind a clause where there is one, with ``…`` for what is left out."""
    if len(text) <= limit:
        return text
    room = max(limit - 1, 0)
    kept = _whole(_CLAUSE.findall(text), room).rstrip("，；、。")
    if not kept:
        kept = text[:room]
        if text[room : room + 1].isdigit() or kept[-1:].isdigit():
            kept = _CUT_NUMBER.sub("", kept)
    return (kept + "…")[:limit]


def _whole(parts: list[str], limit: int) -> str:
    kept = ""
    for part in parts:
        if len(kept) + len(part) > limit:
            break
        kept += part
    return kept
