"""What a person wrote right of our columns: each remark goes with the row that it is about."""

import uno

_CONTENT = ("VALUE", "DATETIME", "STRING", "ANNOTATION", "FORMULA")
_LOOKS = ("HARDATTR", "STYLES", "EDITATTR", "FORMATTED")


def make_room(page, columns, shift):
    """Put in columns where a person deleted some of ours, so that what stands right of them stays there."""
    if shift:
        page.Columns.insertByIndex(columns - shift, shift)


def move_remarks(page, columns, moves):
    """Let what stands right of ours go, by way of rows below all others, as one may go where another stood."""
    if not moves:
        return
    cursor = page.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    free, last = end.EndRow + 1, max(end.EndColumn, columns)

    def beside(row):
        return page.getCellRangeByPosition(columns, row, last, row)

    for number, (row, _) in enumerate(moves):
        _split(page, beside(row))
        _carry(page, beside(row), beside(free + number), _CONTENT)
    for number, (_, to) in enumerate(moves):
        _carry(page, beside(free + number), beside(to), _CONTENT + _LOOKS)


def _split(page, cells):
    """Merges over several rows, each as a whole: else undoing would not bring them back."""
    for column in range(cells.Columns.Count):
        merged = page.createCursorByRange(cells.getCellByPosition(column, 0))
        merged.collapseToMergedArea()
        if merged.Rows.Count > 1:
            merged.merge(False)


def _carry(page, source, target, emptied):
    """Contents and looks; formulas look at the cells of their new row."""
    page.copyRange(target.getCellByPosition(0, 0).CellAddress, source.RangeAddress)
    source.merge(False)
    source.clearContents(sum(uno.getConstantByName(f"com.sun.star.sheet.CellFlags.{flag}") for flag in emptied))
