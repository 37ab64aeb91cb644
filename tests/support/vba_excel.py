"""A second VBA interpreter with a pretended Windows below it: our add-in runs up to the line that would be started."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAObject, method

from perfeval_xl.addin.building import built_addin, vba_source
from perfeval_xl.addin.commands import NAMES

PYTHON = r"C:\Users\u\AppData\Local\perfeval_xl\venv\Scripts\pythonw.exe"
SUBS = dict(
    zip(NAMES, ("PerfevalScore", "PerfevalCheck", "PerfevalReport", "PerfevalClear", "PerfevalAbout"), strict=True)
)


class Shell(VBAObject):
    """``WScript.Shell`` and ``Scripting.FileSystemObject`` of a pretended Windows."""

    def __init__(self, there: bool = True, code: int = 0) -> None:
        super().__init__()
        self.lines: list[tuple[str, int, bool]] = []
        self.there = there
        self.code = code

    @method(name="ExpandEnvironmentStrings")
    def expand(self, text: str) -> str:
        return str(text).replace("%LOCALAPPDATA%", r"C:\Users\u\AppData\Local")

    @method(name="FileExists")
    def file_exists(self, path: str) -> bool:
        return self.there and str(path) == PYTHON

    @method(name="Run")
    def run(self, line: str, style: int, wait: bool) -> int:
        self.lines.append((str(line), int(style), bool(wait)))
        return self.code


def excel_with(data: Path, shell: Shell) -> Any:
    """The interpreter's Excel with our add-in and a data workbook in front."""
    app = ExcelApplication.open(str(built_addin()))
    app.open_workbook(str(data))
    # the one thing that this interpreter has not
    source = vba_source("PerfevalShell").replace("CStr(Application.Hwnd)", '"4711"')
    app.add_module(source, name="PerfevalShell")
    app.interpreter.host.create = lambda _name: shell
    app.answer_dialogs(1, 1, 1)
    return app
