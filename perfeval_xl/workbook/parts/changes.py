"""All changes to the parts of one package, gathered and then made at once, with the way back written down."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.xml import Splices, undone, well_formed
from perfeval_xl.workbook.write_issues import BAD_RECORD, ODD_PART, RefusedError

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Undo:
    """How to bring one part back: ``action`` is ``change``, ``add`` or ``remove`` (what was done to it).

    ``digest`` is the SHA-256 of the part as we left it, ``steps`` the JSON of how to undo a change, for a removed
    part the JSON of its whole text.
    """

    part: str
    action: str
    digest: str
    steps: str


class Changes:
    """Splices by part, parts added and parts taken out."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._splices: dict[str, Splices] = {}
        self._added: list[str] = []
        self._removed: list[Undo] = []

    def splices(self, part: str) -> Splices:
        """The replacements to make in an existing part; always the same object for a part."""
        if part not in self._splices:
            self._splices[part] = Splices(self.package.read(part))
        return self._splices[part]

    def add(self, part: str, xml: bytes) -> None:
        """Add a part that the workbook has lacked."""
        self.package.add(part, xml)
        self._added.append(part)

    @property
    def added(self) -> tuple[str, ...]:
        """The parts that the workbook has lacked."""
        return tuple(self._added)

    def remove(self, part: str) -> None:
        """Take out a part, which must be XML."""
        text = self.package.read(part).decode("utf-8")
        self._removed.append(Undo(part, "remove", "", _COMPACT.encode(text)))  # a cell alone would lose line breaks
        self._splices.pop(part, None)
        self.package.remove(part)

    def discard(self, part: str) -> None:
        """Take out a part of our own, which nobody will want back."""
        self._splices.pop(part, None)
        self.package.remove(part)

    def make(self) -> list[Undo]:
        """Make all changes in the package and tell how to undo them.

        Raises:
            RefusedError: a changed part would not be well-formed XML, because the original was not.
        """
        undo = list(self._removed)
        for part, splices in self._splices.items():
            if not splices.changed:
                continue
            try:
                xml, steps = splices.apply()
            except ValueError as error:
                raise RefusedError(ODD_PART, part=part, detail="元素互相重叠") from error
            if not well_formed(xml) and not (is_vml(part) and not well_formed(splices.original)):
                raise RefusedError(ODD_PART, part=part, detail="不是合法的 XML")
            self.package.replace(part, xml)
            if part not in self._added:
                told = _COMPACT.encode(steps)
                undo.append(Undo(part, "change", _digest(xml), told))
        return undo + [Undo(part, "add", _digest(self.package.read(part)), "") for part in self._added]


def is_vml(part: str) -> bool:
    """Whether a part is an old drawing (VML), which Excel itself does not always write as well-formed XML."""
    return part.lower().endswith(".vml")


def is_untouched(package: Package, undo: list[Undo]) -> bool:
    """Whether every part is still as we left it, so that each can be brought back byte for byte."""
    for one in undo:
        there = package.has(one.part)
        if one.action == "remove":
            if there:
                return False
        elif not there or _digest(package.read(one.part)) != one.digest:
            return False
    return bool(undo)


def take_back(package: Package, undo: list[Undo]) -> None:
    """Bring all parts back to what they were.

    Raises:
        RefusedError: the record cannot be understood.
    """
    for one in reversed(undo):
        try:
            _take_back(package, one)
        except (KeyError, TypeError, ValueError) as error:
            raise RefusedError(BAD_RECORD, detail=one.part) from error


def _take_back(package: Package, one: Undo) -> None:
    if one.action == "add":
        package.remove(one.part)
    elif one.action == "remove":
        # earlier versions noted the text as it is
        text = json.loads(one.steps) if one.steps.startswith('"') else one.steps
        package.add(one.part, text.encode("utf-8"))
    else:
        package.replace(one.part, undone(package.read(one.part), json.loads(one.steps)))


def _digest(xml: bytes) -> str:
    return hashlib.sha256(xml).hexdigest()
