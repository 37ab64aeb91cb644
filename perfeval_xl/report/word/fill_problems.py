"""存在问题 and 整改情况 under the same numbers; what checks found stands among them until it is put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from perfeval_xl.commentary.drafts import draft_commentary
from perfeval_xl.commentary.facts import unscored
from perfeval_xl.commentary.fitting import fit
from perfeval_xl.commentary.pairs import pairs
from perfeval_xl.commentary.words import subject
from perfeval_xl.report.word.blocks import TO_CHECK, Block, Column, Grid, Paragraph, ask
from perfeval_xl.report.word.data import ReportData, written
from perfeval_xl.results import FormResult
from perfeval_xl.rules.model import TextLimit

MOST_ISSUES = 10
"""More findings of the checks than this are counted, not listed: the workbook's 问题清单 has them all."""
NONE_FOUND = "按现有填报数据，没有发现未完成的指标和填报问题。"


def problems(data: ReportData, form: FormResult) -> Iterator[Block]:
    found = problem_pairs(data, form)
    for number, (problem, _) in enumerate(found, 1):
        yield Paragraph(f"{number}.{problem}")
    if not found:
        yield Paragraph(NONE_FOUND + ask("管理中存在的其他问题"))


def measures(data: ReportData, form: FormResult) -> Iterator[Block]:
    found = problem_pairs(data, form)
    for number, (_, measure) in enumerate(found, 1):
        yield Paragraph(f"{number}.{measure}")
    if not found:
        yield Paragraph(ask("整改情况，没有问题的写“无”"))


def causes_and_measures(data: ReportData, form: FormResult) -> Iterator[Block]:
    """Both in one list: the problem and, after it, its measure."""
    for number, (problem, measure) in enumerate(problem_pairs(data, form), 1):
        yield Paragraph(f"{number}.{problem}改进措施：{measure}")
    if not problem_pairs(data, form):
        yield Paragraph(NONE_FOUND)


def problem_pairs(data: ReportData, form: FormResult) -> list[tuple[str, str]]:
    """What the figures show, then what the checks found."""
    found = [(pair.problem, pair.measure) for pair in pairs(form, data.pack(form))]
    issues = data.issues_of(form)
    for issue in issues[:MOST_ISSUES]:
        place = f"（{issue.place}）" if issue.place else ""
        found.append((f"【{TO_CHECK}】{issue.message.rstrip('。')}{place}。", f"{issue.remedy.rstrip('。')}。"))
    more = len(issues) - MOST_ISSUES
    if more > 0:
        found.append((f"【{TO_CHECK}】另有{more}处填报问题，见工作簿“问题清单”。", "逐处核对改正。"))
    return found


def left_out(data: ReportData, form: FormResult) -> Iterator[Block]:
    """Rows that were not evaluated, and why."""
    skipped = [row for row in form.indicators if row.basis == "not_applicable" and row.score is None]
    if skipped:
        yield Paragraph(f"写明不适用、没有评价的指标：{'、'.join(map(subject, skipped))}。")
    waiting = unscored(form)
    if waiting:
        reasons = "；".join(f"{subject(row)}：{row.why_not}" for row in waiting)
        yield Paragraph(f"填报内容不足、未能评分的指标：{reasons}。")


def three_boxes(data: ReportData, form: FormResult) -> Iterator[Block]:
    """评价结论, 存在问题, 改进措施 as one table, each within its limit of characters."""
    pack = data.pack(form)
    own = {slot: TextLimit(most, pack.grades.cite) for slot, most in data.outline.limits.items()}
    limited = replace(pack, text_limits={**own, **pack.text_limits})
    drafts = draft_commentary(form, limited)
    most = limited.text_limits.get("conclusion")
    whole = drafts["conclusion"] + drafts["strengths"]
    texts = {
        "conclusion": fit(whole, most.characters if most else None),
        "problems": drafts["problems"] or ask("存在问题"),
        "measures": drafts["measures"] or ask("改进措施，没有的写“无”"),
    }
    names = {"conclusion": "评价结论", "problems": "存在问题", "measures": "改进措施"}
    rows = tuple((names[slot], written(form, slot) or text) for slot, text in texts.items())
    yield Grid("", (Column("项目", 16), Column("内容", 84, centred=False)), rows, numbered=False)


PROBLEMS = {
    "problems": problems,
    "measures": measures,
    "causes_and_measures": causes_and_measures,
    "left_out": left_out,
    "three_boxes": three_boxes,
}
