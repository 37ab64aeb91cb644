"""Our VBA, run: by a second interpreter up to the very line that Windows would start, and by LibreOffice's Basic.

Neither is Excel. What they share with it is the language, the add-in's sheet and the names of workbooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyopenvba.interpreter import VBAObject

from perfeval_xl.addin.building import built_addin
from perfeval_xl.addin.commands import NAMES
from tests.support.vba_excel import PYTHON, SUBS, Shell, excel_with

OURS = r"%LOCALAPPDATA%\perfeval_xl\venv\Scripts\pythonw.exe"


def book(folder: Path, name: str = "自评表.xlsx") -> Path:
    path = folder / name
    workbook = openpyxl.Workbook()
    workbook.active.title = "自评表"
    workbook.save(path)
    return path


@pytest.mark.parametrize("command", NAMES)
def test_each_button_starts_its_command(command: str, tmp_path: Path) -> None:
    shell = Shell()
    excel_with(book(tmp_path), shell).run(SUBS[command], VBAObject())
    ((line, style, wait),) = shell.lines
    assert line.startswith(f'"{PYTHON}" -I -X utf8 -m perfeval_xl.addin.entry {command} "--wb=自评表.xlsx" ')
    assert (style, wait) == (0, True)


@pytest.mark.parametrize("name", ["a^&calc&b.xlsx", "a=b.xlsx", "%PATH% (1).xlsx", "x' --wb=y.xlsx", "a & b ; c.xlsx"])
def test_no_character_of_a_name_has_a_meaning(name: str, tmp_path: Path) -> None:
    shell = Shell()
    excel_with(book(tmp_path, name), shell).run("PerfevalScore", VBAObject())
    (line, *_) = shell.lines[0]
    assert line.count('"') == 4
    assert f' "--wb={name}" --from_xl=1 ' in line
    assert line.endswith(" --hwnd=4711")
    assert "cmd" not in line.lower().replace(name.lower(), "")


def test_a_data_workbook_cannot_choose_the_interpreter(tmp_path: Path) -> None:
    """Sheets, names, properties and files beside the workbook that xlwings or we could read settings from."""
    evil = r"\\evil\share\python.exe"
    workbook = openpyxl.Workbook()
    for title in ("perfeval", "perfeval.conf", "_perfeval.conf", "xlwings.conf", "VBAProject.conf"):
        sheet = workbook.create_sheet(title)
        for row in (
            ["python", evil],
            ["INTERPRETER_WIN", evil],
            ["INTERPRETER", evil],
            ["PYTHONPATH", r"\\evil\share"],
        ):
            sheet.append(row)
    workbook.active["A1"], workbook.active["B1"] = "python", evil
    path = tmp_path / "自评表.xlsx"
    workbook.save(path)
    for name in ("perfeval.conf", "xlwings.conf", "pyvenv.cfg", "sitecustomize.py"):
        (tmp_path / name).write_text(f'"INTERPRETER_WIN","{evil}"\n', encoding="utf-8")
    shell = Shell()
    excel_with(path, shell).run("PerfevalScore", VBAObject())
    ((line, *_),) = shell.lines
    assert line.startswith(f'"{PYTHON}" -I ')
    assert "evil" not in line


def test_a_missing_python_is_said_and_nothing_started(tmp_path: Path) -> None:
    shell = Shell(there=False)
    app = excel_with(book(tmp_path), shell)
    app.run("PerfevalScore", VBAObject())
    assert shell.lines == []
    assert "perfeval addin install" in str(app.dialogs)
    assert PYTHON in app.dialogs[0][1]


@pytest.mark.parametrize(("code", "told"), [(0, False), (1, False), (3, True), (9009, True)])
def test_only_a_failure_that_python_could_not_tell_is_told_by_vba(code: int, told: bool, tmp_path: Path) -> None:
    app = excel_with(book(tmp_path), Shell(code=code))
    app.run("PerfevalScore", VBAObject())
    assert ("perfeval addin doctor" in str(app.dialogs)) == told


@pytest.fixture(scope="module")
def office() -> Iterator[Any]:
    from tests.support.live_office import running_office

    with running_office() as running:
        yield running


_STUB = """Attribute VB_Name = "PerfevalShell"
Public Function PerfevalWindow() As String
    PerfevalWindow = "4711"
End Function
Public Function PerfevalExpand(text As String) As String
    PerfevalExpand = text
End Function
Public Function PerfevalIsFile(path As String) As Boolean
    PerfevalIsFile = True
End Function
Public Function PerfevalStart(line As String) As Long
    ThisWorkbook.Worksheets("perfeval").Cells(40, 1).Value = line
    PerfevalStart = 0
End Function
"""


@pytest.mark.libreoffice
@pytest.mark.uno
def test_libreoffice_runs_our_subs(office: Any, tmp_path: Path) -> None:
    path = tmp_path / "perfeval.xlam"
    path.write_bytes(built_addin().read_bytes())
    document = office.open(path, FilterName="Calc MS Excel 2007 VBA XML", MacroExecutionMode=4)
    try:
        run = document.getScriptProvider().getScript
        prefix, suffix = "vnd.sun.star.script:VBAProject.", "?language=Basic&location=document"
        text = run(f"{prefix}PerfevalRunner.PerfevalText{suffix}").invoke(("title",), (), ())[0]
        assert text == "绩效自评"
        line = run(f"{prefix}PerfevalRunner.PerfevalCommandLine{suffix}")
        assert line.invoke((PYTHON, "score", "a=b.xlsx", "7"), (), ())[0] == (
            f'"{PYTHON}" -I -X utf8 -m perfeval_xl.addin.entry score "--wb=a=b.xlsx" --from_xl=1 --hwnd=7'
        )
        library = document.BasicLibraries.getByName("VBAProject")
        library.replaceByName("PerfevalShell", f"Option VBASupport 1\n{_STUB}")
        cell = document.Sheets.getByName("perfeval").getCellRangeByName("A40")
        for command, name in SUBS.items():
            run(f"{prefix}PerfevalRibbon.{name}{suffix}").invoke((document,), (), ())
            assert f" -m perfeval_xl.addin.entry {command} " in cell.String
            assert cell.String.startswith(f'"{OURS}" -I ')
    finally:
        document.close(True)
