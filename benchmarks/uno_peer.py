"""The peer LibreOffice over UNO, warm: load, read every used cell, set 80 cells, recalculate, store.

Run by the Python that has ``uno`` (Debian: /usr/bin/python3): ``uno_peer.py OUT FILE...``; prints JSON: seconds of
wall time and of CPU time of the whole office, for each file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

_CELLS = 80


def main(out: str, files: list[str]) -> None:
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}"),
                "--accept=pipe,name=perfeval_bench;urp;",
            ],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            desktop = _connect()
            _one(desktop, files[0], out)  # warm
            cpu, wall = _cpu(), time.perf_counter()
            for file in files:
                _one(desktop, file, out)
            print(json.dumps({"wall": time.perf_counter() - wall, "cpu": _cpu() - cpu, "files": len(files)}))
        finally:
            os.killpg(office.pid, 9)
            office.wait()


def _connect() -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            context = resolver.resolve("uno:pipe,name=perfeval_bench;urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # not listening yet
            time.sleep(0.1)
    raise TimeoutError("LibreOffice did not start")


def _one(desktop: object, file: str, out: str) -> None:
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (hidden,))
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow).getDataArray()
    first = document.Sheets.getByIndex(0)
    for number in range(_CELLS):
        first.getCellByPosition(20 + number % 4, number // 4).setValue(number)
    document.calculateAll()
    kind = PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML")
    document.storeToURL((Path(out) / Path(file).name).as_uri(), (kind,))
    document.close(True)


def _cpu() -> float:
    """CPU seconds of all processes of the office: those whose command line names our pipe."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            named = b"perfeval_bench" in (stat.parent / "cmdline").read_bytes()
            if named and "python" not in (stat.parent / "exe").readlink().name:
                fields = stat.read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
