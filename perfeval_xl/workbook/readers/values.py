"""Cell values by python-calamine, which is fed only parts that were unpacked and checked here.

calamine can abort the interpreter on hostile bytes and refuses odd but honest packages. So it never sees the
file itself but a small zip of our own: a bare workbook, the checked cells, texts and styles.
"""

from __future__ import annotations

import io
import math
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from perfeval_xl.workbook.model import CellError, RawValue
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, LYING_COUNT, READER_CRASH, ZIP_BOMB, Unreadable

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MOST_CELLS_IN_ALL = 6_000_000
"""Of all grids together, empty cells included: about 50 MB of references."""
_HARMLESS_COUNT = 1_000_000
_STRINGS = re.compile(rb"<sst\s([^<>]*)>")
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")

Grid = list[list[RawValue]]


def read_values(sheets: Sequence[bytes], *, strings: bytes, styles: bytes, date1904: bool) -> list[Grid]:
    """The values of worksheets from A1 on, ``None`` for empty cells.

    Args:
        sheets: plainly spelt worksheet parts, checked by :func:`~perfeval_xl.workbook.readers.sheet_facts.sheet_facts`.
        strings: the shared strings part, or ``b""``; plainly spelt.
        styles: the styles part, or ``b""``.
        date1904: whether serial dates count from 1904.

    Raises:
        Unreadable: the reader refuses or fails.
    """
    check_string_count(strings)
    if not sheets:
        return []
    content = stored_zip(_package(sheets, strings, styles, date1904))
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = list(_grids(workbook, len(sheets)))
    except CalamineError as error:
        raise Unreadable(CORRUPT_WORKBOOK, detail="单元格内容不合规范") from error
    except (KeyboardInterrupt, SystemExit, Unreadable):
        raise
    except BaseException as error:  # a panic of the native reader is no Exception
        raise Unreadable(READER_CRASH, detail=type(error).__name__) from error
    return [_cleaned(grid) for grid in grids]


def _grids(workbook: CalamineWorkbook, count: int) -> Iterator[list[list[Any]]]:
    total = 0
    for index in range(count):
        sheet = workbook.get_sheet_by_index(index)
        total += sheet.total_height * sheet.total_width
        check_total(total)
        yield sheet.to_python(skip_empty_area=False)


def check_total(cells: int) -> None:
    """Refuse sheets whose grids would not fit together.

    Raises:
        Unreadable: too many cells.
    """
    if cells > MOST_CELLS_IN_ALL:
        raise Unreadable(ZIP_BOMB, detail=f"各工作表合计超过 {MOST_CELLS_IN_ALL // 10_000} 万个单元格")


def check_string_count(strings: bytes) -> None:
    """Refuse a shared strings part that claims millions of texts and has few: the reader would reserve room for them.

    Raises:
        Unreadable: such a part.
    """
    start = _STRINGS.search(strings)
    claimed = (attribute(start[1], b"uniqueCount") or b"") if start else b""
    if not claimed.isdigit() or int(claimed[:20]) <= _HARMLESS_COUNT:
        return
    actual = strings.count(b"<si>") + strings.count(b"<si ") + strings.count(b"<si/>")
    if int(claimed[:20]) > 2 * actual:
        raise Unreadable(LYING_COUNT, part="sharedStrings.xml", claimed=claimed[:20].decode(), actual=actual)


def stored_zip(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of parts as they are, not deflated."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in parts:
        encoded, check, size = name.encode(), zlib.crc32(data), len(data)
        local = _LOCAL.pack(b"PK\x03\x04", 20, 0, 0, 0, 0x21, check, size, size, len(encoded), 0)
        central = (b"PK\x01\x02", 20, 20, 0, 0, 0, 0x21, check, size, size, len(encoded), 0, 0, 0, 0, 0, offset)
        directory += (_CENTRAL.pack(*central), encoded)
        body += (local, encoded, data)
        offset += len(local) + len(encoded) + size
    count, length = len(directory) // 2, sum(map(len, directory))
    return b"".join((*body, *directory, _END.pack(b"PK\x05\x06", 0, 0, count, count, length, offset, 0)))


def _package(sheets: Sequence[bytes], strings: bytes, styles: bytes, date1904: bool) -> Iterable[tuple[str, bytes]]:
    names = [f"sheet{number}" for number in range(1, len(sheets) + 1)]
    relations = {name: ("worksheet", f"worksheets/{name}.xml") for name in names}
    if strings:
        relations["strings"] = ("sharedStrings", "sharedStrings.xml")
        yield "xl/sharedStrings.xml", strings
    if styles:
        relations["styles"] = ("styles", "styles.xml")
        yield "xl/styles.xml", styles
    tabs = "".join(f'<sheet name="{name}" sheetId="{id_}" r:id="{name}"/>' for id_, name in enumerate(names, 1))
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{tabs}</sheets></workbook>".encode(),
    )
    yield "xl/_rels/workbook.xml.rels", _relations(relations)
    yield "_rels/.rels", _relations({"book": ("officeDocument", "xl/workbook.xml")})
    for name, xml in zip(names, sheets, strict=True):
        yield f"xl/worksheets/{name}.xml", xml


def _relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'.encode()


def _cleaned(grid: list[list[Any]]) -> Grid:
    """``''`` as ``None``; numbers that are none (NaN, infinite) as error values."""
    rows: Grid = [[value if value or value != "" else None for value in row] for row in grid]
    if not math.isfinite(sum([value for row in rows for value in row if type(value) is float])):
        for row in rows:
            for column, value in enumerate(row):
                if isinstance(value, float) and not math.isfinite(value):
                    row[column] = CellError("#NUM!")
    return rows
