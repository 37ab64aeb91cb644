"""OpenDocument formulas and addresses as Excel writes them: ``of:=[$表.$A$1]+[.B2]`` is ``$表!$A$1+B2``."""

from __future__ import annotations

import re

_MARK = re.compile(r"^(?:[A-Za-z]+:)?=?=?")
_REFERENCE = re.compile(r"\[([^\[\]]*)\]")
_TEXT = re.compile(r'("(?:[^"]|"")*")')
_PART = re.compile(
    r"(?:\$?('(?:[^']|'')*'|[^.'!:\[\]]*))?\."
    r"(\$?[A-Za-z]{1,3}\$?[0-9]{1,7}|\$?[A-Za-z]{1,3}|\$?[0-9]{1,7})\Z"
)
_RANGE = re.compile(r"((?:[^:']|'(?:[^']|'')*')*):?(.*)", re.DOTALL)


def excel_formula(formula: str) -> str:
    """The formula without its leading sign; references turned, argument separators too."""
    body = _MARK.sub("", formula, count=1)
    pieces = _TEXT.split(body)
    return "".join(
        piece if piece.startswith('"') else _REFERENCE.sub(_reference, piece).replace(";", ",") for piece in pieces
    )


def excel_address(address: str) -> str:
    """``$表.$A$1:.$B$2`` as ``表!$A$1:$B$2``; what is no such address stays as it is."""
    match = _RANGE.fullmatch(address)
    first, last = (match[1], match[2]) if match else (address, "")
    start = _part(first)
    if start is None:
        return address
    if not last:
        return start
    end = _part(last)
    if end is None:
        return address
    cells = end.rpartition("!")[2]
    return f"{start}:{cells}"


def _reference(match: re.Match[str]) -> str:
    return excel_address(match[1])


def _part(text: str) -> str | None:
    match = _PART.match(text)
    if match is None:
        return None
    sheet = match[1] or ""
    return f"{sheet}!{match[2]}" if sheet else match[2]
