"""How cells look, whatever kind of file they come from: what our own copy can keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Position = tuple[int, int]
"""(row, column), 0-based."""
MOST_BLANKS = 200_000
"""Blank cells of a sheet whose looks are kept; no form has as many."""


@dataclass(frozen=True, slots=True)
class Font:
    name: str = "宋体"
    size: float = 11.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikeout: bool = False
    color: str = ""
    """``RRGGBB``; empty for the automatic colour."""


@dataclass(frozen=True, slots=True)
class Line:
    """One side of a border; ``style`` counts as Excel files do (1 thin, 2 medium, ...), 0 for none."""

    style: int = 0
    color: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CellLook:
    """Everything about a cell but its value. Cells of one style share one object; comparing these is all it takes."""

    font: Font = Font()
    number_format: str = "General"
    fill: str = ""
    """``RRGGBB`` of a solid fill; empty for none."""
    left: Line = Line()
    right: Line = Line()
    top: Line = Line()
    bottom: Line = Line()
    across: str = ""
    """``left``, ``center``, ``right``, ``fill``, ``justify``, ``center_across``, ``distributed``; empty for general."""
    down: str = ""
    """``top``, ``vcenter``, ``bottom``, ``vjustify``, ``vdistributed``; empty for the default, which is bottom."""
    wrap: bool = False
    shrink: bool = False
    indent: int = 0
    rotation: int = 0
    """Degrees from -90 to 90, or 270 for letters under one another."""

    @property
    def shows(self) -> bool:
        """Whether an empty cell of this look shows at all."""
        return bool(self.fill or self.left.style or self.right.style or self.top.style or self.bottom.style)


@dataclass(frozen=True, slots=True)
class Printing:
    """How a sheet is printed."""

    landscape: bool = False
    paper: int = 0
    """Excel's number of the paper size (9 is A4); 0 where it is unknown."""
    fit: tuple[int, int] | None = None
    """Pages wide and high; 0 for as many as needed."""
    scale: int = 100
    center: bool = False
    """Between the left and the right edge of the page."""
    header: str = ""
    """With the codes of Excel: ``&C`` in the middle, ``&P`` the page ..."""
    footer: str = ""
    breaks: tuple[int, ...] = ()
    """Rows before which a page ends."""
    margins: tuple[float, float, float, float] | None = None
    """Left, right, top, bottom in inches."""


@dataclass(slots=True)
class SheetLook:
    """How one sheet looks."""

    cells: dict[Position, CellLook] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    """Characters of the default font, as worksheet files count them (padding included)."""
    default_width: float = 0.0
    """0 where it is unknown."""
    heights: dict[int, float] = field(default_factory=dict)
    """Points by row."""
    default_height: float = 0.0
    gridlines: bool = True
    freeze: Position | None = None
    """First row and column that scroll."""
    printing: Printing = Printing()


@dataclass(frozen=True, slots=True)
class BookLook:
    """How a workbook looks; ``font`` is the one that column widths are counted in."""

    sheets: Mapping[str, SheetLook]
    font: Font = Font()
    date1904: bool = False
