"""Where the lists of a summary stand, after people have worked in it: by their headers, whatever moved or went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from perfeval_xl.report.summary import FORM_COLUMNS, ISSUE_COLUMNS, LEFT_COLUMNS, SKIPPED_COLUMNS
from perfeval_xl.report.summary_look import Column
from perfeval_xl.report.summary_overview import TITLE
from perfeval_xl.report.summary_remarks import LEFT
from perfeval_xl.workbook.model import RawValue, Sheet

_FIRST_ROWS = 20
"""People put a title or two above the header."""
_FEWEST = 3
_MOST = 0.6
"""Share of a list's columns by which it is known though the one of the files was taken out."""
_UNNAMED = "意见"
_KNOWN_BY = frozenset(
    ("序号", "来自", "文件", "工作表", "年度", "代码", "单元格", "单位", "项目", "问题", "未处理原因", "项目/问题")
)
"""What tells rows from each other."""
_HOLDS = {
    "序号": re.compile(r"[0-9]{1,7}"),
    "年度": re.compile(r"[0-9]{4}"),
    "代码": re.compile(r"[A-Z]{2,5}-[0-9]{2,3}"),
    "单元格": re.compile(r"[A-Z]{1,3}[0-9]{1,7}"),
}
"""What stands in a column of ours, where that is known; it may be empty in most rows."""
_FILE = "文件"
_LISTS: Sequence[tuple[str, Sequence[Column], str]] = (
    ("汇总", FORM_COLUMNS, _FILE),
    ("问题", ISSUE_COLUMNS, _FILE),
    ("未处理", SKIPPED_COLUMNS, "未处理原因"),
    (LEFT, LEFT_COLUMNS, "来自"),
)
"""Name, columns, and the column that it is known by."""


class FoundList(NamedTuple):
    """A list of ours on a sheet of a person's summary."""

    source: str
    header: int
    """Its row."""
    ours: Mapping[str, int]
    """Header -> column."""
    others: Mapping[str, int]
    """The same of a person's columns, each with a name of its own."""


def list_on(sheet: Sheet) -> FoundList | None:
    """The list on a sheet; ``None`` where there is none."""
    best: tuple[float, FoundList] | None = None
    if sheet.raw(0, 0) == TITLE:
        return None
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        texts = [cell.strip() if isinstance(cell, str) else "" for cell in row]
        if sum(map(bool, texts)) < 2:
            continue
        for source, columns, known_by in _LISTS:
            ours = _sure(sheet, number, texts, _columns([column.header for column in columns], texts))
            if not _is_known(ours, columns, known_by):
                continue
            weight = len(ours) + 2 * len(ours) / len(columns) + 2 * (source in sheet.name)
            if best is None or weight > best[0]:
                best = weight, FoundList(source, number, ours, _others(sheet, number, set(ours.values())))
    return None if best is None else best[1]


def _is_known(ours: Mapping[str, int], columns: Sequence[Column], known_by: str) -> bool:
    if known_by in ours:
        return len(ours) >= min(_FEWEST, len(columns) - 1)
    return known_by == _FILE and len(ours) >= _MOST * len(columns)


def _columns(headers: Sequence[str], texts: Sequence[str]) -> dict[str, int]:
    """Header of ours -> its column: those in their order, then those that were moved, then those that were reworded."""
    found: dict[str, int] = {}
    for block in SequenceMatcher(None, headers, texts, autojunk=False).get_matching_blocks():
        found.update((headers[block.a + step], block.b + step) for step in range(block.size))
    for header in headers:
        if header not in found and header in texts:
            found[header] = texts.index(header)
    return found | dict(_reworded(headers, texts, found))


def _sure(sheet: Sheet, header: int, texts: Sequence[str], found: Mapping[str, int]) -> dict[str, int]:
    """Without those of which a person made another under the same header; of what rows are known by, the likelier."""
    sure: dict[str, int] = {}
    for name, column in found.items():
        alike = [number for number, text in enumerate(texts) if text == name]
        if len(alike) < 2:
            sure[name] = column
        elif name in _KNOWN_BY:
            sure[name] = max(alike, key=lambda one, name=name: _likely(name, _texts(sheet, header, one)))  # type: ignore[misc]
    return sure


def _likely(name: str, texts: Sequence[str]) -> tuple[int, int]:
    """The greater, the likelier a column with these texts is ours: a person's words may be more than ours."""
    holds = _HOLDS.get(name)
    if holds is None:
        return 0, len(texts)
    fitting = sum(holds.fullmatch(text) is not None for text in texts)
    return 2 * fitting - len(texts), fitting


def _texts(sheet: Sheet, header: int, column: int) -> list[str]:
    cells = (sheet.raw(row, column) for row in range(header + 1, len(sheet.rows)))
    return [text for cell in cells if (text := _header(cell))]


def _reworded(headers: Sequence[str], texts: Sequence[str], found: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """“文件” became “文件名”, and still stands between the same two."""
    for number, header in enumerate(headers):
        if header in found:
            continue
        places = [
            found[headers[other]] - step
            for other, step in ((number - 1, -1), (number + 1, 1))
            if 0 <= other < len(headers) and headers[other] in found
        ]
        if len(set(places)) == 1 and 0 <= places[0] < len(texts) and places[0] not in found.values():
            text = texts[places[0]]
            if text and (header in text or text in header):
                yield header, places[0]


def _others(sheet: Sheet, header: int, ours: set[int]) -> Mapping[str, int]:
    """A person's columns: by their headers, which get numbers where they are the same."""
    texts = sheet.rows[header]
    below = sheet.rows[header:]
    filled = {column for row in below for column, cell in enumerate(row) if cell is not None and column not in ours}
    named: dict[str, int] = {}
    for column in sorted(filled):
        text = _header(texts[column]) if column < len(texts) else ""
        name, again = text or _UNNAMED, 2
        while name in named:
            name, again = f"{text or _UNNAMED}（{again}）", again + 1
        named[name] = column
    return named


def _header(cell: RawValue) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
