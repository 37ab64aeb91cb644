"""Workbooks for batches between stores."""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.books import write_book
from tests.support.forms import changed

ODD = "自评 表[1]#%?.xlsx" if os.name == "posix" else "自评 表[1]#%.xlsx"


def many(folder: Path, count: int) -> Path:
    for number in range(count):
        write_book(folder / f"{number:02}.xlsx", changed(("乡村道路养护", f"项目{number}")))
    return folder
