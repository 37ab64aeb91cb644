"""A number that differs from its other mention by two digits changed about, or by one digit of many.

``基本支出29864.90万元`` while the table has 29846.90 in the row 基本支出: one of the two was copied wrongly. The words
before the number must end with the row's label, or be the same in both places; a number that stands anywhere in the
tables as it is is right. What is told of another year is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, Report, found, report_check
from perfeval_xl.proofread.grids import Cell, grids_of
from perfeval_xl.proofread.sentences import Sentence

KIND = IssueKind(
    code="TXT-36",
    severity=Severity.HINT,
    title="与另一处的数只差一两位数字",
    message="“{quote}”：{place}是{other}，只差一两位数字，可能抄错",
    remedy="请核对原始资料；确是两个不同的数，可以不改",
)
_TAIL = re.compile(r"(?:数|额|总额|总计|合计|共计|共|为|达到|达|是|:|\s)+\Z")
_HEAD = re.compile(r"^(?:其中|全年|本年|当年|20[0-9]{2}年度?|年末|实际|[,:、\s])+")
_OTHER_YEAR = re.compile(r"上年|去年|上一年|同期|往年|增|减|降|较|比")
_YEAR = re.compile(r"20[0-9]{2}年")
_SWAPPED, _ONE_DIGIT = 4, 6
"""The fewest digits by which a likeness is no chance."""
_LEAST_LABEL, _LEAST_NAME = 3, 4
_MOST_FIGURES = 2000


@report_check
def misprints(report: Report) -> Iterator[Finding]:
    told = [one for sentence in report.sentences if not sentence.line.in_table for one in _told(sentence)]
    if len(told) > _MOST_FIGURES:
        return
    rows, values = _rows(report)
    seen: dict[tuple[str, str, str], tuple[Figure, Sentence]] = {}
    for sentence, figure, name in told:
        cell = next((one for label in _endings(name) for one in rows.get(label, ()) if _alike(figure, one)), None)
        if cell is not None and figure.value not in values:
            yield _finding(sentence, figure, cell.line.place, cell.shown)
            continue
        key = (name, figure.unit, "".join(_YEAR.findall(sentence.shaped[: figure.start])))
        other, where = seen.setdefault(key, (figure, sentence))
        if len(name) >= _LEAST_NAME and where is not sentence and _differ_little(other.value, figure.value):
            yield _finding(sentence, figure, where.line.place, other.shown)


def _told(sentence: Sentence) -> Iterator[tuple[Sentence, Figure, str]]:
    """The exact amounts of a sentence with the names that they bear."""
    for figure in sentence.figures:
        name = _HEAD.sub("", _TAIL.sub("", figure.name))
        if figure.is_level and len(name) >= _LEAST_LABEL and not _OTHER_YEAR.search(figure.name):
            yield sentence, figure, name


def _rows(report: Report) -> tuple[dict[str, list[Cell]], set[Decimal]]:
    """The cells of all tables by the labels of their rows, and every value that is printed in them."""
    rows: dict[str, list[Cell]] = {}
    values: set[Decimal] = set()
    for grid in grids_of(report.document):
        for row in grid.rows:
            cells = [cell for cell in row.cells if cell is not None and not cell.percent]
            rows.setdefault(_HEAD.sub("", "".join(row.label.split())), []).extend(cells)
            values.update(cell.value for cell in cells)
    return rows, values


def _endings(name: str) -> Iterator[str]:
    """The ends of a name that may be a row's label, the longest first."""
    for start in range(len(name) - _LEAST_LABEL + 1):
        yield name[start:]


def _alike(figure: Figure, cell: Cell) -> bool:
    return figure.decimals == cell.decimals and _differ_little(figure.value, cell.value)


def _differ_little(one: Decimal, other: Decimal) -> bool:
    """Whether two neighbouring digits are changed about, or one of many is another."""
    first, second = _digits(one), _digits(other)
    if len(first) != len(second) or first == second:
        return False
    places = [place for place, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    if len(places) == 1:
        return len(first) >= _ONE_DIGIT
    left, right = places[0], places[-1]
    swapped = len(places) == 2 and right == left + 1 and first[left] == second[right] and first[right] == second[left]
    return swapped and len(first) >= _SWAPPED


def _digits(value: Decimal) -> str:
    """All digits of a number; zeros at its end tell nothing."""
    return plain(value).replace(".", "").strip("0-")


def _finding(sentence: Sentence, figure: Figure, place: str, other: str) -> Finding:
    return found(KIND, sentence, figure.begin, figure.end, mark=figure.start, place=place, other=other)
