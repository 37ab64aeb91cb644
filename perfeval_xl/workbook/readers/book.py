"""What a package says of its workbook: worksheets in tab order, defined names, properties, what it carries along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from perfeval_xl.workbook.model import Visibility
from perfeval_xl.workbook.parts.lookup import Parts, Relations
from perfeval_xl.workbook.parts.plain_xml import Element, elements
from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, NO_WORKSHEET, Unreadable

_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_SKIPPED = {
    "chartsheet": "chartsheet",
    "dialogsheet": "dialog_sheet",
    "xlMacrosheet": "macro_sheet",
    "xlIntlMacrosheet": "macro_sheet",
}
_CARRIED = {
    "vbaProject": "macros",
    "externalLink": "external_links",
    "externalLinkPath": "external_links",
    "connections": "connections",
}


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet's tab: its name, whether it shows, its part and the names of its scope."""

    name: str
    visibility: Visibility
    part: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook part, its relations resolved; empty part names where there is no such part."""

    sheets: tuple[SheetEntry, ...]
    names: Mapping[str, str]
    properties: Mapping[str, str]
    notes: tuple[str, ...]
    date1904: bool
    styles: str
    strings: str


def read_book(parts: Parts) -> Book:
    """Read the small parts of a package.

    Raises:
        Unreadable: no workbook part, damaged, or without any worksheet.
    """
    root = Relations(parts, "")
    part = next(iter([*root.of_kind("officeDocument"), "xl/workbook.xml"]))
    xml = parts.read(part)
    found = elements(xml, part)
    if not any(element.name == "workbook" for element in found[:1]):
        raise Unreadable(CORRUPT_WORKBOOK, detail=f"部件 {part} 不是工作簿")
    relations = Relations(parts, part)
    tabs = [element.attributes for element in found if element.name == "sheet"]
    names, local_names = _names(found)
    sheets = tuple(_worksheets(tabs, relations, local_names))
    if not sheets:
        raise Unreadable(NO_WORKSHEET)
    return Book(
        sheets=sheets,
        names=names,
        properties=_properties(parts, root),
        notes=tuple(sorted(_notes(parts, tabs, relations, xml))),
        date1904=any(e.name == "workbookPr" and _true(e.attributes.get("date1904")) for e in found),
        styles=next(iter(relations.of_kind("styles")), ""),
        strings=next(iter(relations.of_kind("sharedStrings")), ""),
    )


def _worksheets(
    tabs: list[dict[str, str]], relations: Relations, names: Mapping[int, Mapping[str, str]]
) -> Iterator[SheetEntry]:
    shown: set[str] = set()
    for index, tab in enumerate(tabs):
        kind, part = relations.by_id.get(tab.get("id", ""), ("", ""))
        if not kind:
            raise Unreadable(CORRUPT_WORKBOOK, sheet=tab.get("name", ""), detail="有工作表找不到对应的内容")
        if kind == "worksheet":
            if part in shown:  # one part listed a thousand times would be read a thousand times
                raise Unreadable(CORRUPT_WORKBOOK, sheet=tab.get("name", ""), detail="几个工作表指向同一内容")
            shown.add(part)
            yield SheetEntry(tab.get("name", ""), _visibility(tab.get("state")), part, names.get(index, {}))


def _names(found: list[Element]) -> tuple[dict[str, str], dict[int, dict[str, str]]]:
    """Defined names of the workbook's scope, and by tab index those of the sheets'."""
    everywhere: dict[str, str] = {}
    local: dict[int, dict[str, str]] = {}
    for element in found:
        if element.name == "definedName" and "name" in element.attributes:
            scope = element.attributes.get("localSheetId", "")
            names = local.setdefault(int(scope), {}) if scope.isdecimal() else everywhere
            names[element.attributes["name"]] = element.text.strip()
    return everywhere, local


def _properties(parts: Parts, root: Relations) -> dict[str, str]:
    """Custom document properties; each is an element that holds one typed value."""
    part = next(iter(root.of_kind("custom-properties")), "docProps/custom.xml")
    found = elements(parts.read(part), part) if part in parts else []
    return {
        holder.attributes["name"]: value.text
        for holder, value in pairwise(found)
        if holder.name == "property" and value.name != "property" and "name" in holder.attributes
    }


def _notes(parts: Parts, tabs: list[dict[str, str]], relations: Relations, xml: bytes) -> set[str]:
    kinds = {relations.by_id.get(tab.get("id", ""), ("", ""))[0] for tab in tabs}
    notes = {_SKIPPED[kind] for kind in kinds if kind in _SKIPPED}
    notes |= {_CARRIED[kind] for kind, _ in relations.by_id.values() if kind in _CARRIED}
    if any(b"ddeLink" in parts.read(link) for link in relations.of_kind("externalLink") if link in parts):
        notes.add("dde")
    if _STRICT in xml:
        notes.add("strict")
    return notes


def _visibility(state: str | None) -> Visibility:
    return Visibility(state) if state in tuple(Visibility) else Visibility.VISIBLE


def _true(text: str | None) -> bool:
    return text in ("1", "true", "on")
