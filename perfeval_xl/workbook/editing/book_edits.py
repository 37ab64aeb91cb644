"""Edits of the parts that hold a workbook together: sheets listed, names defined, calculation asked for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from itertools import count

from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.editing.book import OFFICE, SPREADSHEET, STRICT_OFFICE, TYPES, Book, target_from
from perfeval_xl.workbook.editing.sheet import place
from perfeval_xl.workbook.model import Visibility
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import PartXml, escape, tag_pattern

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
RELATION_PREFIX = re.compile(rb"\sxmlns:([\w.-]+)\s*=\s*[\"'](?:" + f"{OFFICE}|{STRICT_OFFICE}".encode() + rb")[\"']")
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_FULL_CALC = re.compile(rb'\sfullCalcOnLoad\s*=\s*(?:"[^"]*"|\'[^\']*\')')


_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")
"""Elements of the workbook that its defined names follow."""


class BookEdits:
    """Additions to one workbook, gathered and then written down by :meth:`splice`."""

    def __init__(self, book: Book, changes: Changes) -> None:
        self.book = book
        self._changes = changes
        self._names = [entry.name.lower() for entry in book.sheets]
        self._sheets: list[bytes] = []
        self._defined: list[bytes] = []
        self._relations: list[bytes] = []
        self._given: set[str] = set()
        self._types: list[bytes] = []
        self._calculated = False

    def free_name(self, wanted: str) -> str:
        """``wanted``, or ``wanted(2)`` and so on where a person has a sheet of that name."""
        wanted = _FORBIDDEN.sub("_", wanted)[:_LONGEST_NAME]
        name, number = wanted, 2
        while name.lower() in self._names:
            ending = f"({number})"
            name, number = wanted[: _LONGEST_NAME - len(ending)] + ending, number + 1
        return name

    def free_part(self, stem: str, ending: str = "xml") -> str:
        """A part name beside the workbook part that is not taken: ``xl/worksheets/sheet7.xml`` for that stem."""
        folder = posixpath.dirname(self.book.part)
        beginning, number = posixpath.join(folder, stem), 1
        while self.book.package.has(f"{beginning}{number}.{ending}"):
            number += 1
        return f"{beginning}{number}.{ending}"

    def styles_part(self) -> str:
        """The name of a new styles part: the usual one, which some readers know alone."""
        usual = posixpath.join(posixpath.dirname(self.book.part), "styles.xml")
        return self.free_part("styles") if self.book.package.has(usual) else usual

    def list_sheet(self, name: str, part: str, visibility: Visibility) -> int:
        """Append a sheet to the tabs; its tab index comes back."""
        link = self.relate("worksheet", part, "worksheet+xml")
        numbers = [entry.sheet_id for entry in self.book.sheets]
        number = max(numbers, default=0) + len(self._sheets) + 1
        state = "" if visibility is Visibility.VISIBLE else f' state="{visibility.value}"'
        prefix = RELATION_PREFIX.search(self.book.xml.xml[: self.book.xml.root_end])
        reference = f'{prefix[1].decode()}:id="{link}"' if prefix else f'xmlns:r="{self.book.office}" r:id="{link}"'
        spelt = f'sheet name="{escape(name)}" sheetId="{number}"{state} {reference}/>'
        self._sheets.append(b"<" + self.book.xml.prefix + spelt.encode("utf-8"))
        self._names.append(name.lower())
        return len(self._names) - 1

    def relate(self, kind: str, part: str, content: str) -> str:
        """Make a part known to the workbook under a new relationship id."""
        link = free_id({*self.book.relations, *ids_in(self.book.relations_xml.xml), *self._given})
        self._given.add(link)
        target = target_from(self.book.part, part)
        relation = f'Relationship Id="{link}" Type="{self.book.office}/{kind}" Target="{escape(target)}"/>'
        self._relations.append(b"<" + self.book.relations_xml.prefix + relation.encode("utf-8"))
        self.declare(part, SPREADSHEET + content)
        return link

    def declare(self, part: str, content: str) -> None:
        """Tell the content type of a new part."""
        override = f'Override PartName="/{escape(part)}" ContentType="{content}"/>'
        self._types.append(b"<" + self.book.types_xml.prefix + override.encode("utf-8"))

    def define(self, name: str, formula: str, tab: int, *, hidden: bool) -> None:
        """Define a name for one of our sheets, in the place of the one that is there."""
        p = self.book.xml.prefix.decode()
        marked = ' hidden="1"' if hidden else ""
        spelt = f'<{p}definedName name="{name}" localSheetId="{tab}"{marked}>{escape(formula)}</{p}definedName>'
        there = next((one for one in self.book.names if one.scope == tab and one.name == name), None)
        if there is not None:
            self._changes.splices(self.book.part).replace(there.start, there.end, spelt.encode("utf-8"))
        else:
            self._defined.append(spelt.encode("utf-8"))

    def calculate_on_load(self) -> None:
        """Ask applications to calculate everything when they open the file."""
        self._calculated = True

    def leave_chain(self, gone: dict[int, set[tuple[int, int]]]) -> None:
        """Take cells (by sheet id) that lost their formula out of the calculation chain."""
        part = self.book.related("calcChain")
        if part is None or not gone:
            return
        chain = PartXml(self.book.package.read(part), part, "calcChain")
        lost = {(number, place(*position)) for number, positions in gone.items() for position in positions}
        splices = self._changes.splices(part)
        sheet, kept_sheet, kept = 0, None, 0
        for match in tag_pattern(chain.prefix, b"c").finditer(chain.xml):
            given = attribute(match[1], b"i")
            sheet = int(given) if given else sheet
            if (sheet, attribute(match[1], b"r") or b"") in lost:
                splices.replace(match.start(), match.end(), b"")
                continue
            if not given and kept_sheet != sheet:
                splices.replace(match.end(1), match.end(1), b' i="%d"' % sheet)
            kept_sheet, kept = sheet, kept + 1
        if not kept:
            forget_part(self.book, self._changes, part)
            self._changes.remove(part)

    def splice(self) -> None:
        """Write down what was gathered."""
        book = self.book
        append(book.xml, splices_of=self._changes, local="sheets", items=self._sheets)
        append(book.relations_xml, splices_of=self._changes, local="Relationships", items=self._relations)
        if not _knows_relations(book.types_xml.xml, book.types_xml.prefix):
            for part in self._changes.added:
                if part.endswith(".rels"):
                    self.declare(part, _RELATIONS)
        append(book.types_xml, splices_of=self._changes, local="Types", items=self._types)
        # where the workbook has neither, both come to one place, the names first as the schema has it
        beginning = self._define_all()
        if self._calculated:
            self._calculate(beginning)
        elif beginning:
            self._put_behind(_BEFORE_NAMES, beginning)

    def _define_all(self) -> bytes:
        """Add the names to those that are there; without any, the new element comes back."""
        xml = self.book.xml
        if not self._defined or xml.find("definedNames", xml.root_end) is not None:
            append(xml, splices_of=self._changes, local="definedNames", items=self._defined)
            return b""
        name = xml.name("definedNames")
        return b"<" + name + b">" + b"".join(self._defined) + b"</" + name + b">"

    def _calculate(self, names: bytes) -> None:
        """Ask for calculation, behind new ``names``."""
        xml = self.book.xml
        tag = xml.find("calcPr", xml.root_end)
        if tag is None:
            self._put_behind(
                ("definedNames", *_BEFORE_NAMES), names + b"<" + xml.name("calcPr") + b' fullCalcOnLoad="1"/>'
            )
            return
        if names:
            self._put_behind(_BEFORE_NAMES, names)
        head = xml.xml[tag.start : tag.end]
        closing = b"/>" if tag.closed else b">"
        kept = _FULL_CALC.sub(b"", head.removesuffix(closing).rstrip())
        self._changes.splices(self.book.part).replace(tag.start, tag.end, kept + b' fullCalcOnLoad="1"' + closing)

    def _put_behind(self, locals_: tuple[str, ...], element: bytes) -> None:
        at = _end_of_last(self.book.xml, locals_)
        self._changes.splices(self.book.part).replace(at, at, element)


@by_content
def _knows_relations(types: bytes, prefix: bytes) -> bool:
    """Whether the content types tell what all parts of relationships are; old writers name each by itself."""
    defaults = tag_pattern(prefix, b"Default").finditer(types)
    return any((attribute(match[1], b"Extension") or b"").lower() == b"rels" for match in defaults)


@by_content
def ids_in(relations: bytes) -> frozenset[str]:
    """The ids that a part of relationships gives."""
    return frozenset(re.findall(r"\sId\s*=\s*[\"']([^\"']*)[\"']", relations.decode("utf-8")))


def free_id(taken: Collection[str]) -> str:
    """An id for one more relationship; ids may have gaps, and readers may tell them apart by case alone or not."""
    spelt = {one.lower() for one in taken}
    return next(f"rId{number}" for number in count(len(taken) + 1) if f"rid{number}" not in spelt)


def forget_part(book: Book, changes: Changes, part: str) -> None:
    """Take a part out of the workbook's relationships and the content types."""
    links = {relation.id for relation in book.relations.values() if relation.target == part}
    forget_links(book.relations_xml, changes, links)
    types = book.types_xml
    splices = changes.splices(TYPES)
    for match in tag_pattern(types.prefix, b"Override").finditer(types.xml):
        if (attribute(match[1], b"PartName") or b"").decode("utf-8").lower() == f"/{part}".lower():
            splices.replace(match.start(), match.end(), b"")


def forget_links(xml: PartXml, changes: Changes, links: set[str]) -> None:
    """Take relationships of some ids out of a relationships part."""
    splices = changes.splices(xml.part)
    for match in tag_pattern(xml.prefix, b"Relationship").finditer(xml.xml):
        if (attribute(match[1], b"Id") or b"").decode() in links:
            splices.replace(match.start(), match.end(), b"")


def append(xml: PartXml, *, splices_of: Changes, local: str, items: list[bytes]) -> None:
    """Put items at the end of an element, which may be empty so far."""
    if not items:
        return
    tag = xml.find(local)
    if tag is None:
        raise xml.odd(f"没有 {local}")
    ending = b"</" + xml.name(local) + b">"
    splices = splices_of.splices(xml.part)
    if tag.closed:
        head = xml.xml[tag.start : tag.end].removesuffix(b"/>").rstrip()
        splices.replace(tag.start, tag.end, b"".join([head, b">", *items, ending]))
    else:
        at = xml.close(tag, local) - len(ending)
        splices.replace(at, at, b"".join(items))


def _end_of_last(xml: PartXml, locals_: tuple[str, ...]) -> int:
    """Where the last of some elements ends, of which ``sheets`` is always there."""
    return max(span[1] for span in (xml.span(local, xml.root_end) for local in locals_) if span is not None)
