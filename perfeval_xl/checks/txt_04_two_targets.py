"""TXT-04: one target is quoted with one value: in the form, in its texts and in the table of targets (附件1).

Worked example (seed): 引进省外到位资金 676.75亿元 is held against 800亿元 in one sentence and 812亿元 in another.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.checks.texts import texts_of
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import TableRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.figures import find_rates
from perfeval_xl.values.model import Target
from perfeval_xl.values.targets import read_target

KIND = IssueKind(
    code="TXT-04",
    severity=Severity.WARNING,
    title="同一目标有两个值",
    message="“{subject}”的目标值在此处为{here}，在{elsewhere}为{there}",
    remedy="请核对批复的绩效目标，全表（文）统一为一个目标值",
)


@check
def one_target_one_value(book: Book) -> Iterator[Issue]:
    yield from _against_targets_table(book)
    yield from _in_texts(book)


def _against_targets_table(book: Book) -> Iterator[Issue]:
    declared = {
        label_key(row.label): (table.sheet, row)
        for table in book.tables_of("targets")
        for row in table.rows
        if "target" in row.values
    }
    for form, indicator in book.indicators():
        found = declared.get(label_key(indicator.row.name))
        if found is None:
            continue
        sheet, row = found
        here, there = indicator.row.target, _target_of(row)
        if here.value is None or there.value is None or (here.value, here.unit) == (there.value, there.unit):
            continue
        yield KIND.at(
            form.form.sheet,
            indicator.row.cells.get("target"),
            subject=indicator.row.name,
            here=here.text,
            elsewhere=f"{sheet}!{row.cells.get('target')}",
            there=there.text,
        )


def _target_of(row: TableRow) -> Target:
    texts = {field: row.values[field].text if field in row.values else "" for field in ("target", "nature", "unit")}
    return read_target(texts["target"], nature=texts["nature"], name=row.label, unit=texts["unit"])


def _in_texts(book: Book) -> Iterator[Issue]:
    """Two sentences that hold the same actual value against different targets."""
    seen: dict[tuple[Decimal, str], tuple[Decimal, str]] = {}
    for place in texts_of(book):
        for claim in find_rates(place.text):
            key = (claim.actual, claim.unit)
            target, where = seen.setdefault(key, (claim.target, place.title))
            if target != claim.target:
                yield KIND.at(
                    place.sheet,
                    place.cell,
                    subject=f"完成{plain(claim.actual)}{claim.unit}",
                    here=f"{plain(claim.target)}{claim.unit}",
                    elsewhere=where if where != place.title else f"{where}前文",
                    there=f"{plain(target)}{claim.unit}",
                )
