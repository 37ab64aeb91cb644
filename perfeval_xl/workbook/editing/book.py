"""The parts that hold a workbook together: its sheet list, names, relationships and content types."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.parts.lookup import relations_part
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import Element, attribute, elements
from perfeval_xl.workbook.parts.xml import CONTENT_TYPES, RELATIONSHIPS, STRICT, PartXml, tag_pattern, unescape
from perfeval_xl.workbook.write_issues import ODD_PACKAGE, SIGNED, RefusedError

TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_LINK = re.compile(rb"\s[\w.-]+:id\s*=\s*[\"']([^\"']*)[\"']")
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@dataclass(frozen=True, slots=True)
class Relation:
    """One internal relationship: id, kind (the last word of its type) and the target's part name."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One ``<sheet>`` of the workbook, in tab order; ``kind`` is ``worksheet``, ``chartsheet`` ..."""

    name: str
    sheet_id: int
    relation: str
    kind: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DefinedName:
    """One defined name; ``scope`` is a tab index or ``None`` for the whole workbook."""

    name: str
    scope: int | None
    text: str
    start: int
    end: int


class Book:
    """The workbook part and what it names, read once.

    Raises:
        RefusedError: digitally signed, or spelt so that it cannot be edited faithfully.
        WorkbookError: a part cannot be inflated.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        if any(name.lower().startswith("_xmlsignatures/") for name in package.names):
            raise RefusedError(SIGNED)
        mains = [relation for relation in relations(package, "") if relation.kind == "officeDocument"]
        if len(mains) != 1 or not package.has(mains[0].target):
            raise RefusedError(ODD_PACKAGE, detail="找不到工作簿部件")
        self.part = mains[0].target
        self.xml = PartXml(package.read(self.part), self.part, "workbook")
        self.relations = {relation.id: relation for relation in relations(package, self.part)}

    @property
    def main(self) -> str:
        """The namespace of spreadsheet elements: parts that we add follow the workbook's variant of the format."""
        return self.xml.namespace

    @property
    def office(self) -> str:
        """What the types of relationships, and the attributes that point to them, start with."""
        return STRICT_OFFICE if self.main == STRICT else OFFICE

    @cached_property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """All sheets in tab order."""
        found = []
        for listed in _listed(self.xml.xml, self.xml.prefix):
            relation = self.relations.get(listed.relation)
            if listed.number < 0 or relation is None or not self.package.has(relation.target):
                raise self.xml.odd("工作表清单不完整")
            name, number, link, start, end = listed
            found.append(SheetEntry(name, number, link, relation.kind, relation.target, start, end))
        return tuple(found)

    @cached_property
    def names(self) -> tuple[DefinedName, ...]:
        """All defined names."""
        return _defined(self.xml.xml, self.xml.prefix)

    def related(self, kind: str) -> str | None:
        """The part that the workbook has of a kind (``styles``, ``calcChain``, ``sharedStrings``)."""
        targets = (relation.target for relation in self.relations.values() if relation.kind == kind)
        return next((target for target in targets if self.package.has(target)), None)

    @cached_property
    def relations_xml(self) -> PartXml:
        """The workbook's relationships part, for editing."""
        part = relations_part(self.part)
        return self._needed(part, "Relationships", RELATIONSHIPS)

    @cached_property
    def types_xml(self) -> PartXml:
        """The content types part, for editing."""
        return self._needed(TYPES, "Types", CONTENT_TYPES)

    def _needed(self, part: str, root: str, namespace: str) -> PartXml:
        """A part that every package must have; readers do without, so its absence shows only here."""
        if not self.package.has(part):
            raise RefusedError(ODD_PACKAGE, detail=f"缺少部件 {part}")
        return PartXml(self.package.read(part), part, root, namespace)


@lru_cache(maxsize=256)
def target_from(source: str, part: str) -> str:
    """``part`` as a relationship of ``source`` names it: by the way from the one to the other."""
    return posixpath.relpath(part, posixpath.dirname(source) or ".")


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """The internal relationships of a part; none where it has no relationships part."""
    listed = relations_part(part)
    return _relations(package.read(listed), listed, part) if package.has(listed) else ()


@by_content
def _relations(xml: bytes, listed: str, part: str) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            element.attributes.get("Id", ""),
            element.attributes.get("Type", "").rpartition("/")[2],
            _resolved(part, element.attributes.get("Target", "")),
        )
        for element in elements(xml, listed)
        if _is_internal(element)
    )


class _Listed(NamedTuple):
    """One ``<sheet>`` as it stands; ``number`` is -1 where it lacks something."""

    name: str
    number: int
    relation: str
    start: int
    end: int


@by_content
def _listed(xml: bytes, prefix: bytes) -> tuple[_Listed, ...]:
    found = []
    for match in tag_pattern(prefix, b"sheet").finditer(xml):
        name, number = attribute(match[1], b"name"), attribute(match[1], b"sheetId")
        link = _LINK.search(match[1])
        if name is None or number is None or not number.isdigit() or link is None or not match[2]:
            found.append(_Listed("", -1, "", *match.span()))
        else:
            found.append(_Listed(unescape(name.decode("utf-8")), int(number), link[1].decode(), *match.span()))
    return tuple(found)


@by_content
def _defined(xml: bytes, prefix: bytes) -> tuple[DefinedName, ...]:
    found = []
    for match in tag_pattern(prefix, b"definedName").finditer(xml):
        end = xml.find(b"</", match.end()) if not match[2] else match.end()
        name, scope = attribute(match[1], b"name") or b"", attribute(match[1], b"localSheetId")
        text = unescape(xml[match.end() : end].decode("utf-8"))
        close = xml.find(b">", end) + 1 if not match[2] else end
        found.append(
            DefinedName(
                unescape(name.decode("utf-8")),
                int(scope) if scope and scope.isdigit() else None,
                text,
                match.start(),
                close,
            )
        )
    return tuple(found)


def _is_internal(element: Element) -> bool:
    return element.name == "Relationship" and element.attributes.get("TargetMode", "Internal") == "Internal"


def _resolved(source: str, target: str) -> str:
    joined = target if target.startswith("/") else posixpath.join(posixpath.dirname(source), target)
    return posixpath.normpath(joined.replace("\\", "/")).lstrip("/")
