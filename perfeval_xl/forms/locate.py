"""Which part of which sheet is a form: by its words and structure, never by row numbers.

A form is recognised by the header of its indicator table (三级指标 with 指标值/完成值 and 分值/得分/一级指标).
Around that header lie the fund table above, the indicator rows below and the 总分 row that ends them. Several such
tables belong to one form where nothing between them starts another (goals of one form, a header repeated on a page).
A fund table under the title of a self-evaluation is a form too, though half a one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from perfeval_xl.forms.fund_figures import shaped_funds
from perfeval_xl.forms.fund_headers import FUND_FIELDS, fund_header, funds_beside, reread_funds
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.half_forms import is_half_a_form, speaks_of_itself
from perfeval_xl.forms.headers import MOST_HEADER_ROWS, Header, fields_of_sheet, read_header
from perfeval_xl.forms.implied_columns import with_names
from perfeval_xl.forms.made_labels import NAMES, made_field, titles_a_form
from perfeval_xl.forms.shaped_tables import Shapes
from perfeval_xl.forms.table_rows import Extent, heads_funds, names_another, table_extent, titles_objectives
from perfeval_xl.forms.vocabulary import Aliases, FormWords, form_words

_COMPANY = frozenset(("level1", "level2", "target", "actual", "points", "score", "reason", "nature", "standard"))
_OUTCOME = frozenset(("actual", "score", "target", "points"))
_FEWEST_FIELDS = 3
_FEWEST_OWN_FIELDS = 2
_FUNDS_TOO = frozenset(("points", "score", "reason"))
_FUNDS_LINES = _FUNDS_TOO | {"name"}


@dataclass(frozen=True)
class Block:
    """One indicator table of a form: its header and the rows under it."""

    header: Header
    extent: Extent

    @property
    def columns(self) -> dict[str, int]:
        return self.header.columns


@dataclass(frozen=True)
class Region:
    """One form on a sheet; rows are 0-based, ``bottom`` exclusive."""

    grid: Grid
    top: int
    blocks: tuple[Block, ...]
    """Its indicator tables, top to bottom; none where only the fund table was found."""
    bottom: int
    funds: Header | None = None
    """The header of the fund table."""
    named: bool = True
    """``False`` where nothing tells this table from another form's on the same sheet: no title, no name of its own."""

    @property
    def head(self) -> int:
        """First row of the indicator table's header: what lies above it is names, funds and goals."""
        return self.blocks[0].header.top if self.blocks else self.bottom

    @property
    def start(self) -> int:
        """First row of the first table, of funds or of indicators: above it stand title and names."""
        return self.head if self.funds is None else min(self.funds.top, self.head)

    @property
    def funds_beside(self) -> bool:
        """Whether the fund table stands right of the indicators, its header in the same row."""
        return self.funds is not None and bool(self.blocks) and self.funds.top == self.blocks[0].header.top

    @property
    def columns(self) -> dict[str, int]:
        """Indicator field -> column, in the first table."""
        return self.blocks[0].columns if self.blocks else {}

    @property
    def last(self) -> int:
        """First row after the indicator rows."""
        return self.blocks[-1].extent.last if self.blocks else self.bottom

    @property
    def total(self) -> tuple[int, Block] | None:
        """Row of 总分 and the table that it ends."""
        ends = [(block.extent.total, block) for block in self.blocks]
        return next(((row, block) for row, block in reversed(ends) if row is not None), None)

    @property
    def anchor(self) -> str:
        """Address that messages about the form as a whole name."""
        if self.blocks:
            header = self.blocks[0].header
            return self.grid.address(header.bottom, header.columns.get("name", min(header.columns.values())))
        return self.grid.address(self.funds.bottom, min(self.funds.columns.values())) if self.funds else "A1"


def locate_forms(grid: Grid, *, by_shape: bool = False) -> list[Region]:
    """All forms of a sheet, top to bottom.

    Args:
        by_shape: whether tables count that only their shape tells, where no header is of known words.
    """
    words = form_words()
    shapes = Shapes(grid)
    headers = list(_indicator_headers(grid, words.indicator, shapes))
    if not headers and by_shape:
        headers = [with_names(grid, header) for header in shapes.headers]
    if not headers:
        return _funds_only(grid, words)
    groups = _grouped(grid, words, headers)
    regions: list[Region] = []
    top = 0
    for number, group in enumerate(groups):
        limit = groups[number + 1][0].top if number + 1 < len(groups) else grid.height
        funds = fund_header(grid, words.fund, top, group[0].top)
        blocks = _blocks(grid, words, group, limit)
        end = blocks[-1].extent.last
        if funds is None and (funds := _funds_below(grid, words, end, limit)) is not None:
            end = _behind_lines(grid, words, funds, limit)
            blocks = _with_late_total(grid, words, blocks, end, limit)
        if funds is None:
            funds = funds_beside(grid, words.fund, blocks[0].header) or shaped_funds(grid, top, group[0].top)
        last = number + 1 == len(groups)
        bottom = limit if last else _next_start(grid, words, end, limit)
        named = number == 0 or _starts_form(grid, words, top, group[0].top)
        regions.append(Region(grid, top, blocks, bottom, funds, named=named))
        top = bottom
    return regions


def reread(region: Region, indicator: Aliases, fund: Aliases) -> Region:
    """The region with its headers read by a layout's own words."""
    grid = region.grid
    blocks = tuple(replace(block, header=_reread(grid, block.header, indicator)) for block in region.blocks)
    if region.funds_beside:
        return replace(region, blocks=blocks, funds=funds_beside(grid, fund, blocks[0].header) or region.funds)
    funds = region.funds and reread_funds(grid, region.funds, fund)
    return replace(region, blocks=blocks, funds=funds)


def _reread(grid: Grid, header: Header, aliases: Aliases) -> Header:
    again = with_names(grid, read_header(grid, header.bottom, aliases))
    return replace(again, top=header.top, bottom=header.bottom) if "name" in again.columns else header


def matched_headers(grid: Grid) -> frozenset[str]:
    """The indicator fields of the sheet's best header row: what was seen where no form was found."""
    aliases = form_words().indicator
    return max(grid.named_fields(aliases).values(), key=len, default=frozenset())


def _indicator_headers(grid: Grid, aliases: Aliases, shapes: Shapes) -> Iterator[Header]:
    # cheap looks at the sheet's, then at the row's own texts before the whole header is read
    if len(fields_of_sheet(grid, aliases)) < _FEWEST_OWN_FIELDS:
        return
    bottom, named = -1, grid.named_fields(aliases)
    for row, fields in named.items():
        if row > bottom and len(fields) >= _FEWEST_OWN_FIELDS and not _of_funds(grid, row, fields, named):
            worded = read_header(grid, row, aliases)
            header = with_names(grid, shapes.completed(worded) or worded)
            if _is_indicator_header(header.columns):
                yield header
                bottom = header.bottom


def _of_funds(grid: Grid, row: int, fields: frozenset[str], named: Mapping[int, frozenset[str]]) -> bool:
    """Whether a row names only what fund tables have too (分值, 得分), and none around it names more.

    The lines of a fund table may be headed 指标 as well: 指标 | 年初预算数 | 执行数 | 分值 | 得分.
    """
    if fields <= _FUNDS_LINES and heads_funds(grid, form_words(), row):
        return True
    if not fields <= _FUNDS_TOO or _names_values(grid, row):
        return False
    around = (named.get(near, fields) for near in range(row - MOST_HEADER_ROWS, row + MOST_HEADER_ROWS + 1))
    return all(other <= _FUNDS_TOO for other in around)


def _names_values(grid: Grid, row: int) -> bool:
    """Whether words beside 分值 and 得分 go the way of targets and of what was reached: 目标要求 | 完成结果."""
    kin, labels = form_words().value_words, grid.labels[row].values()
    return all(any(kin[field].has(label) for label in labels) for field in ("target", "actual"))


def _is_indicator_header(columns: dict[str, int]) -> bool:
    found = columns.keys()
    return "name" in found and bool(_OUTCOME & found) and len(_COMPANY & found) >= _FEWEST_FIELDS - 1


def _grouped(grid: Grid, words: FormWords, headers: list[Header]) -> list[list[Header]]:
    """Headers of one form together: a further one opens a new form behind a title, a name or a fund table."""
    groups: list[list[Header]] = []
    for header in headers:
        if groups:
            before = groups[-1][-1]
            extent = table_extent(grid, words, before, header.top)
            ended = extent.total is not None and not _is_subtotal(grid, words, extent.total)
            apart = ended or _starts_form(grid, words, extent.last, header.top)
            if not apart:
                groups[-1].append(header)
                continue
        groups.append([header])
    return groups


def _is_subtotal(grid: Grid, words: FormWords, row: int) -> bool:
    """小计 ends a part of a form, whose header may be repeated below it."""
    return any(label in words.subtotal for label in grid.labels[row].values())


def _blocks(grid: Grid, words: FormWords, headers: list[Header], limit: int) -> tuple[Block, ...]:
    ends = [*(header.top for header in headers[1:]), limit]
    blocks = [Block(header, table_extent(grid, words, header, end)) for header, end in zip(headers, ends, strict=True)]
    return _with_late_total(grid, words, tuple(blocks), blocks[-1].extent.last, limit)


def _with_late_total(
    grid: Grid, words: FormWords, blocks: tuple[Block, ...], start: int, limit: int
) -> tuple[Block, ...]:
    """The tables, the last one with its 总分 from ``start`` on, where it has none yet."""
    last = blocks[-1]
    if last.extent.total is not None:
        return blocks
    total = _late_total(grid, words, last, start, limit)
    return (*blocks[:-1], replace(last, extent=replace(last.extent, total=total)))


def _late_total(grid: Grid, words: FormWords, block: Block, start: int, limit: int) -> int | None:
    """The row of a 总分 that stands below notes: its label does not reach into the 得分 column."""
    score = block.columns.get("score")
    for row in range(start, limit):
        if _is_start(grid, words, row) or score is None:
            return None
        for column, label in grid.labels[row].items():
            if label in words.total and column < score and grid.right_of(row, column) <= score:
                return row
    return None


def _behind_lines(grid: Grid, words: FormWords, funds: Header, limit: int) -> int:
    """The first row behind the lines of funds: a 合计 of what was spent is theirs, one of points alone is not."""
    for row in range(funds.bottom + 1, limit):
        sums = not words.total.isdisjoint(grid.labels[row].values())
        if grid.is_blank(row) or (sums and not grid.reading(row, funds.columns["executed"]).is_number):
            return row
        if _is_start(grid, words, row):
            return row
    return limit


def _starts_form(grid: Grid, words: FormWords, start: int, end: int) -> bool:
    return any(_is_start(grid, words, row) for row in range(start, end))


def _is_start(grid: Grid, words: FormWords, row: int) -> bool:
    labels = grid.labels[row].values()
    if any((words.field.get(label) or made_field(label)) in NAMES for label in labels):
        return True
    if names_another(grid, words, row):
        return True
    shown = "\n".join(labels)
    return any(title in shown for title in words.title) or titles_a_form(labels) or heads_funds(grid, words, row)


def _next_start(grid: Grid, words: FormWords, start: int, limit: int) -> int:
    """Where the next form on the same sheet begins: at its title or name, else right after this one's table."""
    starts = (row for row in range(start, limit) if _is_start(grid, words, row) or titles_objectives(grid, row))
    return next(starts, min(start + 1, limit))


def _funds_below(grid: Grid, words: FormWords, start: int, limit: int) -> Header | None:
    """The fund table of a form that has it below its indicators: before anything else begins there."""
    for row in range(start, limit):
        if heads_funds(grid, words, row):
            return fund_header(grid, words.fund, row, limit)
        if _is_start(grid, words, row):
            return None
    return None


def _funds_only(grid: Grid, words: FormWords) -> list[Region]:
    """A self-evaluation of which only the fund table is there."""
    if len(fields_of_sheet(grid, words.fund) & FUND_FIELDS) < _FEWEST_OWN_FIELDS or not speaks_of_itself(grid):
        return []
    funds = fund_header(grid, words.fund, 0, grid.height)
    if funds is None:
        return []
    return [Region(grid, 0, (), grid.height, funds)] if is_half_a_form(grid, words, funds) else []
