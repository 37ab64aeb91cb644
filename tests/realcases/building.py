"""A case becomes a workbook in its layout and look, and a map that tells where everything was put."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.realcases.canvas import Canvas, write
from tests.realcases.companions import companion_tables
from tests.realcases.indicator_block import IndicatorBlock
from tests.realcases.layouts import LAYOUTS, Column, Layout
from tests.realcases.loading import Case, Row
from tests.realcases.looks import Look
from tests.realcases.names import PUBLISHED_NAMES, SHEET, Key


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
    sheets = [builder.canvas, *companion_tables(case, builder.cells)]
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
        indicators = IndicatorBlock(
            self.case, self.layout, self.look, self.canvas, self.cells, self.columns, (self.row, self.left)
        )
        indicators.lay()
        self.row = indicators.row
        self._total()
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
