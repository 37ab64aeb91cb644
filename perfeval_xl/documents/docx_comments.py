"""Comments into a Word document: markers spliced into the main part, and the comments part; all else stays as it is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from perfeval_xl.documents.docx import WordFile, open_word
from perfeval_xl.documents.docx_stories import OUR_AUTHOR as AUTHOR
from perfeval_xl.documents.docx_stories import target_of
from perfeval_xl.documents.docx_text import Piece
from perfeval_xl.workbook.parts.lookup import relations_part
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import elements, utf8

_INITIALS = "校"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TYPES = "[Content_Types].xml"
_HEAD = 4000
"""Bytes of a part that hold its root's declarations."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark on some characters of a paragraph."""

    anchor: int
    """The paragraph (:attr:`Line.anchor`)."""
    start: int
    end: int
    """First character and the one behind the last, in the paragraph's text."""
    paragraphs: tuple[str, ...]
    """What the comment says."""


@dataclass(frozen=True, slots=True)
class _Splice:
    """Bytes to put in place of ``start:end``; at one place, lower ``order`` first."""

    start: int
    end: int
    order: int
    data: bytes


def with_comments(content: bytes, comments: Sequence[Comment], name: str) -> bytes:
    """The package with comments added; touched are the main part, its relations, the comments part and the type list.

    Raises:
        WorkbookError, Unreadable, KeyError: the package is damaged (it has been read before, so it is not).
    """
    if not comments:
        return content
    word = open_word(content, name)
    part = _comments_part(word)
    existing = utf8(word.package.read(part), part) if word.package.has(part) else None
    first = _free_id(existing, word.xml)
    splices: list[_Splice] = []
    for number, comment in enumerate(comments, first):
        splices += _markers(word, comment, number)
    word.package.replace(word.part, _spliced(word.xml, splices))
    bodies = "".join(_body(comment, number, "w", b"") for number, comment in enumerate(comments, first))
    if existing is None:
        _add_part(word, part, bodies)
    else:
        word.package.replace(part, _appended(existing, comments, first))
    return word.package.to_bytes()


def _markers(word: WordFile, comment: Comment, number: int) -> list[_Splice]:
    paragraph = word.paragraphs[comment.anchor]
    w = f"{word.prefix}:" if word.prefix else ""
    given = f'{_attributes(word.prefix, word.xml)}id="{number}"'
    start = f"<{w}commentRangeStart {given}/>".encode()
    end = f"<{w}commentRangeEnd {given}/><{w}r><{w}commentReference {given}/></{w}r>".encode()
    if paragraph.story != "body":
        return _around(paragraph.run, start, end, number)
    spots = _spots([piece for piece in paragraph.pieces if piece.tag >= 0 and piece.text], paragraph.pieces, comment)
    if spots is None:
        return []
    (first, offset), (last, behind) = spots
    return [
        *_split(word, first, offset, start, number * 2),
        *_split(word, last, behind, end, number * 2 + 1),
    ]


def _around(run: tuple[int, int] | None, start: bytes, end: bytes, number: int) -> list[_Splice]:
    """Around the run that a note or a text box hangs on: Word lets no comment stand inside of them.

    Of several comments on one run, one lies around the other.
    """
    if run is None:
        return []
    return [_Splice(run[0], run[0], number * 2, start), _Splice(run[1], run[1], number * 2 + 1, end)]


def _attributes(prefix: str, xml: bytes) -> str:
    """What stands before an attribute's name: where the elements have no prefix, the attribute still needs one."""
    if prefix:
        return f"{prefix}:"
    namespace = _STRICT_NAMESPACE if _STRICT_NAMESPACE.encode() in xml[:_HEAD] else _NAMESPACE
    return f'xmlns:pe="{namespace}" pe:'


Spot = tuple[Piece, int]
"""A piece of text and how many of its characters stand before the place."""


def _spots(texts: list[Piece], pieces: list[Piece], comment: Comment) -> tuple[Spot, Spot] | None:
    if not texts:
        return None
    first: Spot = (texts[0], 0)
    last: Spot = (texts[-1], len(texts[-1].text))
    position = 0
    found = False
    for piece in pieces:
        behind = position + len(piece.text)
        if piece.tag >= 0 and piece.text:
            if not found and comment.start < behind:
                first, found = (piece, max(0, comment.start - position)), True
            if position < comment.end:
                last = (piece, min(len(piece.text), comment.end - position))
        position = behind
    return first, last


def _split(word: WordFile, piece: Piece, offset: int, marker: bytes, order: int) -> list[_Splice]:
    """Cut the run that a piece belongs to in two at a character, and put the marker between the halves."""
    w = f"{word.prefix}:" if word.prefix else ""
    raw = word.xml[piece.start : piece.end]
    whole = raw.startswith(b"&") and len(piece.text) == 1
    here = (piece.end if offset else piece.start) if whole else piece.start + len(piece.text[:offset].encode("utf-8"))
    properties = word.xml[slice(*piece.properties)]
    tag_end = word.xml.find(b">", piece.tag)
    space = b' xml:space="preserve"'
    between = f"</{w}t></{w}r>".encode() + marker + f"<{w}r>".encode() + properties
    splices = [_Splice(here, here, order, between + f"<{w}t".encode() + space + b">")]
    if b"xml:space" not in word.xml[piece.tag : tag_end]:
        splices.append(_Splice(tag_end, tag_end, -1, space))
    return splices


def _spliced(xml: bytes, splices: list[_Splice]) -> bytes:
    out: list[bytes] = []
    position = 0
    for splice in sorted(set(splices), key=lambda one: (one.start, one.order)):
        out += (xml[position : splice.start], splice.data)
        position = splice.end
    return b"".join((*out, xml[position:]))


def _body(comment: Comment, number: int, prefix: str, xml: bytes) -> str:
    w = f"{prefix}:" if prefix else ""
    a = _attributes(prefix, xml)
    last = a.rpartition(" ")[2]
    texts = "".join(
        f'<{w}p><{w}r><{w}t xml:space="preserve">{escape(text)}</{w}t></{w}r></{w}p>' for text in comment.paragraphs
    )
    return f'<{w}comment {a}id="{number}" {last}author="{AUTHOR}" {last}initials="{_INITIALS}">{texts}</{w}comment>'


def _free_id(existing: bytes | None, xml: bytes) -> int:
    used = [int(digits) for digits in re.findall(rb"\bcomment(?:RangeStart|Reference)\s[^<>]*?id=\"(\d{1,9})\"", xml)]
    if existing is not None:
        used += [
            int(element.attributes.get("id", "0"))
            for element in elements(existing, "comments")
            if element.name == "comment" and element.attributes.get("id", "").isdigit()
        ]
    return max(used, default=-1) + 1


def _appended(existing: bytes, comments: Sequence[Comment], first: int) -> bytes:
    root = re.search(rb"<(?:([A-Za-z_][\w.-]*):)?comments[\s/>]", existing)
    prefix = (root[1] or b"").decode() if root else "w"
    bodies = "".join(
        _body(comment, number, prefix, existing) for number, comment in enumerate(comments, first)
    ).encode()
    name = f"{prefix}:comments" if prefix else "comments"
    closing = existing.rfind(f"</{name}".encode())
    if closing >= 0:
        return existing[:closing] + bodies + existing[closing:]
    end = existing.rfind(b"/>")  # the part holds an empty element
    return existing[:end] + b">" + bodies + f"</{name}>".encode() + existing[end + 2 :]


def _comments_part(word: WordFile) -> str:
    relations = relations_part(word.part)
    if word.package.has(relations):
        for element in elements(word.package.read(relations), relations):
            if element.attributes.get("Type") in (_RELATION, _STRICT_RELATION):
                return target_of(word.part, element.attributes.get("Target", ""))
    folder = posixpath.dirname(word.part)
    name, number = posixpath.join(folder, "comments.xml"), 1
    while word.package.has(name):
        number += 1
        name = posixpath.join(folder, f"comments{number}.xml")
    return name


def _add_part(word: WordFile, part: str, bodies: str) -> None:
    strict = _STRICT_NAMESPACE.encode() in word.xml[:_HEAD]
    namespace, relation = (_STRICT_NAMESPACE, _STRICT_RELATION) if strict else (_NAMESPACE, _RELATION)
    root = f'<w:comments xmlns:w="{namespace}">{bodies}</w:comments>'
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'
    word.package.add(part, text.encode())
    _add_relation(word.package, word.part, part, relation)
    types = utf8(word.package.read(_TYPES), _TYPES)
    override = f'<Override PartName={quoteattr("/" + part)} ContentType="{_TYPE}"/>'.encode()
    word.package.replace(_TYPES, _before_end(types, b"Types", override))


def _add_relation(package: Package, main: str, part: str, kind: str) -> None:
    name = relations_part(main)
    target = quoteattr(posixpath.basename(part))
    if not package.has(name):
        only = f'<Relationship Id="rId1" Type="{kind}" Target={target}/>'
        package.add(name, f'<Relationships xmlns="{_RELATIONS}">{only}</Relationships>'.encode())
        return
    xml = utf8(package.read(name), name)
    used = {element.attributes.get("Id", "") for element in elements(xml, name)}
    number = 1
    while f"rIdPe{number}" in used:
        number += 1
    relation = f'<Relationship Id="rIdPe{number}" Type="{kind}" Target={target}/>'.encode()
    package.replace(name, _before_end(xml, b"Relationships", relation))


def _before_end(xml: bytes, root: bytes, element: bytes) -> bytes:
    """Put an element last into a root that has children or is empty; prefixed roots get a prefixed element."""
    match = re.search(rb"<(?:([A-Za-z_][\w.-]*):)?" + root + rb"[\s/>]", xml)
    prefix = match[1] + b":" if match and match[1] else b""
    data = element.replace(b"<", b"<" + prefix, 1)
    closing = xml.rfind(b"</" + prefix + root)
    if closing >= 0:
        return xml[:closing] + data + xml[closing:]
    end = xml.rfind(b"/>")
    return xml[:end] + b">" + data + b"</" + prefix + root + b">" + xml[end + 2 :]
