"""A located region becomes records: the form, its fund lines and its indicators, each value with its cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from perfeval_xl.forms import fields
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.model import Form, FormKind, FundKey, FundRow, IndicatorRow, ParsedForm
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import EMPTY, Reading, Target
from perfeval_xl.values.targets import read_target
from perfeval_xl.values.text import normalise

COMMENT_PREFIX = "comment_"
_HIGHEST_BARE_RATE = 2


def parse_region(region: Region, *, number: int, workbook: str, names: dict[str, str]) -> ParsedForm:
    """Parse one form.

    Args:
        number: the form's number within the run, carried by all its records.
        names: defined names of the sheet (our templates' designated cells).
    """
    reader = _RegionReader(region, number, fields.year_of(region), fields.amount_unit_of(region))
    return ParsedForm(
        form=_form(reader, workbook, names),
        funds=tuple(_fund_rows(reader)),
        indicators=tuple(_indicator_rows(reader)),
    )


@dataclass(frozen=True)
class _RegionReader:
    region: Region
    number: int
    year: int | None
    amount_unit: str

    @property
    def grid(self) -> Grid:
        return self.region.grid

    def amount(self, row: int, column: int | None) -> Reading:
        if column is None:
            return EMPTY
        sheet = self.grid.sheet
        at = sheet.anchor(row, column)
        return read_amount(
            sheet.raw(*at), percent=at in sheet.percent, uncached=at in sheet.uncached, unit=self.amount_unit
        )

    def reading(self, row: int, column: int | None) -> Reading:
        return EMPTY if column is None else self.grid.reading(row, column)

    def text(self, row: int, column: int | None) -> str:
        return "" if column is None else self.grid.text(row, column)


def _form(reader: _RegionReader, workbook: str, names: dict[str, str]) -> Form:
    region, grid = reader.region, reader.grid
    named = fields.named_cells(names)
    places = fields.label_fields(region)
    inline = fields.inline_fields(region)
    if region.total is not None:
        for field, column in (("points_total", "points"), ("score_total", "score")):
            if column in region.columns:
                places[field] = (region.total, region.columns[column])
    template = fields.template_of(names)
    places |= {field: place for field, place in named.items() if field in _SINGLE_CELLS or field.startswith("comment_")}

    def value(field: str) -> str:
        if field in inline and field not in places:
            return inline[field][1]
        return grid.text(*places[field]) if field in places else ""

    def number(field: str) -> Reading:
        return grid.reading(*places[field]) if field in places else EMPTY

    kind = _kind(region, template)
    year_text = value("year")
    comments = {field[len(COMMENT_PREFIX) :]: place for field, place in places.items() if field.startswith("comment_")}
    cells = {field: grid.address(*place) for field, place in places.items() if not field.startswith("comment_")}
    cells |= {field: grid.address(*place) for field, (place, _) in inline.items() if field not in places}
    cells |= {f"comment:{slot}": grid.address(*place) for slot, place in comments.items()}
    return Form(
        form=reader.number,
        workbook=workbook,
        sheet=grid.sheet.name,
        kind=kind,
        layout=template.partition("/")[0] or "generic",
        template=template,
        title=fields.title_of(region),
        unit=value("unit") or value("authority"),
        project=value("project") if kind is FormKind.PROJECT else "",
        year=reader.year or _year(year_text),
        amount_unit=reader.amount_unit,
        goal_expected=value("goal_expected"),
        goal_actual=value("goal_actual"),
        entered_points_total=number("points_total"),
        entered_total=number("score_total"),
        entered_grade=value("grade"),
        commentary={slot: grid.text(*place) for slot, place in comments.items()},
        cells=cells,
    )


_SINGLE_CELLS = frozenset(
    ("year", "unit", "project", "authority", "goal_expected", "goal_actual", "points_total", "score_total", "grade")
)


def _year(text: str) -> int | None:
    digits = normalise(text).strip("年度()")
    return int(digits) if digits.isdigit() and len(digits) == 4 else None


def _kind(region: Region, template: str) -> FormKind:
    if template:
        return FormKind.DEPARTMENT if template.startswith("department") else FormKind.PROJECT
    title = normalise(fields.title_of(region)) + normalise(region.grid.sheet.name)
    words = form_words().department_title
    return FormKind.DEPARTMENT if any(word in title for word in words) else FormKind.PROJECT


def _fund_rows(reader: _RegionReader) -> list[FundRow]:
    region, grid, words = reader.region, reader.grid, form_words()
    if region.fund_header is None:
        return []
    columns = region.fund_columns
    first = min(columns.values())
    rows: list[FundRow] = []
    for row in range(region.fund_header + 1, region.header):
        labels = [(column, label) for column, label in sorted(grid.labels[row].items()) if column < first and label]
        if any(label in words.goal or label in words.field for _, label in grid.labels[row].items()):
            break
        name_column = labels[-1][0] if labels else _name_column(grid, row, first)
        name = grid.text(row, name_column) if name_column is not None else ""
        fund = _fund_row(reader, row, name, name_column, is_first=not rows)
        if fund is not None:
            rows.append(fund)
    return rows


def _name_column(grid: Grid, row: int, first: int) -> int | None:
    """The column of a line's name where no short label starts in the row itself."""
    return next((column for column in range(first - 1, -1, -1) if grid.label(row, column)), None)


def _fund_row(reader: _RegionReader, row: int, name: str, name_column: int | None, *, is_first: bool) -> FundRow | None:
    region, grid = reader.region, reader.grid
    columns = region.fund_columns
    amounts = {field: reader.amount(row, columns.get(field)) for field in ("initial", "budget", "executed")}
    points = _as_points(reader.reading(row, columns.get("points")))
    key = _fund_key(name, grid.label(row, name_column) if name_column is not None else "")
    if key is None and not any(amount.is_number for amount in amounts.values()):
        return None
    if key is None:
        key = FundKey.TOTAL if is_first and points.is_number else FundKey.UNNAMED
    cells = {field: grid.address(row, column) for field, column in columns.items()}
    if name_column is not None:
        cells["name"] = grid.address(row, name_column)
    return FundRow(
        form=reader.number,
        key=key,
        name=name.strip(),
        **amounts,
        points=points,
        entered_rate=as_rate(reader.reading(row, columns.get("rate"))),
        entered_score=reader.reading(row, columns.get("score")),
        cells=cells,
    )


def _fund_key(name: str, label: str) -> FundKey | None:
    words = form_words().fund_line
    plain = label.removeprefix("其中")
    key = words.get(plain) or next((words[alias] for alias in words if len(alias) > 3 and alias in plain), None)
    return FundKey(key) if key else None


def _indicator_rows(reader: _RegionReader) -> list[IndicatorRow]:
    region, grid = reader.region, reader.grid
    columns = region.columns
    rows: list[IndicatorRow] = []
    level1 = level2 = ""
    for row in range(region.header + 1, region.last):
        here1 = grid.text(row, columns["level1"]) if "level1" in columns else ""
        here2 = grid.text(row, columns["level2"]) if "level2" in columns else ""
        if here1 and here1 != level1:
            level1, level2 = here1, here2
        else:
            level2 = here2 or level2
        record = _indicator_row(reader, row, level1, level2)
        if record is not None:
            rows.append(record)
    return rows


def _indicator_row(reader: _RegionReader, row: int, level1: str, level2: str) -> IndicatorRow | None:
    region, grid = reader.region, reader.grid
    columns = region.columns
    name = reader.text(row, columns["name"])
    actual = reader.reading(row, columns.get("actual"))
    points = _as_points(reader.reading(row, columns.get("points")))
    target_cell = grid.sheet.anchor(row, columns["target"]) if "target" in columns else None
    raw_target = grid.sheet.raw(*target_cell) if target_cell else None
    if not name and raw_target is None and actual.is_blank and points.is_blank:
        return None
    if name and raw_target is None and actual.is_blank and points.is_blank and _is_spare(name):
        return None
    nature = reader.text(row, columns.get("nature"))
    unit = reader.text(row, columns.get("unit"))
    target = read_target(
        raw_target,
        percent=target_cell in grid.sheet.percent,
        nature=nature,
        name=name,
        unit=unit,
        year=reader.year,
    )
    actual = _in_unit_of(actual, unit, target)
    return IndicatorRow(
        form=reader.number,
        level1=_one_line(level1),
        level2=_one_line(level2),
        name=_one_line(name),
        target=target,
        actual=actual,
        points=points,
        entered_score=reader.reading(row, columns.get("score")),
        reason=reader.text(row, columns.get("reason")),
        nature=nature,
        unit=unit,
        cells={field: grid.address(row, column) for field, column in columns.items()},
    )


def _as_points(reading: Reading) -> Reading:
    """A weight written as a percentage (权重 10%) is that many points of a hundred."""
    if reading.value is None or reading.unit != "%":
        return reading
    return replace(reading, value=reading.value * 100, unit="")


def as_rate(reading: Reading) -> Reading:
    """In a rate column a bare 86.18 is 86.18%, a bare 0.8618 or 1 a fraction: no rate of this kind exceeds 200%."""
    if reading.value is None or reading.unit or reading.value <= _HIGHEST_BARE_RATE:
        return reading
    return replace(reading, value=reading.value / 100, unit="%")


def _in_unit_of(actual: Reading, unit: str, target: Target) -> Reading:
    """A bare number in a form with a 度量单位 column is in that unit; percentages are left to be reconciled."""
    bare = actual.is_number and not actual.unit
    return replace(actual, unit=target.unit) if bare and unit and target.unit not in ("%", "‰") else actual


def _is_spare(name: str) -> bool:
    """A row left as the blank form had it: 指标1, ……, nothing filled in."""
    plain = normalise(name)
    return not plain.strip(".…。") or (plain.startswith("指标") and plain[2:].strip(":").isdigit())


def _one_line(text: str) -> str:
    return "".join(text.split()) if "\n" in text else text.strip()
