"""收支情况: income, spending, projects, execution rates; tables as a person filled them, sums recomputed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.commentary.summary import execution_facts, is_low
from perfeval_xl.commentary.words import is_blank, one_line, percent, shown_text
from perfeval_xl.forms.model import Table, TableColumn
from perfeval_xl.report.word.blocks import Block, Chart, Column, Grid, Paragraph, ask
from perfeval_xl.report.word.data import ReportData, amount, column_sum, written
from perfeval_xl.results import FormResult, FundResult
from perfeval_xl.values.model import Reading
from perfeval_xl.values.printing import plain

Bar = tuple[str, Decimal]

_BASIC = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助")
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_WIDE = {"note": 30, "adjustment": 14}


def income(data: ReportData, form: FormResult) -> Iterator[Block]:
    """表1, and its sums in words."""
    table = data.table("income")
    if table is None:
        yield from _budget(form)
        return
    sums = {field: column_sum(table, field) for field in ("initial", "adjustment", "adjusted")}
    words = {"initial": "年初预算数合计", "adjustment": "年中调整", "adjusted": "调整后预算数合计"}
    parts = [f"{words[field]}{plain(value)}{table.amount_unit}" for field, value in sums.items() if value is not None]
    if parts:
        yield Paragraph(f"据{one_line(table.title)}各行相加，{'，'.join(parts)}。")
    notes = [
        f"{one_line(row.label)}{_change(row_change, table.amount_unit)}（{reason}）"
        for row in table.rows
        if (row_change := amount(row, "adjustment")) and (reason := _text(row.values.get("note")))
    ]
    if notes:
        yield Paragraph(f"调整情况：{'；'.join(notes)}。")
    yield from _table(data, "income", "整体收入明细表", "收入项目")


def _budget(form: FormResult) -> Iterator[Block]:
    fund, unit = form.execution, form.form.amount_unit
    initial = fund.row.initial.value if fund else None
    budget = fund.row.budget.value if fund else None
    if initial is None and budget is None:
        yield Paragraph(ask("部门整体收入情况（自评表和附表没有收入数据）"))
        return
    parts = [
        f"{word}{plain(value)}{unit}"
        for word, value in (("年初预算数", initial), ("全年预算数", budget))
        if value is not None
    ]
    yield Paragraph(f"据自评表，{'，'.join(parts)}。{ask('收入构成和调整原因')}")


def _change(change: Decimal, unit: str) -> str:
    return f"{'调增' if change > 0 else '调减'}{plain(abs(change))}{unit}"


def spending(data: ReportData, form: FormResult) -> Iterator[Block]:
    """Budget, executed amount and rate of the whole; a low rate needs a reason."""
    yield Paragraph(execution_facts(form))
    words = one_line(written(form, "execution"))
    if words:
        yield Paragraph(words)
    fund = form.execution
    if fund is None:
        yield Paragraph(ask("预算数、执行数和执行率"))
        return
    if fund.rate is None:
        yield Paragraph(ask(f"预算执行率（{fund.why_not.rstrip('。')}）"))
    if not is_blank(fund.row.reason):
        yield Paragraph(f"原因：{one_line(fund.row.reason).rstrip('。')}。")
    elif is_low(fund, data.pack(form)) and not words:
        yield Paragraph(ask("执行率偏低的原因"))


def fund_lines(data: ReportData, form: FormResult) -> Iterator[Block]:
    """The fund table, rates recomputed."""
    if not form.funds:
        return
    has_initial = any(fund.row.initial.value is not None for fund in form.funds)
    columns = [Column("资金", 26, centred=False), *([Column("年初预算数", 16)] if has_initial else ())]
    columns += [Column("全年预算数", 16), Column("全年执行数", 16), Column("执行率", 14)]
    rows = []
    for fund in form.funds:
        amounts = [fund.row.initial.value] if has_initial else []
        amounts += [fund.row.budget.value, fund.row.executed.value]
        rate = percent(fund.rate) if fund.rate is not None else "—"
        rows.append((one_line(fund.row.name), *("—" if value is None else plain(value) for value in amounts), rate))
    yield Grid(
        data.called(form, "资金执行情况表"),
        tuple(columns),
        tuple(rows),
        unit=form.form.amount_unit,
    )


def projects(data: ReportData, form: FormResult) -> Iterator[Block]:
    """表2, each project in words, and the sums recomputed."""
    table = data.table("projects")
    if table is None:
        yield Paragraph(ask("各项目预算、拨付和使用情况（工作簿中没有项目支出情况表）"))
        return
    unit, spent = table.amount_unit, _header(table, "used", "使用资金")
    for row in table.rows:
        budget, used = amount(row, "budget"), amount(row, "used")
        if row.is_total or budget is None:
            continue
        text = f"{one_line(row.label)}：预算资金{plain(budget)}{unit}"
        text += f"，{spent}{plain(used)}{unit}" if used is not None else f"，{ask(f'{spent}金额')}"
        if used is not None and budget > 0:
            text += f"，执行率{percent(used / budget)}"
        yield Paragraph(f"{text}。")
    budget, used = column_sum(table, "budget"), column_sum(table, "used")
    if budget is not None and used is not None and budget > 0:
        text = f"各项目相加，预算资金{plain(budget)}{unit}，{spent}{plain(used)}{unit}"
        yield Paragraph(f"{text}，执行率{percent(used / budget)}。")
    yield from _table(data, "projects", "项目支出情况表", "预算项目名称")


def basic_spending(data: ReportData, form: FormResult) -> Iterator[Block]:
    """工资福利, 商品和服务, 对个人和家庭的补助, as far as 表1 names them."""
    table = data.table("income")
    parts = []
    for row in table.rows if table else ():
        value = amount(row, "adjusted") if amount(row, "adjusted") is not None else amount(row, "initial")
        if value is not None and any(word in row.label for word in _BASIC):
            parts.append(f"{one_line(row.label)}{plain(value)}{table.amount_unit if table else ''}")
    if parts:
        yield Paragraph(f"基本支出预算安排：{'；'.join(parts)}。")
    yield Paragraph(ask("基本支出和项目支出的拨付、使用情况"))


def execution_chart(data: ReportData, form: FormResult) -> Iterator[Block]:
    """Rates of the projects or, for one form, of its fund lines and the projects of 表2."""
    several = len(data.forms) > 1
    bars = _project_bars(data) if several else [*_line_bars(form), *_table_bars(data)]
    if len(bars) > 1:
        names, rates = zip(*bars, strict=True)
        yield Chart("各项目预算执行率" if several else "预算执行率", names, rates, horizontal=True)


def _project_bars(data: ReportData) -> list[Bar]:
    return [
        (item.label, item.execution.rate)
        for item in data.forms
        if item.execution is not None and item.execution.rate is not None
    ]


def _line_bars(form: FormResult) -> list[Bar]:
    return [(_bar_name(fund), fund.rate) for fund in form.funds if fund.rate is not None]


def _table_bars(data: ReportData) -> list[Bar]:
    table, bars = data.table("projects"), []
    for row in table.rows if table else ():
        budget, used = amount(row, "budget"), amount(row, "used")
        if not row.is_total and budget and budget > 0 and used is not None:
            bars.append((one_line(row.label), used / budget))
    return bars


def _bar_name(fund: FundResult) -> str:
    return one_line(fund.row.name).removeprefix("其中：").removeprefix("其中:")


def project_summary(data: ReportData, form: FormResult) -> Iterator[Block]:
    """All projects of the report in one table."""
    if len(data.forms) < 2:
        return
    headers = ("年初批复", "调整后预算", "执行数", "执行率", "自评得分")
    columns = (Column("项目名称", 34, centred=False), *(Column(header, 14) for header in headers))
    rows = []
    units = {item.form.amount_unit for item in data.forms}
    for item in data.forms:
        fund, unit = item.execution, item.form.amount_unit if len(units) > 1 else ""
        amounts = [fund.row.initial.value, fund.row.budget.value, fund.row.executed.value] if fund else [None] * 3
        rate = percent(fund.rate) if fund and fund.rate is not None else "—"
        score = plain(item.score_total) if item.score_total is not None else "—"
        shown = ("—" if value is None else f"{plain(value)}{unit}" for value in amounts)
        rows.append((item.label, *shown, rate, score))
    # where the projects are in different units, each amount says its own
    yield Grid("项目支出总体情况表", columns, tuple(rows), unit="" if len(units) > 1 else units.pop())


def _table(data: ReportData, kind: str, caption: str, label: str) -> Iterator[Block]:
    """A companion table cell by cell as it was filled, then what does not add up in it."""
    table = data.table(kind)
    if table is None:
        return
    shown = [column for column in table.columns if any(_text(row.values.get(column.field)) for row in table.rows)]
    columns = [Column(label, 24, centred=False)]
    columns += [_column(column) for column in shown]
    rows = tuple(
        (one_line(row.label), *(_text(row.values.get(column.field)) for column in shown)) for row in table.rows
    )
    totals = frozenset(number for number, row in enumerate(table.rows) if row.is_total)
    yield Grid(caption, tuple(columns), rows, unit=table.amount_unit, bold_rows=totals)
    yield from map(Paragraph, data.marks(table.sheet))


def _header(table: Table, field: str, default: str) -> str:
    """A column's header as the table words it, without what it says in brackets."""
    found = next((column.header for column in table.columns if column.field == field), "")
    return _BRACKETS.sub("", one_line(found)) or default


def _column(column: TableColumn) -> Column:
    width = _WIDE.get(column.field, 16)
    return Column(one_line(column.header), width, centred=column.field != "note")


def _text(reading: Reading | None) -> str:
    return "" if reading is None else shown_text(reading)


FUNDS = {
    "income": income,
    "spending": spending,
    "fund_lines": fund_lines,
    "projects": projects,
    "basic_spending": basic_spending,
}
FUNDS_OF_ALL = {"execution_chart": execution_chart, "project_summary": project_summary}
