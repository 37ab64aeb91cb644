"""Cells that must not be written one by one: array formulas, data tables, table headers and pivot tables."""

from __future__ import annotations

from perfeval_xl.issues import IssueKind
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.editing.book import SheetEntry, relations
from perfeval_xl.workbook.editing.merges import merge_of
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.model import Merge
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import elements
from perfeval_xl.workbook.write_issues import ARRAY, PIVOT, TABLE_HEADER, RefusedError


class Guard:
    """What of one sheet is closed to writing."""

    def __init__(self, package: Package, entry: SheetEntry, xml: SheetXml) -> None:
        self._sheet = entry.name
        self._closed: list[tuple[IssueKind, Merge]] = []
        for formula in xml.formulas:
            covered = formula.covers if formula.attributes and formula.kind in ("array", "dataTable") else None
            if covered and (covered.top, covered.left) != (covered.bottom, covered.right):
                self._closed.append((ARRAY, covered))
        for relation in relations(package, entry.part):
            if relation.kind in ("table", "pivotTable") and package.has(relation.target):
                self._look_into(package, relation.kind, relation.target)

    def check(self, row: int, column: int) -> None:
        """Let a cell pass.

        Raises:
            RefusedError: the cell must not be written.
        """
        for kind, area in self._closed:
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                raise RefusedError(kind, sheet=self._sheet, cell=cell_name(row, column))

    def _look_into(self, package: Package, kind: str, part: str) -> None:
        for element in elements(package.read(part), part):
            reference = element.attributes.get("ref")
            if reference is None:
                continue
            area = merge_of(reference)
            if kind == "pivotTable" and element.name == "location":
                self._closed.append((PIVOT, area))
            elif kind == "table" and element.name == "table":
                headers = int(element.attributes.get("headerRowCount", "1"))
                totals = int(element.attributes.get("totalsRowCount", "0"))
                if headers:
                    self._closed.append((TABLE_HEADER, Merge(area.top, area.left, area.top + headers - 1, area.right)))
                if totals:
                    bottom = Merge(area.bottom - totals + 1, area.left, area.bottom, area.right)
                    self._closed.append((TABLE_HEADER, bottom))
