"""Outlines (提纲) of reports as data: ``outlines/<id>.yaml``, each with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from perfeval_xl.forms.model import FormKind

FOLDER = Path(__file__).resolve().parent / "outlines"
BASIS = FOLDER.with_name("basis.yaml")


class OutlineError(ValueError):
    """An unknown outline, or one that does not suit the form; one Chinese sentence."""


@dataclass(frozen=True)
class BasisEntry:
    """A document that the report may cite (依据), and for whom it holds."""

    document: str
    number: str
    verified: bool
    years: tuple[int | None, int | None]
    places: tuple[str, ...]
    """Words of which the unit's name or the rule pack's region must hold one; none: everywhere."""

    @property
    def text(self) -> str:
        return f"《{self.document}》（{self.number}）" if self.number else f"《{self.document}》"


@dataclass(frozen=True)
class Section:
    """One heading with what stands under it, in this order: text, figures, questions, subsections."""

    title: str
    text: str
    fill: tuple[str, ...]
    ask: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Outline:
    id: str
    title: str
    source: str
    verified: bool
    kinds: tuple[FormKind, ...]
    name: str
    """The report's title, with the fields {unit}, {year} and {projects}; ``|`` is where a long one breaks."""
    opening: str
    """The first paragraph, with {basis} besides; empty for none."""
    letter: bool
    """Whether it is a letter: 主送机关, 附件, 落款."""
    numbering: tuple[str, ...]
    limits: Mapping[str, int]
    """Commentary slot -> most characters, where the rule pack says none."""
    sections: tuple[Section, ...]


@cache
def outlines() -> tuple[Outline, ...]:
    """All outlines, by id."""
    return tuple(_outline(path) for path in sorted(FOLDER.glob("*.yaml")))


@cache
def documents() -> tuple[BasisEntry, ...]:
    """The documents of ``basis.yaml``."""
    return tuple(map(_basis, yaml.safe_load(BASIS.read_text(encoding="utf-8"))))


def find_outline(name: str) -> Outline:
    """The outline of an id.

    Raises:
        OutlineError: there is none.
    """
    found = next((outline for outline in outlines() if outline.id == name), None)
    if found is None:
        raise OutlineError(f"没有提纲“{name}”，可选：{'、'.join(outline.id for outline in outlines())}")
    return found


def default_outline(kind: FormKind) -> Outline:
    """The outline for a kind of form where nobody chose one."""
    return find_outline({FormKind.DEPARTMENT: "yunnan-department", FormKind.PROJECT: "project"}[kind])


def _outline(path: Path) -> Outline:
    data: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Outline(
        id=path.stem,
        title=data["title"],
        source=data["source"],
        verified=data["verified"],
        kinds=tuple(FormKind(kind) for kind in data["kinds"]),
        name=data["name"],
        opening=data.get("opening", ""),
        letter=data.get("letter", True),
        numbering=tuple(data.get("numbering", ("chinese", "bracketed", "arabic", "arabic-bracketed"))),
        limits=data.get("limits", {}),
        sections=_sections(data["sections"]),
    )


def _basis(data: Mapping[str, Any]) -> BasisEntry:
    years = data.get("years", {})
    return BasisEntry(
        data["document"],
        data.get("number", ""),
        data["verified"],
        (years.get("from"), years.get("to")),
        tuple(data.get("places", ())),
    )


def _sections(data: Sequence[Mapping[str, Any]]) -> tuple[Section, ...]:
    return tuple(
        Section(
            title=item["title"],
            text=item.get("text", ""),
            fill=tuple(item.get("fill", ())),
            ask=tuple(item.get("ask", ())),
            sections=_sections(item.get("sections", ())),
        )
        for item in data
    )
