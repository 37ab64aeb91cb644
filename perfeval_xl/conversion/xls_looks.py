"""How an old workbook (.xls, .et) looks, by xlrd."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from perfeval_xl.conversion.looks import MOST_BLANKS, BookLook, CellLook, Font, Line, Position, Printing, SheetLook
from perfeval_xl.workbook.readers.xls import opened_xls
from perfeval_xl.workbook.readers.xls_records import Page, xls_records

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as XlrdSheet

_ACROSS = ("", "left", "center", "right", "fill", "justify", "center_across", "distributed")
_DOWN = ("top", "vcenter", "bottom", "vjustify", "vdistributed")
_BLANK = (0, 6)
"""xlrd's words for cells without content."""
_UNDER_ONE_ANOTHER = 255
_MOST_ROWS = 65_536


def xls_looks(content: bytes) -> BookLook:
    """Read the looks of all worksheets.

    Raises:
        Unreadable: as reading its values would.
    """
    with opened_xls(content) as book:
        looks = _Looks(book)
        sheets = {}
        for number in range(book.nsheets):
            page = book.sheet_by_index(number)
            sheets[page.name] = _sheet(page, looks, xls_records(book, number).page)
            book.unload_sheet(number)
        font = looks.font(0) if book.font_list else Font()
        return BookLook(sheets, font, date1904=bool(book.datemode))


class _Looks:
    """The cell formats of one workbook, each taken apart once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[int, CellLook] = {}

    def look(self, index: int) -> CellLook:
        """The look of a cell format; a plain one where the file has no such format."""
        if index not in self._known:
            formats = self._book.xf_list
            self._known[index] = self._taken_apart(formats[index]) if index < len(formats) else CellLook()
        return self._known[index]

    def font(self, index: int) -> Font:
        fonts = self._book.font_list
        if index >= len(fonts):
            return Font()
        stored = fonts[index]
        return Font(
            name=stored.name or "宋体",
            size=stored.height / 20 or 11.0,
            bold=bool(stored.bold) or stored.weight >= 600,
            italic=bool(stored.italic),
            underline=bool(stored.underlined or stored.underline_type),
            strikeout=bool(stored.struck_out),
            color=self._color(stored.colour_index),
        )

    def _color(self, index: int) -> str:
        found = self._book.colour_map.get(index)
        return "".join(f"{part:02X}" for part in found) if found else ""

    def _taken_apart(self, stored: Any) -> CellLook:
        code = self._book.format_map.get(stored.format_key)
        border, place, ground = stored.border, stored.alignment, stored.background
        line = partial(self._line, border)
        return CellLook(
            font=self.font(stored.font_index),
            number_format=(code.format_str if code is not None else "") or "General",
            fill=self._fill(ground),
            left=line("left"),
            right=line("right"),
            top=line("top"),
            bottom=line("bottom"),
            across=_ACROSS[place.hor_align] if place.hor_align < len(_ACROSS) else "",
            down=_DOWN[place.vert_align] if place.vert_align < len(_DOWN) else "",
            wrap=bool(place.text_wrapped),
            shrink=bool(place.shrink_to_fit),
            indent=place.indent_level,
            rotation=_rotation(place.rotation),
        )

    def _line(self, border: Any, side: str) -> Line:
        style = getattr(border, f"{side}_line_style")
        return Line(style, self._color(getattr(border, f"{side}_colour_index"))) if style else Line()

    def _fill(self, ground: Any) -> str:
        """The colour of a solid fill; of a pattern that of its ground, which is what one sees most of."""
        if not ground.fill_pattern:
            return ""
        solid = ground.fill_pattern == 1
        return self._color(ground.pattern_colour_index if solid else ground.background_colour_index)


def _rotation(stored: int) -> int:
    if stored == _UNDER_ONE_ANOTHER:
        return 270
    return stored if stored <= 90 else 90 - stored


def _sheet(page: XlrdSheet, looks: _Looks, setup: Page) -> SheetLook:
    found = SheetLook(
        default_width=float(page.standardwidth or 0) / 256 or float(page.defcolwidth or 0) + _padding(page),
        default_height=(page.default_row_height or 0) / 20,
        gridlines=bool(page.show_grid_lines),
        printing=_printing(page, setup),
    )
    found.cells = _cells(page, looks)
    found.widths = {column: info.width / 256 for column, info in page.colinfo_map.items() if info.width}
    found.heights = {
        row: info.height / 20 for row, info in page.rowinfo_map.items() if info.height and not info.has_default_height
    }
    if page.panes_are_frozen and (page.horz_split_pos or page.vert_split_pos):
        found.freeze = page.horz_split_pos or 0, page.vert_split_pos or 0
    return found


def _cells(page: XlrdSheet, looks: _Looks) -> dict[Position, CellLook]:
    """The looks of cells with content, and of blank ones where there is something to see."""
    found: dict[Position, CellLook] = {}
    blanks = 0
    for row in range(page.nrows):
        for column, (kind, index) in enumerate(zip(page.row_types(row), page._cell_xf_indexes[row], strict=True)):
            look = looks.look(index)
            if kind in _BLANK:
                blanks += look.shows
                if not look.shows or blanks > MOST_BLANKS:
                    continue
            found[row, column] = look
    return found


def _padding(page: XlrdSheet) -> float:
    return 5 / 7 if page.defcolwidth else 0.0


def _printing(page: XlrdSheet, setup: Page) -> Printing:
    sides = [setup.margins.get(side) for side in ("left", "right", "top", "bottom")]
    known = [side for side in sides if side is not None and 0 <= side < 20]
    return Printing(
        landscape=bool(setup.landscape),
        paper=setup.paper,
        fit=(setup.fit_width, setup.fit_height) if setup.fit else None,
        scale=setup.scale if 10 <= setup.scale <= 400 else 100,
        center=setup.center,
        header=setup.header,
        footer=setup.footer,
        breaks=tuple(sorted({row for row, *_ in page.horizontal_page_breaks if 0 < row < _MOST_ROWS})),
        margins=(known[0], known[1], known[2], known[3]) if len(known) == 4 else None,
    )
