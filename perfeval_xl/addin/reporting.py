"""生成报告: the draft of the self-evaluation report, written beside the open workbook."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.addin.goals import settings_place
from perfeval_xl.addin.home import free_name, home
from perfeval_xl.addin.messages import unreadable_message
from perfeval_xl.addin.plan import Level, Message
from perfeval_xl.evaluation import content_with_rules
from perfeval_xl.report.word.outline import OutlineError
from perfeval_xl.report.word.report import make_report, word_installed
from perfeval_xl.workbook.atomic import write_atomic


def write_report(snapshot: bytes, title: str, place: Path | None) -> Message:
    """Write ``NAME.report.docx`` beside the workbook, never over another file; say where it is and what is left to do.

    Raises:
        WorkbookError: the file cannot be written.
    """
    if not word_installed():
        return Message(
            '生成 Word 报告需要 python-docx。\n处理办法：请在命令行运行 pip install "perfeval-xl[word]"，再按按钮。',
            Level.ERROR,
        )
    evaluation, packs = content_with_rules(snapshot, title, settings_place(place, title))
    if not evaluation.forms:
        return unreadable_message(evaluation)
    try:
        report = make_report(evaluation, packs)
    except OutlineError as error:
        return Message(f"{error}。", Level.ERROR)
    folder = home() / "报告" if place is None else place.parent
    folder.mkdir(parents=True, exist_ok=True)
    stem = Path(title).stem if Path(title).suffix else title
    target = free_name(folder / f"{stem}.report.docx")
    write_atomic(target, report.content)
    outline = report.outline.title + ("" if report.outline.verified else "（依据待核实）")
    return Message(
        f"已生成自评报告草稿：{target}\n提纲：{outline}\n\n"
        f"待补充{report.missing}处，待核对{report.to_check}处，文中标为黄色。"
    )
