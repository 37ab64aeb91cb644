"""What the record of a scored workbook says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.record.lines import Line, Was, record_lines


def record_facts(sheets: Sheets) -> Mapping[str, str] | None:
    """The facts that were recorded with our results; ``None`` where the workbook has no record."""
    record = record_lines(sheets)
    return None if record is None else {line.formula: line.written for line in record[1] if line.kind is Was.FACT}


def written_values(sheets: Sheets) -> Mapping[tuple[str, str], Decimal | str | None]:
    """What we wrote, by sheet name and A1 address as they are now, whether or not a person changed it since."""
    found: dict[tuple[str, str], Decimal | str | None] = {}
    for line in (record_lines(sheets) or ("", ()))[1]:
        if line.kind.is_cell and line.kind is not Was.DEPENDENT and line.target:
            sheet, row, column = line.target
            found[sheet, cell_name(row, column)] = _wrote(line)
    return found


def _wrote(line: Line) -> Decimal | str | None:
    if line.type == "s":
        return line.written
    return Decimal(line.written) if line.type == "n" else None
