"""What a person did in a summary that its successor does not take over: words in our own columns, colours, own sheets.

What stood in a cell before is told by the journal of the run that wrote it, so that a new version's other words are no
change of a person's; of what the program words anew only numbers that became words are known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from perfeval_xl.batch.earlier_lists import FoundList, list_on
from perfeval_xl.batch.earlier_summary import as_text, note_beneath, shown
from perfeval_xl.batch.journal import Earlier, read_earlier
from perfeval_xl.report.summary_grades import CODE_COLUMNS, CODES, GRADES, UNIT_COLUMNS, UNITS
from perfeval_xl.report.summary_kept import COLUMNS, Kept
from perfeval_xl.report.summary_lines import FormLine, IssueLine, form_lines, issue_lines
from perfeval_xl.report.summary_look import clean, fill_colours
from perfeval_xl.report.summary_overview import TITLE, WIDTHS
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.marks.fills_told import fills_told
from perfeval_xl.workbook.model import RawValue, Sheet

Shown = Mapping[str, object]
"""Header -> what we wrote there."""
_FORM_CELLS: Mapping[str, Callable[[FormLine], object]] = {
    "文件": lambda line: line.file,
    "工作表": lambda line: line.sheet,
    "类型": lambda line: line.kind,
    "单位": lambda line: line.unit,
    "项目": lambda line: line.project,
    "年度": lambda line: line.year,
    "预算数（万元）": lambda line: line.budget,
    "执行数（万元）": lambda line: line.executed,
    "执行率": lambda line: line.rate,
    "分值合计": lambda line: line.points,
    "得分": lambda line: line.score,
    "等级": lambda line: line.grade,
    "错误": lambda line: line.errors,
    "警告": lambda line: line.warnings,
    "提示": lambda line: line.hints,
    "规则": lambda line: line.rules,
}
_ISSUE_CELLS: Mapping[str, Callable[[IssueLine], object]] = {
    "文件": lambda line: line.file,
    "级别": lambda line: line.label,
    "代码": lambda line: line.code,
    "工作表": lambda line: line.sheet,
    "单元格": lambda line: line.cell,
    "问题": lambda line: line.message,
    "处理办法": lambda line: line.remedy,
    "依据": lambda line: line.clause,
}
_NUMBERS = ("序号", "同类名次")
_ALIKE = 0.6
"""Share of a row's cells by which it is known as one of ours."""
_LEAST = 4
_STATISTICS = {
    UNITS: tuple(column.header for column in UNIT_COLUMNS),
    CODES: tuple(column.header for column in CODE_COLUMNS),
}
_WIDTHS: Mapping[RawValue, int] = {GRADES: 5, TITLE: len(WIDTHS)}
"""Our columns on the sheets that begin with a title."""
_OF_A_ROW = ("文件", "代码", "状态/原因", "问题", "未处理原因", "来自")
"""What a row of ours always has one of."""
_LONGEST = 60


def changes_in(content: bytes, sheets: Sequence[Sheet], out: Path) -> list[Kept]:
    """All changes in a summary that its successor cannot hold.

    Args:
        content: of the summary, and its ``sheets`` as they are read.
        out: the folder with the journal of the run that wrote it.
    """
    earlier = read_earlier(out)
    colours = fills_told(content, fill_colours())
    found: list[Kept] = []
    for sheet in sheets:
        if _is_kept_list(sheet):
            found += _beside(sheet, len(COLUMNS))
            continue
        found += _on_sheet(sheet, list_on(sheet), earlier)
        found += _coloured(sheet.name, colours.get(sheet.name, {}))
    return found


def kept_before(sheets: Sequence[Sheet]) -> list[Kept]:
    """What the summary itself lists as being in backups only."""
    return [
        Kept(*(_told(sheet.raw(row, column)) for column in range(1, len(COLUMNS))))
        for sheet in sheets
        if _is_kept_list(sheet)
        for row in range(1, len(sheet.rows))
        if sheet.raw(row, 4) is not None
    ]


def _is_kept_list(sheet: Sheet) -> bool:
    return _row(sheet, 0)[: len(COLUMNS)] == [column.header for column in COLUMNS]


def _on_sheet(sheet: Sheet, found: FoundList | None, earlier: Mapping[str, Earlier]) -> Iterator[Kept]:
    if found is not None:
        yield from _above(sheet, found.header)
        if found.source in ("汇总", "问题"):
            yield from (change for _row, change in sorted(_rewritten(sheet, found, earlier)))
        yield from _below(sheet, found)
        return
    ours = next((headers for headers in _STATISTICS.values() if _row(sheet, 0)[: len(headers)] == list(headers)), None)
    if ours is not None:
        yield from _beside(sheet, len(ours))
    elif sheet.raw(0, 0) in _WIDTHS:
        yield from _beside(sheet, _WIDTHS[sheet.raw(0, 0)])
    elif any(cell is not None for row in sheet.rows for cell in row):
        yield Kept(sheet.name, "", "自己加的工作表")


def _row(sheet: Sheet, number: int) -> list[RawValue]:
    return list(sheet.rows[number]) if number < len(sheet.rows) else []


def _above(sheet: Sheet, header: int) -> Iterator[Kept]:
    for row in range(header):
        for column, cell in enumerate(sheet.rows[row]):
            if cell is not None:
                yield Kept(sheet.name, cell_name(row, column), f"表头上面写了“{_short(cell)}”")


def _beside(sheet: Sheet, width: int) -> Iterator[Kept]:
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells[width:], width):
            if cell is not None:
                yield Kept(sheet.name, cell_name(row, column), f"右边写了“{_short(cell)}”")


def _below(sheet: Sheet, found: FoundList) -> Iterator[Kept]:
    """Rows of a person's in our columns, such as sums; a note alone there is a remark, and goes on as one."""
    for row in range(found.header + 1, len(sheet.rows)):
        told = {name: as_text(shown(sheet, found, row, column)) for name, column in found.ours.items()}
        filled = [name for name, text in told.items() if text]
        if filled and not any(told.get(name) for name in _OF_A_ROW) and not note_beneath(sheet, found, row, told):
            words = "　".join(told[name] for name in filled)
            yield Kept(sheet.name, cell_name(row, found.ours[filled[0]]), f"表下面写了“{_short(words)}”")


def _rewritten(
    sheet: Sheet, found: FoundList, earlier: Mapping[str, Earlier]
) -> Iterator[tuple[tuple[int, int], Kept]]:
    """Cells of ours that say something else than we wrote, each with its place."""
    is_forms = found.source == "汇总"
    named: list[tuple[str, int]] = []
    for row in range(found.header + 1, len(sheet.rows)):
        file = sheet.raw(row, found.ours["文件"]) if "文件" in found.ours else None
        if isinstance(file, str):
            named.append((file.strip(), row))
    names = {clean(name).strip(): name for name in earlier}
    is_this_journal = sum(file in names for file, _row in named) * 2 > len(named)
    for file, rows in groupby(sorted(named), lambda one: one[0]):
        entry = earlier.get(names.get(file, ""))
        written = _written(entry, is_forms=is_forms) if entry is not None else []
        for _file, row in rows:
            if entry is None and is_this_journal:
                yield _changed(sheet, row, found.ours["文件"], "文件", None, file)
            yield from _of_row(sheet, found, row, written)


def _written(entry: Earlier, *, is_forms: bool) -> list[Shown]:
    """What the rows of a file say; nothing for a line of a version that told other things."""
    try:
        record = json.loads(entry.line())
        if is_forms:
            return [{name: told(line) for name, told in _FORM_CELLS.items()} for line in form_lines(record)]
        return [{name: told(line) for name, told in _ISSUE_CELLS.items()} for line in issue_lines(record)]
    except (KeyError, TypeError, ValueError):
        return []


def _of_row(
    sheet: Sheet, found: FoundList, row: int, written: Sequence[Shown]
) -> Iterator[tuple[tuple[int, int], Kept]]:
    for name in _NUMBERS:
        cell = sheet.raw(row, found.ours[name]) if name in found.ours else None
        if isinstance(cell, str) and cell.strip():
            yield _changed(sheet, row, found.ours[name], name, None, cell)
    differing = (_differing(sheet, found, row, line) for line in written)
    best = min((one for one in differing if one is not None), key=len, default={})
    for name, before in best.items():
        cell = sheet.raw(row, found.ours[name])
        if cell is not None and _told(cell):
            yield _changed(sheet, row, found.ours[name], name, before, cell)


def _differing(sheet: Sheet, found: FoundList, row: int, line: Shown) -> Shown | None:
    """What a row does not say of a line that we wrote; ``None`` where it is hardly that line."""
    ours = {name: before for name, before in line.items() if name in found.ours}
    differing = {name: before for name, before in ours.items() if not _says(sheet, row, found.ours[name], before)}
    is_other = len(ours) < _LEAST or len(ours) - len(differing) < _ALIKE * len(ours)
    return None if is_other else differing


def _changed(
    sheet: Sheet, row: int, column: int, name: str, before: object, now: RawValue
) -> tuple[tuple[int, int], Kept]:
    was = "" if before in (None, "") else f"原来是“{_short(before)}”，"
    return (row, column), Kept(sheet.name, cell_name(row, column), f"“{name}”：{was}改成了“{_short(now)}”")


def _says(sheet: Sheet, row: int, column: int, before: object) -> bool:
    """Whether a cell shows what we wrote; a merged one is a person's, and shows what its first cell does."""
    if (row, column) in sheet.anchors:
        return True
    now = sheet.raw(row, column)
    if before in (None, ""):
        return now is None or not _told(now)
    if isinstance(before, (int, Decimal)):
        number = float(before)
        return isinstance(now, (int, float, Decimal)) and abs(float(now) - number) <= 1e-9 * max(1.0, abs(number))
    return _told(now) == clean(str(before)).strip()


def _coloured(sheet: str, cells: Mapping[tuple[int, int], str]) -> Iterator[Kept]:
    """Runs of cells of one colour in a row."""
    places = sorted((row, column, colour) for (row, column), colour in cells.items())
    for (row, _run, colour), run in groupby(enumerate(places), lambda one: (one[1][0], one[1][1] - one[0], one[1][2])):
        columns = [place[1] for _, place in run]
        ends = dict.fromkeys(cell_name(row, column) for column in (columns[0], columns[-1]))
        yield Kept(sheet, ":".join(ends), f"底色（{f'#{colour}' if colour else '主题颜色'}）")


def _short(value: object) -> str:
    text = " ".join(str(_told(value)).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def _told(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
