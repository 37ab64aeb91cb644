"""The sheet 评分结果: score, grade and every row with its derivation; drafts that have no cell in the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.commentary.drafts import SLOTS
from perfeval_xl.results import Evaluation, FormResult, FundResult, IndicatorResult
from perfeval_xl.values.privacy import SHORTEST, mask_text
from perfeval_xl.workbook.address import quote_sheet
from perfeval_xl.workbook.model import Look, Merge, OwnCell, OwnSheet
from perfeval_xl.workbook.own.people import PEOPLE_WRITE
from perfeval_xl.writing.designated import keeps_human_text

RESULT_SHEET = "评分结果"

_HEADERS = (
    "位置",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "完成率",
    "分值",
    "得分",
    "原填得分",
    "得分说明",
)
_WIDTHS = (9.0, 12.0, 14.0, 24.0, 14.0, 16.0, 10.0, 8.0, 8.0, 9.0, 66.0)
_LAST = len(_HEADERS) - 1
_LEVEL_AND_NAME = (1, 3)
_FORM = "自评表"
_TITLE, _NOTE, _HEADER, _LINK, _WRAP = Look.TITLE, Look.NOTE, Look.HEADER, Look.LINK, Look.WRAP
_CENTER, _NUMBER, _NUMBER_ODD, _PERCENT, _STRONG = Look.CENTER, Look.NUMBER, Look.NUMBER_ODD, Look.PERCENT, Look.STRONG
_HEADED = [OwnCell(header, _HEADER) for header in _HEADERS]
_EMPTY_HEADER, _NO_PLACE = OwnCell(None, _HEADER), OwnCell("", _CENTER)

_SHORT = 256
"""Characters of a text that is worth remembering: the workbooks of a folder have most of their texts in common."""

Row = list[OwnCell | None]


def result_sheet(evaluation: Evaluation, rules_title: str) -> OwnSheet:
    """Lay the results of all forms of a workbook under one another."""
    page = _Page()
    page.title(f"绩效自评评分结果（{rules_title}）")
    if evaluation.conversion is not None:
        page.note(evaluation.conversion.text)
    for form in evaluation.forms:
        _form(page, form)
    page.gap()
    page.note(PEOPLE_WRITE)
    _mask(page.rows)
    return OwnSheet(name=RESULT_SHEET, rows=page.rows, widths=_WIDTHS, merges=tuple(page.merges), keys=_LEVEL_AND_NAME)


def forms_told(rows: Iterable[Sequence[object]]) -> frozenset[str]:
    """Which forms the rows of such a sheet are about, as the sheet says it."""
    told = (
        next((text for text in row[1:] if isinstance(text, str) and text), "") for row in rows if row[:1] == [_FORM]
    )
    return frozenset(told)


def _mask(rows: list[Row]) -> None:
    """Hide the phone and ID numbers that a person may have typed into the form (TXT-07)."""
    for row in rows:
        for column, cell in enumerate(row):
            if cell is not None and isinstance(cell.value, str) and len(cell.value) >= SHORTEST:
                masked = (_known_masked if len(cell.value) <= _SHORT else mask_text)(cell.value)
                if masked != cell.value:
                    row[column] = cell._replace(value=masked)


_known_masked = lru_cache(maxsize=4096)(mask_text)


class _Page:
    """Rows under construction, with the merges that wide texts need."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.merges: list[Merge] = []

    def title(self, text: str) -> None:
        self._wide(text, _TITLE)

    def note(self, text: str) -> None:
        self._wide(text, _NOTE)

    def _wide(self, text: str, look: Look) -> None:
        row = len(self.rows)
        self.rows.append([OwnCell(text, look)])
        self.merges.append(Merge(row, 0, row, _LAST))

    def labelled(self, label: str, text: str, look: Look = _WRAP) -> None:
        row = len(self.rows)
        blank = OwnCell(None, look)
        self.rows.append([OwnCell(label, _HEADER), _EMPTY_HEADER, OwnCell(text, look), *[blank] * (_LAST - 2)])
        self.merges += [Merge(row, 0, row, 1), Merge(row, 2, row, _LAST)]

    def add(self, cells: Row) -> None:
        self.rows.append(cells)

    def gap(self) -> None:
        self.rows.append([])


def _form(page: _Page, form: FormResult) -> None:
    page.gap()
    page.labelled(_FORM, f"{form.form.sheet}  {form.label}" + (f"  {form.form.year}年度" if form.form.year else ""))
    if form.rules_chosen_how:
        page.labelled("规则", f"{form.rules} {form.rules_title}（{form.rules_chosen_how}）")
    page.labelled("总分", _total_text(form), _STRONG)
    page.labelled("等级", form.grade or f"—（{form.why_not}）", _STRONG)
    page.labelled("分值合计", _plain(form.points_total))
    page.add(list(_HEADED))
    sheet = quote_sheet(form.form.sheet)
    for fund in form.funds:
        if fund.rate is not None or fund.score is not None or fund.row.key == "total":
            page.add(_fund_row(sheet, fund))
    for indicator in form.indicators:
        page.add(_indicator_row(sheet, indicator))
    for slot, draft in form.commentary.items():
        if draft:
            kept = "（表内已有人工文字，未改动；以下为新草稿）" if keeps_human_text(form, slot) else ""
            page.labelled(SLOTS[slot], kept + draft)


def _total_text(form: FormResult) -> str:
    if form.score_total is not None:
        return f"{form.score_total}分"
    known = "" if form.partial_score is None else f"已评分部分合计{form.partial_score}分"
    return f"—（{form.why_not}）{known}"


def _fund_row(sheet: str, fund: FundResult) -> Row:
    row = fund.row
    return [
        _place(sheet, row.cells.get("score") or row.cells.get("executed")),
        OwnCell("预算执行率", _WRAP),
        OwnCell("项目资金", _WRAP),
        OwnCell(row.name, _WRAP),
        OwnCell(row.budget.text, _CENTER),
        OwnCell(row.executed.text, _CENTER),
        OwnCell(fund.rate, _PERCENT),
        OwnCell(row.points.value, _NUMBER),
        OwnCell(fund.score, _NUMBER),
        _entered(row.entered_score.value, fund.score),
        OwnCell(_explained(fund.why_not, fund.trace.text), _WRAP),
    ]


def _indicator_row(sheet: str, indicator: IndicatorResult) -> Row:
    row = indicator.row
    return [
        _place(sheet, row.cells.get("score") or row.cells.get("actual")),
        OwnCell(row.level1, _WRAP),
        OwnCell(row.level2, _WRAP),
        OwnCell(row.name, _WRAP),
        OwnCell(row.target.text, _CENTER),
        OwnCell(row.actual.text, _CENTER),
        OwnCell(indicator.completion, _PERCENT),
        OwnCell(row.points.value, _NUMBER),
        OwnCell(indicator.score, _NUMBER),
        _entered(row.entered_score.value, indicator.score),
        OwnCell(_explained(indicator.why_not, indicator.trace.text), _WRAP),
    ]


def _explained(why_not: str, trace: str) -> str:
    return f"未评分：{why_not}" if why_not else trace


def _entered(entered: Decimal | None, score: Decimal | None) -> OwnCell:
    """What a person had typed; tinted where it differs from ours."""
    differs = entered is not None and score is not None and entered != score
    return OwnCell(entered, _NUMBER_ODD if differs else _NUMBER)


def _place(sheet: str, cell: str | None) -> OwnCell:
    """A link to a cell of the sheet, whose name is given in quotes where it needs them."""
    return _NO_PLACE if cell is None else OwnCell(cell, _LINK, f"{sheet}!{cell}")


def _plain(value: Decimal | None) -> str:
    return "—" if value is None else f"{value.normalize():f}分"
