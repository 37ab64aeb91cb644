"""Whether two cells say the same, and how a difference names both of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.comparison.model import Area, Change, Difference
from perfeval_xl.results import FormResult, FundResult, IndicatorResult
from perfeval_xl.values.model import Reading, Target
from perfeval_xl.values.printing import plain
from perfeval_xl.values.text import normalise

EMPTY_WORD = "未填"
NO_NAME = "（无名称）"
Row = FundResult | IndicatorResult


@dataclass(frozen=True, slots=True)
class Side:
    """Two forms that belong together."""

    before: FormResult
    after: FormResult

    @property
    def name(self) -> str:
        return who(self.before)

    def changed(
        self,
        area: Area,
        subject: str,
        field: str,
        values: tuple[str, str],
        cells: tuple[str | None, str | None] = (None, None),
        *,
        working: tuple[str, str] = ("", ""),
    ) -> Difference:
        """A difference between the two forms; cells are A1 addresses on their sheets."""
        return Difference(
            area,
            Change.CHANGED,
            self.name,
            subject,
            field,
            values[0] or EMPTY_WORD,
            values[1] or EMPTY_WORD,
            place(self.before.form.sheet, cells[0]),
            place(self.after.form.sheet, cells[1]),
            *working,
        )

    def one_sided(self, field: str, before: Row | None, after: Row | None) -> Difference:
        """A row that only one of the forms has."""
        found = before or after
        assert found is not None  # noqa: S101 - a pair has at least one side
        form = self.after if before is None else self.before
        name, cell = found.row.name or NO_NAME, place(form.form.sheet, found.row.cells.get("name"))
        if after is None:
            return Difference(Area.VALUE, Change.REMOVED, self.name, name, field, name, None, cell)
        return Difference(Area.VALUE, Change.ADDED, self.name, name, field, None, name, None, cell)


def who(form: FormResult) -> str:
    """``示例县水务局 2023年度``."""
    return f"{form.label} {form.form.year}年度" if form.form.year else form.label


def place(sheet: str | None, cell: str | None) -> str | None:
    """``自评表!G12``; ``None`` without a cell."""
    return f"{sheet}!{cell}" if sheet and cell else None


def same_text(before: str, after: str) -> bool:
    return before == after or normalise(before) == normalise(after)


def same_reading(before: Reading, after: Reading) -> bool:
    """Whether two cells mean the same number, or read alike."""
    if before.is_number and after.is_number:
        return before.value == after.value and before.unit == after.unit and before.notes == after.notes
    return before.meaning is after.meaning and same_text(before.text, after.text)


def same_target(before: Target, after: Target) -> bool:
    """Whether two targets ask for the same."""
    if before.value is not None and after.value is not None:
        facts = [(t.comparator, t.value, t.high, t.unit) for t in (before, after)]
        return facts[0] == facts[1]
    return same_text(before.text, after.text)


def shown_points(value: Decimal | None, why_not: str) -> str:
    """Points, or why there are none."""
    if value is None:
        return f"未计分（{why_not}）" if why_not else "未计分"
    return f"{plain(value)}分"
