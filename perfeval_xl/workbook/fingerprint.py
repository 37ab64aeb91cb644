"""What people entered into a workbook, as one number to tell it by."""

from __future__ import annotations

import hashlib

from perfeval_xl.workbook.model import Sheets


def fingerprint(sheets: Sheets) -> str:
    """SHA-256 over what people entered: sheet names and values, independent of how the file was saved."""
    digest = hashlib.sha256()
    for sheet in sheets:
        digest.update(f"\x1d{sheet.name}".encode())
        cells = (
            f"\x1e{row_number},{column}\x1f{value}"
            for row_number, row in enumerate(sheet.rows)
            for column, value in enumerate(row)
            if value is not None
        )
        digest.update("".join(cells).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
