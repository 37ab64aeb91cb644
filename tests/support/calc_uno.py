"""A LibreOffice with our extension, driven by a test: a line of JSON in, a line of JSON out. Run by the system's Python.

    python3 calc_uno.py PIPE

Each line is ``[function, argument, ...]``; the answer is ``{"ok": value}`` or ``{"failed": text}``. The buttons are
pressed by dispatching their own URLs, as a click does, but without message boxes.
"""

import json
import sys
import time

import uno
from calc_uno_pages import Pages
from com.sun.star.beans import PropertyValue

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97"}


class Calc(Pages):
    def __init__(self, pipe):
        self.context = self._connect(pipe)
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.documents = {}

    def _connect(self, pipe):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except Exception:
                time.sleep(0.1)
        raise SystemExit("LibreOffice did not answer")

    def _service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, key, path, read_only=False):
        url = uno.systemPathToFileUrl(path) if path else "private:factory/scalc"
        given = (prop("Hidden", True), prop("ReadOnly", read_only))
        self.documents[key] = self.desktop.loadComponentFromURL(url, "_blank", 0, given)

    def press(self, key, command):
        """(done, text said, seconds)."""
        frame = self.documents[key].CurrentController.Frame
        start = time.perf_counter()
        helper = self._service("com.sun.star.frame.DispatchHelper")
        said = helper.executeDispatch(frame, f"org.perfeval.xl:{command}", "", 0, (prop("Quiet", True),))
        return said.State == 1, said.Result, time.perf_counter() - start

    def sheets(self, key):
        return [[sheet.Name, sheet.IsVisible, sheet.isProtected()] for sheet in self.documents[key].Sheets]

    def cell(self, key, sheet, cell):
        """(kind, text shown, formula)."""
        found = self._cell(key, sheet, cell)
        return [found.Type.value, found.String, found.Formula]

    def looks(self, key, sheet, cells):
        """(fill, comment) of each."""
        page = self.documents[key].Sheets.getByName(sheet)
        notes = {(note.Position.Row, note.Position.Column): note.String for note in page.Annotations}
        found = []
        for name in cells:
            cell = page.getCellRangeByName(name)
            at = cell.CellAddress
            found.append([cell.CellBackColor, notes.get((at.Row, at.Column), "")])
        return found

    def type(self, key, sheet, cell, value):
        found = self._cell(key, sheet, cell)
        if isinstance(value, str):
            found.Formula = value
        else:
            found.Value = value

    def note(self, key, sheet, cell, text):
        page = self.documents[key].Sheets.getByName(sheet)
        page.Annotations.insertNew(page.getCellRangeByName(cell).CellAddress, text)

    def shift(self, key, sheet, row):
        """Insert a row above ``row`` (1-based)."""
        self.documents[key].Sheets.getByName(sheet).Rows.insertByIndex(row - 1, 1)

    def insert_column(self, key, sheet, column):
        """Insert a column left of ``column`` (0-based)."""
        self.documents[key].Sheets.getByName(sheet).Columns.insertByIndex(column, 1)

    def delete_column(self, key, sheet, column):
        self.documents[key].Sheets.getByName(sheet).Columns.removeByIndex(column, 1)

    def protect(self, key, sheet, password):
        if sheet:
            page = self.documents[key].Sheets.getByName(sheet)
            page.unprotect("")
            page.protect(password)
        else:
            self.documents[key].protect(password)

    def add_sheet(self, key, name):
        sheets = self.documents[key].Sheets
        sheets.insertNewByName(name, sheets.Count)

    def remove_sheet(self, key, name):
        self.documents[key].Sheets.removeByName(name)

    def move_sheet(self, key, name, position):
        self.documents[key].Sheets.moveByName(name, position)

    def rename(self, key, name, new):
        self.documents[key].Sheets.getByName(name).Name = new

    def hide(self, key, sheet):
        self.documents[key].Sheets.getByName(sheet).IsVisible = False

    def define(self, key, name, content):
        """A name of the whole document."""
        at = uno.createUnoStruct("com.sun.star.table.CellAddress")
        self.documents[key].NamedRanges.addNewByName(name, content, at, 0)

    def name(self, key, name):
        return self.documents[key].NamedRanges.getByName(name).Content

    def chart(self, key, sheet, source, cells):
        """A chart on ``sheet`` of cells of the sheet ``source``."""
        place = uno.createUnoStruct("com.sun.star.awt.Rectangle")
        place.X = place.Y = place.Width = place.Height = 5000
        ranges = (self._cell(key, source, cells).RangeAddress,)
        self.documents[key].Sheets.getByName(sheet).Charts.addNewByName("图", place, ranges, False, False)

    def charted(self, key, sheet):
        """What the charts of a sheet show: sheet by name and area of each."""
        document, found = self.documents[key], []
        for chart in document.Sheets.getByName(sheet).Charts:
            found += [[document.Sheets.getByIndex(at.Sheet).Name, at.StartRow, at.EndRow] for at in chart.Ranges]
        return found

    def select(self, key, sheet, cell):
        controller = self.documents[key].CurrentController
        controller.setActiveSheet(self.documents[key].Sheets.getByName(sheet))
        controller.select(self._cell(key, sheet, cell))

    def selection(self, key):
        controller = self.documents[key].CurrentController
        return [controller.ActiveSheet.Name, controller.Selection.AbsoluteName]

    def muddle(self, key, sheet, row):
        """What a person may do to a sheet of ours, from ``row`` (1-based) on: everything that must not stay."""
        page = self.documents[key].Sheets.getByName(sheet)
        page.getCellRangeByPosition(1, row - 1, 3, row).merge(True)
        page.getCellRangeByPosition(5, row + 2, 6, row + 2).merge(True)
        page.getCellByPosition(0, row - 1).CellBackColor = 0xFF00FF
        page.Annotations.insertNew(page.getCellByPosition(2, 1).CellAddress, "看过")
        check = page.getCellRangeByName("A2:A3000").Validation
        check.Type = uno.Enum("com.sun.star.sheet.ValidationType", "WHOLE")
        page.getCellRangeByName("A2:A3000").Validation = check
        page.Rows.getByIndex(3).IsVisible = False
        page.Rows.getByIndex(4).Height = 3000
        page.Columns.getByIndex(1).Width = 9000
        page.Columns.getByIndex(2).IsVisible = False

    def merge(self, key, sheet, cells):
        self._cell(key, sheet, cells).merge(True)

    def filter(self, key, sheet, column, text):
        """Let only rows of a sheet's filter show that say ``text``."""
        document = self.documents[key]
        page = document.Sheets.getByName(sheet)
        area = document.getPropertyValue("UnnamedDatabaseRanges").getByTable(page.RangeAddress.Sheet)
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.IsNumeric, field.StringValue = column, False, text
        field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        found = area.FilterDescriptor
        found.ContainsHeader = True
        found.setFilterFields((field,))
        area.refresh()

    def drop_filter(self, key, sheet):
        document = self.documents[key]
        number = document.Sheets.getByName(sheet).RangeAddress.Sheet
        document.getPropertyValue("UnnamedDatabaseRanges").getByTable(number).AutoFilter = False

    def undo(self, key):
        self.documents[key].UndoManager.undo()

    def redo(self, key):
        self.documents[key].UndoManager.redo()

    def undo_list(self, key):
        return list(self.documents[key].UndoManager.getAllUndoActionTitles())

    def modified(self, key):
        return self.documents[key].isModified()

    def save(self, key, path):
        kind = prop("FilterName", FILTERS[path[path.rindex(".") :]])
        self.documents[key].storeToURL(uno.systemPathToFileUrl(path), (kind,))

    def close(self, key):
        self.documents.pop(key).close(True)

    def _cell(self, key, sheet, cell):
        return self.documents[key].Sheets.getByName(sheet).getCellRangeByName(cell)


def prop(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def main(pipe):
    calc = Calc(pipe)
    print(json.dumps({"ok": "ready"}), flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"ok": getattr(calc, name)(*arguments)}
        except Exception as error:
            answer = {"failed": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
