"""Sheet protection without a password: lifted while we write, put back just as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from perfeval_xl.addin.port import PasswordError

ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


@contextmanager
def lifted(sheets: Sequence[Any]) -> Iterator[None]:
    """Around writes to ``sheets`` (Excel's own objects).

    Raises:
        PasswordError: one has a password; those lifted so far are protected again.
    """
    done: list[tuple[Any, dict[str, Any], Any]] = []
    try:
        for sheet in sheets:
            if sheet.ProtectContents:
                options, selection = _options(sheet), sheet.EnableSelection
                _lift(sheet)
                done.append((sheet, options, selection))
        yield
    finally:
        for sheet, kept, selected in done:
            sheet.Protect(**kept)
            with suppress(Exception):
                sheet.EnableSelection = selected


def _options(sheet: Any) -> dict[str, Any]:
    options = {name: bool(getattr(sheet.Protection, name)) for name in ALLOWED}
    options["DrawingObjects"] = bool(sheet.ProtectDrawingObjects)
    options["Scenarios"] = bool(sheet.ProtectScenarios)
    options["Contents"] = True
    return options


def _lift(sheet: Any) -> None:
    try:
        # the empty password keeps Excel from asking for one
        sheet.Unprotect("")
    except Exception as error:
        raise PasswordError(sheet.Name) from error
    if sheet.ProtectContents:
        raise PasswordError(sheet.Name)
