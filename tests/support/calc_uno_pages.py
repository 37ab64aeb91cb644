"""What a page of a LibreOffice document shows, for ``calc_uno.py``. Run by the system's Python, beside that script."""

LOOKS = (
    "CellBackColor",
    "CharColor",
    "CharHeight",
    "CharUnderline",
    "CharWeight",
    "FormulaLocal",
    "HoriJustify",
    "IsMerged",
    "IsTextWrapped",
    "NumberFormat",
    "TableBorder",
    "Validation",
    "VertJustify",
)
"""Sorted, as UNO asks for it."""


class Pages:
    """Of the open ``documents`` by key."""

    def filtered(self, key, sheet):
        """Whether a sheet has a filter."""
        document = self.documents[key]
        number = document.Sheets.getByName(sheet).RangeAddress.Sheet
        return bool(document.getPropertyValue("UnnamedDatabaseRanges").getByTable(number).AutoFilter)

    def hidden_rows(self, key, sheet):
        page, last = self._used(key, sheet)
        return [row + 1 for row in range(last.EndRow + 1) if not page.Rows.getByIndex(row).IsVisible]

    def page(self, key, sheet, columns):
        """All that the first ``columns`` columns of a sheet show: cells with their looks, sizes, merges, filter."""
        page, last = self._used(key, sheet)
        cells, merges = {}, []
        for row in range(last.EndRow + 1):
            for column in range(columns):
                cell = page.getCellByPosition(column, row)
                cells[f"{row + 1},{column + 1}"] = looks = self._looks(cell)
                if looks[LOOKS.index("IsMerged")]:
                    cursor = page.createCursorByRange(cell)
                    cursor.collapseToMergedArea()
                    merges.append(cursor.AbsoluteName.split(".")[-1])
        filters = self.documents[key].getPropertyValue("UnnamedDatabaseRanges")
        number, area = page.RangeAddress.Sheet, None
        if filters.hasByTable(number) and filters.getByTable(number).AutoFilter:
            found = filters.getByTable(number).DataArea
            area = [found.StartColumn, found.StartRow, found.EndColumn, found.EndRow]
        return {
            "cells": cells,
            "merges": merges,
            "widths": [[one.Width, one.IsVisible] for one in map(page.Columns.getByIndex, range(columns))],
            "heights": [[one.Height, one.IsVisible, one.IsFiltered] for one in map(page.Rows.getByIndex, range(100))],
            "right": [self._is_single(page.getCellByPosition(columns, row)) for row in (*range(100), 1999)],
            "notes": [note.String for note in page.Annotations],
            "filter": area,
            "below": self._looks(page.getCellByPosition(0, 2500)),
        }

    def _looks(self, cell):
        found = dict(zip(LOOKS, cell.getPropertyValues(LOOKS), strict=True))
        border, check = found["TableBorder"], found["Validation"]
        found["NumberFormat"] = self._code(found["NumberFormat"])
        found["HoriJustify"] = found["HoriJustify"].value
        found["TableBorder"] = [border.TopLine.OuterLineWidth, border.LeftLine.OuterLineWidth]
        found["Validation"] = check.Type.value
        links = [field.URL for field in cell.getTextFields()] if found["FormulaLocal"] else []
        return [*found.values(), cell.Type.value, links]

    def _is_single(self, cell):
        cursor = cell.Spreadsheet.createCursorByRange(cell)
        cursor.collapseToMergedArea()
        at = cursor.RangeAddress
        return (at.StartColumn, at.StartRow) == (at.EndColumn, at.EndRow)

    def _code(self, key):
        document = next(iter(self.documents.values()))
        return document.NumberFormats.getByKey(key).FormatString

    def _used(self, key, sheet):
        page = self.documents[key].Sheets.getByName(sheet)
        cursor = page.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return page, cursor.RangeAddress
