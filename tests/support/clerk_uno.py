"""A clerk at work in LibreOffice: opens a workbook, edits it as told, saves it. Run by the system's Python (has ``uno``).

    python3 clerk_uno.py SOURCE TARGET STEPS.json

Steps: ``["insert_rows", sheet, row, count]`` (1-based), ``["remove_rows", sheet, row, count]``,
``["type", sheet, cell, text or number]``, ``["copy_sheet", sheet, new name]``, ``["unprotect", sheet]``,
``["comment", sheet, cell, text]``, ``["fill", sheet, cell, RGB number]``, ``["list_notes", file]``: every comment as
``{"sheet!cell": [author, text, fill of the cell, width and height of the box in 1/100 mm]}``.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def main(source: str, target: str, steps_file: str) -> None:
    pipe = f"clerk{time.time_ns()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            desktop = connect(pipe)
            document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (prop("Hidden", True),))
            for step in json.loads(Path(steps_file).read_text(encoding="utf-8")):
                STEPS[step[0]](document, *step[1:])
            document.storeToURL(Path(target).as_uri(), (prop("FilterName", "Calc MS Excel 2007 XML"),))
            document.close(True)
            desktop.terminate()
            office.wait(30)
        finally:
            office.kill()


def prop(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not answer")


def insert_rows(document, sheet, row, count):
    document.Sheets.getByName(sheet).Rows.insertByIndex(row - 1, count)


def remove_rows(document, sheet, row, count):
    document.Sheets.getByName(sheet).Rows.removeByIndex(row - 1, count)


def type_in(document, sheet, cell, value):
    target = document.Sheets.getByName(sheet).getCellRangeByName(cell)
    if isinstance(value, str):
        target.String = value
    else:
        target.Value = value


def copy_sheet(document, sheet, name):
    document.Sheets.copyByName(sheet, name, document.Sheets.Count)


def unprotect(document, sheet):
    document.Sheets.getByName(sheet).unprotect("")


def comment(document, sheet, cell, text):
    page = document.Sheets.getByName(sheet)
    page.Annotations.insertNew(page.getCellRangeByName(cell).CellAddress, text)


def fill(document, sheet, cell, color):
    document.Sheets.getByName(sheet).getCellRangeByName(cell).CellBackColor = color


def list_notes(document, file):
    found = {}
    for page in document.Sheets:
        for note in page.Annotations:
            at = note.Position
            cell = page.getCellByPosition(at.Column, at.Row)
            note.IsVisible = True
            size = note.AnnotationShape.Size
            note.IsVisible = False
            name = cell.AbsoluteName.replace("$", "").replace("'", "").replace(".", "!")
            found[name] = [note.Author, note.String, cell.CellBackColor, [size.Width, size.Height]]
    Path(file).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


STEPS = {
    "insert_rows": insert_rows,
    "remove_rows": remove_rows,
    "type": type_in,
    "copy_sheet": copy_sheet,
    "unprotect": unprotect,
    "comment": comment,
    "fill": fill,
    "list_notes": list_notes,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
