"""One press of a button on a workbook port: nothing leaves here but message boxes, the log, and written cells."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfeval_xl.addin.home import keep_copy, log, log_file
from perfeval_xl.addin.messages import refused_message
from perfeval_xl.addin.plan import Level, Message, Plan
from perfeval_xl.addin.port import Condition, OpenWorkbook, PasswordError
from perfeval_xl.issues import WorkbookError

NAMES = {"score": "评分", "check": "检查", "report": "生成报告", "clear": "清除标记", "about": "帮助/关于"}
"""The commands and their buttons."""
_WRITING = ("score", "clear")


class ButtonError(Exception):
    """A command cannot go on; the text says to a clerk why, and what to do."""


def press(command: str, book: OpenWorkbook) -> bool:
    """Do what a button says; tell what came of it.

    Returns:
        Whether it was done; otherwise a message box has said why, and the log has the rest.
    """
    log().info("%s %s", command, book.name)
    try:
        with _status(book, f"绩效自评：正在{NAMES[command]}……"):
            message = _run(command, book)
    except Exception as error:
        log().exception("%s", command)
        _say(book, failure_message(error))
        return False
    log().info("%s", message.text.replace("\n", " / "))
    try:
        _say(book, message)
    except Exception:
        # the work is done; a box that does not show must not undo that
        log().exception("message")
    return message.level is not Level.ERROR


def _run(command: str, book: OpenWorkbook) -> Message:
    from perfeval_xl.addin.planning import make_plan

    if command == "about":
        return make_plan(command, b"", book.name).message
    condition = book.condition()
    _refuse(condition, writes=command in _WRITING)
    snapshot = book.snapshot()
    plan = make_plan(command, snapshot, book.name, place=book.path)
    return _carry_out(plan, book, snapshot) if plan.writes else plan.message


def _refuse(condition: Condition, *, writes: bool) -> None:
    if condition.editing:
        raise ButtonError("有单元格正在编辑。\n处理办法：请按回车键完成输入（或按 Esc 取消），再按按钮。")
    if writes and condition.other_format:
        raise ButtonError(
            f"这个工作簿是 {condition.other_format} 格式，不能写入评分结果。\n"
            "处理办法：请另存为“Excel 工作簿(.xlsx)”，在新文件里再按按钮。"
        )
    if writes and condition.read_only:
        raise ButtonError(
            "工作簿以只读方式打开，写入的结果无法保存。\n处理办法：请另存为一份新文件（或关闭其他打开它的程序后重新打开），再按按钮。"
        )
    if writes and condition.structure_locked:
        raise ButtonError(
            "工作簿的结构受保护，不能添加“评分结果”等工作表。\n处理办法：请在“审阅”中取消“保护工作簿”，再按按钮。"
        )


def _carry_out(plan: Plan, book: OpenWorkbook, snapshot: bytes) -> Message:
    backup = keep_copy(snapshot, book.name, book.path) if plan.backup else None
    try:
        with book.writing(plan.touched):
            _write(plan, book)
    except PasswordError as error:
        raise ButtonError(
            f"工作表“{error}”有密码保护，不能写入。\n处理办法：请在“审阅”中撤销工作表保护，再按按钮。"
        ) from error
    except Exception as error:
        where = f"\n原样已备份为：{backup}" if backup else ""
        raise ButtonError(f"写入工作簿时出错，可能只写了一部分（{_short(error)}）。{where}") from error
    if backup is None:
        return plan.message
    text = f"{plan.message.text}\n\n原样已备份为：{backup.name}"
    return Message(text, plan.message.level, plan.message.go_to)


def _write(plan: Plan, book: OpenWorkbook) -> None:
    book.unmark(plan.unmark, plan.record)
    book.restore(plan.restore, plan.record)
    book.remove(plan.remove)
    book.write(plan.edits)
    if plan.sheets:
        with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as folder:
            # Excel does not open two workbooks of one name
            vehicle = Path(folder) / f"{Path(folder).name}.xlsx"
            vehicle.write_bytes(plan.vehicle)
            book.adopt(vehicle, plan.sheets)
    book.mark(plan.marks)


def _say(book: OpenWorkbook, message: Message) -> None:
    if message.go_to is None:
        book.tell(message.text, message.level)
    elif book.ask(message.text, message.level):
        book.select(message.go_to)


def failure_message(error: Exception) -> Message:
    """What a clerk reads where a command failed; the log has the rest."""
    from perfeval_xl.rules import RulesError

    if isinstance(error, WorkbookError):
        return refused_message(error)
    if isinstance(error, ButtonError | RulesError):
        return Message(str(error), Level.ERROR)
    return Message(
        f"程序出错，没有完成（{_short(error)}）。\n处理办法：请把日志文件发给维护人员：{log_file()}", Level.ERROR
    )


def _short(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}：{text[0][:120]}" if text else type(error).__name__


@contextmanager
def _status(book: OpenWorkbook, text: str) -> Iterator[None]:
    """The status bar says what is going on, and is given back whatever happens."""
    with suppress(Exception):
        book.status(text)
    try:
        yield
    finally:
        with suppress(Exception):
            book.status(None)
