"""What a report is written from: an evaluation, the forms that it covers, their rules and the outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.forms.model import FormKind, Table, TableRow
from perfeval_xl.issues import Issue, Severity
from perfeval_xl.report.word.blocks import ask, check_mark
from perfeval_xl.report.word.outline import Outline, documents
from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.rules import RulePack
from perfeval_xl.rules.citing import UNVERIFIED

_NO_SURVEY = "SAT-01"
"""The check that looks for the figures of a survey in all texts and tables."""
_SERIOUS = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True)
class ReportData:
    evaluation: Evaluation
    forms: tuple[FormResult, ...]
    """The forms that the report covers, at least one."""
    packs: Mapping[int, RulePack]
    outline: Outline

    @property
    def main(self) -> FormResult:
        return self.forms[0]

    def pack(self, form: FormResult) -> RulePack:
        return self.packs[form.form.form]

    @property
    def unit(self) -> str:
        return self.main.form.unit.strip() or ask("单位名称")

    @property
    def year(self) -> str:
        return str(self.main.form.year) if self.main.form.year else ask("年度")

    @property
    def projects(self) -> str:
        """``某某项目支出``, ``项目支出`` for several projects, or ``部门整体支出``."""
        name = self.main.form.project.strip()
        if self.main.form.kind is FormKind.DEPARTMENT:
            return "部门整体支出"
        if len(self.forms) > 1:
            return "项目支出"
        return f"{name.removesuffix('项目')}项目支出" if name else f"{ask('项目名称')}项目支出"

    def called(self, form: FormResult, name: str) -> str:
        """The name of a table or chart: with the project's where the report covers several."""
        return f"{form.label}{name}" if len(self.forms) > 1 else name

    def table(self, kind: str) -> Table | None:
        """The companion table of a kind; those belong to the workbook, so to its department form."""
        return next((table for table in self.evaluation.tables if table.kind == kind and table.rows), None)

    def issues_of(self, form: FormResult) -> list[Issue]:
        """Errors and warnings of the form's sheet; those of other sheets go with the first form."""
        sheets = {item.form.sheet for item in self.evaluation.forms}
        return [
            issue
            for issue in self.evaluation.issues
            if issue.severity in _SERIOUS
            and (issue.sheet == form.form.sheet or (form is self.main and issue.sheet not in sheets))
        ]

    def lacks_survey(self, form: FormResult) -> bool:
        """Whether a satisfaction rate stands there without a survey, or has yet to be filled in."""
        if any(issue.code == _NO_SURVEY and issue.sheet == form.form.sheet for issue in self.evaluation.issues):
            return True
        return any("满意" in row.row.name and not row.row.actual.is_number for row in form.indicators)

    def marks(self, sheet: str, cells: Iterable[str] | None = None) -> Iterator[str]:
        """A mark for every error or warning on a sheet, or in these cells of it."""
        places = None if cells is None else set(cells)
        for issue in self.evaluation.issues:
            if issue.severity in _SERIOUS and issue.sheet == sheet and (places is None or issue.cell in places):
                yield check_mark(f"{issue.message}（{issue.place}）")

    def basis(self) -> list[str]:
        """The documents to cite, the pack's own first, each once; 依据待核实 where that is so."""
        pack, found = self.pack(self.main), {}
        elsewhere = {entry.number for entry in documents() if not self._holds(entry.years, entry.places)}
        for source in pack.basis:
            if source.number not in elsewhere:
                found[source.number or source.document] = _cited(source.text, source.verified)
        for entry in documents():
            if entry.number not in elsewhere:
                found.setdefault(entry.number or entry.document, _cited(entry.text, entry.verified))
        for source in pack.sources:
            if not pack.basis and source.number and pack.covers(self.main.form.year):
                found.setdefault(source.number, _cited(source.text, source.verified))
        return list(found.values())

    def _holds(self, years: tuple[int | None, int | None], places: tuple[str, ...]) -> bool:
        year, (first, last) = self.main.form.year, years
        if year is not None and ((first is not None and year < first) or (last is not None and year > last)):
            return False
        where = f"{self.main.form.unit} {self.pack(self.main).region}"
        return not places or any(place in where for place in places)


def _cited(text: str, verified: bool) -> str:
    return text if verified else f"{text}（{UNVERIFIED}）"


def column_sum(table: Table, field: str) -> Decimal | None:
    """The sum of a column's rows (其中 rows apart); ``None`` where no row has a number."""
    rows = [row for row in table.rows if not row.is_total and row.level == 0]
    values = [value for row in rows if (value := amount(row, field)) is not None]
    return sum(values, Decimal(0)) if values else None


def amount(row: TableRow, field: str) -> Decimal | None:
    reading = row.values.get(field)
    return reading.value if reading is not None and reading.is_number else None


def basic_figure(row: TableRow) -> Decimal | None:
    """What a row of the 基础数据表 says of the year."""
    actual = amount(row, "actual")
    return amount(row, "value") if actual is None else actual


def written(form: FormResult, slot: str) -> str:
    """What a person wrote in the form's own commentary cell; it goes before our draft."""
    return form.form.commentary.get(slot, "").strip()
