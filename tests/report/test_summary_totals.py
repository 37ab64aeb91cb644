"""The figures of the summary: grades, bands, ranks, units and codes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfeval_xl.report.summary_lines import FormLine
from perfeval_xl.report.summary_totals import rank_in
from tests.report.summaries import UNREADABLE, opened, record, totals_of

FULL = Decimal(100)


def test_grades_are_counted_with_mean_and_execution_of_sums() -> None:
    lines = [
        FormLine(
            "a", kind="项目支出", grade="优", points=FULL, score=Decimal(95), budget=Decimal(100), executed=Decimal(100)
        ),
        FormLine(
            "b",
            kind="项目支出",
            grade="优",
            points=FULL,
            score=Decimal("90.01"),
            budget=Decimal(300),
            executed=Decimal(100),
        ),
        FormLine("c", kind="项目支出", grade="中", points=FULL, score=Decimal(70)),
        FormLine("d", kind="项目支出", points=Decimal(15), score=Decimal(15)),
        FormLine("e", readable=False),
        FormLine("f"),
        FormLine("g", kind="项目支出", scored=False),
    ]
    assert totals_of(lines).grades() == [
        ("优", 2, Decimal("0.2857"), Decimal("92.51"), Decimal("0.5000")),
        ("中", 1, Decimal("0.1429"), Decimal("70.00"), None),
        ("未定等级", 1, Decimal("0.1429"), None, None),
        ("只检查不评分", 1, Decimal("0.1429"), None, None),
        ("没有自评表", 1, Decimal("0.1429"), None, None),
        ("无法处理", 1, Decimal("0.1429"), None, None),
    ]


def test_bands_hold_their_lower_edge() -> None:
    lines = [
        FormLine(str(score), points=FULL, score=Decimal(score)) for score in ("100", "90", "89.99", "60", "59.99", "0")
    ]
    lines.append(FormLine("15分的表", points=Decimal(15), score=Decimal(15)))
    assert [count for _, count in totals_of(lines).bands()] == [2, 1, 0, 1, 2]


def test_equal_scores_share_a_rank_within_their_kind() -> None:
    def line(score: str | None, kind: str = "项目支出", points: int = 100) -> FormLine:
        return FormLine("x", kind=kind, points=Decimal(points), score=None if score is None else Decimal(score))

    lines = [
        line("90"),
        line("95"),
        line("90.00"),
        line("80"),
        line("99", points=90),
        line(None),
        line("70", "部门整体"),
    ]
    ranks = totals_of(lines).ranks()
    assert [rank_in(ranks, one) for one in lines] == [2, 1, 2, 4, None, None, 1]


def test_units_have_the_rates_of_their_sums_by_kind() -> None:
    def line(unit: str, score: str | None, budget: str, executed: str, kind: str = "项目支出") -> FormLine:
        known = None if score is None else Decimal(score)
        return FormLine(
            "x",
            kind=kind,
            unit=unit,
            points=Decimal(100),
            score=known,
            budget=Decimal(budget),
            executed=Decimal(executed),
        )

    lines = [
        line("乙局", "90", "100", "50"),
        line("乙局", "70", "300", "300"),
        line("乙局", "88", "400", "350", "部门整体"),
        line("甲局", None, "0", "0"),
        FormLine("y", kind="项目支出", errors=2),
        FormLine("z", readable=False, errors=1),
    ]
    rows = {(row.unit, row.kind): row for row in totals_of(lines).units()}
    assert list(rows) == [
        ("乙局", "部门整体"),
        ("乙局", "项目支出"),
        ("甲局", "项目支出"),
        ("（未填单位）", "项目支出"),
    ]
    row = rows["乙局", "项目支出"]
    assert (row.forms, row.budget, row.execution_rate, row.score_rate, row.mean_score) == (
        2,
        Decimal(400),
        Decimal("0.8750"),
        Decimal("0.8000"),
        Decimal("80.00"),
    )
    assert (rows["甲局", "项目支出"].execution_rate, rows["甲局", "项目支出"].score_rate) == (None, None)
    assert (rows["（未填单位）", "项目支出"].budget, rows["（未填单位）", "项目支出"].errors) == (None, 2)


def test_codes_come_by_frequency_with_their_cumulative_share() -> None:
    def issue(code: str, severity: str = "warning") -> dict[str, Any]:
        return {**UNREADABLE["issues"][0], "code": code, "severity": severity}

    first = record() | {"issues": [issue("BUD-03"), issue("BUD-03"), issue("IND-03", "error")]}
    second = record(name="二.xlsx") | {"issues": [issue("BUD-03")]}
    book = opened(first, second)
    assert [book[page][cell].alignment.horizontal for page, cell in (("问题", "C2"), ("问题统计", "C2"))] == [
        "center"
    ] * 2
    rows = list(book["问题统计"].iter_rows(min_row=2, max_col=7, values_only=True))
    assert [(row[0], row[2], *row[3:]) for row in rows] == [
        ("BUD-03", "警告", 3, 2, 0.75, 0.75),
        ("IND-03", "错误", 1, 1, 0.25, 1),
    ]
