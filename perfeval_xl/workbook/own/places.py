"""Where the rows of a sheet of ours went when it was made anew: a remark beside a row goes with what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial

from perfeval_xl.workbook.model import Look, OwnCell, OwnSheet, RawValue

_Row = Sequence[RawValue]


def places_of_rows(was: Mapping[int, _Row], width: int, new: OwnSheet) -> dict[int, int]:
    """Rows that were there -> the rows of ``new`` that are about the same; others are left out.

    Args:
        was: rows by their number from our first one on, up to our last column; they may be shorter.
        width: how many columns of them are ours.
        new: the sheet that takes their place.

    Rows of the same texts belong together first, then those whose :attr:`~OwnSheet.keys` agree; of several the first
    of both, and so on.
    """
    columns = _columns(was, width, new)
    old = {
        number: [row[at] if at is not None and at < len(row) else None for at in columns] for number, row in was.items()
    }
    rows = {number: _known(row, columns) for number, row in enumerate(new.rows[: new.height])}
    found = {number: number for number in was if number < new.fixed}
    for tell in (_whole, partial(_key, columns=new.keys)) if columns else ():
        taken = set(found.values())
        found |= _pairs(
            {number: row for number, row in old.items() if number not in found},
            {number: row for number, row in rows.items() if number >= new.fixed and number not in taken},
            tell,
        )
    return found


def _columns(was: Mapping[int, _Row], width: int, new: OwnSheet) -> Sequence[int | None]:
    """Where each of our columns is now that a person may have put some in between or deleted some; none if unclear."""
    if width == new.width:
        return range(width)
    heads = max((_heads(row) for row in new.rows[: new.height]), key=len, default={})
    for row in was.values():
        at = {text: column for column, text in enumerate(_texts(row)) if text}
        found = [at.get(heads.get(column, "")) for column in range(new.width)]
        there = [column for column in found if column is not None]
        if len(there) * 2 > len(heads) and there == sorted(there):
            return found
    return ()


def _heads(row: Sequence[OwnCell | None]) -> dict[int, str]:
    """The column headers of a row by their columns; none where it has but a label or two."""
    found = {
        column: cell.value
        for column, cell in enumerate(row)
        if cell is not None and cell.look is Look.HEADER and isinstance(cell.value, str)
    }
    return found if len(found) > 1 else {}


def _known(row: Sequence[OwnCell | None], columns: Sequence[int | None]) -> list[RawValue]:
    """The values of a new row in the columns that are still there."""
    return [cell.value if cell and at is not None else None for cell, at in zip(row, columns, strict=False)]


def _pairs(was: Mapping[int, _Row], new: Mapping[int, _Row], tell: Callable[[_Row], Hashable]) -> dict[int, int]:
    """Rows of which ``tell`` says the same, in their order."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for number in sorted(new, reverse=True):
        waiting[tell(new[number])].append(number)
    found = {}
    for number in sorted(was):
        same = waiting.get(tell(was[number]))
        if same:
            found[number] = same.pop()
    return found


def _whole(row: _Row) -> Hashable:
    """All texts but a running number in front."""
    texts = list(_texts(row))
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts[1:] if len(texts) > 1 and texts[0].isdigit() else texts)


def _key(row: _Row, columns: Iterable[int]) -> Hashable:
    texts = list(_texts(row))
    found = tuple(texts[column] if column < len(texts) else "" for column in columns)
    return found if any(found) else (texts[0] if texts else "",)


def _texts(row: _Row) -> Iterable[str]:
    """Values as an application that saved the sheet may have left them: spacing and the type of numbers aside."""
    for value in row:
        if value is None:
            yield ""
        elif isinstance(value, float | int | Decimal) and not isinstance(value, bool):
            yield f"{Decimal(str(value)).normalize():f}"
        else:
            yield " ".join(str(value).split())
