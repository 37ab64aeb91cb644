"""Take sheets of ours out of a workbook that an application has saved since: the way back without an undo."""

from __future__ import annotations

import re

from perfeval_xl.workbook.editing.book import Book, relations
from perfeval_xl.workbook.editing.book_edits import forget_part
from perfeval_xl.workbook.formula_refs import cut_loose
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.lookup import relations_part
from perfeval_xl.workbook.parts.xml import escape, tag_pattern

_TAB = re.compile(rb'(\slocalSheetId=")([0-9]+)(")')
_VIEWED = re.compile(rb'(\s(?:activeTab|firstSheet)=")([0-9]+)(")')


def remove_sheets(book: Book, changes: Changes, names: set[str]) -> None:
    """Take the sheets out of the tab list, with the names of their scope, their parts and what only they use."""
    tabs = {index: entry for index, entry in enumerate(book.sheets) if entry.name in names}
    splices = changes.splices(book.part)
    for entry in tabs.values():
        splices.replace(entry.start, entry.end, b"")
    gone = frozenset(name.lower() for name in names)
    _renumber_names(book, changes, set(tabs), gone)
    _renumber_views(book, changes, set(tabs))
    for entry in tabs.values():
        drop_part(book, changes, entry.part)
    chain = book.related("calcChain")
    if chain is not None:
        # Excel calls a workbook damaged whose chain names cells of a sheet that is gone; it makes a new one on loading
        drop_part(book, changes, chain)


def drop_part(book: Book, changes: Changes, part: str) -> None:
    """Take out a part that the workbook is related to, with what only it uses."""
    forget_part(book, changes, part)
    _drop(book, changes, part)


def _renumber_names(book: Book, changes: Changes, tabs: set[int], gone: frozenset[str]) -> None:
    """Names of a removed sheet's scope go; other scopes move up; references to removed sheets become ``#REF!``."""
    kept: list[bytes] = []
    for name in book.names:
        if name.scope in tabs:
            continue
        element = book.xml.xml[name.start : name.end]
        if name.scope is not None:
            element = _TAB.sub(lambda match: _moved(match, tabs), element, count=1)
        text = cut_loose(name.text, gone)
        if text != name.text:
            head, _, rest = element.partition(b">")
            element = head + b">" + escape(text).encode("utf-8") + rest[rest.rindex(b"</") :]
        kept.append(element)
    span = book.xml.span("definedNames", book.xml.root_end)
    if span is None:
        return
    head, tail = (b"<%s%s>" % (slash, book.xml.name("definedNames")) for slash in (b"", b"/"))
    changes.splices(book.part).replace(*span, head + b"".join(kept) + tail if kept else b"")


def _renumber_views(book: Book, changes: Changes, tabs: set[int]) -> None:
    splices = changes.splices(book.part)
    last = len(book.sheets) - len(tabs) - 1
    for match in tag_pattern(book.xml.prefix, b"workbookView").finditer(book.xml.xml):
        element = _VIEWED.sub(lambda one: _moved(one, tabs, last), match[0])
        splices.replace(match.start(), match.end(), element)


def _moved(match: re.Match[bytes], tabs: set[int], last: int | None = None) -> bytes:
    """The attribute for a tab index after the tabs before it are gone."""
    index = int(match[2])
    index -= sum(tab < index for tab in tabs)
    if last is not None:
        index = max(min(index, last), 0)
    return match[1] + str(index).encode() + match[3]


def _drop(book: Book, changes: Changes, part: str) -> None:
    """Remove a part, its relationships, and the parts that nothing else is related to."""
    package = book.package
    listed = relations_part(part)
    targets = [relation.target for relation in relations(package, part)]
    changes.discard(part)
    if package.has(listed):
        forget_part(book, changes, listed)
        changes.discard(listed)
    for target in targets:
        if package.has(target) and not _is_used(book, target):
            forget_part(book, changes, target)
            _drop(book, changes, target)


def _is_used(book: Book, part: str) -> bool:
    package = book.package
    for name in package.names:
        if name.endswith(".rels"):
            folder, _, listed = name.rpartition("_rels/")
            source = folder + listed.removesuffix(".rels")
            if any(relation.target == part for relation in relations(package, source)):
                return True
    return False
