"""What a Word document says outside of its body: footnotes, endnotes, headers, footers, and the remarks of reviewers.

Notes are read in the order in which the body refers to them, which is how Word numbers them. Several sections may
repeat one header; its text is read once.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from perfeval_xl.documents.docx_text import Paragraph, Reference, Text, read_part
from perfeval_xl.documents.model import Story
from perfeval_xl.workbook.parts.lookup import relations_part
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import elements, utf8

OUR_AUTHOR = "perfeval校对"
"""Under this name our own comments go into a copy: they are no part of the report when that copy is proofread again."""
_NOTES: tuple[Story, ...] = ("footnote", "endnote")
_REPEATED: tuple[Story, ...] = ("header", "footer")
_KINDS: dict[str, Story] = {
    "footnotes": "footnote",
    "endnotes": "endnote",
    "header": "header",
    "footer": "footer",
    "comments": "comment",
}
_WORDS: dict[Story, str] = {
    "footnote": "脚注",
    "endnote": "尾注",
    "header": "页眉",
    "footer": "页脚",
    "comment": "批注",
}


def read_stories(package: Package, main: str, body: Text) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph outside of the body with its place in words.

    Raises:
        WorkbookError, Unreadable: a part is damaged.
    """
    parts = _related(package, main)
    for story in _NOTES:
        references = [reference for reference in body.references if reference.kind == story]
        for part in parts.get(story, ())[:1]:
            yield from _notes(read_part(utf8(package.read(part), part)).paragraphs, references, story)
    for story in _REPEATED:
        yield from _repeated([read_part(utf8(package.read(part), part)) for part in parts.get(story, ())], story)
    for part in parts.get("comment", ())[:1]:
        yield from _comments(read_part(utf8(package.read(part), part)).paragraphs)


def _related(package: Package, main: str) -> dict[Story, list[str]]:
    """The parts that the main part names, by what they hold."""
    relations = relations_part(main)
    found: dict[Story, list[str]] = {}
    if not package.has(relations):
        return found
    for element in elements(package.read(relations), relations):
        story = _KINDS.get(element.attributes.get("Type", "").rpartition("/")[2])
        if story is None or element.attributes.get("TargetMode") == "External":
            continue
        part = target_of(main, element.attributes.get("Target", ""))
        if package.has(part) and part not in found.setdefault(story, []):
            found[story].append(part)
    return found


def target_of(part: str, target: str) -> str:
    """The member of the package that a relation of a part points to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _notes(
    paragraphs: Sequence[Paragraph], references: Sequence[Reference], story: Story
) -> Iterator[tuple[str, Paragraph]]:
    runs: dict[str, tuple[int, int]] = {}
    for reference in references:
        runs.setdefault(reference.number, reference.run)
    for shown, (number, run) in enumerate(runs.items(), 1):
        for paragraph in paragraphs:
            if paragraph.note is not None and paragraph.note.number == number and not paragraph.note.special:
                paragraph.story, paragraph.run, paragraph.cell = story, run, None
                yield f"{_WORDS[story]}{shown}", paragraph


def _repeated(texts: Sequence[Text], story: Story) -> Iterator[tuple[str, Paragraph]]:
    told: list[list[str]] = []
    for text in texts:
        words = [paragraph.text for paragraph in text.paragraphs]
        if not any(sign.isalpha() for sign in "".join(words)) or words in told:
            continue  # a page number, or the header of another section once more
        told.append(words)
        for paragraph in text.paragraphs:
            paragraph.story, paragraph.run, paragraph.cell = story, None, None
            yield _WORDS[story] + (str(len(told)) if len(told) > 1 else ""), paragraph


def _comments(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    numbers: dict[str, int] = {}
    for paragraph in paragraphs:
        note = paragraph.note
        if note is not None and note.author != OUR_AUTHOR:
            paragraph.story, paragraph.run, paragraph.cell = "comment", None, None
            yield f"{_WORDS['comment']}{numbers.setdefault(note.number, len(numbers) + 1)}", paragraph
