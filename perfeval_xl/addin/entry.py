"""What the ribbon starts: ``python -I -m perfeval_xl.addin.entry COMMAND --wb=NAME --from_xl=1 --hwnd=NUMBER``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from perfeval_xl.addin.commands import NAMES, press
from perfeval_xl.addin.home import log

DONE = 0
FAILED = 1
"""A message box has said why."""
NO_BOOK = 3
"""Excel or its workbook was not reached: the add-in says so, for there is no workbook to say it on."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command on the calling workbook; never raises."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = given[0] if given else ""
    try:
        NAMES[command]
        from perfeval_xl.addin.excel import ExcelWorkbook

        book = ExcelWorkbook(calling_book(given))
    except Exception:
        log().exception("%s", given)
        return NO_BOOK
    return DONE if press(command, book) else FAILED


def calling_book(arguments: Sequence[str]) -> Any:
    """The workbook whose button was pressed: by name in the very Excel that called, whatever else is open.

    ``xlwings.Book.caller`` cuts a name at its first ``=``; otherwise this does the same.
    """
    import xlwings

    values = dict(argument[2:].split("=", 1) for argument in arguments if argument.startswith("--") and "=" in argument)
    name = values["wb"]
    app: Any
    if sys.platform == "win32":
        from xlwings import _xlwindows

        app = xlwings.App(impl=_xlwindows.App(xl=int(values["hwnd"])))  # type: ignore[no-untyped-call,unused-ignore]
    else:
        app = xlwings.apps.active
    return next(book for book in app.books if book.name == name)


if __name__ == "__main__":
    sys.exit(main())
