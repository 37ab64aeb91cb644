"""Whether the rows of a record make sense together, and what of them the seal is of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from perfeval_xl.workbook.record.extents import extent_of
from perfeval_xl.workbook.record.lines import Line, Was
from perfeval_xl.workbook.record.seal import Told


def looks_ours(found: Sequence[Line]) -> bool:
    """Whether rows are those of a record although its first row does not say so: a person's sheet has no such."""
    return any(line.kind is Was.OWN and line.live for line in found) or sum(map(has_place, found)) > 1


def has_place(line: Line) -> bool:
    """Whether a row speaks of a cell or a sheet."""
    return line.kind not in (Was.FACT, Was.UNDO, Was.MORE)


def is_astray(found: Sequence[Line], sheets: Collection[str]) -> bool:
    """Whether rows speak of sheets that they cannot mean.

    That is one of ours where a cell of a person's was written, two sheets where the two references to one of ours
    part, or none that is there at all: a program renamed the form and left its references behind.
    """
    there = {sheet.lower() for sheet in sheets}
    written = [line.target[0].lower() for line in found if line.target and _is_written(line.kind)]
    if written and there.isdisjoint(written):
        return True
    own = {line.target[0] for line in found if line.target and line.kind is Was.OWN}
    others = {line.target[0] for line in found if line.target and line.kind is not Was.OWN}
    return not own.isdisjoint(others) or any(_parts(line, sheets) for line in found if line.kind is Was.OWN)


def _parts(line: Line, sheets: Collection[str]) -> bool:
    """Whether the two references to a sheet of ours lead to two sheets."""
    extent = extent_of(line.live) if line.target else None
    return bool(line.target and extent and line.target[0] != extent.sheet and extent.sheet in sheets)


def _is_written(kind: Was) -> bool:
    return kind.is_cell and kind is not Was.DEPENDENT


def told_by(found: Iterable[Line], stashes: Mapping[int, str]) -> Iterator[Told]:
    """The words that the seal is of; ``stashes`` tells what the previous contents show, by row."""
    for line in found:
        if line.kind not in (Was.UNDO, Was.MORE):
            stash = stashes.get(line.row, "")
            yield Told(line.kind, stash, line.formula, line.written, line.type, line.original)
