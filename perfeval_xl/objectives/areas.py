"""Objectives set apart for several places or units in one table: one sheet for each, as if it alone were asked.

| 三级指标 | 指标值 | <      |      | 三级指标 | 甲县   | 乙县   |      | 县市区 | 三级指标 | 指标值 |
| ^        | 甲县   | 乙县   |  or  | 造林面积 | ≥4万亩 | ≥5万亩 |  or  | 甲县   | 造林面积 | ≥4万亩 |

A sheet for one of them is the whole sheet without what is the others'; its cells keep their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import FormKind, ParsedForm
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.respelled import TARGET, with_cells
from perfeval_xl.objectives.words import words
from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.merges import Merge
from perfeval_xl.workbook.model import RawValue, Sheet

_MOST = 200
"""Places of one table; with more it is none of them."""
_MOST_CELLS = 4_000_000
_FEWEST = 2
_LEVELS = ("level1", "level2", "name")
_TIMES = ("年", "季", "月", "期")
_PLACES = ("县", "市", "区", "旗", "州", "镇", "乡")
_SHORTEST_STEM = 2
_OBJECTIVES = "目标"
_OF_ALL = frozenset(("project", "unit", "authority", "goal_expected"))
"""Fields that a table says of all its areas, or that are none of one's."""


@dataclass(frozen=True)
class Share:
    """What one table sets for one of several."""

    area: str
    """As it is written; empty for a table of one."""
    sheet: Sheet
    head: Place | None = None
    """Where the area is named."""


@dataclass(frozen=True)
class _Columns:
    """A table with a column of targets for each area."""

    top: int
    """The row of its head."""
    names: int
    """The row in which the areas are named, the same or one below."""
    areas: Mapping[int, str]


def shares(sheet: Sheet) -> list[Share]:
    """The sheet for each of the areas that it sets objectives for; itself where it sets them for one."""
    grid = Grid(sheet)
    found = _columns(grid)
    if found is None:
        return list(_by_rows(grid)) or [Share("", sheet)]
    if not _is_feasible(sheet, len(found.areas)):
        return [Share("", sheet)]
    return [Share(area, _with_column(grid, found, at), (found.names, at)) for at, area in found.areas.items()]


def _is_feasible(sheet: Sheet, areas: int) -> bool:
    """Whether the sheet may be read once for each of them."""
    return areas <= _MOST and areas * len(sheet.rows) * sheet.width <= _MOST_CELLS


def _columns(grid: Grid) -> _Columns | None:
    named = grid.named_fields(form_words().indicator)
    for row, fields in named.items():
        if "name" in fields and len(fields) >= _FEWEST and (found := _of_header(grid, row)) is not None:
            return found
    return None


def _of_header(grid: Grid, row: int) -> _Columns | None:
    """The areas of the header that has 三级指标 in a row."""
    targets = [
        (at, column)
        for at in (row, row - 1, row + 1)
        if 0 <= at < grid.height
        for column, label in grid.labels[at].items()
        if form_words().indicator.fields.get(label) == "target"
    ]
    if not targets:
        right = max(column for column, label in grid.row_labels(row) if _field(label) in _LEVELS)
        columns = {
            column: grid.text(row, column)
            for column, label in grid.row_labels(row)
            if column > right and not _field(label)
        }
        columns = {column: area for column, area in columns.items() if _is_area(area)}
        return _Columns(row, row, columns) if _FEWEST <= len(columns) <= _MOST else None
    if len(targets) > 1 or targets[0][0] > row:
        return None
    (top, left) = targets[0]
    merge = grid.sheet.merge_at.get((top, left))
    names = row if top < row else row + 1
    if merge is None or merge.bottom > top or merge.right == merge.left or names >= grid.height:
        return None
    columns = {column: text for column in range(merge.left, merge.right + 1) if (text := grid.text(names, column))}
    return _Columns(top, names, columns) if _are_areas(grid, names, columns) else None


def _are_areas(grid: Grid, row: int, columns: Mapping[int, str]) -> bool:
    """Whether the heads under 指标值 name places or units, rather than parts of a value, times or kinds."""
    labels = [grid.label(row, column) for column in columns]
    if not _FEWEST <= len(labels) <= _MOST or len(set(labels)) < len(labels):
        return False
    if any(label in form_words().parts or _field(label) or any(sign in label for sign in _TIMES) for label in labels):
        return False
    titles = (label for at in range(row) for label in grid.labels[at].values() if _OBJECTIVES in label)
    is_split = any(word in title for title in titles for word in words().area_titles)
    return is_split or sum(map(_is_area, labels)) * 2 > len(labels)


def _is_area(text: str) -> bool:
    label = "".join(text.split())
    return label in words().area_sums or (len(label) > 1 and label.endswith(words().area_ends))


def _field(label: str) -> str:
    return form_words().indicator.fields.get(label, "")


def _with_column(grid: Grid, found: _Columns, kept: int) -> Sheet:
    """The sheet as if one area's column were its 指标值."""
    sheet, others = grid.sheet, set(found.areas) - {kept}
    cells: dict[Place, RawValue] = {}
    for row in range(len(sheet.rows)):
        own = row >= found.top
        if own:
            cells[row, kept] = (
                grid.content(row, kept)[1] if _within(sheet, row, kept, found.areas) else sheet.raw(row, kept)
            )
        if own or _has_figures(grid, row, found.areas):
            cells |= {(row, column): None for column in others if _within(sheet, row, column, found.areas)}
    cells |= {(row, kept): TARGET if row == found.top else None for row in range(found.top, found.names + 1)}
    again = grid.label(found.names, kept)
    fields = grid.named_fields(form_words().indicator)
    # without a head of the targets the name is all that the next page's header says
    heads = (row for row, named in fields.items() if row > found.names and "name" in named)
    cells |= {(row, kept): TARGET for row in heads if grid.labels[row].get(kept) == again}
    merges = [merge for merge in sheet.merges if not (merge.bottom >= found.top and merge.left in found.areas)]
    if found.names > found.top:
        merges.append(Merge(found.top, kept, found.names, kept))
    return replace(sheet, rows=with_cells(sheet, cells), merges=tuple(merges))


def _within(sheet: Sheet, row: int, column: int, areas: Mapping[int, str]) -> bool:
    """Whether a cell is the areas' own, not part of one that begins left of them."""
    return sheet.anchor(row, column)[1] in areas


def _has_figures(grid: Grid, row: int, areas: Mapping[int, str]) -> bool:
    """Whether a line above the table has an amount for each of the areas too."""
    return (
        sum(grid.reading(row, column).is_number for column in areas if grid.sheet.raw(row, column) is not None)
        >= _FEWEST
    )


def _by_rows(grid: Grid) -> Iterator[Share]:
    """The shares of a table whose first columns name the area of each row, and no project."""
    named = grid.named_fields(form_words().indicator)
    for row, fields in named.items():
        labels = dict(grid.row_labels(row))
        column = next((at for at, label in labels.items() if label in words().area_heads), None)
        if column is None or not {"name", "target"} <= fields or _names_projects(labels.values()):
            continue
        first = min(at for at, label in labels.items() if _field(label))
        areas = _areas_of_rows(grid, row, column) if column < first else {}
        several = dict.fromkeys(areas.values())
        if len(several) >= _FEWEST and _is_feasible(grid.sheet, len(several)):
            for area in several:
                head = next((at, column) for at, name in areas.items() if name == area)
                yield Share(area, _with_rows(grid, column, areas, area), grid.sheet.anchor(*head))
        return


def _names_projects(labels: Iterable[str]) -> bool:
    return any(words().column.get(label) in ("project", "both") for label in labels)


def _areas_of_rows(grid: Grid, head: int, column: int) -> dict[int, str]:
    """Row -> its area, down to the table's end; said once it holds until the next."""
    found: dict[int, str] = {}
    area = ""
    for row in range(grid.below(head, column), grid.height):
        if grid.label(row, column) in words().area_heads:
            continue  # the header said again on the next page
        area = grid.text(row, column) or area
        if area and not grid.is_blank(row):
            found[row] = area
    return found


def _with_rows(grid: Grid, column: int, areas: Mapping[int, str], kept: str) -> Sheet:
    sheet = grid.sheet
    cells: dict[Place, RawValue] = {}
    for row, area in areas.items():
        for at in range(len(sheet.rows[row])):
            own = area == kept and at != column and sheet.anchor(row, at)[1] == at
            # a level that is joined over the rows of several areas holds for each
            cells[row, at] = grid.content(row, at)[1] if own else None
    merges = tuple(merge for merge in sheet.merges if merge.bottom == merge.top or merge.top not in areas)
    return replace(sheet, rows=with_cells(sheet, cells), merges=merges)


def of_share(form: ParsedForm, share: Share) -> Objective:
    """What a table sets, for the one that it was asked for; it begins, as its place is told, with its first target."""
    rows = tuple(row for row in form.indicators if not share.area or row.target.text.strip())
    if not share.area or share.head is None or not rows:
        return Objective(replace(form, indicators=rows))
    cells = {field: cell for field, cell in form.form.cells.items() if field not in _OF_ALL}
    cells["unit"] = rows[0].cells["target"]
    unit = share.area if form.form.kind is FormKind.DEPARTMENT else ""
    own = replace(form.form, unit=unit, authority="", goal_expected="", cells=cells)
    # an amount that stands elsewhere is that of all of them together
    funds = tuple(fund for fund in form.funds if split_cell(fund.cells["budget"])[1] == share.head[1])
    return Objective(replace(form, form=own, indicators=rows, funds=funds), area=share.area)


def in_area(found: Sequence[Objective], *names: str) -> list[Objective]:
    """Of several areas that in which one of some units lies, and what is for no area; all where none is known to be."""
    areas = [one.area for one in found if one.area and speaks_of(one.area, *names)]
    longest = max(areas, key=len, default="")
    return [one for one in found if one.area in ("", longest)] if longest else list(found)


def speaks_of(area: str, *names: str) -> bool:
    """Whether one of some units lies in a place, or is it: 石屏县水务局 in 石屏县, 个旧市水务局 in 个旧."""
    key = label_key(area)
    stem = key[:-1] if len(key) > _SHORTEST_STEM and key.endswith(_PLACES) else key
    return any(
        name and (stem in name if key not in words().area_sums else name == key) for name in map(label_key, names)
    )
