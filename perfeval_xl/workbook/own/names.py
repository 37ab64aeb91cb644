"""Names of our own sheets when they are made again: people's references follow the names that people gave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfeval_xl.workbook.model import OwnSheet


def named_as_there(sheets: Sequence[OwnSheet], there: Sequence[str | None]) -> list[OwnSheet]:
    """The sheets to make, under the names that they have; the name of one that is missing avoids those.

    Args:
        sheets: in the order in which they are always made.
        there: their names now, in that order; ``None`` for one that a person deleted.
    """
    padded = [*there, *[None] * len(sheets)]
    taken = {name.lower() for name in there if name}
    return [replace(sheet, name=name or _free(sheet.name, taken)) for sheet, name in zip(sheets, padded, strict=False)]


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name.lower() in taken:
        name, number = f"{wanted}({number})", number + 1
    return name
