"""基本情况: staff, goals, the counts of the indicator system."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.commentary.facts import by_level1, by_level2, rows_of
from perfeval_xl.commentary.words import one_line, points
from perfeval_xl.report.word.blocks import Block, Paragraph, ask, check_mark
from perfeval_xl.report.word.data import ReportData, basic_figure
from perfeval_xl.results import FormResult
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.printing import plain

_STAFF = ("编制", "在职", "实有", "退休", "离休")
_STAFF_UNITS = ("人", "名", "")


def staff(data: ReportData, form: FormResult) -> Iterator[Block]:
    """人员编制 from the 基础数据表."""
    table = data.table("basics")
    facts: list[str] = []
    for row in table.rows if table else ():
        unit = one_line(row.values["unit"].text) if "unit" in row.values else "人"
        value = basic_figure(row)
        if value is not None and unit in _STAFF_UNITS and any(word in row.label for word in _STAFF):
            facts.append(f"{one_line(row.label)}{plain(value)}{unit or '人'}")
    if facts:
        yield Paragraph(f"据基础数据表，{'，'.join(facts)}。")
    else:
        yield Paragraph(ask("人员编制、实有人数和退休人数"))


def implementing_unit(data: ReportData, form: FormResult) -> Iterator[Block]:
    """Who carries the project out, and the money that was approved."""
    unit = form.form.unit.strip() or ask("项目实施单位")
    yield Paragraph(f"项目实施主体：{unit}。")
    fund = form.execution
    budget = fund.row.budget.value if fund else None
    initial = fund.row.initial.value if fund else None
    money = form.form.amount_unit
    text = f"年初预算数{plain(initial)}{money}，" if initial is not None else ""
    text += f"全年预算数{plain(budget)}{money}" if budget is not None else ask("项目预算金额")
    yield Paragraph(f"项目资金批复情况：{text}，批复文号{ask('资金批复文件名称及文号')}。")


def goals(data: ReportData, form: FormResult) -> Iterator[Block]:
    """总体目标 and how far it was reached, as a person wrote it; what the figures contradict is marked."""
    for label, text, field in (
        ("年度总体目标", form.form.goal_expected, "goal_expected"),
        ("年度总体目标完成情况", form.form.goal_actual, "goal_actual"),
    ):
        said = one_line(text)
        lead = "" if label in said[:20] else f"{label}："
        yield Paragraph(f"{lead}{said}" if said else f"{label}：{ask(f'自评表未填{label}')}")
        if field in form.form.cells:
            yield from map(Paragraph, data.marks(form.form.sheet, [form.form.cells[field]]))


def indicator_counts(data: ReportData, form: FormResult) -> Iterator[Block]:
    """How many 一级, 二级 and 三级 indicators there are."""
    rows, level1, level2 = rows_of(form), by_level1(form), by_level2(form)
    names = list(dict.fromkeys(group.heading for group in level1 if group.heading))
    text = f"设置{_quoted(names)}{len(names)}个一级指标" if names else "自评表没有写明一级指标"
    seconds = len({(group.goal, group.heading) for group in level2})
    text += f"，细化为{seconds}个二级指标、" if seconds else "，共"
    text += f"{len(rows)}个三级指标。"
    qualitative = sum(row.row.target.comparator is Comparator.QUALITATIVE for row in rows)
    if qualitative and qualitative < len(rows):
        text += f"其中定量指标{len(rows) - qualitative}个，定性指标{qualitative}个。"
    yield Paragraph(text)


def weights(data: ReportData, form: FormResult) -> Iterator[Block]:
    """The points of each part, and whether they add up."""
    groups = [group for group in by_level1(form) if group.points is not None]
    parts = [f"{group.goal}{group.heading}{points(group.points)}" for group in groups if group.points is not None]
    if not parts:
        yield Paragraph("自评表不设各指标分值。")
        return
    fund = form.execution
    weight = fund.row.points.value if fund is not None else None
    parts.append(f"预算执行率{points(weight)}" if weight is not None else "预算执行率未设分值")
    text = f"各部分分值：{'，'.join(parts)}"
    if form.points_total is not None:
        text += f"；合计{points(form.points_total)}"
    full = data.pack(form).grades.full
    if form.points_total is not None and form.points_total != full:
        text += check_mark(f"分值合计应为{points(full)}")
    yield Paragraph(f"{text}。")


def _quoted(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


BASICS = {
    "staff": staff,
    "implementing_unit": implementing_unit,
    "goals": goals,
    "indicator_counts": indicator_counts,
    "weights": weights,
}
