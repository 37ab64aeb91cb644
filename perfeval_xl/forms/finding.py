"""From sheets to records: every form and companion table of a workbook, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.forms.fields import table_kind_of
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.locate import Region, locate_forms, matched_headers
from perfeval_xl.forms.model import ParsedForm, ParsedWorkbook, Table
from perfeval_xl.forms.parse import parse_region
from perfeval_xl.forms.tables import locate_tables
from perfeval_xl.forms.vocabulary import form_words, indicator_titles
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.read_issues import file_name

MISSING_COLUMN = IssueKind(
    code="STR-06",
    severity=Severity.ERROR,
    title="表头不完整或表格结构被破坏",
    message="“{sheet}”的指标表缺少“{column}”列（认到的列：{seen}）",
    remedy="请补上“{column}”列的表头和内容；列名有出入的，改回通用名称",
    clause="自评表格式（财预〔2020〕10号附件）",
    verified=False,
)
NO_FORM = IssueKind(
    code="IO-30",
    severity=Severity.ERROR,
    title="没有找到自评表",
    message="“{file}”里没有找到自评表：需要含“三级指标、年度指标值、实际完成值、分值”等列的指标表；看到的是：{seen}",
    remedy="请确认文件是否为绩效自评表；可用 perfeval template new 生成标准表后填报",
)
NO_INDICATORS = IssueKind(
    code="STR-07",
    severity=Severity.ERROR,
    title="自评表没有指标",
    message="“{sheet}”找到了自评表的表头，但表头下没有一条三级指标",
    remedy="请填写三级指标、指标值、实际完成值和分值",
)


def find_forms(sheets: Sheets, first_number: int = 0) -> tuple[ParsedWorkbook, list[Issue]]:
    """Locate and parse everything in a workbook.

    Args:
        sheets: the workbook as a person left it (own result sheets taken out).
        first_number: number of the first form found; forms are numbered on from there.

    Returns:
        The parsed workbook and the structural issues met on the way.
    """
    forms: list[ParsedForm] = []
    tables: list[Table] = []
    issues: list[Issue] = []
    others: list[Grid] = []
    for sheet in sheets:
        grid = Grid(sheet)
        regions = [] if table_kind_of(sheet.names) else locate_forms(grid)
        for region in regions:
            form = parse_region(
                region, number=first_number + len(forms), workbook=sheets.workbook, names=dict(sheet.names)
            )
            missing = list(_missing_columns(region))
            issues += missing
            if not form.indicators:
                issues.append(
                    NO_INDICATORS.at(sheet.name, grid.address(region.header, region.columns["name"]), sheet=sheet.name)
                )
            forms.append(form)
        if not regions:
            others.append(grid)
        tables += locate_tables(grid)
    seen = [] if forms else [_impression(grid) for grid in others]
    if not forms:
        issues.append(NO_FORM.at(file=file_name(sheets.workbook), seen="；".join(seen) or "没有工作表"))
    return ParsedWorkbook(sheets.workbook, tuple(forms), tuple(tables), tuple(seen)), issues


def _missing_columns(region: Region) -> Iterator[Issue]:
    titles = indicator_titles()
    seen = "、".join(titles[field] for field in titles if field in region.columns)
    sheet = region.grid.sheet.name
    for field in form_words().required:
        if field not in region.columns:
            place = region.grid.address(region.header, region.columns["name"])
            yield MISSING_COLUMN.at(sheet, place, sheet=sheet, column=titles[field], seen=seen)


def _impression(grid: Grid) -> str:
    """What a sheet without a form looked like, in a few words."""
    name = f"“{grid.sheet.name}”"
    if not any(value is not None for row in grid.sheet.rows for value in row):
        return f"{name}是空表"
    matched = matched_headers(grid)
    if matched:
        titles = indicator_titles()
        return f"{name}只有" + "、".join(f"“{titles[field]}”" for field in titles if field in matched)
    first = next(
        (grid.text(r, c) for r, row in enumerate(grid.sheet.rows) for c, v in enumerate(row) if v is not None), ""
    )
    return f"{name}以“{first[:20]}”开头"
