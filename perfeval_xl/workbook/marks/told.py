"""What the comments of a workbook say."""

from __future__ import annotations

from collections.abc import Mapping

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.marks.notes import Comments
from perfeval_xl.workbook.parts.lookup import Parts, Relations
from perfeval_xl.workbook.read_issues import Unreadable
from perfeval_xl.workbook.readers.book import read_book
from perfeval_xl.workbook.write_issues import RefusedError

Place = tuple[int, int]


def comments_told(content: bytes) -> Mapping[str, Mapping[Place, str]]:
    """Sheet -> cell -> the text of its comment; sheets whose comments are spelt oddly are left out."""
    told: dict[str, Mapping[Place, str]] = {}
    try:
        parts = Parts(content)
        entries = read_book(parts).sheets if any("comments" in name for name in parts.names) else ()
    except (Unreadable, WorkbookError):
        return told
    for entry in entries:
        try:
            for part in Relations(parts, entry.part).of_kind("comments"):
                told[entry.name] = {
                    place: one.text.strip() for place, one in Comments(parts.read(part), part).at.items()
                }
        except (Unreadable, WorkbookError, RefusedError):
            continue
    return told
