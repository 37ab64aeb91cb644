"""The one type in a package that must agree with the file's suffix: else Excel does not open the file."""

from __future__ import annotations

import re

from perfeval_xl.workbook.editing.book import TYPES
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.read_issues import file_name
from perfeval_xl.workbook.write_issues import MACROS, RefusedError

_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
_MACRO = b"application/vnd.ms-excel."
_BY_SUFFIX = {
    ".xlsx": _PLAIN + b"sheet.main+xml",
    ".xltx": _PLAIN + b"template.main+xml",
    ".xlsm": _MACRO + b"sheet.macroEnabled.main+xml",
    ".xltm": _MACRO + b"template.macroEnabled.main+xml",
}
_ANY = re.compile(b"|".join(map(re.escape, _BY_SUFFIX.values())))


def fitted(content: bytes, suffix: str, *, title: str, target: str) -> bytes:
    """The package with the type that a file of this suffix must have; ``title`` and ``target`` name files in messages.

    Raises:
        WorkbookError: macros under a name that stands for a workbook without (IO-43), or a damaged package.
    """
    wanted = _BY_SUFFIX.get(suffix.lower())
    if wanted is None:
        return content
    package = Package.open(content, title)
    if not package.has(TYPES):
        return content
    types = package.read(TYPES)
    stored = _ANY.search(types)
    if stored is None or stored[0] == wanted:
        return content
    if stored[0].startswith(_MACRO) and not wanted.startswith(_MACRO):
        raise RefusedError(MACROS, name=file_name(target)).named(title)
    package.replace(TYPES, types[: stored.start()] + wanted + types[stored.end() :])
    return package.to_bytes()


def suffix_for(content: bytes) -> str:
    """The suffix that a workbook of this content must have; ``.xlsx`` where it does not tell."""
    package = Package.open(content)
    stored = _ANY.search(package.read(TYPES)) if package.has(TYPES) else None
    return next((suffix for suffix, kind in _BY_SUFFIX.items() if stored and stored[0] == kind), ".xlsx")


def make_plain(package: Package) -> None:
    """Give a package, whose macros are gone, the type of an .xlsx."""
    package.replace(TYPES, _ANY.sub(lambda _: _BY_SUFFIX[".xlsx"], package.read(TYPES)))
