"""What a sheet will be, before any file exists: placed cells with their keys, roles, formulas and names.

Layouts make plans from specs and fillings; :mod:`.rendering` writes them. Rows and columns are 0-based.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from perfeval_xl.workbook.address import cell_name, column_index, column_name, quote_sheet

Value = None | str | int | Decimal


class Role(StrEnum):
    """What a cell is for; decides its tint and its lock."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    CAPTION = "caption"
    """A line above a table: the unit's name, 单位:万元."""
    HEADER = "header"
    """Labels and column heads."""
    TEXT = "text"
    """Printed words of the form: names of indicator levels, fund lines, explanations."""
    INPUT = "input"
    LINKED = "linked"
    """An input that holds a formula until a person types over it."""
    COMPUTED = "computed"
    """Totals and the like of companion tables: formulas, locked."""
    RESULT = "result"
    """Written by the scoring tool: locked and plain."""
    DRAFT = "draft"
    """Commentary drafts: written by the tool, open to people."""
    NOTE = "note"


class Shape(StrEnum):
    """How a cell's content stands and is formatted."""

    TEXT = "text"
    CENTER = "center"
    TOP = "top"
    """Centred at the top: the label of a block that may run over a page."""
    AMOUNT = "amount"
    COUNT = "count"
    """Persons, copies: whole numbers."""
    PERCENT = "percent"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of one of the few kinds of :mod:`.formulas`; ``args`` are keys, ``sheet:key`` on another sheet."""

    kind: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenFormula:
    """A formula as a clerk broke it, with the error it shows (samples only)."""

    text: str
    shows: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell or merged range; ``key`` is what fillings and formulas call it by."""

    row: int
    left: int
    right: int
    bottom: int
    role: Role
    shape: Shape = Shape.CENTER
    value: Value | BrokenFormula = None
    formula: Formula | None = None
    key: str = ""
    assumed: bool = False
    remark: str = ""
    """Text of the cell comment."""

    @property
    def address(self) -> str:
        return cell_name(self.row, self.left)

    @property
    def absolute(self) -> str:
        """``$H$12``, the anchor."""
        return f"${column_name(self.left)}${self.row + 1}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A data validation over a range: a list of choices (other entries stay allowed) and a short prompt."""

    first: tuple[int, int]
    last: tuple[int, int]
    title: str
    prompt: str
    choices: tuple[str, ...] = ()


@dataclass
class SheetPlan:
    """One sheet; the layouts fill it in from top to bottom."""

    id: str
    name: str
    widths: tuple[float, ...]
    cells: list[Cell] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    """Least row heights in points by row; rows grow with their texts."""
    names: dict[str, str] = field(default_factory=dict)
    """Sheet-scoped defined name -> formula text without ``=``."""
    aliases: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Further keys for formulas: places (row, column) where a range begins or ends."""
    choices: list[Choice] = field(default_factory=list)
    total_cell: str = ""
    """Address of the live points total, which shows red unless it is 100."""
    repeat: tuple[int, int] | None = None
    """First and last row repeated on each printed page."""
    whole: set[int] = field(default_factory=set)
    """Rows before which no printed page should begin."""
    levels: list[tuple[int, int]] = field(default_factory=list)
    """First and last row of each 一级指标, the head of the table with the first."""
    single_page: bool = False
    freeze: int = 0
    tab: str = ""
    protect: bool = True

    def __post_init__(self) -> None:
        self.widths = tuple(float(width) for width in self.widths)

    def put(
        self,
        row: int,
        span: str | tuple[int, int],
        role: Role,
        value: Value | BrokenFormula = None,
        *,
        shape: Shape = Shape.CENTER,
        rows: int = 1,
        formula: Formula | None = None,
        key: str = "",
        assumed: bool = False,
        remark: str = "",
    ) -> Cell:
        """Place a cell over a span of columns (``"C:E"``) and ``rows`` rows."""
        left, right = columns_of(span) if isinstance(span, str) else span
        cell = Cell(row, left, right, row + rows - 1, role, shape, value, formula, key, assumed, remark)
        self.cells.append(cell)
        return cell

    def put_notes(self, notes: Iterable[str], row: int) -> int:
        """Place notes over the whole width, a row each; returns the row after them."""
        for note in notes:
            self.put(row, (0, self.last_column), Role.NOTE, note, shape=Shape.TEXT)
            row += 1
        return row

    def name_cell(self, name: str, cell: Cell) -> None:
        self.names[name] = f"{quote_sheet(self.name)}!{cell.absolute}"

    def name_range(self, name: str, column: int, first: int, last: int) -> None:
        """Name the part of a column that lies between two rows."""
        letter = column_name(column)
        self.names[name] = f"{quote_sheet(self.name)}!${letter}${first + 1}:${letter}${last + 1}"

    def name_constant(self, name: str, text: str) -> None:
        self.names[name] = f'"{text}"'

    def level(self, first: int, last: int) -> None:
        """Note the rows of a 一级指标; a head that is repeated and stands right above it stays with its first row."""
        if self.repeat is not None and self.repeat[1] == first - 1:
            self.keep_whole(self.repeat[0], first)
            first = self.repeat[0]
        self.levels.append((first, last))

    def keep_whole(self, first: int, last: int) -> None:
        """Keep rows together on a printed page."""
        self.whole.update(range(first + 1, last + 1))

    def cell(self, key: str) -> Cell:
        """The cell of a key.

        Raises:
            KeyError: no cell has it.
        """
        for cell in self.cells:
            if cell.key == key:
                return cell
        raise KeyError(key)

    def place(self, key: str) -> tuple[int, int]:
        """Row and column of a key or alias.

        Raises:
            KeyError: nothing is called so.
        """
        if key in self.aliases:
            return self.aliases[key]
        cell = self.cell(key)
        return cell.row, cell.left

    @property
    def last_row(self) -> int:
        return max(cell.bottom for cell in self.cells)

    @property
    def last_column(self) -> int:
        return len(self.widths) - 1


def columns_of(span: str) -> tuple[int, int]:
    """``"C:E" -> (2, 4)``, ``"F" -> (5, 5)``."""
    left, _, right = span.partition(":")
    return column_index(left), column_index(right or left)


def runs(values: Iterable[str]) -> list[tuple[int, int]]:
    """First and last index of each run of equal values: ``a a b -> [(0, 1), (2, 2)]``."""
    listed = list(values)
    starts = [i for i in range(len(listed)) if i == 0 or listed[i] != listed[i - 1]]
    return [(first, following - 1) for first, following in pairwise([*starts, len(listed)])]
