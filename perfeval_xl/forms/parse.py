"""A located region becomes records: the form, its fund lines and its indicators, each value with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import replace

from perfeval_xl.forms import fields
from perfeval_xl.forms.funds import fund_rows
from perfeval_xl.forms.funds_inside import split_off
from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.heading_points import with_heading_points
from perfeval_xl.forms.identify import Identified
from perfeval_xl.forms.indicators import indicator_rows
from perfeval_xl.forms.label_values import made_places
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.layouts import Use
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.made_labels import NAMES
from perfeval_xl.forms.model import Form, FormKind, IndicatorRow, ParsedForm
from perfeval_xl.forms.reader import RegionReader
from perfeval_xl.forms.told_areas import told_goals, told_names
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.forms.weights import PART_OF_ONE, as_hundredths, in_hundreds
from perfeval_xl.values.model import EMPTY, Reading
from perfeval_xl.values.text import normalise

_COMMENT_PREFIX = "comment_"
_BETWEEN = re.compile(r"[/／\\、]")
_SINGLE_CELLS = frozenset(
    ("year", "unit", "project", "authority", "goal_expected", "goal_actual", "points_total", "score_total", "grade")
)


def parse_region(found: Identified, *, number: int, workbook: str, names: dict[str, str]) -> ParsedForm:
    """Parse one form.

    Args:
        found: where it is, and of which layout family.
        number: the form's number within the run, carried by all its records.
        names: defined names of the sheet (our templates' designated cells).
    """
    region = found.region
    reader = RegionReader(region, number, fields.year_of(region), fields.amount_unit_of(region))
    lines, indicators = fund_rows(reader), _indicators(reader)
    if not lines and found.layout.funds:
        reader, lines, indicators = split_off(reader, indicators)
    form = _form(reader, found, workbook, names)
    funds, rows = in_hundreds(lines, indicators)
    if any(PART_OF_ONE in row.points.notes for row in rows):
        form = replace(form, entered_points_total=as_hundredths(form.entered_points_total))
    return ParsedForm(form, funds, rows)


def _indicators(reader: RegionReader) -> list[IndicatorRow]:
    rows = list(indicator_rows(reader))
    if any("points" in block.columns for block in reader.region.blocks):
        return rows
    return with_heading_points(rows)


def _form(reader: RegionReader, found: Identified, workbook: str, names: dict[str, str]) -> Form:
    region, grid = reader.region, reader.grid
    inline = fields.inline_fields(region)
    template = fields.template_of(names)
    places = _places(region, names, inline.keys())

    def value(field: str) -> str:
        if field in inline and field not in places:
            return inline[field][1]
        return grid.text(*places[field]) if field in places else ""

    def number(field: str) -> Reading:
        return grid.reading(*places[field]) if field in places else EMPTY

    kind = _kind(found, template)
    comments = {field.removeprefix(_COMMENT_PREFIX): at for field, at in places.items() if _is_comment(field)}
    boxes = {} if template else fields.text_boxes(region)
    single = {field: at for field, at in places.items() if not _is_comment(field)}
    single |= {field: at for field, (at, _) in inline.items() if field not in places}
    return Form(
        form=reader.number,
        workbook=workbook,
        sheet=grid.sheet.name,
        kind=kind,
        layout=template.partition("/")[0] or found.layout.id,
        template=template,
        title=fields.title_of(region),
        unit=value("unit") or _unit_of_two(value("unit_and_person")) or _unit_instead(value("authority"), kind, found),
        project=value("project") if kind is FormKind.PROJECT else "",
        authority=value("authority"),
        year=reader.year or _year(value("year")),
        amount_unit=reader.amount_unit,
        confidence=found.confidence.percent,
        scored=found.layout.use is Use.SCORE,
        goal_expected=value("goal_expected"),
        goal_actual=value("goal_actual"),
        entered_points_total=number("points_total"),
        entered_total=number("score_total"),
        entered_grade=value("grade"),
        commentary={slot: grid.text(*place) for slot, place in (comments | boxes).items()},
        cells=_cells(grid, single, comments, boxes),
    )


def _cells(
    grid: Grid, single: dict[str, Place], comments: Mapping[str, Place], boxes: Mapping[str, Place]
) -> dict[str, str]:
    """Field -> address, as :attr:`Form.cells` names them."""
    cells = {field: grid.address(*place) for field, place in single.items()}
    if "unit_and_person" in cells:
        cells.setdefault("unit", cells.pop("unit_and_person"))
    cells |= {f"comment:{slot}": grid.address(*place) for slot, place in comments.items()}
    return cells | {f"text:{slot}": grid.address(*place) for slot, place in boxes.items()}


def _unit_instead(authority: str, kind: FormKind, found: Identified) -> str:
    """The 主管部门 of a department's form is the department, and sets objectives; it does not carry a project out."""
    return authority if kind is FormKind.DEPARTMENT or found.layout.use is Use.DECLINE else ""


def _places(region: Region, names: dict[str, str], inline: Set[str]) -> dict[str, fields.Place]:
    """Field -> place of its single cell: by label, by the 总分 row, by our template's names (the last word).

    Args:
        inline: fields whose values stand in their labels' own cells.
    """
    places = fields.label_fields(region)
    if region.total is not None:
        row, block = region.total
        for field, column in (("points_total", "points"), ("score_total", "score")):
            if column in block.columns:
                places[field] = (row, block.columns[column])
    for field, place in fields.listed_fields(region).items():
        places.setdefault(field, place)
    if missing := NAMES - places.keys() - inline - ({"unit"} if "unit_and_person" in places else set()):
        places |= made_places(region.grid, range(region.top, region.start), missing)
        places |= told_names(region, missing - places.keys())
    places |= told_goals(region, places)
    if "points_total" in places and places.get("score_total") == places["points_total"]:
        del places["score_total"]  # the sum of 分值 in a form without 得分
    named = fields.named_cells(names)
    return places | {field: at for field, at in named.items() if field in _SINGLE_CELLS or _is_comment(field)}


def _unit_of_two(text: str) -> str:
    """The unit of 某某单位/某某人, beside a label that asks for both."""
    return _BETWEEN.split(text, maxsplit=1)[0].strip()


def _is_comment(field: str) -> bool:
    return field.startswith(_COMMENT_PREFIX)


def _year(text: str) -> int | None:
    digits = normalise(text).strip("年度()")
    return int(digits) if digits.isdigit() and len(digits) == 4 else None


def _kind(found: Identified, template: str) -> FormKind:
    if template:
        return FormKind.DEPARTMENT if template.startswith("department") else FormKind.PROJECT
    if found.layout.kind is not None:
        return found.layout.kind
    title = label_key(fields.title_of(found.region)) + label_key(found.region.grid.sheet.name)
    words = form_words().department_title
    return FormKind.DEPARTMENT if any(word in title for word in words) else FormKind.PROJECT
