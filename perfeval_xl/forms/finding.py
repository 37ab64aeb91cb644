"""From sheets to records: every form and companion table of a workbook, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from perfeval_xl.forms import structure_issues as say
from perfeval_xl.forms.fields import table_kind_of, template_of
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.identify import Identified, identify
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.layouts import Use
from perfeval_xl.forms.locate import Region, locate_forms, matched_headers
from perfeval_xl.forms.lying import stood_up
from perfeval_xl.forms.model import ParsedForm, Table
from perfeval_xl.forms.parse import parse_region
from perfeval_xl.forms.parsed import Declined, ParsedWorkbook
from perfeval_xl.forms.side_by_side import side_by_side
from perfeval_xl.forms.structure import MOST_ROWS, apart, misnamed, refusal_of, structure_of
from perfeval_xl.forms.tables import locate_tables
from perfeval_xl.forms.text_numbers import text_numbers
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.issues import Issue
from perfeval_xl.workbook.model import Sheets, Visibility
from perfeval_xl.workbook.read_issues import file_name


@dataclass
class _Findings:
    """What the walk over the sheets has found so far."""

    forms: list[ParsedForm] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)
    companions: set[str] = field(default_factory=set)
    """Sheets that are read as companion tables of a form."""
    others: list[Grid] = field(default_factory=list)
    unsure: list[Issue] = field(default_factory=list)


def find_forms(sheets: Sheets, first_number: int = 0) -> tuple[ParsedWorkbook, list[Issue]]:
    """Locate and parse everything in a workbook.

    Forms on hidden sheets count only where no visible sheet has one.

    Args:
        sheets: the workbook as a person left it (own result sheets taken out).
        first_number: number of the first form found; forms are numbered on from there.

    Returns:
        The parsed workbook and the structural issues met on the way.
    """
    found = _Findings()
    hidden: list[tuple[Grid, list[Identified]]] = []
    for sheet in sheets:
        grid = Grid(sheet)
        tables = locate_tables(grid)
        regions = [] if table_kind_of(sheet.names) else regions_of(grid, closely=not tables)
        found.tables += tables
        found.companions |= {sheet.name} if tables else set()
        if sheet.visibility is not Visibility.VISIBLE and regions:
            hidden.append((grid, regions))
        else:
            _take(found, sheets, grid, regions, first_number)
    for grid, regions in hidden:
        if found.forms:
            found.issues += _of_hidden(grid, regions)
        else:
            _take(found, sheets, grid, regions, first_number)
    found.issues += [*found.unsure, *_alike(found.forms), *_without_form(found, sheets)]
    seen = () if found.forms else tuple(_impression(grid) for grid in found.others)
    parsed = ParsedWorkbook(sheets.workbook, tuple(found.forms), tuple(found.tables), seen, tuple(found.declined))
    return parsed, found.issues


def regions_of(grid: Grid, *, closely: bool = True) -> list[Identified]:
    """The forms of a sheet, below and beside each other.

    Args:
        closely: whether to look for tables without known words, or on their side, where there is no other.
    """
    grids = [grid] if template_of(grid.sheet.names) else side_by_side(grid)
    return [identify(region) for one in grids for region in _located(one, closely=closely)]


def _located(grid: Grid, *, closely: bool) -> list[Region]:
    regions = locate_forms(grid)
    if any(region.blocks for region in regions) or not closely:
        return regions
    if found := [region for region in locate_forms(grid, by_shape=True) if region.blocks]:
        return found
    upright = stood_up(grid)
    return regions if upright is None else locate_forms(upright, by_shape=True) or regions


def _take(found: _Findings, sheets: Sheets, grid: Grid, regions: list[Identified], first_number: int) -> None:
    """Parse the regions of one sheet, or say why not."""
    before = len(found.forms)
    for number, region in enumerate(regions):
        if region.layout.use is Use.DECLINE:
            found.declined.append(
                Declined(grid.sheet.name, region.layout.id, region.layout.title, region.misnamed, region)
            )
            if region.misnamed:
                found.issues.append(misnamed(region))
            continue
        if (refusal := refusal_of(region)) is not None:
            found.unsure.append(refusal)
            continue
        form = parse_region(
            region, number=first_number + len(found.forms), workbook=sheets.workbook, names=dict(grid.sheet.names)
        )
        texts = text_numbers(grid, form, sheets)
        form = texts.added_up(form)
        found.issues += structure_of(region, form, texts)
        if not region.region.named:
            found.issues.append(apart(regions[number - 1], region))
        found.forms.append(form)
    if len(found.forms) == before and grid.sheet.name not in found.companions:
        found.others.append(grid)


def _of_hidden(grid: Grid, regions: list[Identified]) -> Iterator[Issue]:
    if any(region.layout.use is not Use.DECLINE and refusal_of(region) is None for region in regions):
        yield say.HIDDEN_FORM.at(grid.sheet.name, None, sheet=grid.sheet.name)


def _alike(forms: list[ParsedForm]) -> Iterator[Issue]:
    """Forms that say the same twice: one project, year and list of indicators."""
    first: dict[tuple[object, ...], ParsedForm] = {}
    for parsed in forms:
        names = tuple(label_key(row.name) for row in parsed.indicators)
        form = parsed.form
        if not names:
            continue
        key = (label_key(form.project or form.unit), form.kind, form.year, names)
        other = first.setdefault(key, parsed)
        if other is not parsed:
            whose = f"同为“{form.project or form.unit}”" if form.project or form.unit else "都没有写明项目"
            yield say.TWO_FORMS.at(
                form.sheet,
                parsed.indicators[0].cells["name"],
                first=other.form.sheet,
                first_cell=other.indicators[0].cells["name"],
                second=form.sheet,
                second_cell=parsed.indicators[0].cells["name"],
                why=f"{whose}，指标也相同",
            )


def _without_form(found: _Findings, sheets: Sheets) -> Iterator[Issue]:
    """What to say of sheets that are no self-evaluation."""
    if found.forms:
        for other in found.declined:
            if other.sheet not in found.companions and not other.misnamed:
                yield say.OTHER_KIND.at(other.sheet, None, sheet=other.sheet, layout=other.title)
        return
    file = file_name(sheets.workbook)
    if found.declined and not found.unsure:
        seen = "；".join(f"“{other.sheet}”是“{other.title}”" for other in found.declined)
        yield say.ONLY_OTHER_KINDS.at(file=file, seen=seen)
    elif not found.unsure:
        impressions = "；".join(_impression(grid) for grid in found.others)
        yield say.NO_FORM.at(file=file, seen=impressions or "没有工作表")


def _impression(grid: Grid) -> str:
    """What a sheet without a form looked like, in a few words."""
    name = f"“{grid.sheet.name}”"
    rows = sum(1 for row in range(grid.height) if not grid.is_blank(row))
    if not rows:
        return f"{name}是空表"
    size = f"，共{rows}行" if rows > MOST_ROWS else ""
    matched = matched_headers(grid)
    if matched:
        titles = form_words().indicator.titles
        return f"{name}只有" + "、".join(f"“{titles[key]}”" for key in titles if key in matched) + size
    first = next(
        (grid.text(r, c) for r, row in enumerate(grid.sheet.rows) for c, v in enumerate(row) if v is not None), ""
    )
    return f"{name}以“{first[:20]}”开头{size}"
