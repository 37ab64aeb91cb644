"""A sheet with its texts brought to label keys: what the locator searches in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from perfeval_xl.forms.sheet_labels import sheet_label
from perfeval_xl.forms.vocabulary import Aliases
from perfeval_xl.values.model import EMPTY, Reading
from perfeval_xl.values.reading import read_text, read_value
from perfeval_xl.values.text import display
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.model import RawValue, Sheet

MOST_SPACERS = 3
"""So many empty rows or columns may stand between a label and its value."""
Place = tuple[int, int]
"""(row, column), 0-based."""
LABEL_LENGTH = 40
"""Longer texts are prose, not labels."""
HEADER_SEARCH_ROWS = 30
"""So far down a sheet the title and the header of a companion table are looked for."""


class Grid:
    """One sheet, its cells by 0-based (row, column), merges resolved to their anchors."""

    def __init__(self, sheet: Sheet, named: Callable[[int, int], str] = cell_name) -> None:
        self.sheet = sheet
        self.cell_name = named
        """(row, column) of a cell that is its merge's anchor, or in none -> its address."""
        self.height = len(sheet.rows)
        self._rows = sheet.rows
        self._anchors = sheet.anchors
        self._named: dict[Aliases, dict[int, frozenset[str]]] = {}
        self.special = sheet.percent | sheet.uncached
        """Cells whose value does not say everything: their format, or a formula without its value, matters too."""

    @cached_property
    def labels(self) -> list[dict[int, str]]:
        """Per row: column -> label key of each short text in that very cell."""
        return [
            {
                column: sheet_label(value)
                for column, value in enumerate(cells)
                if type(value) is str and len(value) <= LABEL_LENGTH
            }
            for cells in self.sheet.rows
        ]

    def named_fields(self, aliases: Aliases) -> Mapping[int, frozenset[str]]:
        """Row -> the fields that its own texts name, for the rows that name any; looked for once for each table."""
        found = self._named.get(aliases)
        if found is None:
            known = aliases.fields
            words = known.keys()
            found = self._named[aliases] = {
                row: frozenset([known[label] for label in labels.values() if label in known])
                for row, labels in enumerate(self.labels)
                if not words.isdisjoint(labels.values())
            }
        return found

    @cached_property
    def head_text(self) -> str:
        """The labels of the rows where a companion table begins, a line each: no word, being one line, spans two."""
        return "\n".join(label for row in self.labels[:HEADER_SEARCH_ROWS] for label in row.values())

    def label(self, row: int, column: int) -> str:
        """The label key shown in a cell (of its merge's anchor), ``""`` where there is none."""
        row, column = self.sheet.anchor(row, column)
        return self.labels[row].get(column, "") if 0 <= row < self.height else ""

    def text(self, row: int, column: int) -> str:
        """The cell's content as people see it, trimmed; merges resolved."""
        return self.shown(*self.content(row, column))

    def shown(self, at: Place, raw: RawValue) -> str:
        """A cell's content as people see it, trimmed."""
        if raw is None:
            return ""
        return raw.strip() if type(raw) is str else display(raw, at in self.sheet.percent).strip()

    def reading(self, row: int, column: int) -> Reading:
        """The cell's content as a value; merges resolved."""
        return self.read(*self.content(row, column))

    def read(self, at: Place, raw: RawValue) -> Reading:
        """A cell's content as a value."""
        if at in self.special:
            return read_value(raw, percent=at in self.sheet.percent, uncached=at in self.sheet.uncached)
        if raw is None:
            return EMPTY
        return read_text(raw) if type(raw) is str else read_value(raw)

    def content(self, row: int, column: int) -> tuple[Place, RawValue]:
        """The place of a cell's anchor and what stands there."""
        place = (row, column)
        at = self._anchors.get(place, place)
        if not (0 <= at[0] < len(self._rows) and at[1] >= 0):
            return at, None
        cells = self._rows[at[0]]
        return at, cells[at[1]] if at[1] < len(cells) else None

    def contents(self, row: int, columns: Mapping[str, int]) -> dict[str, tuple[Place, RawValue]]:
        """Field -> the place of its cell's anchor in a row and what stands there: many cells asked for at once."""
        anchors, own = self._anchors, self._rows[row]
        width = len(own)
        found: dict[str, tuple[Place, RawValue]] = {}
        for field, column in columns.items():
            place = (row, column)
            if place in anchors:
                found[field] = self.content(row, column)
            else:
                found[field] = (place, own[column] if column < width else None)
        return found

    def address(self, row: int, column: int) -> str:
        return self.cell_name(*self.sheet.anchor(row, column))

    def right_of(self, row: int, column: int) -> int:
        """The first column to the right that is not part of this cell's merge."""
        merge = self.sheet.merge_at.get(self.sheet.anchor(row, column))
        return (merge.right if merge else column) + 1

    def value_beside(self, row: int, column: int) -> tuple[int, int]:
        """The place of a label's value: right beside it, behind empty spacer columns, else right beside it, empty."""
        beside = column = self.right_of(row, column)
        for _ in range(MOST_SPACERS + 1):
            if self.text(row, column):
                return row, column
            column = self.right_of(row, column)
        return row, beside

    def below(self, row: int, column: int) -> int:
        """The first row below that is not part of this cell's merge."""
        merge = self.sheet.merge_at.get(self.sheet.anchor(row, column))
        return (merge.bottom if merge else row) + 1

    def is_blank(self, row: int) -> bool:
        """Nothing in the row's own cells."""
        cells = self._rows[row]
        return cells.count(None) == len(cells)

    def row_labels(self, row: int) -> Iterator[tuple[int, str]]:
        """(column, label key) of a row's own texts, left to right; vertical merges from above included."""
        own = self.labels[row]
        from_above = {
            column: self.labels[top].get(column, "")
            for column, top in self.sheet.merged.tall.get(row, ())
            if 0 <= top < self.height
        }
        for column in sorted(own.keys() | from_above.keys()):
            yield column, own.get(column) or from_above.get(column, "")
