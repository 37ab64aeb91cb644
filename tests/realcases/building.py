"""A case becomes a workbook in its layout and look, and a map that tells where everything was put."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from tests.realcases.canvas import Canvas, write
from tests.realcases.layouts import LAYOUTS, Column, Layout
from tests.realcases.loading import NOT_HELD, Case, Row
from tests.realcases.looks import Look

SHEET = "自评表"
PUBLISHED_NAMES = {
    "initial": "年初",
    "budget": "全年",
    "executed": "执行",
    "points": "分值",
    "rate": "率",
    "score": "得分",
}
INDICATOR_NAMES = {
    "level1": "一级",
    "level2": "二级",
    "name": "三级",
    "target": "指标值",
    "actual": "完成值",
    "points": "分值",
    "score": "得分",
    "reason": "原因",
    "weight": "占比",
    "converted": "折算",
}
_TARGET = re.compile(r"(?P<sign>[≥≤><=≧]|>=|<=)?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>.*)\Z", re.DOTALL)

Key = tuple[str, int, str]
"""``("fund", 0, "executed")``, ``("indicator", 2, "target")``, ``("form", 0, "grade")``, ``("表2", -1, "budget")``."""


@dataclass
class Built:
    """Where everything of a case was put."""

    case: Case
    file: Path
    cells: dict[Key, str] = field(default_factory=dict)


def build(case: Case, folder: Path) -> Built:
    """Write the case's workbook."""
    look = Look.of(case.number)
    builder = _Builder(case, LAYOUTS[case.layout], look, Canvas("目标表" if case.declined else SHEET))
    builder.lay()
    sheets = [builder.canvas, *_tables(case, builder.cells)]
    if look.cover:
        cover = Canvas("填报说明")
        for row, text in enumerate(
            ("填报说明", "一、本表由预算单位填报。", "二、得分一档最高不能超过该指标分值上限。")
        ):
            cover.put(row, 0, text)
        sheets.insert(0, cover)
    built = Built(case, folder / f"{case.name}.xlsx", builder.cells)
    write(sheets, built.file)
    return built


class _Builder:
    """Lays one form, row by row."""

    def __init__(self, case: Case, layout: Layout, look: Look, canvas: Canvas) -> None:
        self.case, self.layout, self.look, self.canvas = case, layout, look, canvas
        self.cells: dict[Key, str] = {}
        self.left = look.left
        self.side = 1 if layout.side else 0
        self.columns = self._placed()
        self.width = self.columns[-1][0] + self.columns[-1][1].span - self.left
        self.row = look.top

    def _placed(self) -> list[tuple[int, Column]]:
        at, placed = self.left + self.side, []
        for column in self.layout.columns:
            if self.look.spacer_column and column.field == "target" and not self.layout.second_heading:
                at += 1
            placed.append((at, column))
            at += column.span
        return placed

    def lay(self) -> None:
        self._heading()
        self._names()
        if self.layout.pairs:
            self._fund_pairs()
        elif self.layout.fund and (self.case.funds or self.case.indicators):
            self._funds()
        if self.look.spacer_row:
            self.row += 1
        if self.layout.goals != ("", ""):
            self._goals()
        for texts in self.layout.blocks:
            for at, text in enumerate(texts):
                self.canvas.put(self.row, self.left + at, text)
            self.row += 1
        self._indicators()
        self._foot()

    def _line(self, text: str) -> None:
        self.canvas.put(self.row, self.left, text, width=self.width)
        self.row += 1

    def _heading(self) -> None:
        if self.look.attachment:
            self.canvas.put(self.row, self.left, "附件1")
            self.row += 1
        title = self.layout.title
        if self.case.department:
            title = title.replace("项目支出", "部门整体支出")
        self.canvas.put(self.row, self.left, title, width=self.width)
        self.row += 1
        self._line(self.look.label(f"({self.case.year}年度)"))
        if self.look.hidden_row:
            self.canvas.put(self.row, self.left, "系统导出批次")
            self.canvas.hidden.add(self.row)
            self.row += 1
        if self.look.unit_line:
            self.canvas.put(self.row, self.left + self.width - 1, f"单位:{self.case.unit}")
            self.row += 1

    def _names(self) -> None:
        label, left = self.look.label, self.left
        value_width = self.width - 2
        if self.case.department:
            self.canvas.put(self.row, left, label("部门名称"), width=2)
            self.cells["form", 0, "unit"] = self.canvas.put(self.row, left + 2, "示例县案例局", width=value_width)
            self.row += 1
            return
        self.canvas.put(self.row, left, label("项目名称"), width=2)
        self.cells["form", 0, "project"] = self.canvas.put(
            self.row, left + 2, f"案例{self.case.number:03d}项目", width=value_width
        )
        self.row += 1
        self.canvas.put(self.row, left, label("主管部门"), width=2)
        self.canvas.put(self.row, left + 2, "示例县案例局")
        self.canvas.put(self.row, left + 3, label("实施单位"))
        self.cells["form", 0, "unit"] = self.canvas.put(self.row, left + 4, "示例县案例中心", width=self.width - 4)
        self.row += 1

    def _funds(self) -> None:
        rows = self.case.funds or ({"资金": "年度资金总额"},)
        side = self.look.label(self.layout.fund_side.format(unit=self.case.unit))
        self.canvas.put(self.row, self.left, side, width=2, height=len(rows) + 1)
        at, placed = self.left + 2, []
        for column in self.layout.fund:
            placed.append((at, column))
            header = self.look.label(column.header) or None
            self.canvas.put(self.row, at, header, width=column.span)
            at += column.span
        self.row += 1
        for number, fund in enumerate(rows):
            for at, column in placed:
                self._fund_cell(number, fund, at, column)
            self.row += 1

    def _fund_cell(self, number: int, fund: Row, at: int, column: Column) -> None:
        text = fund.get("资金" if column.field == "name" else PUBLISHED_NAMES.get(column.field, ""), "")
        if column.field in ("after", "arrived"):
            text = fund.get("全年", "")
        if number and column.field in ("points", "score") and not text:
            text = "—"
        value, shape = (text, "") if column.field == "name" else self.look.value(text)
        address = self.canvas.put(self.row, at, value, width=column.span, shape=shape)
        if (number < len(self.case.funds) and any(fund[name] for name in ("年初", "全年", "执行"))) or fund.get("分值"):
            self.cells["fund", number, column.field] = address

    def _fund_pairs(self) -> None:
        for number, fund in enumerate(self.case.funds):
            self.canvas.put(
                self.row, self.left, self.look.label(self.layout.fund_side.format(unit=self.case.unit)), width=2
            )
            at = self.left + 2
            for column in self.layout.fund:
                self.canvas.put(self.row, at, f"{column.header}:")
                value, shape = self.look.value(fund[PUBLISHED_NAMES[column.field]])
                self.cells["fund", number, column.field] = self.canvas.put(self.row, at + 1, value, shape=shape)
                at += 2
            self.row += 1

    def _goals(self) -> None:
        first, second = self.layout.goals
        expected, done = self.case.goals if any(self.case.goals) else ("完成年度各项任务", "已完成年度各项任务")
        half = (self.width - 1) // 2
        places = [(self.left + 1, half, first, expected, "goal_expected")] if first else []
        rest = self.width - 1 - half if first else self.width - 1
        places.append((self.left + self.width - rest, rest, second, done, "goal_actual"))
        self.canvas.put(self.row, self.left, "年度总体目标" if first else "总体目标", height=2)
        for at, width, label, text, name in places:
            self.canvas.put(self.row, at, self.look.label(label), width=width)
            address = self.canvas.put(self.row + 1, at, text, width=width)
            if not self.case.declined:
                self.cells["form", 0, name] = address
        self.row += 2

    def _indicators(self) -> None:
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
        self._total()

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

    def _total(self) -> None:
        totals = self.case.totals
        if not {"points", "score"} & totals.keys():
            return
        places = {column.field: at for at, column in self.columns if column.field in ("points", "score")}
        self.canvas.put(self.row, self.left, self.look.label(self.layout.total), width=min(places.values()) - self.left)
        for name in ("points", "score"):
            if name in places:
                value, shape = self.look.value(str(totals.get(name, "")))
                self.cells["form", 0, {"points": "points_total", "score": "score_total"}[name]] = self.canvas.put(
                    self.row, places[name], value, shape=shape
                )
        self.row += 1

    def _foot(self) -> None:
        if "grade" in self.case.totals:
            self.canvas.put(self.row, self.left, "自评等级", width=2)
            self.cells["form", 0, "grade"] = self.canvas.put(self.row, self.left + 2, self.case.totals["grade"])
            self.row += 1
        for label in self.layout.foot:
            self.canvas.put(self.row, self.left, label, width=2)
            self.row += 1
        if self.look.notes:
            self._line("注:1.其他资金包括社会投入资金等。2.定性指标根据完成情况分三档。")


def _tables(case: Case, cells: dict[Key, str]) -> list[Canvas]:
    """表1 and 表2 of a department."""
    found: list[Canvas] = []
    shapes = (
        (
            "表1",
            "部门整体收入明细表",
            ("收入项目", "年初预算数", "调整数", "调整后预算数"),
            ("initial", "adjustment", "adjusted"),
        ),
        (
            "表2",
            "项目支出情况表",
            ("预算项目名称", "预算资金", "实际使用资金", "预算执行率"),
            ("budget", "used", "rate"),
        ),
    )
    for (name, title, headers, fields), lines in zip(shapes, (case.income, case.projects), strict=True):
        if not lines:
            continue
        canvas = Canvas(name)
        canvas.put(0, 0, title, width=len(headers))
        for at, header in enumerate(headers):
            canvas.put(1, at, header)
        for number, line in enumerate(lines):
            for at, value in enumerate(line):
                address = canvas.put(number + 2, at, value)
                if at:
                    is_total = line[0] == "合计"
                    cells[name, -1 if is_total else number, fields[at - 1]] = address
        found.append(canvas)
    return found
