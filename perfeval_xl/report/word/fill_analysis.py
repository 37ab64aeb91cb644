"""评价情况分析及综合评价结论: by 一级指标, row by row, with charts of the score rates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.commentary.analysis import group_summary, key_of, reached
from perfeval_xl.commentary.facts import Group, by_level1, by_level2, has_points, loss
from perfeval_xl.commentary.summary import conclusion
from perfeval_xl.commentary.words import achievement, heading_text, is_blank, one_line, percent, points, subject
from perfeval_xl.report.word.blocks import Block, Chart, Paragraph, ask, check_mark
from perfeval_xl.report.word.data import ReportData, basic_figure, written
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.values.printing import plain

MOST_BARS = 20


def by_level(data: ReportData, form: FormResult) -> Iterator[Block]:
    """Every 一级指标: its sums, then its rows by 二级指标."""
    for number, group in enumerate(by_level1(form), 1):
        yield Paragraph(f"{number}.{group_summary(group)}")
        yield from _rows(group)


def output(data: ReportData, form: FormResult) -> Iterator[Block]:
    yield from _of_key(data, form, "output", "产出指标")


def benefit(data: ReportData, form: FormResult) -> Iterator[Block]:
    yield from _of_key(data, form, "benefit", "效益指标")


def satisfaction(data: ReportData, form: FormResult) -> Iterator[Block]:
    yield from _of_key(data, form, "satisfaction", "满意度指标")
    yield from survey(data, form)


def other_levels(data: ReportData, form: FormResult) -> Iterator[Block]:
    """一级指标 that are neither output nor benefit nor satisfaction (决策, 过程, 投入 ...)."""
    for group in by_level1(form):
        if key_of(group, data.pack(form)) == "other":
            yield Paragraph(group_summary(group))
            yield from _rows(group)


def _of_key(data: ReportData, form: FormResult, key: str, name: str) -> Iterator[Block]:
    groups = [group for group in by_level1(form) if key_of(group, data.pack(form)) == key]
    if not groups:
        yield Paragraph(f"自评表没有设置{name}。")
    for group in groups:
        yield Paragraph(group_summary(group))
        yield from _rows(group)


def _rows(group: Group) -> Iterator[Block]:
    """One paragraph per 二级指标 with a sentence for each of its rows."""
    levels = list(dict.fromkeys(heading_text(row.row.level2) for row in group.rows))
    for level in levels:
        rows = [row for row in group.rows if heading_text(row.row.level2) == level]
        lead = f"{level}：" if level and level != group.heading else ""
        yield Paragraph(lead + "".join(map(row_sentence, rows)))


def row_sentence(row: IndicatorResult) -> str:
    """Target, actual and score; what a person wrote as the reason; or why there is no score."""
    text = f"{subject(row)}{achievement(row)}"
    if row.score is not None:
        text += f"，得{points(row.score)}"
        text += f"，扣{points(loss(row))}" if loss(row) > 0 else ""
    elif row.basis == "not_applicable":
        text += "，写明不适用，不计分"
    elif row.basis == "unscored":
        text += check_mark(f"未能评分，{row.why_not}")
    elif row.met is not None:
        text += "，已完成" if row.met else "，未完成"
    else:
        text += check_mark("不能判断是否完成")
    short = loss(row) > 0 or (row.score is None and row.met is False)
    if short:
        text += f"，{ask('偏差原因')}" if is_blank(row.row.reason) else f"，偏差原因：{one_line(row.row.reason)}"
    return text.rstrip("。") + "。"


def survey(data: ReportData, form: FormResult) -> Iterator[Block]:
    """发放, 收回, 满意 from the 基础数据表, the rate recomputed; nothing is said without them."""
    table = data.table("basics") if form is data.main else None
    counts: dict[str, Decimal] = {}
    for row in table.rows if table else ():
        value = basic_figure(row)
        key = next((key for key in ("发放问卷", "有效问卷", "满意份数") if key in row.label), None)
        if key is not None and value is not None:
            counts[key] = value
    given, back, content = (counts.get(key) for key in ("发放问卷", "有效问卷", "满意份数"))
    if given is not None and back and content is not None:
        text = f"发放问卷{plain(given)}份，收回有效问卷{plain(back)}份，其中满意{plain(content)}份，"
        yield Paragraph(f"{text}满意度{percent(content / back)}。")
    elif data.lacks_survey(form):
        yield Paragraph(ask("满意度调查的发放、收回有效和满意份数"))


def score_charts(data: ReportData, form: FormResult) -> Iterator[Block]:
    """得分率 per 一级指标 with the budget, and per 二级指标 where there are several."""
    first = [(f"{group.goal}{group.heading}", group.rate) for group in by_level1(form)]
    fund = form.execution
    if fund is not None and fund.score is not None and fund.row.points.value:
        first.append(("预算执行率", fund.score / fund.row.points.value))
    yield from _chart(data.called(form, "各一级指标得分率"), first, horizontal=False)
    second = [(f"{group.goal}{group.heading}", group.rate) for group in by_level2(form)]
    if len(second) > len(by_level1(form)):
        yield from _chart(data.called(form, "各二级指标得分率"), second, horizontal=True)


def _chart(caption: str, bars: list[tuple[str, Decimal | None]], horizontal: bool) -> Iterator[Block]:
    known = [(name or "未写明", rate) for name, rate in bars if rate is not None][:MOST_BARS]
    if len(known) > 1:
        names, rates = zip(*known, strict=True)
        yield Chart(caption, names, rates, horizontal)


def verdict(data: ReportData, form: FormResult) -> Iterator[Block]:
    """综合评价结论: a person's words before ours; a total that differs from the recomputed one is marked."""
    total = form.score_total
    words = one_line(written(form, "conclusion"))
    yield Paragraph(f"{words or conclusion(form, data.pack(form))}{'各指标情况详见附件。' if form.form.scored else ''}")
    if words and total is not None and plain(total) not in words:
        yield Paragraph(check_mark(f"上文为填报人所写，重新计算的总分为{points(total)}"))
    if total is None and has_points(form):
        yield Paragraph(ask("总分和等级，补齐所缺内容后重新评分"))
    entered = form.form.entered_total.value
    if entered is not None and total is not None and entered != total:
        yield Paragraph(check_mark(f"自评表填报总分为{points(entered)}，重新计算为{points(total)}，请核对后统一"))


def praised(data: ReportData, form: FormResult) -> Iterator[Block]:
    """The rows that did well, as material for 经验; a person's words about them go before ours."""
    words = one_line(written(form, "strengths"))
    if words:
        yield Paragraph(words)
    elif any(row.met for row in form.indicators):
        yield Paragraph(reached(form))


ANALYSIS = {
    "by_level": by_level,
    "output": output,
    "benefit": benefit,
    "satisfaction": satisfaction,
    "other_levels": other_levels,
    "survey": survey,
    "score_charts": score_charts,
    "verdict": verdict,
    "praised": praised,
}
