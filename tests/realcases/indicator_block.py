"""The indicator table of a form: headers, rows, and 一级 and 二级 beside them."""

from __future__ import annotations

import re
from itertools import groupby

from tests.realcases.canvas import Canvas
from tests.realcases.layouts import Column, Layout
from tests.realcases.loading import NOT_HELD, Case, Row
from tests.realcases.looks import Look
from tests.realcases.names import INDICATOR_NAMES, Key

_TARGET = re.compile(r"(?P<sign>[≥≤><=≧]|>=|<=)?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>.*)\Z", re.DOTALL)


class IndicatorBlock:
    """Lays the indicator table from ``row`` on; afterwards ``row`` is the first one below it."""

    def __init__(
        self,
        case: Case,
        layout: Layout,
        look: Look,
        canvas: Canvas,
        cells: dict[Key, str],
        columns: list[tuple[int, Column]],
        place: tuple[int, int],
    ) -> None:
        self.case, self.layout, self.look, self.canvas = case, layout, look, canvas
        self.cells, self.columns = cells, columns
        self.row, self.left = place
        self.width = columns[-1][0] + columns[-1][1].span - self.left

    def _line(self, text: str) -> None:
        self.canvas.put(self.row, self.left, text, width=self.width)
        self.row += 1

    def lay(self) -> None:
        if self.layout.heading:
            self._line(self.layout.heading)
        top = self.row
        self._headers()
        last = self.row
        for _, group in groupby(enumerate(self.case.indicators), key=lambda item: (item[1]["一级"], item[1]["二级"])):
            for number, row in list(group):
                if self.layout.second_heading and number == len(self.case.indicators) // 2:
                    self._line(self.layout.second_heading)
                    self._headers()
                self._indicator(number, row)
            if self.case.spare_rows:
                self._spare("指标2:")
                self._spare("……")
        if self.case.spare_last:
            self._spare(self.case.spare_last)
        if not self.case.indicators:
            self.row += 1
        self._levels(last)
        if self.layout.side:
            self.canvas.put(top, self.left, self.look.label(self.layout.side), height=max(1, self.row - top))

    def _headers(self) -> None:
        group, grouped = self.layout.group, set()
        if group is not None:
            inside = [(at, column) for at, column in self.columns if column.field in ("nature", "target", "unit")]
            grouped = {column.field for _, column in inside}
            first, (last, _) = inside[0][0], inside[-1]
            self.canvas.put(self.row, first, self.look.label(group[0]), width=last - first + 1)
        height = 2 if group else 1
        for at, column in self.columns:
            header = "" if column.field == "level2" and self.case.no_level2_header else column.header
            if column.field in grouped:
                self.canvas.put(self.row + 1, at, self.look.label(header), width=column.span)
            else:
                self.canvas.put(self.row, at, self.look.label(header) or None, width=column.span, height=height)
        self.row += height

    def _indicator(self, number: int, row: Row) -> None:
        parts = self._split(row["指标值"]) if self._has("nature") else {"target": row["指标值"]}
        for at, column in self.columns:
            if column.field in ("level1", "level2"):
                continue
            if column.field.startswith("band"):
                text = self._band(number, row, int(column.field[-1]) - 1)
            elif column.field == "standard":
                text = row["指标值"] if row["应读目标"] == NOT_HELD or not self._has("target") else ""
            elif column.field == "target" and self._has("standard"):
                text = "" if row["应读目标"] == NOT_HELD else row["指标值"]
            else:
                text = parts.get(column.field) or row.get(INDICATOR_NAMES.get(column.field, ""), "")
                text = parts.get(column.field, "") if column.field in ("nature", "target", "unit") else text
            self._indicator_cell(number, at, column, text)
        self.row += 1

    def _indicator_cell(self, number: int, at: int, column: Column, text: str) -> None:
        shared = column.field == "score" and self.case.shared_scores
        followed = shared and number + 1 < len(self.case.indicators) and not self.case.indicators[number + 1]["得分"]
        if shared and not text:
            return
        as_text = column.field in ("name", "reason", "nature", "unit", "standard")
        value, shape = (text or None, "") if as_text else self.look.value(text)
        height = 2 if followed else 1
        address = self.canvas.put(self.row, at, value, width=column.span, height=height, shape=shape)
        self.cells["indicator", number, column.field] = address

    def _spare(self, name: str) -> None:
        at, column = next((at, column) for at, column in self.columns if column.field == "name")
        self.canvas.put(self.row, at, name, width=column.span)
        self.row += 1

    def _has(self, name: str) -> bool:
        return any(column.field == name for column in self.layout.columns)

    def _band(self, number: int, row: Row, band: int) -> str:
        return self.case.bands.get(number + 1, [row["指标值"], "", "", ""])[band]

    def _split(self, target: str) -> dict[str, str]:
        """A target over the columns 指标性质, 指标值 and 度量单位."""
        match = _TARGET.match(target.replace("≧", "≥"))
        if match is None:
            return {"nature": "定性" if target else "", "target": target, "unit": ""}
        return {"nature": match["sign"] or "", "target": match["number"], "unit": match["unit"].strip("()")}

    def _levels(self, top: int) -> None:
        """一级 and 二级 of every row: merged, repeated, or in the first row of a group only."""
        rows = [self._row_of(number) for number in range(len(self.case.indicators))]
        for name in ("level1", "level2"):
            place = next(((at, column) for at, column in self.columns if column.field == name), None)
            if place is None:
                continue
            half = len(self.case.indicators) // 2 if self.layout.second_heading else len(self.case.indicators)
            keys = [
                (number >= half, row["一级"], row["二级"] if name == "level2" else "")
                for number, row in enumerate(self.case.indicators)
            ]
            for _, group in groupby(range(len(rows)), key=keys.__getitem__):
                self._level(name, place[0], [*group], rows)

    def _row_of(self, number: int) -> int:
        address = self.cells["indicator", number, "name"]
        return int(re.sub(r"[A-Z]+", "", address)) - 1

    def _level(self, name: str, at: int, group: list[int], rows: list[int]) -> None:
        text = self.case.indicators[group[0]][INDICATOR_NAMES[name]]
        if not text:
            return
        first, last = rows[group[0]], rows[group[-1]]
        if self.look.levels == "repeated":
            for number in group:
                self.canvas.put(rows[number], at, text)
        else:
            merged = self.look.levels == "merged"
            self.canvas.put(first, at, text, height=last - first + 1 if merged else 1)
