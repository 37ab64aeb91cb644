"""The same sheet, laid out otherwise: what people and programs do to a form without changing what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from perfeval_xl.workbook.model import Merge, RawValue, Sheet

Place = tuple[int, int]


def moved(sheet: Sheet, down: int, right: int) -> Sheet:
    """The form does not begin at A1."""
    rows: list[list[RawValue]] = [[] for _ in range(down)]
    rows += [[None] * right + list(row) for row in sheet.rows]
    return _placed(sheet, rows, lambda place: (place[0] + down, place[1] + right))


def with_blank_row(sheet: Sheet, at: int) -> Sheet:
    """A spacer row before row ``at``; merges over it grow."""
    rows = [list(row) for row in sheet.rows]
    rows.insert(at, [])
    return _placed(sheet, rows, lambda place: (place[0] + (place[0] >= at), place[1]))


def with_blank_column(sheet: Sheet, at: int) -> Sheet:
    """A spacer column before column ``at``; merges over it grow."""
    rows = [[*row[:at], None, *row[at:]] if len(row) > at else list(row) for row in sheet.rows]
    return _placed(sheet, rows, lambda place: (place[0], place[1] + (place[1] >= at)))


def unmerged(sheet: Sheet) -> Sheet:
    """No merged cells: the values stay where the anchors were, the rest is blank."""
    return replace(sheet, merges=())


def repeated(sheet: Sheet) -> Sheet:
    """No merged cells: every cell of a merge holds its value."""
    rows = [list(row) for row in sheet.rows]
    percent = set(sheet.percent)
    for merge in sheet.merges:
        value = rows[merge.top][merge.left] if merge.left < len(rows[merge.top]) else None
        for row in range(merge.top, merge.bottom + 1):
            rows[row] += [None] * (merge.right + 1 - len(rows[row]))
            for column in range(merge.left, merge.right + 1):
                rows[row][column] = value
                if (merge.top, merge.left) in sheet.percent:
                    percent.add((row, column))
    return replace(sheet, rows=rows, merges=(), percent=frozenset(percent))


def respelled(sheet: Sheet, known: Callable[[str], bool], spell: Callable[[str], str]) -> Sheet:
    """Every header word (``known``) spelled otherwise."""
    rows = [[spell(v) if isinstance(v, str) and known(v) else v for v in row] for row in sheet.rows]
    return replace(sheet, rows=rows)


def spaced(text: str) -> str:
    """绩 效 目 标."""
    return " ".join(text)


def broken(text: str) -> str:
    """A line break in the middle."""
    half = max(len(text) // 2, 1)
    return f"{text[:half]}\n{text[half:]}"


def full_width(text: str) -> str:
    """Ｆｕｌｌ　ｗｉｄｔｈ letters, digits and brackets, and a colon behind."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text) + "："


def _placed(sheet: Sheet, rows: list[list[RawValue]], to: Callable[[Place], Place]) -> Sheet:
    def merge(old: Merge) -> Merge:
        top, left = to((old.top, old.left))
        bottom, right = to((old.bottom, old.right))
        return Merge(top, left, bottom, right)

    return replace(
        sheet,
        rows=rows,
        merges=tuple(merge(old) for old in sheet.merges),
        percent=frozenset(to(place) for place in sheet.percent),
        uncached=frozenset(to(place) for place in sheet.uncached),
    )
