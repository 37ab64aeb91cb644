"""What the tool makes of a case, held against the expectations, and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfeval_xl.evaluation import evaluate
from perfeval_xl.issues import Issue, Severity
from perfeval_xl.results import Evaluation, FormResult
from tests.realcases.building import Built
from tests.realcases.loading import NONE, NOT_HELD, Case, Statement
from tests.realcases.names import INDICATOR_NAMES, PUBLISHED_NAMES, SHEET

METRICS = ("forms", "cells", "comparators", "values", "rates", "scores", "published", "also")
ARITHMETIC = ("BUD-", "WGT-", "TOT-", "RATE-", "IND-01", "IND-02", "IND-03", "IND-04", "IND-11", "IND-12", "IND-23",
              "IND-24", "IND-26", "TXT-03", "TXT-09")  # fmt: skip
"""Statements about numbers: where such a one is not expected, it is a false alarm even as a warning."""
OF_AN_EXCERPT = frozenset(("WGT-01", "WGT-02", "STR-01", "TOT-01"))
"""True of a form of which only a part is known."""
_SIGNS = {"≥": "ge", ">": "gt", "≤": "le", "<": "lt", "=": "eq"}
_WORDS = {
    "文字": "text",
    "定性": "qualitative",
    "空": "empty",
    "无": "nothing",
    "不适用": "not_applicable",
    "日期": "date",
}
_FIELDS = {word: name for name, word in (PUBLISHED_NAMES | INDICATOR_NAMES).items()} | {"优": "band1"}
_FORM_FIELDS = {("总分", "得分"): "score_total", ("总分", "分值"): "points_total", ("目标", "预期"): "goal_expected",
                ("目标", "实际"): "goal_actual", ("等级", ""): "grade"}  # fmt: skip


@dataclass
class Tally:
    """Hits and chances per metric, and every miss in words."""

    hits: Counter[str] = field(default_factory=Counter)
    chances: Counter[str] = field(default_factory=Counter)
    true_alarms: int = 0
    false_alarms: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def count(self, metric: str, hit: bool, miss: str) -> None:
        self.chances[metric] += 1
        if hit:
            self.hits[metric] += 1
        else:
            self.misses.append(f"{metric}: {miss}")

    def add(self, other: Tally) -> None:
        self.hits += other.hits
        self.chances += other.chances
        self.true_alarms += other.true_alarms
        self.false_alarms += other.false_alarms
        self.misses += other.misses

    def share(self, *metrics: str) -> float:
        chances = sum(self.chances[metric] for metric in metrics)
        return sum(self.hits[metric] for metric in metrics) / chances if chances else 1.0

    @property
    def precision(self) -> float:
        alarms = self.true_alarms + len(self.false_alarms)
        return self.true_alarms / alarms if alarms else 1.0


def measure(built: Built) -> Tally:
    """Evaluate a case's workbook and count."""
    return _Measure(built, evaluate(built.file)).tally()


class _Measure:
    def __init__(self, built: Built, evaluation: Evaluation) -> None:
        self.built, self.case, self.evaluation = built, built.case, evaluation
        self.result = Tally()
        self.forms = [form for form in evaluation.forms if form.form.sheet == SHEET]
        self.form = self.forms[0] if len(self.forms) == 1 else None

    def tally(self) -> Tally:
        if self.case.declined:
            self._count("forms", not self.evaluation.forms, "目标申报表被当作自评表")
            return self.result
        self._count("forms", self.form is not None, f"找到{len(self.forms)}张表")
        self._cells()
        self._targets()
        self._funds()
        self._scores()
        self._alarms()
        return self.result

    def _count(self, metric: str, hit: bool, miss: str) -> None:
        self.result.count(metric, hit, f"{self.case.name} {miss}")

    def _cells(self) -> None:
        found = dict(_found_cells(self.form)) if self.form else {}
        by_name = {self.built.cells.get(("indicator", n, "name")): n for n in range(len(self.case.indicators))}
        for (block, number, name), address in self.built.cells.items():
            if not _is_held(self.case, block, number, name):
                continue
            row = found.get((block, self._key(block, number)), {})
            self._count(
                "cells", row.get(name) == address, f"{block}{number + 1}.{name} 应在{address}，读作{row.get(name)}"
            )
        for row in self.form.indicators if self.form else ():
            number = by_name.get(row.row.cells.get("name"), -1)
            if number >= 0:
                wanted = self.case.indicators[number]["一级"]
                self._count("cells", row.row.level1 == wanted, f"指标{number + 1}的一级指标读作{row.row.level1}")
            else:
                self._count("cells", False, f"多读了一行：{row.row.name}")

    def _key(self, block: str, number: int) -> Any:
        if block == "indicator":
            return self.built.cells["indicator", number, "name"]
        return number if block != "fund" else self._fund_cell(number)

    def _fund_cell(self, number: int) -> str | None:
        return self.built.cells.get(("fund", number, "executed")) or self.built.cells.get(("fund", number, "budget"))

    def _rows(self) -> Iterator[tuple[int, dict[str, str], Any, Any]]:
        """(number, expectations, result, frame row) of every indicator; result and frame are None where not found."""
        form = self.form
        results = {row.row.cells.get("name"): row for row in form.indicators} if form else {}
        frame = self.evaluation.frames.indicators
        rows = {row["name_cell"]: row for row in frame.to_dict("records") if row["sheet"] == SHEET}
        for number, given in enumerate(self.case.indicators):
            cell = self.built.cells["indicator", number, "name"]
            yield number, given, results.get(cell), rows.get(cell)

    def _targets(self) -> None:
        for number, given, _, row in self._rows():
            wanted = given["应读目标"]
            where = f"指标{number + 1} {given['三级']}"
            if wanted in ("占位", NOT_HELD, "") or not self._has("target"):
                continue
            comparator, value, date = _wanted_target(wanted)
            got = row["comparator"] if row else None
            self._count("comparators", got == comparator, f"{where}“{given['指标值']}”应为{comparator}，读作{got}")
            if value is not None:
                seen = row["target"] if row else None
                self._count("values", seen == value, f"{where}“{given['指标值']}”应为{value}，读作{seen}")
            if date:
                seen = str(row["target_date"]) if row else None
                self._count("values", seen == date, f"{where}“{given['指标值']}”应为{date}，读作{seen}")
            self._actual(where, given, row)

    def _actual(self, where: str, given: dict[str, str], row: Any) -> None:
        wanted = given["应读完成"]
        if wanted in (NOT_HELD, ""):
            return
        if wanted in _WORDS:
            seen = row["actual_meaning"] if row else None
            hit = seen == _WORDS[wanted]
        else:
            seen = row["actual"] if row else None
            hit = seen == _number(wanted)
        self._count("values", hit, f"{where}完成值“{given['完成值']}”应为{wanted}，读作{seen}")

    def _has(self, name: str) -> bool:
        return any(key[0] == "indicator" and key[2] == name for key in self.built.cells)

    def _funds(self) -> None:
        form = self.form
        results = {}
        for fund in form.funds if form else ():
            results[fund.row.cells.get("executed") or fund.row.cells.get("budget")] = fund
        for number, given in enumerate(self.case.funds):
            fund = results.get(self._fund_cell(number))
            where = f"资金{number + 1} {given['资金']}"
            if given["应有率"] not in (NOT_HELD, ""):
                rate = None if fund is None or fund.rate is None else round(fund.rate * 100, 4)
                self._held("rates", given["应有率"], rate, fund is not None, where)
            if given["应得"] not in (NOT_HELD, ""):
                self._held("scores", given["应得"], fund.score if fund else None, fund is not None, where)

    def _held(self, metric: str, wanted: str, got: Any, there: bool, where: str) -> None:
        hit = there and (got is None if wanted == NONE else got is not None and got == Decimal(wanted))
        self._count(metric, hit, f"{where}应为{wanted}，算得{got}")

    def _scores(self) -> None:
        for number, given, result, _ in self._rows():
            if given["应得"] in (NOT_HELD, ""):
                continue
            self._held(
                "scores",
                given["应得"],
                result.score if result else None,
                result is not None,
                f"指标{number + 1} {given['三级']}",
            )
        if self.case.score_total != NOT_HELD:
            self._held(
                "scores",
                self.case.score_total,
                self.form.score_total if self.form else None,
                self.form is not None,
                "总分",
            )

    def _alarms(self) -> None:
        raised = {(issue.code, issue.sheet, issue.cell) for issue in self.evaluation.issues}
        expected: set[tuple[str, str, str | None]] = set()
        for metric, statements in (("published", self.case.published), ("also", self.case.also)):
            for statement in statements:
                place = (statement.code, *self._place(statement))
                expected.add(place)
                self._count(
                    metric, place in raised, f"没有报 {statement.code} {statement.place}（{place[2]}）{statement.why}"
                )
        for issue in self.evaluation.issues:
            if (issue.code, issue.sheet, issue.cell) in expected:
                self.result.true_alarms += 1
            elif self._is_false(issue):
                self.result.false_alarms.append(f"{self.case.name} {issue.code} {issue.cell} {issue.message}")

    def _is_false(self, issue: Issue) -> bool:
        code = issue.code
        if code in self.case.may or (self.case.excerpt and code in OF_AN_EXCERPT):
            return False
        if code == "STR-07" and not self.case.indicators:
            return False
        if issue.severity is Severity.ERROR:
            return True
        return issue.severity is Severity.WARNING and code.startswith(ARITHMETIC)

    def _place(self, statement: Statement) -> tuple[str, str | None]:
        block, _, name = statement.place.partition(" ")
        if (block, name) in _FORM_FIELDS:
            key = _FORM_FIELDS[block, name]
            key = {"score_total": "score_total", "points_total": "points_total"}.get(key, key)
            return SHEET, self.built.cells.get(("form", 0, key))
        if block in ("表1", "表2"):
            line, _, column = name.partition(" ")
            number = -1 if line == "合计" else int(re.sub(r"\D", "", line)) - 1
            return block, self.built.cells.get((block, number, column))
        kind = "fund" if block.startswith("资金") else "indicator"
        return SHEET, self.built.cells.get((kind, int(block[2:]) - 1, _FIELDS[name]))


def _found_cells(form: FormResult) -> Iterable[tuple[tuple[str, Any], dict[str, str]]]:
    yield ("form", 0), dict(form.form.cells)
    for fund in form.funds:
        yield ("fund", fund.row.cells.get("executed") or fund.row.cells.get("budget")), dict(fund.row.cells)
    for row in form.indicators:
        yield ("indicator", row.row.cells.get("name")), dict(row.row.cells)


_UNKNOWN_COLUMNS = frozenset(
    ("pooled", "after", "arrived", "arrival", "weight", "converted", "explanation", "standard")
)


def _is_held(case: Case, block: str, number: int, name: str) -> bool:
    """Cells that a reader of the form must find; companion tables and columns of no meaning to it are not held."""
    if block.startswith("表") or name in _UNKNOWN_COLUMNS or name.startswith("band"):
        return False
    if block == "fund":
        return name != "reason"
    return block == "form" or case.indicators[number]["应读目标"] != "占位"


def _wanted_target(wanted: str) -> tuple[str, Decimal | None, str]:
    if wanted == "定性":
        return "qualitative", None, ""
    if wanted == "不明":
        return "unknown", None, ""
    if wanted.startswith("日期"):
        return "date", None, wanted[2:]
    return _SIGNS[wanted[0]], _number(wanted[1:]), ""


def _number(text: str) -> Decimal:
    for sign, power in (("%", -2), ("‰", -3)):
        if text.endswith(sign):
            return Decimal(text[:-1]).scaleb(power)
    return Decimal(text)
