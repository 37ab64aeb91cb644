"""Edits of one worksheet part: single cells written anew, every other byte left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.editing.cell import CellXml, StoredCell, restyled, style_index, taken_apart, written
from perfeval_xl.workbook.editing.formulas import Formula
from perfeval_xl.workbook.editing.sheet import Row, SheetXml, place
from perfeval_xl.workbook.editing.styles import Styles
from perfeval_xl.workbook.formula_refs import translated
from perfeval_xl.workbook.model import Edit
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import Splices, clean_text, escape
from perfeval_xl.workbook.record.lines import Was
from perfeval_xl.workbook.record.sheet import Replaced
from perfeval_xl.workbook.write_issues import BAD_VALUE, SHARED_FORMULA, RefusedError

Position = tuple[int, int]
_SHARED_TEXT_LIMIT = 8192


class _New(NamedTuple):
    """A new element, and the cell whose place it takes (``None`` where there is none yet)."""

    element: bytes
    cell: StoredCell | None


class SheetEdits:
    """The edits of one sheet; cells are 0-based positions of anchors."""

    def __init__(self, name: str, xml: SheetXml, splices: Splices) -> None:
        self.name = name
        self.xml = xml
        self._splices = splices
        self._new: dict[Position, _New] = {}

    def write(self, edits: Mapping[Position, Edit], styles: Styles) -> list[Replaced]:
        """Write values over cells; the previous contents come back in document order.

        Raises:
            RefusedError: a number that is not finite, or a shared formula that cannot be handed on.
        """
        replaced = [self._write(position, edits[position], styles) for position in sorted(edits)]
        self._hand_on_shared(set(edits))
        return replaced

    def put(self, position: Position, element: bytes) -> None:
        """Give a cell a whole element, or add it where there is none."""
        self._new[position] = _New(element, self.xml.cell(*position))

    def strip(self, positions: Iterable[Position]) -> list[Replaced]:
        """Take the cached values out of formula cells; those without a value stay as they are."""
        replaced = []
        for position in sorted(positions):
            cell = self.xml.cell(*position)
            if cell is None:
                continue
            was = cell.content
            if not was.has_value:
                continue
            handed = taken_apart(self._new[position].element, self.xml.prefix) if position in self._new else was
            self._new[position] = _New(handed.bare().spelt(self.xml.prefix), cell)
            replaced.append(
                Replaced(self.name, *position, Was.DEPENDENT, was, formula_text(self.name, self.xml, position), "", "")
            )
        return replaced

    def shade(self, position: Position, rgb: str, styles: Styles) -> bytes:
        """Give a cell a light fill, whatever else happens to it; its previous style comes back."""
        cell, new = self.xml.cell(*position), self._new.get(position)
        if new is not None:
            element = new.element
        elif cell is not None:
            element = self.xml.xml[cell.start : cell.end]
        else:
            inherited = self._inherited_style(position)
            address = cell_name(*position).encode()
            element = CellXml(address, inherited, b"", b"", b"", b"").spelt(self.xml.prefix)
        style = attribute(element.partition(b">")[0], b"s") or b""
        shaded = str(styles.filled(style_index(style), rgb)).encode()
        self._new[position] = _New(restyled(element, shaded), cell)
        return style

    def splice(self) -> None:
        """Write all new elements down."""
        missing: dict[int, dict[int, bytes]] = {}
        for (row, column), new in self._new.items():
            if new.cell is not None:
                self._splices.replace(new.cell.start, new.cell.end, new.element)
            else:
                missing.setdefault(row, {})[column] = new.element
        new_rows: dict[int, bytes] = {}
        for number, cells in missing.items():
            stored = self.xml.row(number)
            if stored is not None:
                self._insert_cells(number, stored, cells)
            else:
                inside = b"".join(cells[column] for column in sorted(cells))
                new_rows[number] = self._element(b'row r="%d"' % (number + 1), inside, "row")
        self._insert_rows(new_rows)

    def _write(self, position: Position, edit: Edit, styles: Styles) -> Replaced:
        cell = self.xml.cell(*position)
        was = cell.content if cell else None
        style = was.style if was else self._inherited_style(position)
        try:
            kind, content = written(edit.value)
        except ValueError:
            raise RefusedError(BAD_VALUE, sheet=self.name, cell=cell_name(*position)) from None
        if isinstance(edit.value, Decimal):
            decimals, index = edit.value != edit.value.to_integral_value(), style_index(style)
            shown = styles.shown_as(index, edit.show, decimals=decimals)
            style = style if shown == index else b"%d" % shown
        new = CellXml(place(*position), style, kind.encode(), was.others if was else b"", b"", content.encode("utf-8"))
        self._new[position] = _New(new.spelt(self.xml.prefix), cell)
        told = _told(edit.value, content)
        return Replaced(
            self.name, *position, self._kind(position, was), was, formula_text(self.name, self.xml, position), *told
        )

    def _kind(self, position: Position, was: CellXml | None) -> Was:
        if was is None:
            return Was.ABSENT
        if not was.formula:
            return Was.VALUE
        formula = self.xml.formula_at[position]
        if formula.attributes and formula.kind == "array":
            return Was.ARRAY
        return Was.FORMULA if was.has_value else Was.UNCACHED

    def _inherited_style(self, position: Position) -> bytes:
        """The style that an application gives a new cell: its row's, else its column's."""
        row = self.xml.row(position[0])
        if row is not None and attribute(row.tag.attributes, b"customFormat") in (b"1", b"true"):
            return attribute(row.tag.attributes, b"s") or b""
        return self.xml.column_style(position[1])

    def _hand_on_shared(self, written_over: set[Position]) -> None:
        """Where the cell that carried a shared formula's text is written over, the next follower carries it."""
        for index, master in self.xml.shared_masters.items():
            if (master.row, master.column) not in written_over:
                continue
            followers = [
                formula
                for formula in self.xml.formulas
                if formula.attributes
                and formula.shared_index == index
                and formula.kind == "shared"
                and not formula.raw
                and (formula.row, formula.column) not in written_over
            ]
            if followers:
                self._promote(master, followers)

    def _promote(self, master: Formula, followers: list[Formula]) -> None:
        heir = followers[0]
        rows, columns = [f.row for f in followers], [f.column for f in followers]
        text = escape(_moved(self.name, master, heir)).encode("utf-8")
        area = f"{cell_name(min(rows), min(columns))}:{cell_name(max(rows), max(columns))}".encode()
        position = (heir.row, heir.column)
        cell = self.xml.cell(*position)
        if cell is None or len(text) > _SHARED_TEXT_LIMIT:
            raise RefusedError(
                SHARED_FORMULA, sheet=self.name, cell=cell_name(master.row, master.column), detail="公式过长或不完整"
            )
        was = cell.content
        formula = b'<f t="shared" ref="' + area + b'" si="' + heir.shared_index + b'">' + text + b"</f>"
        new = CellXml(was.address, was.style, was.kind, was.others, formula, was.value)
        self._new[position] = _New(new.spelt(self.xml.prefix), cell)

    def _insert_cells(self, number: int, row: Row, cells: dict[int, bytes]) -> None:
        if row.tag.closed:
            inside = b"".join(cells[column] for column in sorted(cells))
            head = self.xml.xml[row.tag.start + 1 : row.tag.end - 2].rstrip()
            self._splices.replace(row.tag.start, row.end, self._element(head, inside, "row", spelt=True))
            return
        closing = row.end - len(b"</" + self.xml.name("row") + b">")
        for column in sorted(cells):
            at = _first_behind(self.xml.cells(number), column, closing)
            self._splices.replace(at, at, cells[column])

    def _insert_rows(self, rows: dict[int, bytes]) -> None:
        if not rows:
            return
        if self.xml.data.closed:
            inside = b"".join(rows[number] for number in sorted(rows))
            data = self.xml.data
            head = self.xml.xml[data.start + 1 : data.end - 2].rstrip()
            self._splices.replace(data.start, data.end, self._element(head, inside, "sheetData", spelt=True))
            return
        closing = self.xml.data_end - len(b"</" + self.xml.name("sheetData") + b">")
        for number in sorted(rows):
            at = _first_behind(self.xml.rows, number, closing)
            self._splices.replace(at, at, rows[number])

    def _element(self, head: bytes, inside: bytes, local: str, *, spelt: bool = False) -> bytes:
        start = b"<" + (b"" if spelt else self.xml.prefix) + head + b">"
        return start + inside + b"</" + self.xml.name(local) + b">"


def formula_text(sheet: str, xml: SheetXml, position: Position) -> str:
    """The text of a cell's formula, that of a shared one spelt out; empty where there is none.

    Raises:
        RefusedError: a shared formula that cannot be spelt out at that cell of ``sheet``.
    """
    formula = xml.formula_at.get(position)
    if formula is None:
        return ""
    if formula.raw or not formula.attributes or formula.kind != "shared":
        return formula.text
    master = xml.shared_masters.get(formula.shared_index)
    return "" if master is None else _moved(sheet, master, formula)


def _moved(sheet: str, master: Formula, to: Formula) -> str:
    try:
        return translated(master.text, to.row - master.row, to.column - master.column)
    except ValueError:
        raise RefusedError(
            SHARED_FORMULA, sheet=sheet, cell=cell_name(to.row, to.column), detail="引用会超出工作表范围"
        ) from None


def _first_behind(starts: Mapping[int, int], number: int, otherwise: int) -> int:
    """Where the first of some elements with a higher number begins."""
    return next((start for at, start in starts.items() if at > number), otherwise)


def _told(value: Decimal | str | None, content: str) -> tuple[str, str]:
    """What the record says that we wrote as a cell's ``content``: text and type."""
    if value is None or value == "":
        return "", ""
    if isinstance(value, str):
        return clean_text(value), "s"
    return content.removeprefix("<v>").removesuffix("</v>"), "n"
