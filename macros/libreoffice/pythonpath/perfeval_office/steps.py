"""The steps of a plan on the cells of an open document; the order and the meaning are told by ``perfeval_xl.addin``."""

import uno

from perfeval_office.formulas import Formulas

GAP = "\n\n"
"""Between a person's comment and ours."""
_CONTENT = sum(
    uno.getConstantByName(f"com.sun.star.sheet.CellFlags.{flag}") for flag in ("VALUE", "DATETIME", "STRING", "FORMULA")
)
_PERCENT = uno.getConstantByName("com.sun.star.util.NumberFormat.PERCENT")
_DATE_OR_TIME = uno.getConstantByName("com.sun.star.util.NumberFormat.DATETIME")
_NO_FILL = -1


class Steps:
    """The cells and comments of one document."""

    def __init__(self, document):
        self.document = document
        self.sheets = document.Sheets

    def unmark(self, steps, record):
        for step in steps:
            cell = self._cell(step)
            if step["fill"] and cell.CellBackColor == int(step["fill"], 16):
                cell.CellBackColor = self._like(record, step).CellBackColor if step["like"] else _NO_FILL
            if step["note"]:
                self._take_note(cell, step["note"])

    def restore(self, steps, record):
        formulas = Formulas(self.document)
        for step in steps:
            cell = self._cell(step)
            if step["formula"]:
                formulas.put(cell, step["formula"], step["array"])
            else:
                _put(cell, step["value"])
            cell.NumberFormat = self._like(record, step).NumberFormat if step["like"] else 0

    def remove(self, names):
        for name in names:
            self.sheets.removeByName(name)

    def write(self, edits):
        for edit in edits:
            cell = self._cell(edit)
            _put(cell, edit["value"])
            self._show(cell, edit["show"])

    def mark(self, marks):
        for mark in marks:
            cell = self._cell(mark)
            if mark["fill"]:
                cell.CellBackColor = int(mark["fill"], 16)
            if mark["text"]:
                self._put_note(cell, mark["text"])

    def _cell(self, step):
        return self.sheets.getByName(step["sheet"]).getCellRangeByName(step["cell"])

    def _like(self, record, step):
        return self.sheets.getByName(record).getCellRangeByName(step["like"])

    def _show(self, cell, show):
        if show == "as_is":
            return
        formats = self.document.NumberFormats
        now = formats.getByKey(cell.NumberFormat)
        if show == "percent" and not (now.Type & _PERCENT and now.FormatString.endswith("0.00%")):
            cell.NumberFormat = self._format("0.00%")
        elif show == "plain" and now.Type & (_PERCENT | _DATE_OR_TIME):
            cell.NumberFormat = self._format("0.00")

    def _format(self, code):
        english = uno.createUnoStruct("com.sun.star.lang.Locale")
        english.Language, english.Country = "en", "US"
        formats = self.document.NumberFormats
        key = formats.queryKey(code, english, False)
        return formats.addNew(code, english) if key < 0 else key

    def _put_note(self, cell, text):
        at = cell.CellAddress
        sheet = self.sheets.getByIndex(at.Sheet)
        note = self._note(sheet, at)
        if note is None:
            sheet.Annotations.insertNew(at, text)
        else:
            note.setString(f"{note.getString()}{GAP}{text}")

    def _take_note(self, cell, text):
        at = cell.CellAddress
        sheet = self.sheets.getByIndex(at.Sheet)
        note = self._note(sheet, at)
        if note is None:
            return
        before, found, after = _folded(note.getString()).rpartition(_folded(text))
        if not found:
            return
        left = before[: -len(GAP)] + after if before.endswith(GAP) else before + after
        if left.strip():
            note.setString(left)
        else:
            notes = sheet.Annotations
            numbers = [n for n in range(notes.Count) if _same(notes.getByIndex(n).Position, at)]
            notes.removeByIndex(numbers[0])

    @staticmethod
    def _note(sheet, at):
        note = sheet.getCellByPosition(at.Column, at.Row).Annotation
        return note if note is not None and note.getString() else None


def _put(cell, value):
    """Set a constant; a text stays a text, whatever it begins with."""
    if value is None:
        cell.clearContents(_CONTENT)
    elif isinstance(value, dict):
        cell.Value = float(value["number"])
    elif isinstance(value, bool):
        cell.Value = float(value)
    else:
        cell.String = value


def _same(one, other):
    return (one.Sheet, one.Column, one.Row) == (other.Sheet, other.Column, other.Row)


def _folded(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")
