"""A Word document: its package, its main part, and its text as a :class:`Document`."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from perfeval_xl.documents.docx_stories import read_stories
from perfeval_xl.documents.docx_text import Paragraph, read_part
from perfeval_xl.documents.model import Document, Line, Row, Table
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import elements, utf8

_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class WordFile:
    """An opened .docx."""

    package: Package
    part: str
    """Name of the main part."""
    xml: bytes
    """The main part in UTF-8: what the pieces' byte numbers refer to."""
    paragraphs: tuple[Paragraph, ...]
    """Those of the main part, then those outside of the body."""
    prefix: str
    """Prefix of Word's element names."""
    places: tuple[str, ...]
    """Of the paragraphs outside of the body: where each stands, in words."""


def open_word(content: bytes, name: str) -> WordFile:
    """Open a .docx.

    Raises:
        WorkbookError, Unreadable: the package or its main part is damaged.
        KeyError: it has no main part.
    """
    package = Package.open(content, name)
    part = _main_part(package)
    xml = utf8(package.read(part), part)
    body = read_part(xml)
    outside = list(read_stories(package, part, body))
    paragraphs = (*body.paragraphs, *(paragraph for _, paragraph in outside))
    return WordFile(package, part, xml, paragraphs, body.prefix, tuple(place for place, _ in outside))


def document_of(word: WordFile, name: str) -> Document:
    """The text of a Word document with the places of its paragraphs and table cells."""
    lines: list[Line] = []
    grids: dict[int, dict[tuple[int, int], list[Line]]] = {}
    captions: dict[int, str] = {}
    number, caption = 0, ""
    for anchor, paragraph in enumerate(word.paragraphs):
        text = paragraph.text
        if paragraph.cell is not None:
            captions.setdefault(paragraph.cell[0], caption)
        if not text.strip():
            continue
        number += 1
        outside = anchor - len(word.paragraphs) + len(word.places)
        place = word.places[outside] if outside >= 0 else _place(paragraph, number)
        line = Line(number, text, place, paragraph.cell is not None, _anchor(paragraph, anchor), paragraph.story)
        lines.append(line)
        if paragraph.cell is None:
            caption = text.strip() if paragraph.story == "body" else caption
        else:
            table, row, column = paragraph.cell
            grids.setdefault(table, {}).setdefault((row, column), []).append(line)
    tables = tuple(_table(captions[index], grid) for index, grid in sorted(grids.items()))
    return Document(name, tuple(lines), tables)


def _anchor(paragraph: Paragraph, number: int) -> int:
    """Word lets comments stand in the body only: what hangs on none of its runs gets none."""
    return number if paragraph.story == "body" or paragraph.run is not None else -1


def _place(paragraph: Paragraph, number: int) -> str:
    if paragraph.story == "box":
        return f"第{number}段（文本框）"
    if paragraph.cell is None:
        return f"第{number}段"
    table, row, column = paragraph.cell
    return f"第{table + 1}个表第{row + 1}行第{column + 1}格"


def _table(caption: str, grid: dict[tuple[int, int], list[Line]]) -> Table:
    height = max(row for row, _ in grid) + 1
    width = max(column for _, column in grid) + 1
    rows: list[Row] = []
    for row in range(height):
        cells = [_joined(grid.get((row, column), [])) for column in range(width)]
        rows.append(tuple(cells))
    return Table(caption, tuple(rows))


def _joined(lines: list[Line]) -> Line | None:
    """The paragraphs of one cell as one line at the first one's place."""
    if len(lines) < 2:
        return lines[0] if lines else None
    first = lines[0]
    return Line(first.number, "".join(line.text for line in lines), first.place, True, first.anchor, first.story)


def _main_part(package: Package) -> str:
    if package.has("_rels/.rels"):
        for element in elements(package.read("_rels/.rels"), "_rels/.rels"):
            if element.attributes.get("Type", "").endswith("/officeDocument"):
                target = posixpath.normpath("/" + element.attributes.get("Target", "")).lstrip("/")
                if package.has(target):
                    return target
    return _MAIN
