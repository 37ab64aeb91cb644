"""Performance objectives (绩效目标) as they were applied for or approved: what a self-evaluation is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfeval_xl.forms.model import Form, FundRow, IndicatorRow, ParsedForm
from perfeval_xl.workbook.address import split_cell


@dataclass(frozen=True)
class Objective:
    """The objectives of one project, or of a whole department.

    ``parsed`` has the amounts of its fund lines in ``budget``; its indicators have targets and, in some forms, points.
    """

    parsed: ParsedForm
    evaluated: bool = False
    """Whether it was read from a self-evaluation (last year's, say), which has results too."""
    above: int | None = None
    """Of one in a Word document or PDF: how many lines of its sheet stand above the table itself."""

    area: str = ""
    """Of several in one table: the place or unit that it is for, as the table calls it."""

    @property
    def form(self) -> Form:
        return self.parsed.form

    @property
    def funds(self) -> Sequence[FundRow]:
        return self.parsed.funds

    @property
    def indicators(self) -> Sequence[IndicatorRow]:
        return self.parsed.indicators

    @property
    def file(self) -> str:
        """Its file, by the path in the folder that was given; empty for the form's own workbook."""
        return self.form.workbook

    def place(self, cell: str | None) -> str:
        """``申报表.xlsx 目标表!E12``, ``批复.docx 第2个表第6行第5格``; without the form's own file."""
        place = self.form.sheet
        if cell:
            place += self.spot(cell) if self.above is not None else f"!{cell}"
        return f"{self.file} {place}" if self.file else place

    def spot(self, cell: str) -> str:
        """The same within its sheet or table; nothing for what stands above the table."""
        if self.above is None:
            return cell
        row, column = split_cell(cell)
        return f"第{row - self.above + 1}行第{column + 1}格" if row >= self.above else ""

    @property
    def who(self) -> str:
        """Whose it is, in words: 示例县水务局 青山渠维修 2024年度."""
        year = f"{self.form.year}年度" if self.form.year else ""
        return " ".join(part for part in (self.area or self.form.unit, self.form.project, year) if part)
