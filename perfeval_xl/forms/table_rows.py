"""Where an indicator table ends, and which of its rows are totals, subtotals, banners or blank."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfeval_xl.forms.fund_columns import names_money
from perfeval_xl.forms.grid import LABEL_LENGTH, Grid
from perfeval_xl.forms.headers import Header, fields_of_row
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.made_labels import asks_for_name, heads_goals, names_project, titles_a_form
from perfeval_xl.forms.sum_rows import adds_up
from perfeval_xl.forms.vocabulary import FormWords
from perfeval_xl.values.text import normalise

BLANK_ROWS_END_TABLE = 12
"""This many empty rows in a row end an indicator table that has no 总分 row."""
_NUMBERED = re.compile(r"([0-9]{1,2})(?:\)?=.{1,20})?\Z")
_NUMBERING_WORDS = frozenset((*"甲乙丙丁戊己庚辛", "栏次", "行次", "序号", "列次", "-", "—", "*"))
_FEWEST_NUMBERS = 3
_LONGEST_LABEL = 12
_CODES = frozenset(("项目编码", "项目代码"))
"""Labels that stand before 项目名称 where a form begins with its code."""
_MONEY = frozenset(("initial", "budget", "executed"))
_SIGNED = re.compile(r"[^:]{0,10}(?:人|电话|日期|时间|签字|签名|章|领导):")
"""联系电话: 填表日期: begin a row of signatures."""
_AFTER_SHORT_WORD = frozenset(":;,.、。()0123456789一")


@dataclass(frozen=True)
class Extent:
    """The rows of a table (0-based): from ``first`` up to, not including, ``last``."""

    first: int
    last: int
    total: int | None
    """Row of 总分, where there is one: the row ``last``, or one below notes."""
    skipped: frozenset[int] = frozenset()
    """Rows inside that are no indicators: subtotals and banners."""


def table_extent(grid: Grid, words: FormWords, header: Header, limit: int) -> Extent:
    """The rows under a header, up to ``limit`` at most."""
    return _Walk(grid, words, header, limit).extent()


class _Walk:
    """The way down from a header to the last of its rows."""

    def __init__(self, grid: Grid, words: FormWords, header: Header, limit: int) -> None:
        self._grid, self._words, self._header, self._limit = grid, words, header, limit
        self._first = self._end = header.bottom + 1
        self._sums: list[int] = []
        self._skipped: set[int] = set()

    def extent(self) -> Extent:
        blank, name = 0, self._header.columns["name"]
        for row in range(self._first, self._limit):
            if _is_blank(self._grid, row, name):
                blank += 1
                if blank >= BLANK_ROWS_END_TABLE:
                    break
                continue
            blank = 0
            if not self._goes_on(row, _texts_of_row(self._grid, row, name)):
                break
        return self._extent()

    def _goes_on(self, row: int, texts: list[str]) -> bool:
        """Whether the table has this row, be it as an indicator, a total or one that is skipped."""
        grid, words, header = self._grid, self._words, self._header
        if _leaves_indicators(grid, words, row, self._limit):
            return False
        if _stops(texts, words) and (not _has_points(grid, header, row) or _names_total(grid, words, row)):
            self._skipped.add(row)
            return not self._sums and _resumes(grid, words, header, row + 1, self._limit)
        if _is_sum(texts, words) or adds_up(grid, words, header, row):
            self._sums.append(row)
        elif is_numbering(grid, row) or _is_banner(grid, header, row):
            if self._limit < grid.height and titles_objectives(grid, row):
                return False  # and a further header stands below
            self._skipped.add(row)
        elif self._is_behind_sum() and not _is_indicator(grid, header, row) and not _is_level(words, texts):
            return False
        self._end = row + 1
        return True

    def _is_behind_sum(self) -> bool:
        return bool(self._sums) and self._sums[-1] == self._end - 1

    def _extent(self) -> Extent:
        sums, inside = self._sums, self._skipped
        skipped = frozenset(row for row in (*inside, *sums) if row < self._end)
        if len(sums) > 1 and all(_is_subtotal(self._grid, self._words, row) for row in sums):
            return Extent(self._first, self._end, None, skipped)  # 产出指标小计, 效益指标小计: none of all
        behind = range(sums[-1] + 1, self._end) if sums else range(0)
        if sums and all(row in inside or self._grid.is_blank(row) for row in behind):
            return Extent(self._first, sums[-1], sums[-1], skipped)
        return Extent(self._first, self._end, None, skipped)


def is_sum_row(grid: Grid, words: FormWords, row: int) -> bool:
    """Whether a row begins as that of a total (总分, 合计)."""
    return _is_sum(_texts_of_row(grid, row, min(grid.labels[row], default=0)), words)


def ends_indicators(grid: Grid, words: FormWords, row: int) -> bool:
    """Whether a row begins with a note or a signature, or something else than indicators begins in it."""
    texts = _texts_of_row(grid, row, min(grid.labels[row], default=0))
    return _stops(texts, words) or _leaves_indicators(grid, words, row, grid.height)


def _resumes(grid: Grid, words: FormWords, header: Header, start: int, limit: int) -> bool:
    """Whether a note stands in the middle of a table: below it come indicators with points, and then the 总分."""
    name, seen = header.columns["name"], False
    for row in range(start, limit):
        if _is_blank(grid, row, name):
            continue
        texts = _texts_of_row(grid, row, name)
        if _is_sum(texts, words):
            return seen
        if not (_has_points(grid, header, row) and _is_indicator(grid, header, row)):
            return False
        seen = True
    return False


def names_another(grid: Grid, words: FormWords, row: int) -> bool:
    """Whether a row names a project (项目名称 | 堤防加固): the next form begins, though it has no title."""
    own = grid.labels[row]
    first = next((label for label in own.values() if label), "")
    if names_project(first):
        return True
    if first in _CODES:
        return any(names_project(label) for label in own.values())
    inline = next((text for text in grid.sheet.rows[row] if isinstance(text, str)), "")[:_LONGEST_LABEL]
    if ":" not in inline and "\uff1a" not in inline:
        return False
    return names_project(label_key(normalise(inline).partition(":")[0]))


def _leaves_indicators(grid: Grid, words: FormWords, row: int, limit: int) -> bool:
    """Whether funds, objectives or another form begin in a row."""
    return (
        heads_funds(grid, words, row)
        or names_another(grid, words, row)
        or heads_goals(grid.labels[row].values())
        or _begins_another(grid, row, limit)
    )


def _begins_another(grid: Grid, row: int, limit: int) -> bool:
    """Whether a further form's title or names stand here, its header being the one at ``limit``."""
    if limit >= grid.height:
        return False
    texts = [label for _, label in sorted(grid.labels[row].items()) if label]
    if not texts:
        return False
    if titles_a_form(texts):
        below = (label for under in range(row + 1, limit) for label in grid.labels[under].values())
        return any(asks_for_name(label) for label in below)
    return asks_for_name(texts[0])


def titles_objectives(grid: Grid, row: int) -> bool:
    """Whether a row is the title of a further form of objectives (2、普法宣传经费绩效目标表)."""
    texts = [label for label in grid.labels[row].values() if label]
    return len(texts) == 1 and "绩效目标" in texts[0] and texts[0].endswith("表")


def is_numbering(grid: Grid, row: int) -> bool:
    """A row that numbers the columns below a header: 1 2 3 4, 甲 乙 (1) (2) (3), 栏次 1 2 3=2/1."""
    numbers: list[int] = []
    for value in grid.sheet.rows[row]:
        if value is None:
            continue
        text = normalise(value).strip("()") if isinstance(value, str) else f"{value:g}" if type(value) is float else ""
        digits = _NUMBERED.match(text)
        if digits is not None:
            numbers.append(int(digits[1]))
        elif text not in _NUMBERING_WORDS:
            return False
    return len(numbers) >= _FEWEST_NUMBERS and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def heads_funds(grid: Grid, words: FormWords, row: int) -> bool:
    """Whether a row is the header of a fund table: at least two of its columns of money are named there.

    Beside a known word (分值, 执行率) they may be named by what they are made of: 核定预算 | 实际列支.
    """
    fields = fields_of_row(grid, row, words.fund)
    return len(fields & _MONEY) >= 2 or (bool(fields) and names_money(grid.labels[row].values(), words.fund))


def _is_blank(grid: Grid, row: int, name_column: int) -> bool:
    """Nothing in the row, and no merged 一级/二级 cell that reaches down into it."""
    if not grid.is_blank(row):
        return False
    return not any((row, column) in grid.sheet.anchors for column in range(name_column + 1))


def _texts_of_row(grid: Grid, row: int, name_column: int) -> list[str]:
    """The normalised texts that start in this very row at or left of the name column, left to right."""
    cells = grid.sheet.rows[row][: name_column + 1]
    return [text for value in cells if isinstance(value, str) and (text := normalise(value))]


def _stops(texts: list[str], words: FormWords) -> bool:
    """Whether the row begins like a note or a signature: 注:…, 备注, 填报人."""
    first = texts[0].lstrip("*(") if texts else ""
    if _SIGNED.match(first):
        return True
    if not first.startswith(words.stop):
        return False
    for word in words.stop:
        if first.startswith(word):
            rest = first[len(word) :]
            if len(word) > 2 or not rest or rest[0] in _AFTER_SHORT_WORD:
                return True
    return False


def _is_sum(texts: list[str], words: FormWords) -> bool:
    for text in texts:
        label = label_key(text) if len(text) <= LABEL_LENGTH else ""
        if label and (label in words.total or label.endswith(words.subtotal) or words.total_made.has(label)):
            return True
    return False


def _is_level(words: FormWords, texts: list[str]) -> bool:
    """Whether a row begins with 效益指标 or the like, which heads the rows below a subtotal."""
    return bool(texts) and any(label_key(texts[0]) in names for names in words.level_rows.values())


def _is_subtotal(grid: Grid, words: FormWords, row: int) -> bool:
    return any(label.endswith(words.subtotal) for label in grid.labels[row].values() if label)


def _names_total(grid: Grid, words: FormWords, row: int) -> bool:
    """Whether the row says further right that its figures are the total: 其他需要说明事项 | 无 | 总分 | 100 | 96."""
    return not words.total.isdisjoint(grid.labels[row].values())


def _is_banner(grid: Grid, header: Header, row: int) -> bool:
    """A text merged over the name and the value columns, or repeated in all: a heading or a note, not an indicator."""
    columns = header.columns
    cells = grid.sheet.rows[row]
    if len(cells) > _FEWEST_NUMBERS and isinstance(cells[0], str) and cells.count(cells[0]) == len(cells):
        return True
    anchor = grid.sheet.anchors.get((row, columns["name"]))
    if anchor is None or anchor[0] != row:
        return False
    other = next((columns[field] for field in ("target", "actual", "points", "score") if field in columns), None)
    return other is not None and grid.sheet.anchor(row, other) == anchor


def _has_points(grid: Grid, header: Header, row: int) -> bool:
    columns = header.columns
    return any(grid.reading(row, columns[field]).is_number for field in ("points", "score") if field in columns)


def _is_indicator(grid: Grid, header: Header, row: int) -> bool:
    """A row below a sum that goes on with indicators: a name of its own and a figure or a target."""
    columns = header.columns
    name = grid.sheet.raw(row, columns["name"])
    if not isinstance(name, str) or not name.strip():
        return False
    return any(
        grid.sheet.raw(row, columns[field]) is not None
        for field in ("points", "score", "target", "actual")
        if field in columns
    )
