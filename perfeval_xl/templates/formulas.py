"""The few kinds of formula that our templates hold: their text for the sheet, and their value in exact decimals.

A formula whose inputs are blank is ``""``: an empty form shows no zeros and no errors.

==========  ==================================================  ==============================
kind        meaning                                             example
==========  ==================================================  ==============================
copy        the other cell                                      自评表 takes a target from 附件1
caption     a label before another cell's text                  部门名称:某某局
sum         sum of a vertical range or of single cells          合计
plus        a + b                                               调整后 = 年初 + 调整
minus       a - b                                               剩余 = 预算 - 使用
ratio       a / b                                               执行率
change      (a - b) / b                                         变动率
points      first + sum from the header to the row above        分值合计
==========  ==================================================  ==============================
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from perfeval_xl.templates.plan import BrokenFormula, Cell, Formula, SheetPlan, Value
from perfeval_xl.workbook.address import column_name, quote_sheet

_SHARE = Decimal("0.000001")


class Formulas:
    """Texts and values of the formulas of one workbook."""

    def __init__(self, plans: Mapping[str, SheetPlan]) -> None:
        self._plans = plans
        self._columns: dict[tuple[str, int], list[Cell]] = {}
        for plan in plans.values():
            for cell in sorted(plan.cells, key=lambda cell: cell.row):
                self._columns.setdefault((plan.id, cell.left), []).append(cell)

    def text(self, plan: SheetPlan, cell: Cell) -> str:
        """The formula as the sheet holds it, with its ``=``."""
        formula = cell.formula
        if formula is None:
            raise ValueError(f"{cell.address} holds no formula")
        places = [self._place(plan, argument) for argument in formula.args]
        return "=" + _TEXTS[formula.kind](places, cell)

    def value(self, plan: SheetPlan, cell: Cell) -> Value:
        """What the cell shows: its own value, else its formula's; ``None`` for blank."""
        is_caption = cell.formula is not None and cell.formula.kind == "caption"
        if cell.value is not None and not is_caption:
            return cell.value.shows if isinstance(cell.value, BrokenFormula) else cell.value
        return None if cell.formula is None else self._result(plan, cell, cell.formula)

    def _result(self, plan: SheetPlan, cell: Cell, formula: Formula) -> Value:
        if formula.kind == "points":
            return self._points(plan, cell)
        inputs = [self._argument(plan, argument) for argument in formula.args]
        if formula.kind == "caption":
            return f"{cell.value}{inputs[0] or ''}"
        if formula.kind == "copy":
            return inputs[0]
        numbers = [Decimal(item) for item in inputs if isinstance(item, int | Decimal)]
        if formula.kind == "sum":
            return sum(numbers, Decimal(0)) if numbers else None
        return _arithmetic(formula.kind, inputs, numbers)

    def _split(self, plan: SheetPlan, argument: str) -> tuple[str, str]:
        sheet, found, key = argument.rpartition(":")
        return (sheet, key) if found else (plan.id, argument)

    def _range(self, plan: SheetPlan, argument: str) -> list[tuple[SheetPlan, Cell]]:
        """The cells of an argument; ``first..last`` names a vertical range by its ends."""
        sheet, key = self._split(plan, argument)
        other = self._plans[sheet]
        first, _, last = key.partition("..")
        (top, left), (bottom, _) = other.place(first), other.place(last or first)
        return [(other, cell) for cell in self._columns[sheet, left] if top <= cell.row <= bottom]

    def _argument(self, plan: SheetPlan, argument: str) -> Value:
        found = self._range(plan, argument)
        if ".." not in argument:
            return self.value(*found[0])
        numbers = [value for place in found if isinstance(value := self.value(*place), int | Decimal)]
        return sum((Decimal(number) for number in numbers), Decimal(0)) if numbers else None

    def _place(self, plan: SheetPlan, argument: str) -> str:
        """``H12``, ``'表 1'!H12`` or a range ``H12:H20``."""
        found = self._range(plan, argument)
        other, first = found[0]
        text = first.address if ".." not in argument else f"{first.address}:{found[-1][1].address}"
        return text if other is plan else f"{quote_sheet(other.name)}!{text}"

    def _points(self, plan: SheetPlan, cell: Cell) -> Value:
        above = self._columns[plan.id, cell.left]
        values = [self.value(plan, other) for other in above if other.row < cell.row and other.key.endswith("/points")]
        return sum((Decimal(value) for value in values if isinstance(value, int | Decimal)), Decimal(0))


def _arithmetic(kind: str, inputs: list[Value], numbers: list[Decimal]) -> Value:
    if kind in ("plus", "minus"):
        if not numbers:
            return None
        left, right = (Decimal(item) if isinstance(item, int | Decimal) else Decimal(0) for item in inputs)
        return left + right if kind == "plus" else left - right
    if len(numbers) < 2 or numbers[1] == 0:
        return None
    over, under = numbers
    share = (over - under) / under if kind == "change" else over / under
    return share.quantize(_SHARE, ROUND_HALF_UP).normalize() + 0


def _sum_text(places: list[str], _: Cell) -> str:
    listed = ",".join(places)
    return f'IF(COUNT({listed})=0,"",SUM({listed}))'


def _sign_text(sign: str, places: list[str]) -> str:
    left, right = places
    # N() keeps "—" and "" from turning a difference into #VALUE!
    return f'IF(COUNT({left},{right})=0,"",ROUND(N({left}){sign}N({right}),6))'


def _share_text(places: list[str], over: str) -> str:
    left, right = places
    return f'IF(COUNT({left},{right})<2,"",IF({right}=0,"",ROUND({over},6)))'


def _points_text(places: list[str], cell: Cell) -> str:
    column = column_name(cell.left)
    head, first = places
    # from the header cell to the row above: rows inserted anywhere between are counted
    return f"N({first})+SUM({column}${head[len(column) :]}:INDEX({column}:{column},ROW()-1))"


_TEXTS = {
    "copy": lambda places, _: f'IF({places[0]}="","",{places[0]})',
    "caption": lambda places, cell: f'"{cell.value}"&{places[0]}',
    "sum": _sum_text,
    "plus": lambda places, _: _sign_text("+", places),
    "minus": lambda places, _: _sign_text("-", places),
    "ratio": lambda places, _: _share_text(places, f"{places[0]}/{places[1]}"),
    "change": lambda places, _: _share_text(places, f"({places[0]}-{places[1]})/{places[1]}"),
    "points": _points_text,
}

KINDS = frozenset(_TEXTS)


def formula_of(data: Mapping[str, list[str] | str], scope: str = "") -> Formula:
    """``{ratio: [used, budget]} -> Formula("ratio", ("3/used", "3/budget"))``; ``scope`` is put before own keys."""
    ((kind, args),) = data.items()
    if kind not in KINDS:
        raise ValueError(f"unknown formula kind: {kind}")
    listed = [args] if isinstance(args, str) else args
    return Formula(kind, tuple(arg if ":" in arg else scope + arg for arg in listed))
