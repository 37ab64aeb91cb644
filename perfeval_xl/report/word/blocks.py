"""What a report is made of, before it is set on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MISSING = "待补充"
TO_CHECK = "待核对"


def ask(what: str) -> str:
    """The placeholder for what only a person knows."""
    return f"【{MISSING}：{what}】"


def check_mark(what: str) -> str:
    """The mark on something that the figures contradict."""
    return f"【{TO_CHECK}：{what}】"


class Look(StrEnum):
    """How a paragraph is set."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    """主送机关: at the left edge."""
    BODY = "body"
    LABEL = "label"
    """A heading of one form among several."""
    CAPTION = "caption"
    NOTE = "note"
    ENDING = "ending"
    """附件 lines, kept on one page with the signature."""
    SIGNATURE = "signature"
    DATE = "date"
    ATTACHMENT = "attachment"
    """附件1, above the title of an attachment."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    look: Look = Look.BODY


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; the number is computed, ``level`` counts from 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells of one column or of one row, 0-based and inclusive, the header row being row 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: header, share of the width, and whether its cells are centred."""

    header: str
    width: int
    centred: bool = True


@dataclass(frozen=True)
class Grid:
    """A table with its caption (``表1 …``; the number is computed) and the unit of its amounts."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = ()
    unit: str = ""
    bold_rows: frozenset[int] = frozenset()
    numbered: bool = True

    def texts(self) -> Iterator[str]:
        yield from (column.header for column in self.columns)
        for row in self.rows:
            yield from row


@dataclass(frozen=True)
class Chart:
    """Bars of rates (fractions) by name."""

    caption: str
    names: tuple[str, ...]
    rates: tuple[Decimal, ...]
    horizontal: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows stands on a new page, turned where it is wide."""

    landscape: bool = False


Block = Paragraph | Heading | Grid | Chart | NewPage


def texts_of(block: Block) -> Iterator[str]:
    """All texts of a block, for looking through a report without its paper."""
    match block:
        case Paragraph(text=text) | Heading(text=text):
            yield text
        case Grid():
            yield block.caption
            yield from block.texts()
        case Chart():
            yield block.caption
            yield from block.names
