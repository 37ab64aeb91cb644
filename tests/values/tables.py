"""Tables in tests: a case a line, its fields between bars."""

from __future__ import annotations


def rows(table: str, fields: int) -> list[tuple[str, ...]]:
    found = []
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        found.append(tuple(cells + [""] * (fields - len(cells))))
    return found
