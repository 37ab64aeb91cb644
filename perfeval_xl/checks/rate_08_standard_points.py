"""RATE-08: the full points that a row's 评分标准 names are its 分值; RATE-09: the rule pack's table is for that 分值.

Worked example: “≤0，计8分；每超过一个百分点扣0.8分” on a row of 5 points (a real printed table) gives a warning.
Points that several clauses add up to (①计2分；②计1分) are no full points of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.rules.deduction_tables import deduction_named
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="RATE-08",
    severity=Severity.WARNING,
    title="评分标准的满分与分值不符",
    message="“{name}”的评分标准写“计{stated}分”，而分值是{points}分",
    remedy="请向主管财政部门核实，把评分标准或分值改为一致",
)
SCALE = IssueKind(
    code="RATE-09",
    severity=Severity.WARNING,
    title="扣分标准不适用于这一分值",
    message="“{name}”的分值是{points}分，规则包“{rules}”的扣分标准按{scales}分制定，没有重算得分",
    remedy="请核对分值；分值确为{points}分的，请在规则包中补充这一分值的扣分标准",
)
_STATED = re.compile(r"(?<!扣)(?:计|得)满?分?为?([0-9]+(?:\.[0-9]+)?)分")


@check
def stated_points_are_the_points(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        points = row.points.value
        if points is None or points <= 0:
            continue
        stated = stated_full_points(row.standard, points)
        if stated is not None:
            place = row.cells.get("standard") or row.cells.get("points")
            yield KIND.at(form.form.sheet, place, name=row.name, stated=plain(stated), points=plain(points))
        table = deduction_named(book.pack(form).deductions, row.name)
        if table is not None and table.scale(points) is None:
            issue = SCALE.at(
                form.form.sheet,
                row.cells.get("points"),
                name=row.name,
                points=plain(points),
                rules=form.rules,
                scales="、".join(plain(scale.points) for scale in table.scales),
            )
            yield replace(issue, clause=table.cite.clause)


def stated_full_points(standard: str, points: Decimal) -> Decimal | None:
    """Full points that the text names and that are not the row's; ``None`` where they agree or none are named."""
    text = normalise(standard)
    stated = [Decimal(number) for number in _STATED.findall(text)]
    if not stated:
        return None
    if max(stated) > points:
        return max(stated)
    return stated[0] if len(stated) == 1 and "扣" in text and stated[0] != points else None
