"""The labelled tables of ``data/``, and whether a reading agrees with its label.

The comparison is written without the package's own tables of units, so that it cannot share their mistakes.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from perfeval_xl.values.dates import in_year
from perfeval_xl.values.model import DateSpan, Reading, Target
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.targets import read_target
from perfeval_xl.values.units import reconcile

DATA = Path(__file__).parent / "data"
YEAR_OF_PUBLISHED = 2023
Row = dict[str, str]

_SCALES = {"万": 10_000, "亿": 100_000_000}
_SHARES = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "‱": Decimal("0.0001")}
_SAME = {"m2": "平方米", "m3": "立方米", "个村": "个", "个岗位": "个", "°C": "摄氏度", "元人民币": "元"}
_POWERS = str.maketrans("²³", "23")


def table(name: str, part: str = "") -> list[Row]:
    """The rows of ``data/<name>.tsv``, of one part if it has parts."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if not part or row["part"] == part]


def target_of(row: Row) -> Target:
    """The target as the tool reads it with all that the table knows of its row."""
    return read_target(
        _typed(row["target"]),
        name=_typed(row["name"]),
        unit=row.get("column", ""),
        level2=row.get("level2", ""),
        year=int(row.get("year") or YEAR_OF_PUBLISHED),
    )


def actual_of(row: Row) -> Reading:
    """The actual as read by itself; beside a date, as a date where it can be one (2022.4)."""
    actual = read_value(_typed(row["actual"]))
    target = target_of(row)
    return reconcile(target, actual)[1] if target.date is not None and actual.date is None else actual


def _typed(text: str) -> str:
    r"""A line break within a cell stands as ``\n`` in the tables."""
    return text.replace("\\n", "\n")


def comparator_is_right(row: Row) -> bool:
    return target_of(row).comparator.value in row["comparator"].split("|")


def target_value_is_right(row: Row) -> bool:
    """Value(s) and unit of the target; a text labelled ``unknown`` must have none."""
    target = target_of(row)
    accepted = row["comparator"].split("|")
    said = target.comparator.value
    if not row["value"] or (said in accepted and said in ("unknown", "qualitative")):
        return target.value is None and target.date is None
    if accepted == ["date"] or (said == "date" and said in accepted):
        return target.date is not None and f"{target.date.first}..{target.date.last}" == row["value"]
    bounds = row["value"].split("..")
    read = [bound for bound in (target.value, target.high) if bound is not None]
    given = [_read(bound, target.unit) for bound in read]
    return any(given == [_written(bound, unit) for bound in bounds] for unit in row["unit"].split("|"))


def actual_is_right(row: Row) -> bool:
    """Meaning, value and flag of the actual."""
    accepted = row["actual_meaning"].split("|")
    if accepted == ["?"]:
        return True
    actual = actual_of(row)
    meaning = actual.meaning.value
    if meaning not in accepted:
        return False
    flags = {flag for flag in ("sign", "completion_rate") if flag in actual.notes}
    if flags != set(filter(None, [row["flag"]])):
        return False
    if meaning == "date":
        return actual.date is not None and _days(actual.date, row) == row["actual_value"]
    if meaning != "number" or actual.value is None:
        return actual.value is None
    given = _read(actual.value, actual.unit)
    return any(given == _written(row["actual_value"], unit) for unit in row["actual_unit"].split("|"))


def _days(read: DateSpan, row: Row) -> str:
    """The days read; a date typed without its year is read without one, and the form supplies it later."""
    if not re.search(r"(?:19|20)\d\d", row["actual"]):
        read = in_year(read, int(row["actual_value"][:4]))
    return f"{read.first}..{read.last}"


def _read(value: Decimal, unit: str) -> tuple[Decimal, str]:
    return (value, "share") if unit in _SHARES else _in_base(value, unit)


def _written(value: str, unit: str) -> tuple[Decimal, str]:
    number = Decimal(value)
    return (number * _SHARES[unit], "share") if unit in _SHARES else _in_base(number, unit)


def _in_base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    unit = re.sub(r"[.·、*]", "/", unicodedata.normalize("NFKC", unit.translate(_POWERS)))
    scale = _SCALES.get(unit[:1], 1)
    base = unit[1:] if scale > 1 else unit
    return value * scale, _SAME.get(base, base)


def wrong(rows: list[Row], is_right: Callable[[Row], bool]) -> list[Row]:
    return [row for row in rows if not is_right(row)]
