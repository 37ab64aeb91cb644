"""STR-32: a table names each project, task or indicator once. STR-33: a workbook has one form for each project.

Worked examples: 表2 lists 绿化养护 twice, so that neither its own form nor the total can be held against it; two
sheets are both the 自评表 of 绿化养护 2023. What stands in brackets counts: 一期 and 二期 are two projects.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.figures import name_key
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import FormKind, Table, TableRow
from perfeval_xl.issues import Issue, IssueKind, Severity

IN_TABLE = IssueKind(
    code="STR-32",
    severity=Severity.WARNING,
    title="表内名称重复",
    message="“{name}”在本表出现了两次（另一处在{other}）",
    remedy="请合并重复的行，或改名以示区别",
)
IN_FORMS = IssueKind(
    code="STR-33",
    severity=Severity.WARNING,
    title="同一项目有两张自评表",
    message="“{name}”{year}有两张自评表，另一张是“{other}”",
    remedy="请只保留定稿的一张；确是两个项目的，请改正项目名称",
)
_TABLES = ("projects", "tasks", "targets")


@check
def names_occur_once(book: Book) -> Iterator[Issue]:
    for kind in _TABLES:
        for table in book.tables_of(kind):
            yield from _in_table(table)
    yield from _forms(book)


def _in_table(table: Table) -> Iterator[Issue]:
    seen: dict[tuple[str, ...], str] = {}
    for row in table.rows:
        if row.is_total or row.level or not name_key(row.label):
            continue
        cell = row.cells.get("label", "")
        other = seen.setdefault(_key(row), cell)
        if other != cell:
            yield IN_TABLE.at(table.sheet, cell, name=row.label, other=other)


def _key(row: TableRow) -> tuple[str, ...]:
    """The name, and for an indicator what it belongs to."""
    levels = (row.values[field].text if field in row.values else "" for field in ("level1", "level2"))
    return (*map(label_key, levels), name_key(row.label))


def _forms(book: Book) -> Iterator[Issue]:
    seen: dict[tuple[str, int | None, str], str] = {}
    for result in book.forms:
        form = result.form
        if form.kind is not FormKind.PROJECT or not name_key(form.project):
            continue
        key = (name_key(form.project), form.year, name_key(form.unit))
        other = seen.setdefault(key, form.sheet)
        if other != form.sheet:
            year = f"{form.year}年度" if form.year else ""
            yield IN_FORMS.at(form.sheet, form.cells.get("project"), name=form.project, year=year, other=other)
