"""What the comments of a workbook say."""

from __future__ import annotations

from collections.abc import Mapping

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.marks.notes import THREAD, Comment, Comments
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
                comments = Comments(parts.read(part), part)
                told[entry.name] = {place: _said(comments, one) for place, one in comments.at.items()}
        except (Unreadable, WorkbookError, RefusedError):
            continue
    return told


def _said(comments: Comments, comment: Comment) -> str:
    """The text, and who says it where the text does not tell that itself, as Excel's do."""
    text = comment.text.strip()
    author = comments.author_of(comment)
    told = not text or not author or author.startswith(THREAD) or text.startswith(author)
    return text if told else f"{author}：{text}"
