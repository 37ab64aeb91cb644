"""The 基础数据表 of a workbook as inputs of rates: rows by the names that people give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfeval_xl.forms.model import Table, TableRow
from perfeval_xl.rates.catalogue import catalogue, inputs_by_name, name_key
from perfeval_xl.rates.model import RateInput, Term
from perfeval_xl.values.conversion import convert, is_money
from perfeval_xl.values.model import EMPTY, Meaning, Reading
from perfeval_xl.values.text import normalise

KIND = "basics"
_ZERO = Decimal(0)
_PROBLEMS = {
    Meaning.EMPTY: "未填",
    Meaning.NOT_APPLICABLE: "写明不适用",
    Meaning.UNCALCULATED: "的公式还没有计算结果",
}


class Basics:
    """Input id -> its row; where a name stands twice the first row counts."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._rows: dict[str, tuple[Table, TableRow]] = {}
        for table in tables:
            if table.kind != KIND:
                continue
            known = inputs_by_name()
            for row in table.rows:
                found = known.get(name_key(row.label))
                if found is not None:
                    self._rows.setdefault(found, (table, row))

    def __bool__(self) -> bool:
        return bool(self._rows)

    def label(self, input_id: str) -> str:
        """The name of a row that is there, as the table has it."""
        return self._rows[input_id][1].label

    def find(self, input_id: str, column: str) -> RateInput:
        """The figure of an input in a column, or why there is none."""
        return self.read(Term(input_id, column))

    def value(self, input_id: str, column: str) -> Decimal | None:
        """As :meth:`find`, the number alone."""
        found = self._rows.get(input_id)
        return _value(_reading(found[1], column)[1], *found) if found is not None else None

    def read(self, term: Term) -> RateInput:
        """The figure that a term names, in the table's money unit; its sign is not applied."""
        items = catalogue()
        title = items.inputs[term.input].title
        found = self._rows.get(term.input)
        if found is None:
            return RateInput(title, problem="没有这一行")
        table, row = found
        field, reading = _reading(row, term.column)
        cell = row.cells.get(field, "")
        value = _value(reading, table, row)
        return RateInput(
            f"{title}（{items.columns[term.column]}）",
            reading.text,
            value,
            f"{table.sheet}!{cell}" if cell else "",
            "" if value is not None else _PROBLEMS.get(reading.meaning, "不是数字"),
        )


def _reading(row: TableRow, column: str) -> tuple[str, Reading]:
    """The column that holds the figure, or the one that stands in for it, and what it says."""
    field = column if column in row.values else catalogue().stands_in.get(column, column)
    return field, row.values.get(field, EMPTY)


def _value(reading: Reading, table: Table, row: TableRow) -> Decimal | None:
    """The number that a reading stands for, in the table's money unit; ``None`` where it is none."""
    if reading.meaning is Meaning.NOTHING:
        return _ZERO
    return _in_table_unit(reading, row.values, table.amount_unit) if reading.is_number else None


def _in_table_unit(reading: Reading, values: Mapping[str, Reading], unit: str) -> Decimal:
    """A row whose 计量单位 is another unit of money than the table's is brought to the table's.

    A cell that names its own unit (90万元 in a row of 元) is in the table's already.
    """
    value = reading.value if reading.value is not None else _ZERO
    said = normalise(values["unit"].text) if "unit" in values else ""
    if not is_money(said) or any(sign in reading.text for sign in "元万亿"):
        return value
    converted = convert(value, said, unit)
    return value if converted is None else converted
