"""Single-cell fields of a form: names, year, goals, totals, grade; by label or by our template's defined names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from perfeval_xl.forms.goals import goal_places
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.label_values import value_of
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.made_labels import made_field
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.address import split_cell

_YEAR = re.compile(r"((?:19|20)[0-9]{2})年(?!\s{0,3}[0-9一二三四五六七八九十]{1,3}\s{0,3}月)")
"""A year that is not the beginning of a date (填报日期:2022年7月5日)."""
_YEARS = re.compile(
    r"(?:19|20)[0-9]{2}(?:年度?)?[-~至到、和及]{1,2}((?:19|20)[0-9]{2})(学?)年(度?)(?!\s{0,3}[0-9]{1,2}月)"
)
"""Years from one to another; a 学年 is one year to be evaluated, the one in which it ends."""
_YEAR_BEHIND = re.compile(r"(?:\A|[^0-9年])年度:((?:19|20)[0-9]{2})(?![0-9])")
"""年度:2022."""
_YEAR_IN_WORDS = re.compile("[一二][〇零○九][〇零○一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_OF_A_FORM = ("绩效", "自评", "评价")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?\Z")
_LONGEST_REFERENCE = 40
"""Signs at the end of a name's text that its reference lies within."""
_UNIT = re.compile(r"(?:\(|单位:?(?:人民币)?|资金)(亿元|万元|元)")
_LONGEST_WITH_UNIT = 60
_NAMES = frozenset(("project", "unit", "authority"))
_SHORTEST_NAME = 4
"""单位 over a column may be one of measure."""
_FEWEST_ROWS = 2
_MONEY = frozenset(("元", "万元", "亿元"))
_BEHIND_UNIT = re.compile(r"[、,/;(]")
"""单位:万元、% names no unit (单位) that fills the form in."""
_INLINE = re.compile("^([^:\uff1a]{2,12})[:\uff1a]\\s*(.+)$", re.DOTALL)
_COLON = re.compile("[:\uff1a]")
_NEXT_FIELD = re.compile("\\s(?=[^\\s:\uff1a]{2,8}[:\uff1a])")
"""Where a cell goes on with another field: 单位:示例小学　　金额单位:元."""
_OPENING, _CLOSING = re.compile("[(\uff08]"), re.compile("[)\uff09]")
_SEALED = re.compile("[(\uff08](?:盖章|公章|签章|章)[)\uff09]")
"""填报单位:(盖章)示例小学."""

DEFAULT_AMOUNT_UNIT = "万元"

Place = tuple[int, int]


def named_cells(names: Mapping[str, str]) -> dict[str, Place]:
    """Our template's designated cells on a sheet: name without ``pe_`` -> 0-based place of its first cell."""
    found = {name[3:]: _first_cell(target[-_LONGEST_REFERENCE:]) for name, target in names.items() if name[:3] == "pe_"}
    return {name: place for name, place in found.items() if place is not None}


@lru_cache(maxsize=1024)
def _first_cell(reference: str) -> Place | None:
    """The first cell of ``表!$B$3:$C$9``; ``None`` for what is no cell. Those of a template recur in its workbooks."""
    match = _REFERENCE.search(reference.rpartition("!")[2])
    try:
        return None if match is None else split_cell(match[1] + match[2])
    except ValueError:  # outside a worksheet
        return None


def template_of(names: Mapping[str, str]) -> str:
    """``project/1`` where the sheet says that it was made from our template, else ``""``."""
    return names.get("pe_template", "").lstrip("=").strip('"')


def table_kind_of(names: Mapping[str, str]) -> str:
    """``projects``, ``income`` ... where a sheet of our template says which companion table it is, else ``""``."""
    return names.get("pe_table", "").lstrip("=").strip('"')


def label_fields(region: Region) -> dict[str, Place]:
    """Field -> place of its value cell, for the fields that stand beside or below a label."""
    words, grid = form_words(), region.grid
    places = goal_places(region)
    for row, column, label in _labels_outside_table(region, words.beside):
        if label in words.field:
            value = value_of(grid, row, column)
            if grid.label(*value) not in words.field and grid.text(*value) not in _MONEY:
                places.setdefault(words.field[label], value)
        elif label in words.total and (row >= region.last or (row < region.start and _is_score(label))):
            value = grid.value_beside(row, column)
            if grid.reading(*value).is_number and not _several_figures(grid, row, column):
                places.setdefault("score_total", value)
    return places


def listed_fields(region: Region) -> dict[str, Place]:
    """Field -> place of its first value, for names that a list of indicators repeats in each row (项目名称)."""
    if not region.blocks:
        return {}
    known, grid, block = form_words().field, region.grid, region.blocks[0]
    found: dict[str, Place] = {}
    for column, label in grid.labels[block.header.bottom].items():
        if known.get(label) not in _NAMES or len(label) < _SHORTEST_NAME or column in block.columns.values():
            continue
        rows = [row for row in range(block.extent.first, block.extent.last) if not grid.is_blank(row)]
        texts = {grid.text(row, column) for row in rows}
        if len(rows) >= _FEWEST_ROWS and len(texts) == 1 and "" not in texts:
            found.setdefault(known[label], (rows[0], column))
    return found


def _several_figures(grid: Grid, row: int, column: int) -> bool:
    """Whether figures of several columns stand right of a label (总分 | 100 | 96): which is which, their heads say."""
    cells = grid.sheet.rows[row]
    figures = [at for at in range(column + 1, len(cells)) if cells[at] is not None and grid.reading(row, at).is_number]
    return len({grid.reading(row, at).value for at in figures}) > 1


def _is_score(label: str) -> bool:
    """自评总分, 总得分 above the tables are a result; 总分 there may be what there is to win."""
    return "自评" in label or "得分" in label


def text_boxes(region: Region) -> dict[str, Place]:
    """Slot -> place of a text below the table (评价结论, 存在问题, 改进措施), in forms that are not ours."""
    words, grid = form_words().box, region.grid
    found: dict[str, Place] = {}
    for row in range(region.last, region.bottom):
        for column, label in grid.labels[row].items():
            if label in words:
                found.setdefault(words[label], grid.value_beside(row, column))
    return found


def inline_fields(region: Region) -> dict[str, tuple[Place, str]]:
    """Fields written in the label's own cell, as ``项目名称:某某项目``; several of them in one cell too."""
    grid = region.grid
    found: dict[str, tuple[Place, str]] = {}
    for row in range(region.top, region.head):
        for column, value in enumerate(grid.sheet.rows[row]):
            if not isinstance(value, str) or not _COLON.search(value):
                continue
            for part in _NEXT_FIELD.split(value):
                field, said = _inline_field(part)
                if field:
                    found.setdefault(field, ((row, column), said))
    return found


def _inline_field(text: str) -> tuple[str, str]:
    """(field, value) of ``项目名称:某某项目``; no field for another text."""
    match = _INLINE.match(text.strip())
    if match is None or len(_OPENING.findall(match[1])) != len(_CLOSING.findall(match[1])):
        return "", ""  # 预算资金(单位:万元)
    label = label_key(match[1])
    said = _SEALED.sub("", match[2]).strip()
    if _BEHIND_UNIT.split(normalise(said), maxsplit=1)[0] in _MONEY:
        return "", ""
    return form_words().inline.get(label) or made_field(label), said


def _labels_outside_table(region: Region, known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    labels = region.grid.labels
    for row in (*range(region.top, region.head), *range(region.last, region.bottom)):
        if not known.isdisjoint(labels[row].values()):
            for column, label in labels[row].items():
                if label in known:
                    yield row, column, label


def title_of(region: Region) -> str:
    """The text that names the form, e.g. ``项目支出绩效自评表``; ``""`` where there is none."""
    words, grid = form_words(), region.grid
    best = ""
    for row in range(region.top, region.head):
        shown = "\n".join(grid.labels[row].values())
        if "绩效" not in shown and not any(word in shown for word in words.title):
            continue
        for column, label in grid.labels[row].items():
            if any(word in label for word in words.title):
                return grid.text(row, column)
            if not best and "绩效" in label and "表" in label:
                best = grid.text(row, column)
    return best


def year_of(region: Region) -> int | None:
    """The form's year, from the title rows above the tables."""
    dated = _dated(region)
    return None if dated is None else dated[0]


def years_of(region: Region) -> tuple[str, Place] | None:
    """The several years that a form is of (2021-2023年度), and where they stand; ``None`` where it is of one."""
    dated = _dated(region)
    if dated is None or (span := _YEARS.search(dated[1])) is None or span[2]:
        return None
    return (span[0], dated[2]) if int(span[1]) == dated[0] and _of_a_form(span, dated[1]) else None


def _dated(region: Region) -> tuple[int, str, Place] | None:
    """The first cell above the tables that names the form's year: the year, the cell's text, its place."""
    for row in range(region.top, region.start):
        for column, value in enumerate(region.grid.sheet.rows[row]):
            if isinstance(value, str) and "年" in value:
                text = normalise(value)
                year = _year_in(text)
                if year is None and _YEAR_IN_WORDS.search(text):
                    year = _year_in(text := _in_digits(text))
                if year is not None:
                    return year, text, (row, column)
    return None


def _in_digits(text: str) -> str:
    """二〇二一年度 -> 2021年度."""
    return _YEAR_IN_WORDS.sub(lambda match: match[0].translate(_DIGITS), text)


def _year_in(text: str) -> int | None:
    """The year that a text names; of several (2021-2023年度) the last, which is the one that is evaluated.

    How long a project lasts (2021年-2023年) is no year of a form.
    """
    span = _YEARS.search(text)
    match = _YEAR.search(text if span is None else text[: span.start()] + text[span.end() :])
    match = match or _YEAR_BEHIND.search(text)
    if match is not None:
        return int(match[1])
    return int(span[1]) if span is not None and _of_a_form(span, text) else None


def _of_a_form(span: re.Match[str], text: str) -> bool:
    return bool(span[2] or span[3]) or any(word in text for word in _OF_A_FORM)


def amount_unit_of(region: Region) -> str:
    """``元``, ``万元`` or ``亿元``: from the fund table's own labels, else a 单位: line above, else 万元."""
    return stated_unit_of(region) or DEFAULT_AMOUNT_UNIT


def stated_unit_of(region: Region) -> str:
    """As :func:`amount_unit_of`, ``""`` where the sheet names none."""
    grid = region.grid
    start = region.head if region.funds is None else region.funds.top
    end = region.head if region.funds is None else region.funds.bottom + 2
    for rows in (range(start, min(end, grid.height)), range(region.top, start)):
        for row in rows:
            for value in grid.sheet.rows[row]:
                if isinstance(value, str) and len(value) < _LONGEST_WITH_UNIT and (unit := unit_in(value)):
                    return unit
    return ""


def unit_in(text: str) -> str:
    """The unit of money that a label names: 年度资金总额(万元); ``""`` where it names none."""
    match = _UNIT.search(normalise(text))
    return "" if match is None else match[1]
