"""What is wrong with a located form's structure, said at its cells; and what is no form after all."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.forms import structure_issues as say
from perfeval_xl.forms.confidence import ENOUGH
from perfeval_xl.forms.fields import template_of, years_of
from perfeval_xl.forms.heading_points import is_unknown
from perfeval_xl.forms.identify import COMMON, Identified
from perfeval_xl.forms.layouts import Use
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.model import ParsedForm
from perfeval_xl.forms.text_numbers import TextNumbers
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.forms.weights import PART_OF_ONE
from perfeval_xl.issues import Issue
from perfeval_xl.values.printing import plain
from perfeval_xl.workbook.address import row_spans

MOST_ROWS = 2000
"""An indicator table with more rows than this is data of another kind."""
_OUTCOME = ("target", "actual", "points", "score")
MOST_NAMED = 3
"""More rows than this are counted, not named."""


def apart(one: Identified, other: Identified) -> Issue:
    """Two tables on a sheet with nothing between them that says whose the second one is."""
    sheet = other.region.grid.sheet.name
    return say.TWO_FORMS.at(
        sheet,
        other.region.anchor,
        first=sheet,
        first_cell=one.region.anchor,
        second=sheet,
        second_cell=other.region.anchor,
        why="两张表之间没有标题和项目名称",
    )


def misnamed(found: Identified) -> Issue:
    """A declaration that calls itself a self-evaluation: by what it has and has not."""
    sheet, titles = found.region.grid.sheet.name, form_words().indicator.titles
    has = "、".join(titles[name] for name in titles if name in found.region.columns)
    funds = found.region.funds.columns if found.region.funds is not None else {}
    there = {"实际完成值": "actual" in found.region.columns, "得分": "score" in found.region.columns}
    lacks = "、".join(name for name, here in (there | {"执行数": "executed" in funds}).items() if not here)
    without = f"，没有{lacks}" if lacks else ""
    return say.MISNAMED.at(sheet, found.region.anchor, sheet=sheet, layout=found.layout.title, has=has, without=without)


def refusal_of(found: Identified) -> Issue | None:
    """Why a region is not taken for a form."""
    region, sheet = found.region, found.region.grid.sheet.name
    rows = sum(block.extent.last - block.extent.first for block in region.blocks)
    if rows > MOST_ROWS:
        return say.TOO_MANY_ROWS.at(sheet, region.anchor, sheet=sheet, count=rows, limit=MOST_ROWS)
    if found.confidence.percent < ENOUGH and not template_of(region.grid.sheet.names):
        sure = found.confidence
        return say.UNSURE.at(
            sheet, region.anchor, sheet=sheet, cell=region.anchor, percent=sure.percent, lacks="、".join(sure.lacks)
        )
    return None


def structure_of(found: Identified, form: ParsedForm, texts: TextNumbers) -> Iterator[Issue]:
    """What is wrong with a form's structure, though it can be read."""
    region, sheet = found.region, found.region.grid.sheet.name
    if not region.blocks:
        yield say.HALF_A_FORM.at(sheet, region.anchor, sheet=sheet, cell=region.anchor)
        return
    yield from _slips(region)
    yield from _beside(region)
    yield from _missing_columns(found, form)
    if not form.indicators:
        yield say.NO_INDICATORS.at(sheet, region.anchor, sheet=sheet)
    if found.layout.use is Use.CHECK:
        yield say.WITHOUT_POINTS.at(sheet, region.anchor, sheet=sheet, layout=found.layout.title)
    else:
        yield from _unknown_points(found, form)
    yield from _weights_of_one(sheet, form)
    if found.layout.funds and not form.funds:
        yield say.NO_FUNDS.at(sheet, region.anchor, sheet=sheet)
    yield from _head(found, form)
    yield from texts.told(form)
    yield from _hidden_rows(found, form)


def _slips(region: Region) -> Iterator[Issue]:
    """Headers that were read as others: by a slip, by how they are made, or by what stands under them."""
    sheet = region.grid.sheet.name
    for header in (*((region.funds,) if region.funds else ()), *(block.header for block in region.blocks)):
        for slip in header.near:
            seen = "".join(region.grid.text(slip.row, slip.column).split())
            yield say.NEAR_MISS.at(sheet, region.grid.address(slip.row, slip.column), seen=seen, meant=slip.meant)


def _beside(region: Region) -> Iterator[Issue]:
    """Heads right of a table that it has already: whose columns they are, nobody can tell."""
    grid, sheet = region.grid, region.grid.sheet.name
    for block in region.blocks:
        labels = {at: label for at, label in sorted(grid.labels[block.header.bottom].items()) if label}
        edge = max((block.columns[field] for field in _OUTCOME if field in block.columns), default=0)
        own = {label for at, label in labels.items() if at <= edge}
        again = [at for at, label in labels.items() if at > edge and label in own]
        if len(again) > 1 and any(grid.sheet.raw(block.extent.first, at) is not None for at in again):
            cell = grid.address(block.header.bottom, again[0])
            columns = "、".join(labels[at] for at in again)
            yield say.GOES_ON_BESIDE.at(sheet, cell, sheet=sheet, cell=cell, columns=columns)


def _weights_of_one(sheet: str, form: ParsedForm) -> Iterator[Issue]:
    row = next((row for row in form.indicators if PART_OF_ONE in row.points.notes), None)
    if row is not None:
        written = row.points.text.partition("（")[0]
        points = plain(row.points.value) if row.points.value is not None else ""
        yield say.WEIGHTS_OF_ONE.at(
            sheet, row.cells.get("points"), sheet=sheet, name=row.name, written=written, points=points
        )


def _head(found: Identified, form: ParsedForm) -> Iterator[Issue]:
    """A unit that is not named, and several years in a title."""
    region, sheet, head = found.region, found.region.grid.sheet.name, form.form
    if found.layout.id == COMMON and head.authority and not head.unit:  # other families may ask for no unit
        yield say.NO_UNIT.at(sheet, head.cells.get("authority"), sheet=sheet, authority=head.authority)
    if (several := years_of(region)) is not None:
        years, place = several
        yield say.SEVERAL_YEARS.at(sheet, region.grid.address(*place), years=years, year=head.year)


def _unknown_points(found: Identified, form: ParsedForm) -> Iterator[Issue]:
    """A form without a 分值 column: whose points are not known, and where to write them."""
    unknown = [row for row in form.indicators if is_unknown(row)]
    if not unknown:
        return
    known = len([row for row in form.indicators if not row.points.is_blank])
    names = "、".join(f"“{row.name}”" for row in unknown[:MOST_NAMED])
    several = f"等{len(unknown)}条指标" if len(unknown) > MOST_NAMED else f"这{len(unknown)}条指标"
    yield say.NO_POINT_COLUMN.at(
        found.region.grid.sheet.name,
        found.region.anchor,
        sheet=found.region.grid.sheet.name,
        unknown=f"{names}{several}" if known else "各指标",
        rest=f"（另{known}条按名称或所属指标标明的分值重算）" if known else "",
        name=unknown[0].name,
        cell=unknown[0].cells["name"],
    )


def _missing_columns(found: Identified, form: ParsedForm) -> Iterator[Issue]:
    """The columns that the layout cannot do without; points may be named behind each indicator instead."""
    region = found.region
    titles = form_words().indicator.titles
    seen = "、".join(titles[name] for name in titles if name in region.columns)
    sheet = region.grid.sheet.name
    strange = _strange_headers(found)
    unknown = f"；没有认出的列名：{'、'.join(strange)}" if strange else ""
    for name in found.layout.required:
        if name == "points" and form.indicators and not any(row.points.is_blank for row in form.indicators):
            continue
        if name not in region.columns:
            yield say.MISSING_COLUMN.at(
                sheet, region.anchor, sheet=sheet, column=titles[name], seen=seen, unknown=unknown
            )


def _strange_headers(found: Identified) -> list[str]:
    """Header texts that stand for no known column."""
    region = found.region
    header = region.blocks[0].header
    taken = set(header.columns.values()) | {column for _, column in header.repeated}
    labels = region.grid.labels[header.bottom].items()
    return [
        "".join(region.grid.text(header.bottom, column).split())
        for column, label in labels
        if label and column not in taken
    ]


def _hidden_rows(found: Identified, form: ParsedForm) -> Iterator[Issue]:
    sheet = found.region.grid.sheet
    if not sheet.hidden_rows:
        return
    used = {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for row in form.indicators for cell in (row.cells["name"],)}
    rows = sorted(row for row in used if row - 1 in sheet.hidden_rows)
    if rows:
        yield say.HIDDEN_ROWS.at(sheet.name, f"A{rows[0]}", sheet=sheet.name, rows=row_spans(rows))
