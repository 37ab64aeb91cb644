"""The columns of an indicator table that its header does not name, or not fully: by what stands beside and below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from perfeval_xl.forms.grid import MOST_SPACERS, Grid
from perfeval_xl.forms.headers import Header, NearMiss
from perfeval_xl.forms.value_columns import columns_by_values, is_code, names_by_texts, rows_of_table
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.conversion import canonical

INSTEAD = ("name", "target")
"""Fields that may have a second column (四级指标, 调整后目标值), which counts in the rows that have it filled."""
_COLUMNS_OF_VALUES = ("target", "actual", "points", "score", "nature", "unit", "standard")
_MOST_LOOKED_AT = 40
_FEWEST_LEVELS = 2
_UNIT, _INDICATOR = "单位", "指标"
_OF_REASONS = ("原因", "说明", "分析")
_LONGEST_UNIT = 4
"""平方公里; a unit of the administration is longer."""


def with_names(grid: Grid, header: Header) -> Header:
    """The columns that a header leaves unnamed but its neighbours tell: 三级指标 beside 二级指标, 二级 between both."""
    columns = dict(header.columns)
    for field in INSTEAD:
        if field not in columns and f"{field}_instead" in columns:
            columns[field] = columns.pop(f"{field}_instead")
    near = header.near
    if not columns.keys() & {"name", "level2"}:
        near = (*near, *_name_all(grid, header, columns))
    _name_names(grid, header, columns)
    if "name" not in columns:
        return replace(header, columns=columns)
    _name_levels(grid, header, columns)
    if "unit" not in columns and (unit := _unit_column(grid, header, columns)) is not None:
        columns["unit"] = unit
    columns = _own_points(grid, header, columns)
    near = (*near, *_name_values(grid, header, columns))
    return replace(header, columns=columns, near=near)


def _name_all(grid: Grid, header: Header, columns: dict[str, int]) -> tuple[NearMiss, ...]:
    """Names, target and actual values of a table whose header names its points and scores alone: all three or none."""
    slips = dict(columns_by_values(grid, header, columns)) if columns.keys() >= {"points", "score"} else {}
    told = {**columns, **{field: slip.column for field, slip in slips.items()}}
    name = names_by_texts(grid, header, told)
    if name is None:
        return ()
    columns.update(told)
    columns["name"] = name
    return tuple(slips.values())


def _name_names(grid: Grid, header: Header, columns: dict[str, int]) -> None:
    """The column of the names: 评价指标 where each row has its own, else what stands beside 二级指标."""
    if "name" not in columns and (name := _listed_names(grid, header, columns)) is not None:
        columns["name"] = name
        columns |= _levels_left_of(grid, header, name)
    if "name" not in columns and (name := _headed_names(grid, header, columns)) is not None:
        columns["name"] = name
    if "name" not in columns and "level2" in columns:
        right = grid.right_of(header.bottom, columns["level2"])
        beside = next(_unnamed(grid, header, range(right, right + MOST_SPACERS + 1)), None)
        if beside is None and _holds_level2(grid, header, columns["level2"]):
            beside = next((at for at in _strange(grid, header, columns, right) if _are_names(grid, header, at)), None)
        columns["name"] = columns.pop("level2") if beside is None else beside
    elif "name" in columns and "level1" in columns and "level2" not in columns:
        between = range(grid.right_of(header.bottom, columns["level1"]), columns["name"])
        strange = (at for at in _strange(grid, header, columns, between.start) if at < between.stop)
        headed = (at for at in strange if _holds_level2(grid, header, at))
        level2 = next(_unnamed(grid, header, between), next(headed, None))
        if level2 is not None and (level2 not in header.columns.values()):
            columns["level2"] = level2


def _strange(grid: Grid, header: Header, columns: dict[str, int], first: int) -> Iterator[int]:
    """Columns of words, no figures and no codes, under heads that are no known word, from one on up to the values."""
    words = form_words()
    edge = min((columns[field] for field in _COLUMNS_OF_VALUES if field in columns), default=first)
    for at in range(first, edge):
        label = grid.label(header.bottom, at)
        if not label or label in words.indicator.fields or label in words.side or label in words.number:
            continue
        rows = [row for row in _rows_below(grid, header) if grid.labels[row].get(at)]
        texts = [grid.labels[row][at] for row in rows]
        figures = any(is_code(text) for text in texts) or any(grid.reading(row, at).is_number for row in rows)
        if len(rows) > 1 and not figures and not words.natures.issuperset(texts):
            yield at


def _holds_level2(grid: Grid, header: Header, column: int) -> bool:
    """Whether most texts of a column are names of 二级 (数量指标, 质量指标), none of an indicator."""
    texts = [label for row in _rows_below(grid, header) if (label := grid.labels[row].get(column))]
    known = form_words().level_rows["level2"]
    return sum(text in known for text in texts) * 2 > len(texts)


def _name_levels(grid: Grid, header: Header, columns: dict[str, int]) -> None:
    """The columns of the levels that are headed otherwise or not at all."""
    if not columns.keys() & {"level1", "level2"}:
        columns |= _levels_left_of(grid, header, columns["name"])
    if "level1" not in columns:
        known = form_words().level1_values
        for column in range(columns["name"] - 1, -1, -1):
            taken = column in columns.values()
            if not taken and any(grid.label(row, column).startswith(known) for row in _rows_below(grid, header)):
                columns.setdefault("level1", column)


def _name_values(grid: Grid, header: Header, columns: dict[str, int]) -> Iterator[NearMiss]:
    """The columns of values and reasons that only their cells tell, and how they were read."""
    for field, slip in columns_by_values(grid, header, columns):
        columns[field] = slip.column
        yield slip
    if "reason" in columns and (reason := _reason_column(grid, header, columns["reason"])) != columns["reason"]:
        del columns["reason"]
        columns |= {} if reason is None else {"reason": reason}
    if "actual" not in columns and _holds_actuals(grid, header, columns):
        columns["actual"] = columns["completion"]
        yield _as_actual(grid, header, columns["actual"])


def _listed_names(grid: Grid, header: Header, columns: dict[str, int]) -> int | None:
    """The column of 评价指标, which heads levels elsewhere: where values are beside it and each row has its own."""
    if not columns.keys() >= {"target", "actual"} or "level2" in columns:
        return None
    heads = form_words().name_if_each
    for column, label in grid.labels[header.bottom].items():
        if label in heads and all(grid.sheet.anchor(row, column)[0] == row for row in _rows_below(grid, header)):
            return column
    return None


def _headed_names(grid: Grid, header: Header, columns: dict[str, int]) -> int | None:
    """The column right of the levels under 绩效指标, 具体绩效指标: no text of it comes twice, and none is a figure."""
    level = max(columns.get("level1", -1), columns.get("level2", -1))
    values = [columns[field] for field in _COLUMNS_OF_VALUES if field in columns]
    if level < 0:
        return _tree_of_names(grid, header, range(min(values))) if columns.keys() & {"target", "actual"} else None
    heads = {at: label for row in range(header.top, header.bottom + 1) for at, label in grid.labels[row].items()}
    right = sorted(at for at in heads if at > level)
    edge = min(values, default=min(right, default=level) + 1)
    named = [at for at in right if at < edge and _INDICATOR in heads[at] and at not in columns.values()]
    return named[0] if named and _are_names(grid, header, named[0]) else None


def _are_names(grid: Grid, header: Header, column: int) -> bool:
    """Whether no text of a column comes twice, and none is a figure."""
    texts = {row: label for row in _rows_below(grid, header) if (label := grid.labels[row].get(column))}
    figures = any(grid.reading(row, column).is_number for row in texts)
    return len(texts) > 1 and len(set(texts.values())) == len(texts) and not figures


def _tree_of_names(grid: Grid, header: Header, columns: range) -> int | None:
    """The column in which 产出指标 and 数量指标 stand as rows above other names, whatever its head."""
    levels = frozenset[str]().union(*form_words().level_rows.values())
    for column in columns:
        if not grid.label(header.bottom, column):
            continue
        texts = {label for row in rows_of_table(grid, header) if (label := grid.labels[row].get(column))}
        if len(texts & levels) >= _FEWEST_LEVELS and len(texts - levels) >= _FEWEST_LEVELS:
            return column
    return None


def _reason_column(grid: Grid, header: Header, column: int) -> int | None:
    """The column of the reasons; ``None`` where figures stand in it (偏差), another of its own where it is split.

    偏差原因分析 over 经费保障 | 人员保障 | 原因说明 has ticks in the first ones and words in the last.
    """
    if header.top < header.bottom:
        parts = _parts_below(grid, header, column)
        if len(parts) > 1:
            told = [at for at in parts if any(word in grid.label(header.bottom, at) for word in _OF_REASONS)]
            return told[-1] if told else column
    if grid.label(header.bottom, column) in form_words().indicator.fields:
        return column
    cells = [grid.reading(row, column) for row in _rows_below(grid, header)]
    figures = any(cell.is_number for cell in cells) and all(cell.is_number or cell.is_blank for cell in cells)
    return None if figures else column


def _parts_below(grid: Grid, header: Header, column: int) -> list[int]:
    """The columns with a head of their own below one that reaches over them, merged or not."""
    row = next((row for row in range(header.top, header.bottom) if grid.label(row, column)), header.top)
    over, below = grid.label(row, column), grid.labels[header.bottom]
    last = max(below, default=column)
    end = next((at for at in range(column + 1, last + 1) if grid.label(row, at) not in ("", over)), last + 1)
    return [at for at in range(column, end) if below.get(at) and below[at] != over]


def _unit_column(grid: Grid, header: Header, columns: dict[str, int]) -> int | None:
    """A column that is headed 单位 right of the names: of measure, if nothing longer than a measure stands in it."""
    labels = grid.labels[header.bottom]
    if _UNIT not in labels.values():
        return None
    for column, label in labels.items():
        if label == _UNIT and column > columns.get("name", column) and column not in columns.values():
            texts = [grid.text(row, column) for row in range(header.bottom + 1, min(header.bottom + 6, grid.height))]
            return column if any(texts) and all(len(text) <= _LONGEST_UNIT for text in texts) else None
    return None


def _levels_left_of(grid: Grid, header: Header, name: int) -> dict[str, int]:
    """What stands left of the names under heads of its own: the inner one is the 二级, the outer one the 一级."""
    taken, words = header.columns.values(), form_words()
    no_levels = words.number | words.field.keys()
    labels = grid.labels[header.bottom].items()
    heads = [(at, label) for at, label in labels if label and at < name and at not in taken and label not in no_levels]
    texts = [
        at
        for at, label in sorted(heads, reverse=True)
        if (found := _texts_below(grid, header, at)) and (label not in words.side or len(found - {label}) > 1)
    ]
    return dict(zip(("level2", "level1") if len(texts) > 1 else ("level1",), texts, strict=False))


def _texts_below(grid: Grid, header: Header, column: int) -> set[str]:
    """What stands in a column below the header, codes of systems (010201) apart."""
    rows = range(header.bottom + 1, min(header.bottom + _MOST_LOOKED_AT, grid.height))
    return {label for row in rows if (label := grid.labels[row].get(column, "")) and not is_code(label)}


def _holds_actuals(grid: Grid, header: Header, columns: dict[str, int]) -> bool:
    """Whether 完成率 holds actual values: 252次 beside the target 240次, and nowhere 95% beside 240次."""
    if "completion" not in columns or "target" not in columns:
        return False
    seen = False
    for row in range(header.bottom + 1, min(header.bottom + _MOST_LOOKED_AT, grid.height)):
        target, found = (grid.reading(row, columns[field]) for field in ("target", "completion"))
        if not (target.is_number and found.is_number and target.unit and target.unit != "%"):
            continue
        if found.unit == "%":
            return False
        seen = seen or canonical(found.unit) == canonical(target.unit)
    return seen


def _as_actual(grid: Grid, header: Header, column: int) -> NearMiss:
    rows = range(header.bottom, header.top - 1, -1)
    row = next((row for row in rows if grid.labels[row].get(column)), header.bottom)
    return NearMiss(row, column, grid.label(row, column), form_words().indicator.titles["actual"], "actual")


def _unnamed(grid: Grid, header: Header, columns: range) -> Iterator[int]:
    """Columns that the header leaves without a name though texts of their own stand under it."""
    for column in columns:
        named = column in header.columns.values() or grid.label(header.bottom, column)
        if not named and any(grid.labels[row].get(column) for row in _rows_below(grid, header)):
            yield column


def _rows_below(grid: Grid, header: Header) -> range:
    return range(header.bottom + 1, min(header.bottom + 6, grid.height))


def _own_points(grid: Grid, header: Header, columns: dict[str, int]) -> dict[str, int]:
    """一级|分值|二级|分值|三级|分值: each 分值 belongs to the level at its left, the last one to the row.

    A 分值 left of the names is the row's own only where each row has one; else it is the 一级's or 二级's.
    """
    if "name" not in columns or "points" not in columns:
        return columns
    marks = sorted([columns["points"], *[column for field, column in header.repeated if field == "points"]])
    own = [column for column in marks if column > columns["name"]]
    columns["points"] = own[0] if own else marks[-1]
    shared = not own and _is_shared(grid, header, columns)
    if len(marks) > 1 or shared:
        columns |= _points_of_levels(columns, marks)
    if shared:
        del columns["points"]
    return columns


def _points_of_levels(columns: dict[str, int], marks: list[int]) -> dict[str, int]:
    """The first 分值 right of each level, before the next one."""
    found: dict[str, int] = {}
    for level, after in (("level1", "level2"), ("level2", "name")):
        if level in columns:
            inside = [mark for mark in marks if columns[level] < mark < columns.get(after, columns["name"])]
            found |= {f"{level}_points": inside[0]} if inside else {}
    return found


def _is_shared(grid: Grid, header: Header, columns: dict[str, int]) -> bool:
    """Whether rows under one 一级 or 二级 have the 分值 left of their names in common: a blank or merged cell."""
    points = columns["points"]
    level = max((columns[key] for key in ("level1", "level2") if columns.get(key, points) < points), default=None)
    if level is None:
        return False
    raw, first = grid.sheet.raw, header.bottom + 1
    for row in range(first + 1, min(first + _MOST_LOOKED_AT, grid.height)):
        if isinstance(raw(row, columns["name"]), str) and raw(row, points) is None and raw(row, level) is None:
            return True
    return False
