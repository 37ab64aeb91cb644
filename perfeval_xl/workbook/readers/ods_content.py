"""The tables of an OpenDocument spreadsheet as its content part spells them: runs of equal rows and cells.

Nothing is repeated here. ``number-rows-repeated="1000000"`` stays one row with a count, so that a hostile file
costs no more than its own length; :mod:`~perfeval_xl.workbook.readers.ods` unrolls what has content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from perfeval_xl.workbook.parts.plain_xml import run, utf8

_PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0": "number",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_SKIPPED = frozenset(
    {
        "office:annotation",
        "table:shapes",
        "table:tracked-changes",
        "table:dde-links",
        "table:content-validations",
        "table:data-pilot-tables",
        "office:forms",
        "text:ruby-text",
    }
)
"""What lies inside is not the cell's own text or table."""
_MOST_REPEATED = 1 << 30
_MOST_BLANKS = 1000

Attributes = Mapping[str, str]


@dataclass(slots=True)
class OdsCell:
    """A run of ``repeat`` equal cells from ``column`` on; attributes carry the usual prefixes."""

    column: int
    repeat: int
    attributes: Attributes
    covered: bool
    text: str | None = None
    """The paragraphs as shown; ``None`` where there is none."""

    @property
    def has_content(self) -> bool:
        return self.text is not None or "office:value-type" in self.attributes or "table:formula" in self.attributes


@dataclass(slots=True)
class OdsRow:
    """A run of ``repeat`` equal rows from ``row`` on."""

    row: int
    repeat: int
    attributes: Attributes
    cells: list[OdsCell] = field(default_factory=list)


@dataclass(slots=True)
class OdsTable:
    """One sheet; each entry of ``columns`` is first column, count and attributes."""

    attributes: Attributes
    columns: list[tuple[int, int, Attributes]] = field(default_factory=list)
    rows: list[OdsRow] = field(default_factory=list)
    names: list[tuple[str, Attributes]] = field(default_factory=list)
    linked: bool = False
    """The cells come from another file."""
    repeated_rows: tuple[int, int] | None = None
    """First and last row of those that repeat on each page."""

    @property
    def name(self) -> str:
        return self.attributes.get("table:name", "")


@dataclass(slots=True)
class OdsContent:
    """The whole content part; ``names`` holds (element, attributes) of the workbook's scope."""

    tables: list[OdsTable] = field(default_factory=list)
    names: list[tuple[str, Attributes]] = field(default_factory=list)
    is_spreadsheet: bool = False
    date1904: bool = False


def ods_content(xml: bytes, part: str) -> OdsContent:
    """Parse the content part.

    Raises:
        Unreadable: a DTD, or not well-formed.
    """
    parsing = _Parsing()
    parse(xml, part, parsing.start, parsing.end, parsing.characters)
    return parsing.content


def parse(
    xml: bytes,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    """Run handlers over a part; names come with the usual prefixes, whatever the file calls them."""
    parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
    parser.StartElementHandler = lambda name, given: start(usual(name), {usual(k): v for k, v in given.items()})
    parser.EndElementHandler = lambda name: end(usual(name))
    parser.CharacterDataHandler = characters
    run(parser, utf8(xml, part), part)


def usual(name: str) -> str:
    """``urn:...:table:1.0 table-row`` as ``table:table-row``."""
    namespace, _, local = name.rpartition(" ")
    return f"{_PREFIXES.get(namespace, '?')}:{local}" if namespace else local


def count(attributes: Attributes, name: str) -> int:
    """A count of at least 1; nonsense counts as 1."""
    text = attributes.get(name, "1")
    return min(max(int(text), 1), _MOST_REPEATED) if text.isascii() and text.isdigit() else 1


class _Parsing:
    """Where in the document we are."""

    def __init__(self) -> None:
        self.content = OdsContent()
        self._skipping = 0
        self._inside = 0
        """Depth of elements inside the current cell."""
        self._row: OdsRow | None = None
        self._cell: OdsCell | None = None
        self._next_row = 0
        self._next_column = 0
        self._paragraphs: list[list[str]] = []
        self._open_paragraphs = 0
        self._header_start: int | None = None
        self._in_table = False

    def start(self, name: str, attributes: Attributes) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif self._cell is not None:
            self._inside += 1
            self._start_inside(name, attributes)
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._start_cell(name, attributes)
        else:
            self._start_outside(name, attributes)

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif self._inside:
            self._inside -= 1
            if name in ("text:p", "text:h"):
                self._open_paragraphs -= 1
        elif self._cell is not None:
            self._end_cell()
        elif name == "table:table-row" and self._row is not None:
            self._next_row = self._row.row + self._row.repeat
            self._row = None
        elif name == "table:table":
            self._in_table = False
        elif name == "table:table-header-rows" and self._in_table and self._header_start is not None:
            self.content.tables[-1].repeated_rows = (self._header_start, self._next_row - 1)
            self._header_start = None

    def characters(self, text: str) -> None:
        if self._open_paragraphs > 0 and not self._skipping:
            self._paragraphs[-1].append(text)

    def _start_outside(self, name: str, attributes: Attributes) -> None:
        content = self.content
        if name == "office:spreadsheet":
            content.is_spreadsheet = True
        elif name == "table:null-date":
            content.date1904 = attributes.get("table:date-value", "").startswith("1904")
        elif name == "table:table":
            content.tables.append(OdsTable(attributes))
            self._next_row, self._next_column, self._row, self._in_table = 0, 0, None, True
        elif name in ("table:named-range", "table:named-expression"):
            (content.tables[-1].names if self._in_table else content.names).append((name, attributes))
        elif self._in_table:
            self._start_in_table(content.tables[-1], name, attributes)

    def _start_in_table(self, table: OdsTable, name: str, attributes: Attributes) -> None:
        if name == "table:table-source":
            table.linked = True
        elif name == "table:table-column":
            repeat = count(attributes, "table:number-columns-repeated")
            table.columns.append((self._next_column, repeat, attributes))
            self._next_column += repeat
        elif name == "table:table-row":
            repeat = count(attributes, "table:number-rows-repeated")
            self._row = OdsRow(self._next_row, repeat, attributes)
            table.rows.append(self._row)
        elif name == "table:table-header-rows":
            self._header_start = self._next_row

    def _start_cell(self, name: str, attributes: Attributes) -> None:
        if self._row is None:
            self._skipping += 1
            return
        cells = self._row.cells
        column = cells[-1].column + cells[-1].repeat if cells else 0
        repeat = count(attributes, "table:number-columns-repeated")
        self._cell = OdsCell(column, repeat, attributes, name == "table:covered-table-cell")
        self._paragraphs, self._open_paragraphs = [], 0

    def _end_cell(self) -> None:
        assert self._cell is not None and self._row is not None  # noqa: S101 - the state says so
        if self._paragraphs:
            self._cell.text = "\n".join("".join(pieces) for pieces in self._paragraphs)
        self._row.cells.append(self._cell)
        self._cell = None

    def _start_inside(self, name: str, attributes: Attributes) -> None:
        if name in ("text:p", "text:h"):
            if self._open_paragraphs == 0:
                self._paragraphs.append([])
            self._open_paragraphs += 1
        elif self._open_paragraphs > 0 and name == "text:s":
            self._paragraphs[-1].append(" " * min(count(attributes, "text:c"), _MOST_BLANKS))
        elif self._open_paragraphs > 0 and name in _SPOKEN:
            self._paragraphs[-1].append(_SPOKEN[name])


_SPOKEN = {"text:tab": "\t", "text:line-break": "\n"}
