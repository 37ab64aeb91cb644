"""Where the rows of a sheet of ours went when it was made anew: a remark beside a row goes with what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial

from perfeval_xl.workbook.model import OwnSheet, RawValue

_Row = Sequence[RawValue]


def places_of_rows(was: Mapping[int, _Row], new: OwnSheet) -> dict[int, int]:
    """Rows that were there -> the rows of ``new`` that are about the same; others are left out.

    Args:
        was: rows by their number, our columns only.
        new: the sheet that takes their place.

    Rows of the same texts belong together first, then those whose :attr:`~OwnSheet.keys` agree; of several the first
    of both, and so on.
    """
    found = {number: number for number in was if number < new.fixed}
    rows = {number: [cell and cell.value for cell in row] for number, row in enumerate(new.rows[: new.height])}
    for tell in (_whole, partial(_key, columns=new.keys)):
        taken = set(found.values())
        found |= _pairs(
            {number: row for number, row in was.items() if number not in found},
            {number: row for number, row in rows.items() if number >= new.fixed and number not in taken},
            tell,
        )
    return found


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
