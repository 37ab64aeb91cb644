"""Comments of a person's that go to other cells of their sheet, with their boxes and their conversations."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.editing.book import relations
from perfeval_xl.workbook.marks.note_shapes import Shapes
from perfeval_xl.workbook.marks.notes import Comments
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.record.cell_edits import Position

Going = Callable[[int, int], Position]
"""Where what belongs to a cell goes."""
_THREADED = re.compile(rb"<(?:[\w.-]+:)?threadedComment\s[^<>]*?\bref\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")


def move_notes(changes: Changes, part: str, going: Going) -> None:
    """Move the comments of the worksheet ``part``.

    Raises:
        RefusedError: the comments or their drawing are spelt so that they cannot be edited faithfully.
    """
    package = changes.package
    there = {relation.kind: relation.target for relation in relations(package, part) if package.has(relation.target)}
    if "comments" not in there:
        return
    comments = Comments(package.read(there["comments"]), there["comments"])
    places = _places(comments.at, going)
    splices = changes.splices(comments.part)
    for place, to in places.items():
        splices.replace(*comments.at[place].ref_at, cell_name(*to).encode())
    if "threadedComment" in there:
        splices = changes.splices(there["threadedComment"])
        for match in _THREADED.finditer(package.read(there["threadedComment"])):
            place = split_cell(match[1].decode())
            splices.replace(*match.span(1), cell_name(*places.get(place, place)).encode())
    if "vmlDrawing" in there:
        splices = changes.splices(there["vmlDrawing"])
        for span, shape in Shapes(package.read(there["vmlDrawing"]), there["vmlDrawing"]).moved(places):
            splices.replace(*span, shape)


def _places(notes: Collection[Position], going: Going) -> Mapping[Position, Position]:
    """Those that go elsewhere; one whose cell another takes goes to the next free one below."""
    wanted = {place: going(*place) for place in notes}
    found = {place: to for place, to in wanted.items() if to != place}
    taken = set(found.values())
    for place in sorted(place for place, to in wanted.items() if to == place):
        free = next(to for to in _below(place) if to not in taken)
        taken.add(free)
        if free != place:
            found[place] = free
    return found


def _below(place: Position) -> Iterator[Position]:
    row, column = place
    while True:
        yield row, column
        row += 1
