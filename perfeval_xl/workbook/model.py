"""What the rest of the program knows of a workbook: sheets of raw values going in, edits coming out.

Nothing here knows of files or of live applications; both are adapters to these types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.merges import Merge, MergeLayout, merge_layout

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CellError",
    "Edit",
    "Look",
    "Mark",
    "Merge",
    "NumberFormat",
    "OwnCell",
    "OwnSheet",
    "RawValue",
    "Sheet",
    "Sheets",
    "Visibility",
]


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value of a formula, such as ``#DIV/0!``: never to be taken for an empty cell."""

    text: str

    def __str__(self) -> str:
        return self.text


RawValue = None | str | bool | float | Decimal | date | datetime | time | timedelta | CellError
"""A cell as read: ``None`` for empty (also for ``""``), floats for numbers, Python dates for date-formatted numbers."""


class Visibility(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True)
class Sheet:
    """One worksheet: ``rows[r][c]`` is the raw value of the cell in row r, column c (0-based, from A1).

    Rows may have different lengths; what lies outside is empty. Values under a merge, other than the
    anchor's, are ``None``; :meth:`value` resolves a merge to its anchor.
    """

    name: str
    rows: list[list[RawValue]]
    merges: tuple[Merge, ...] = ()
    percent: frozenset[tuple[int, int]] = frozenset()
    """Cells whose number format shows a percentage (0.95 shown as 95%)."""
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Cells that hold a formula -> its text (empty for followers of a shared one); ``rows`` has the cached value."""
    uncached: frozenset[tuple[int, int]] = frozenset()
    """Formula cells that were saved without a value: nobody has calculated them yet."""
    visibility: Visibility = Visibility.VISIBLE
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    """Defined names of this sheet's scope: name -> formula text, e.g. ``pe_total -> 自评表!$I$32``."""

    @cached_property
    def merged(self) -> MergeLayout:
        """Which cells the merges cover."""
        return merge_layout(self.merges, len(self.rows))

    @cached_property
    def anchors(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Every cell covered by a merge -> the merge's anchor (huge merges are cut at the used rows)."""
        return self.merged.anchors

    @cached_property
    def merge_at(self) -> Mapping[tuple[int, int], Merge]:
        """Merges by their anchor."""
        return self.merged.by_anchor

    def raw(self, row: int, column: int) -> RawValue:
        """The cell's own value, merges not resolved."""
        if row < 0 or column < 0 or row >= len(self.rows):
            return None
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def value(self, row: int, column: int) -> RawValue:
        """The cell's value; inside a merge that of the anchor."""
        return self.raw(*self.anchors.get((row, column), (row, column)))

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Where a value must be written to show in this cell."""
        return self.anchors.get((row, column), (row, column))

    def address(self, row: int, column: int) -> str:
        """A1 address of the cell's anchor."""
        return cell_name(*self.anchor(row, column))

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @property
    def frame(self) -> pd.DataFrame:
        """The raw values as one DataFrame of objects: index = Excel row numbers, columns = column letters."""
        import pandas as pd

        from perfeval_xl.workbook.address import column_name

        width = self.width
        padded = [row + [None] * (width - len(row)) for row in self.rows]
        return pd.DataFrame(
            padded,
            index=range(1, len(padded) + 1),
            columns=[column_name(i) for i in range(width)],
            dtype=object,
        )


@dataclass(frozen=True)
class Sheets:
    """A whole workbook as read, in tab order."""

    workbook: str
    """The path or title that messages name."""
    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Defined names of workbook scope: name -> formula text."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Custom document properties, e.g. the template's kind and version."""
    notes: tuple[str, ...] = ()
    """What the reader saw and did not evaluate: ``macros``, ``external_links``, ``dde`` ..."""
    kind: str = ""
    """The kind of file that it was read from (``xlsx``, ``xls``, ``ods``); empty where it was none."""

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    def __getitem__(self, name: str) -> Sheet:
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(sheet.name == name for sheet in self.sheets)


class NumberFormat(StrEnum):
    """How a written number must be shown; the cell keeps its own format where that already does."""

    AS_IS = "as_is"
    PERCENT = "percent"
    """The value is a fraction and must show as a percentage with two decimals."""
    PLAIN = "plain"
    """The value is a number and must not show as a percentage or a date."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One designated cell and its new value; text never becomes a formula, ``None`` empties the cell."""

    sheet: str
    cell: str
    value: Decimal | str | None
    show: NumberFormat = NumberFormat.AS_IS


@dataclass(frozen=True, slots=True)
class Mark:
    """What one cell of a person's sheet is marked with; its value stays."""

    sheet: str
    cell: str
    text: str
    """The comment (批注)."""
    fill: str = ""
    """RGB of a light fill, such as ``FFC7CE``; empty for none."""


class Look(StrEnum):
    """The few looks that cells of our own sheets have."""

    TITLE = "title"
    NOTE = "note"
    HEADER = "header"
    TEXT = "text"
    WRAP = "wrap"
    CENTER = "center"
    NUMBER = "number"
    NUMBER_ODD = "number_odd"
    PERCENT = "percent"
    LINK = "link"
    STRONG = "strong"
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    GOOD = "good"
    PLAIN = "plain"
    """No border, default font: for the very hidden record sheet."""


class OwnCell(NamedTuple):
    """A cell of a sheet that we add. ``link`` is an internal target such as ``自评表!I12``."""

    value: Decimal | int | str | None
    look: Look = Look.TEXT
    link: str | None = None


@dataclass(frozen=True)
class OwnSheet:
    """A sheet that we add at the end: results, issues or the very hidden record."""

    name: str
    rows: list[list[OwnCell | None]]
    widths: tuple[float, ...] = ()
    """Column widths in characters."""
    merges: tuple[Merge, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    """Row heights in points by 0-based row; other rows fit themselves."""
    freeze_rows: int = 0
    repeat_rows: int = 0
    """How many top rows repeat on each printed page."""
    visibility: Visibility = Visibility.VISIBLE
    landscape: bool = True
    filter_row: int | None = None
    """0-based header row of an autofilter over the rows below it."""
    keys: tuple[int, ...] = ()
    """Columns that tell what a row is about; where they are blank, the first column does."""
    fixed: int = 1
    """How many rows at the top are what they are by their place: titles and the like."""
    people: int = 0
    """How many rows at the end are what a person wrote (:mod:`~perfeval_xl.workbook.own.people`)."""
    moves: Mapping[int, int] = field(default_factory=dict)
    """Rows of the sheet as it stands -> where their cells right of ours go, with the row that they are about."""
    shift: int = 0
    """How many columns those cells go right, to make room where a person deleted columns of ours."""
    beside: Mapping[tuple[int, int], OwnCell] = field(default_factory=dict)
    """Cells right of ours, by row and column: what a person wrote on the copy that this one takes the place of."""

    @property
    def height(self) -> int:
        """How many rows are ours."""
        return len(self.rows) - self.people

    @property
    def width(self) -> int:
        """How many columns from A on are ours."""
        return max(len(self.widths), *(len(row) for row in self.rows[: self.height]), 1)
