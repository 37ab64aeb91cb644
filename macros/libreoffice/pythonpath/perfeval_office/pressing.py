"""One press of a button: nothing leaves here but a message box, and what a plan wrote."""

import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from com.sun.star.beans import PropertyValue

from perfeval_office.book import Book
from perfeval_office.failing import ButtonError
from perfeval_office.talking import Talk
from perfeval_office.worker import Worker

NAMES = {"score": "评分", "check": "检查", "report": "生成报告", "clear": "清除标记", "about": "帮助/关于"}
_WRITING = ("score", "clear")
_SCHEMA = 3
_DESKTOP = "com.sun.star.frame.Desktop"

_worker = Worker()


def press(context, frame, command, quiet):
    """Do what a button says.

    Returns:
        Whether it was done, and the text that was said.
    """
    talk = Talk(context, frame, quiet)
    try:
        with _status(frame, f"绩效自评：正在{NAMES.get(command, command)}……"):
            message = _run(context, frame, command)
    except ButtonError as error:
        message = {"text": str(error), "level": "error", "go_to": None}
    except Exception as error:
        text = (
            f"程序出错，没有完成（{type(error).__name__}：{error}）。\n处理办法：请在命令行运行 perfeval addin doctor。"
        )
        message = {"text": text, "level": "error", "go_to": None}
    # the work is done: a box that does not show must not undo that
    with suppress(Exception):
        talk.say(message)
    return message["level"] != "error", message["text"]


def _run(context, frame, command):
    """Ask for the plan, carry it out, and give back its message."""
    if command not in NAMES:
        raise ButtonError(
            f"没有“{command}”这个按钮。\n处理办法：请重新安装插件：perfeval addin install --libreoffice。"
        )
    document = frame.getController().getModel() if frame is not None and frame.getController() else None
    if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        raise ButtonError("当前窗口不是电子表格。\n处理办法：请打开自评表，再按按钮。")
    if command == "about":
        return _plan({"command": command, "copy": "", "name": "", "place": ""})["message"]
    book = Book(context.ServiceManager.createInstanceWithContext(_DESKTOP, context), document)
    if command in _WRITING:
        book.refuse()
    _end_typing(context, frame)
    _worker.begin()  # it gets ready while the copy is saved
    with _folder() as folder:
        copy = folder / "copy.xlsx"
        book.copy_to(copy)
        place = {"name": book.name, "place": book.path, "backup": not book.encrypted}
        plan = _plan({"command": command, "copy": str(copy), **place})
        if any(plan[step] for step in ("unmark", "restore", "remove", "edits", "sheets", "marks")):
            book.carry_out(plan, copy, f"绩效自评：{NAMES[command]}")
    message = plan["message"]
    if plan["backup"]:
        message["text"] += f"\n\n原样已备份为：{Path(plan['backup']).name}"
    return message


def _end_typing(context, frame):
    """Take over what is still being typed into a cell, as a click into the sheet does: it belongs to the document.

    No interface says whether a cell is being edited; going to another cell and back ends it in any case.
    """
    controller = frame.getController()
    helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    with suppress(Exception):  # a print preview has no selection, and nothing can be typed there
        selected, row, column = controller.getSelection(), controller.FirstVisibleRow, controller.FirstVisibleColumn
        for place in ("$A$1", "$B$2"):
            target = PropertyValue()
            target.Name, target.Value = "ToPoint", place
            helper.executeDispatch(frame, ".uno:GoToCell", "", 0, (target,))
        controller.select(selected)
        controller.FirstVisibleRow, controller.FirstVisibleColumn = row, column


def _plan(request):
    plan = _worker.ask(request)
    if "error" in plan:
        raise ButtonError(str(plan["error"]))
    if plan.get("schema_version") != _SCHEMA:
        raise ButtonError(
            "插件与评分程序的版本不一致。\n处理办法：请重新安装插件：perfeval addin install --libreoffice。"
        )
    return plan


@contextmanager
def _folder():
    """A folder that only this person can read; gone afterwards, unless something still holds it."""
    folder = tempfile.mkdtemp(prefix="perfeval-")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _status(frame, text):
    """The status bar says what is going on, and is given back whatever happens."""
    bar = None
    with suppress(Exception):
        bar = frame.createStatusIndicator()
        bar.start(text, 2)
        bar.setValue(1)
    try:
        yield
    finally:
        with suppress(Exception):
            bar.end()
