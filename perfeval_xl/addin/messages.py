"""What a clerk reads after pressing a button: score, grade, number of problems, and the first one."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.addin.plan import Level, Message, Place
from perfeval_xl.clearing import staying_text
from perfeval_xl.issues import Issue, Severity, WorkbookError
from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.clearing import Cleared

_MOST_FORMS = 6
_MOST_ISSUES = 6
_MOST_CHARACTERS = 120


def scored_message(evaluation: Evaluation) -> Message:
    """After 评分: each form's score and grade, the number of problems, and whether to go to the first."""
    forms = [_form_line(form, named=len(evaluation.forms) > 1) for form in evaluation.forms[:_MOST_FORMS]]
    if len(evaluation.forms) > _MOST_FORMS:
        forms.append(f"……共{len(evaluation.forms)}张自评表，全部结果见“评分结果”。")
    return _with_issues(forms, evaluation, shown=1)


def checked_message(evaluation: Evaluation) -> Message:
    """After 检查: the problems themselves, heaviest first; nothing was written."""
    return _with_issues(["检查完成（没有改动工作簿）。"], evaluation, shown=_MOST_ISSUES)


def unreadable_message(evaluation: Evaluation) -> Message:
    """The workbook is not one that can be scored: why, and what to do."""
    issue = evaluation.issues[0] if evaluation.issues else None
    text = evaluation.error or "没有找到可以评分的自评表"
    return Message(f"{text}。" + (f"\n处理办法：{issue.remedy}。" if issue else ""), Level.ERROR)


def refused_message(error: WorkbookError) -> Message:
    """An issue that stopped the command."""
    issue = error.issue
    return Message(f"{issue.message}。\n处理办法：{issue.remedy}。（{issue.code}）", Level.ERROR)


def cleared_message(cleared: Cleared) -> Message:
    """After 清除标记."""
    lines = [f"已清除评分结果：恢复{cleared.restored}个单元格，去掉{cleared.unmarked}处标记。"]
    if cleared.kept:
        shown = "、".join(cleared.kept[:_MOST_ISSUES]) + ("等" if len(cleared.kept) > _MOST_ISSUES else "")
        lines.append(f"评分后被人改过的{len(cleared.kept)}个单元格保留不动：{shown}。")
    if cleared.staying:
        lines.append(f"{staying_text(cleared.staying)}。")
    return Message("\n".join(lines), Level.WARNING if len(lines) > 1 else Level.INFO)


def about_message() -> Message:
    """帮助/关于."""
    return Message(
        f"绩效自评工具 perfeval_xl {VERSION}\n\n"
        "评分：计算执行率、得分、总分和等级，写入表中对应单元格，并标出问题。\n"
        "检查：只列出问题，不改动工作簿。\n"
        "生成报告：按评分结果写出自评报告草稿（Word）。\n"
        "清除标记：去掉评分结果和标记，单元格恢复原样。\n\n"
        "评分前先把原样备份在同一文件夹（文件名含“备份”）。评分后请自行保存工作簿。\n"
        "遇到问题请在命令行运行 perfeval addin doctor。"
    )


def _form_line(form: FormResult, *, named: bool) -> str:
    name = f"{form.label}：" if named else ""
    if form.score_total is None:
        known = "" if form.partial_score is None else f"，已评分部分合计{form.partial_score}分"
        return f"{name}未能得出总分（{form.why_not}）{known}"
    grade = f"等级：{form.grade}" if form.grade else f"未定等级（{form.why_not}）"
    return f"{name}总分：{form.score_total}分　{grade}"


def _with_issues(lines: Sequence[str], evaluation: Evaluation, *, shown: int) -> Message:
    issues = evaluation.issues
    if not issues:
        return Message("\n".join([*lines, "没有发现问题。"]))
    counts = "、".join(f"{one.label}{evaluation.count(one)}个" for one in Severity if evaluation.count(one))
    text = [*lines, f"发现问题{len(issues)}个：{counts}。", ""]
    text += [_issue_line(number, issue) for number, issue in enumerate(issues[:shown], start=1)]
    if shown > 1 and len(issues) > shown:
        text.append(f"……另有{len(issues) - shown}个，按“评分”后见“问题清单”。")
    target = next(((issue, Place(issue.sheet, issue.cell)) for issue in issues if issue.sheet and issue.cell), None)
    if target is not None:
        text += ["", f"现在转到第一个问题所在的单元格（{target[0].place}）吗？"]
    level = Level.WARNING if evaluation.count(Severity.ERROR) else Level.INFO
    return Message("\n".join(text), level, None if target is None else target[1])


def _issue_line(number: int, issue: Issue) -> str:
    place = f"{issue.place}　" if issue.place else ""
    message = issue.message if len(issue.message) <= _MOST_CHARACTERS else f"{issue.message[:_MOST_CHARACTERS]}……"
    return f"{number}.【{issue.severity.label}】{place}{message}。"
