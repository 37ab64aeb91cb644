"""Which way a workbook becomes an ``.xlsx`` that can be patched, and whether the copy says the same as the original."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from perfeval_xl.conversion.issues import NO_LIBREOFFICE, NOT_CONVERTED, NOT_COPIED, NOT_IN_PLACE
from perfeval_xl.conversion.ways import Way
from perfeval_xl.issues import IssueKind, WorkbookError
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.model import Merge, RawValue, Sheet, Sheets
from perfeval_xl.workbook.naming import KINDS
from perfeval_xl.workbook.parts.xml import clean_text
from perfeval_xl.workbook.read_issues import Unreadable, file_name
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record.lines import human_view

PATCHABLE = "xlsx"
"""The kind of file that results can be written into."""


@dataclass(frozen=True, slots=True)
class Source:
    """A workbook to copy: its bytes, its sheets as people filled them, and those that hold forms or tables."""

    title: str
    content: bytes
    sheets: Sheets
    needed: Collection[str]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that shows what the original shows on every sheet that is needed."""

    content: bytes
    by: Way

    def told(self, kind: str) -> str:
        """How it was made from an original of a kind, as one sentence for people."""
        return f"原文件是{KINDS[kind]}，不能写回，结果写在 .xlsx 副本里（{_HOW[self.by]}）。"


_HOW = {
    Way.LIBREOFFICE: "由 LibreOffice 转换",
    Way.OWN: "由本工具复制：公式换成了数值，图片、图表、批注、下拉列表和保护没有复制",
}


def copies(sources: Sequence[Source], way: Way) -> list[Copy | WorkbookError]:
    """A copy of each workbook, or why there is none; LibreOffice is started once for all."""
    converted = _by_libreoffice(sources) if sources and way is not Way.OWN else None
    found: list[Copy | WorkbookError] = []
    for number, source in enumerate(sources):
        content = converted[number] if converted is not None else None
        found.append(_copied(source, way, content, program=converted is not None))
    return found


def not_in_place(source: Source) -> WorkbookError:
    """Why results are not written into the original."""
    return _error(NOT_IN_PLACE, source, what=KINDS[source.sheets.kind])


def _copied(source: Source, way: Way, converted: bytes | None, *, program: bool) -> Copy | WorkbookError:
    if way is not Way.OWN and program:
        wrong = "没有生成文件" if converted is None else difference(source, converted)
        if converted is not None and wrong is None:
            return Copy(converted, Way.LIBREOFFICE)
        if way is Way.LIBREOFFICE:
            return _error(NOT_CONVERTED, source, detail=wrong)
    elif way is Way.LIBREOFFICE:
        return _error(NO_LIBREOFFICE, source)
    return _own(source)


def _by_libreoffice(sources: Sequence[Source]) -> list[bytes | None] | None:
    from perfeval_xl.conversion.libreoffice import converted, find_libreoffice

    program = find_libreoffice()
    if program is None:
        return None
    return converted(program, [(f".{source.sheets.kind}", source.content) for source in sources])


def _own(source: Source) -> Copy | WorkbookError:
    from perfeval_xl.conversion.ods_looks import ods_looks
    from perfeval_xl.conversion.own_copy import CannotCopyError, own_copy
    from perfeval_xl.conversion.xls_looks import xls_looks

    looks = xls_looks if source.sheets.kind == "xls" else ods_looks
    try:
        content = own_copy(source.sheets, looks(source.content))
    except CannotCopyError as error:
        return _error(NOT_COPIED, source, detail=error)
    except Unreadable as refusal:
        return refusal.named(source.title)
    except Exception as error:  # looks of damaged files that the writer does not know
        return _error(NOT_COPIED, source, detail=type(error).__name__)
    wrong = difference(source, content)
    return Copy(content, Way.OWN) if wrong is None else _error(NOT_COPIED, source, detail=wrong)


def _error(kind: IssueKind, source: Source, **facts: object) -> WorkbookError:
    return WorkbookError(kind.at(file=file_name(source.title), **facts))


def difference(source: Source, copy: bytes) -> str | None:
    """The first place where a copy does not say what the original says; ``None`` where it does."""
    try:
        sheets = human_view(read_workbook(copy, title=source.title))
    except WorkbookError as error:
        return f"副本读不出来（{error.issue.code}）"
    for name in source.needed:
        if name not in sheets:
            return f"副本里没有工作表“{name}”"
        place = _first_difference(source.sheets[name], sheets[name])
        if place is not None:
            return f"副本的 {name}!{cell_name(*place)} 与原文件不同"
    return None


def _first_difference(one: Sheet, other: Sheet) -> tuple[int, int] | None:
    changed = {(merge.top, merge.left) for merge in _merges(one) ^ _merges(other)}
    if changed:
        return min(changed)
    for row in range(max(len(one.rows), len(other.rows))):
        for column in range(max(len(sheet.rows[row]) if row < len(sheet.rows) else 0 for sheet in (one, other))):
            place = row, column
            mine, its = one.raw(*place), other.raw(*place)
            as_percent = isinstance(mine, float) and (place in one.percent) != (place in other.percent)
            if as_percent or not same_value(mine, its):
                return place
    return None


def _merges(sheet: Sheet) -> set[Merge]:
    """Merges of more than one cell; of one cell they show nothing."""
    return {merge for merge in sheet.merges if (merge.top, merge.left) != (merge.bottom, merge.right)}


def same_value(one: RawValue, other: RawValue) -> bool:
    """Whether two cells say the same, but for the spelling of line breaks and the last digits of a float."""
    if isinstance(one, str) and isinstance(other, str):
        return _text(one) == _text(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-15)
    if isinstance(one, date | time) and isinstance(other, date | time):
        return _moment(one) == _moment(other)
    return one == other


def _text(text: str) -> str:
    return clean_text(text).strip()


def _moment(value: date | time) -> tuple[date | None, time]:
    """Day and time of day to the second: programs differ in what they keep of the rest."""
    if isinstance(value, time):
        return None, value.replace(microsecond=0)
    if isinstance(value, datetime):
        return value.date(), value.time().replace(microsecond=0)
    return value, time()
