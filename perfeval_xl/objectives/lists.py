"""Lists of the objectives of several projects (云南部门预算公开表05-2 and the like): one table, a column of names.

| 单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |
| 青山渠维修         | 维修渠道12公里   | 产出指标 | 数量指标 | 维修里程 | >=       | 12     | 公里     |

Units and amounts may have columns of their own; a list of whole departments names units only. What a page says once
(a merged name, a name above empty cells) holds until the next, on the next page too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from perfeval_xl.forms.fields import inline_fields, stated_unit_of, unit_in
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.model import FormKind, FundKey, FundRow, IndicatorRow, ParsedForm
from perfeval_xl.forms.table_rows import is_numbering
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.objectives.head import amount_in
from perfeval_xl.objectives.words import words
from perfeval_xl.values.text import normalise, squash
from perfeval_xl.workbook.address import split_cell

_Names = Mapping[str, int]
"""Role (project, unit, both, code, goal, amount, year) -> column, left of the indicators."""


@dataclass
class _Entry:
    """One project (or department), and its indicators down to the next."""

    parsed: ParsedForm
    """The table that it begins in."""
    unit: str
    said: dict[str, str]
    """Role -> text."""
    cells: dict[str, str]
    amount: FundRow | None = None
    rows: list[IndicatorRow] = field(default_factory=list)


def parted(tables: Iterable[tuple[Region, ParsedForm]]) -> Iterator[ParsedForm]:
    """The tables of a sheet, each list of several projects parted into one form a project."""
    walk: _Walk | None = None
    for region, parsed in tables:
        names = _names(region, parsed)
        if names and walk is not None and walk.goes_on(region, names, parsed):
            yield from walk.read(region, parsed)
            continue
        if walk is not None:
            yield from walk.rest()
        walk = _Walk(region, names, parsed) if names else None
        yield from [parsed] if walk is None else walk.read(region, parsed)
    if walk is not None:
        yield from walk.rest()


def without_names(region: Region) -> Region:
    """The region, no column of names or goals taken for a level of its indicators, as one without heads might be."""
    return replace(
        region, blocks=tuple(replace(block, header=_of_levels(region, block.header)) for block in region.blocks)
    )


def _of_levels(region: Region, header: Header) -> Header:
    def is_level(field: str, column: int) -> bool:
        return not field.startswith("level") or not _role(
            region.grid.label(header.bottom, column), region.grid.text(header.bottom, column)
        )

    columns = {field: column for field, column in header.columns.items() if is_level(field, column)}
    return header if columns == header.columns else replace(header, columns=columns)


class _Walk:
    """Down the rows of a list, over its pages."""

    def __init__(self, region: Region, names: _Names, parsed: ParsedForm) -> None:
        self._names, self._parsed = names, parsed
        self._own = next(role for role in ("both", "project", "unit") if role in names)
        self._head = self._unit = _unit_above(region, names, parsed)
        self._entry: _Entry | None = None

    def goes_on(self, region: Region, names: _Names, parsed: ParsedForm) -> bool:
        """Whether a table is the next page of this list."""
        same = names == self._names and parsed.form.year in (None, self._parsed.form.year)
        return same and _unit_above(region, names, parsed) in ("", self._head)

    def read(self, region: Region, parsed: ParsedForm) -> Iterator[ParsedForm]:
        """The projects that a page finishes."""
        grid, by_row = region.grid, {row_of(row): row for row in parsed.indicators}
        for number, block in enumerate(region.blocks, 1):
            end = max((row for row in by_row if row < block.extent.last), default=-1) + 1
            page_head = range(end if number < len(region.blocks) else block.extent.last, block.extent.last)
            for row in range(block.extent.first, block.extent.last):
                if row in page_head and _is_of_a_page(grid, row, self._names[self._own]):
                    continue
                if row not in by_row and (_is_sum(grid, row, block.header.columns["name"]) or is_numbering(grid, row)):
                    continue
                said = self._said(grid, row)
                if self._begins(said):
                    yield from self.rest()
                    self._begin(grid, row, said, parsed)
                if self._entry is None:
                    self._begin(grid, row, said, parsed)
                self._take(region, row, said, by_row.get(row))

    def _said(self, grid: Grid, row: int) -> dict[str, str]:
        """What a row names; a unit's name that is merged over the columns beside it is said once."""
        own = grid.content(row, self._names[self._own])[0]
        return {
            role: text
            for role, at in self._names.items()
            if (text := grid.text(row, at)) and (role == self._own or grid.content(row, at)[0] != own)
        }

    def rest(self) -> Iterator[ParsedForm]:
        """The project that nothing follows any more; a name with neither goal nor indicators is a unit's."""
        entry, self._entry = self._entry, None
        if entry is None:
            return
        if entry.rows:
            yield self._form(entry)
        elif self._own == "both" and "goal" not in entry.said:
            self._unit = entry.said.get("both", self._unit)

    def _begins(self, said: Mapping[str, str]) -> bool:
        if self._entry is None:
            return True
        roles = (self._own, "code", "unit")
        return any(role in said and said[role] != self._entry.said.get(role, said[role]) for role in roles)

    def _begin(self, grid: Grid, row: int, said: Mapping[str, str], parsed: ParsedForm) -> None:
        self._unit = said.get("unit", self._unit)
        cells = {role: grid.address(row, self._names[role]) for role in (self._own, "unit") if role in said}
        self._entry = _Entry(parsed, self._unit, dict(said), cells)

    def _take(self, region: Region, row: int, said: Mapping[str, str], indicator: IndicatorRow | None) -> None:
        entry, grid = self._entry, region.grid
        assert entry is not None  # noqa: S101 - begun by the caller
        for role, text in said.items():
            entry.said.setdefault(role, text)
        if "goal" in said and "goal" not in entry.cells:
            entry.cells["goal"] = grid.address(row, self._names["goal"])
        if "amount" in said and entry.amount is None:
            entry.amount = _amount(region, row, self._names["amount"], entry.parsed.form.form)
        if indicator is not None:
            entry.rows.append(indicator)

    def _form(self, entry: _Entry) -> ParsedForm:
        department = self._own == "unit"
        project = "" if department else entry.said.get(self._own, "")
        own = "unit" if department else "project"
        others = {"project", "goal_expected", *(() if entry.unit == entry.parsed.form.unit else ("unit",))}
        cells = {key: cell for key, cell in entry.parsed.form.cells.items() if key not in others}
        cells |= {
            key: entry.cells[role]
            for key, role in (("unit", "unit"), (own, self._own), ("goal_expected", "goal"))
            if role in entry.cells
        }
        year = entry.said.get("year", "").strip("年度 ")
        form = replace(
            entry.parsed.form,
            kind=FormKind.DEPARTMENT if department else FormKind.PROJECT,
            unit=entry.unit,
            project=project,
            goal_expected=entry.said.get("goal", ""),
            year=int(year) if year.isdecimal() and len(year) == 4 else entry.parsed.form.year,
            cells=cells,
        )
        return ParsedForm(form, () if entry.amount is None else (entry.amount,), tuple(entry.rows))


def _names(region: Region, parsed: ParsedForm) -> _Names:
    """The columns that name projects or departments and what belongs to each; none where the table is no list."""
    if not region.blocks:
        return {}
    header, grid = region.blocks[0].header, region.grid
    first = min(header.columns.values())
    found: dict[str, int] = {}
    for row in range(header.top, header.bottom + 1):
        for column, label in grid.row_labels(row):
            if column < first and (role := _role(label, grid.text(row, column))):
                found.setdefault(role, column)
    listed = found.keys() & {"both", "project"} or ("unit" in found and parsed.form.kind is FormKind.DEPARTMENT)
    return found if listed else {}


def _role(label: str, text: str) -> str:
    known = words()
    return known.column.get(squash(normalise(text).translate(_NO_BRACKETS))) or known.column.get(label, "")


_NO_BRACKETS = str.maketrans("", "", "()")


def _unit_above(region: Region, names: _Names, parsed: ParsedForm) -> str:
    """The unit that is named above the list; a head of its columns (单位名称) names none."""
    header = region.blocks[0].header
    heads = {region.grid.content(row, at)[0] for at in names.values() for row in range(header.top, header.bottom + 1)}
    inline = {field: text for field, (_, text) in inline_fields(region).items()}
    cell = parsed.form.cells.get("unit")
    if cell is None or split_cell(cell)[0] >= min(row for row, _ in heads):
        return inline.get("unit") or inline.get("authority", "")
    return parsed.form.unit


def _amount(region: Region, row: int, column: int, number: int) -> FundRow | None:
    """The amount of a project, in the unit that its column or the sheet names; nothing where none does."""
    grid, header = region.grid, region.blocks[0].header
    titles = [grid.text(above, column) for above in range(max(header.top - 1, 0), header.bottom + 1)]
    unit = next((unit for title in reversed(titles) if (unit := unit_in(title))), "") or stated_unit_of(region)
    amount = amount_in(grid.content(row, column)[1], unit)
    if not amount.is_number:
        return None
    cells = {"name": grid.address(header.bottom, column), "budget": grid.address(row, column)}
    return FundRow(number, FundKey.TOTAL, normalise(titles[-1]), budget=amount, cells=cells)


def _is_of_a_page(grid: Grid, row: int, column: int) -> bool:
    """Whether a row above a header that is said again is the head of a page, and no name that the next page goes on."""
    text, label = grid.text(row, column), grid.label(row, column)
    return grid.right_of(row, column) > column + 1 or label.endswith("表") or ":" in normalise(text)


def _is_sum(grid: Grid, row: int, name: int) -> bool:
    known = form_words()
    labels = (label_key(text) for column, text in grid.labels[row].items() if column <= name)
    return any(label in known.total or (label and label.endswith(known.subtotal)) for label in labels)


def row_of(row: IndicatorRow) -> int:
    """The 0-based row of an indicator, from the address of its target or name."""
    return split_cell(row.cells.get("target") or row.cells["name"])[0]
