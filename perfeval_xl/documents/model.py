"""A report as lines of text, each with the place where a person finds it, and its tables as grids of such lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Story = Literal["body", "box", "footnote", "endnote", "header", "footer", "comment"]
"""The body with its tables; a text box; notes, headers and footers; remarks of reviewers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text file, or one paragraph of a Word document."""

    number: int
    """From 1: the line's number, or the paragraph's among those with text."""
    text: str
    place: str
    """The place in words: ``第45行``, ``第12段``, ``表2第3行第2列``."""
    in_table: bool = False
    anchor: int = -1
    """Word: the paragraph's number (:attr:`WordFile.paragraphs`), for comments; -1 where no comment can stand."""
    story: Story = "body"
    """Which stream of text it belongs to: sentences of different streams never belong together."""


Row = tuple[Line | None, ...]
"""Cells of one table row; ``None`` for an empty or merged-over one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are known by row and column."""

    title: str
    """The line above it, where it reads like a caption."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """All text of one report, in reading order."""

    name: str
    lines: tuple[Line, ...]
    """Every line with text, those of table cells included."""
    tables: tuple[Table, ...] = ()
