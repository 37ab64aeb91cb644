"""RATE-06: in the 基础数据表 a total is the sum of its parts; RATE-07: a part (其中) is not more than its whole.

Worked example: 公车购置29.46 + 公车运行9.84 = 39.30, and 公车39.30 + 接待4.99 = 44.29 with nothing spent abroad.
A sum is only held against parts that are all there.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain, sums_to
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.rates.basics import Basics
from perfeval_xl.rates.catalogue import catalogue
from perfeval_xl.rates.model import Identity

SUM = IssueKind(
    code="RATE-06",
    severity=Severity.ERROR,
    title="基础数据表合计不等于各部分之和",
    message="“{whole}”的{column}填{entered}，各部分相加（{parts}）为{right}",
    remedy="请核对合计和各部分，改正填错的一处",
    clause="表内勾稽：“三公”经费=因公出国（境）费+公务用车购置及运行维护费+公务接待费",
)
WITHIN = IssueKind(
    code="RATE-07",
    severity=Severity.ERROR,
    title="基础数据表的其中数大于总数",
    message="“{part}”的{column}为{entered}，大于“{whole}”的{right}",
    remedy="请核对两行数据，改正填错的一处",
)


@check
def basics_are_consistent(book: Book) -> Iterator[Issue]:
    basics = book.basics
    if not basics:
        return
    items = catalogue()
    for identity in items.identities:
        for column in items.columns:
            yield from _within(basics, identity, column) if identity.within else _sum(basics, identity, column)


def _sum(basics: Basics, identity: Identity, column: str) -> Iterator[Issue]:
    whole = basics.value(identity.whole, column)
    if whole is None:
        return
    values = _all(basics, identity.parts, column) or _all(basics, identity.otherwise, column)
    if not values or sums_to(whole, values):
        return
    sheet, _, cell = basics.find(identity.whole, column).cell.rpartition("!")
    yield SUM.at(
        sheet,
        cell,
        whole=basics.label(identity.whole),
        column=catalogue().columns[column],
        entered=plain(whole),
        parts="+".join(plain(value) for value in values),
        right=plain(sum(values, Decimal(0))),
    )


def _all(basics: Basics, names: tuple[str, ...], column: str) -> list[Decimal]:
    """The figures of all these inputs, or none where one is missing."""
    found = [value for name in names if (value := basics.value(name, column)) is not None]
    return found if len(found) == len(names) else []


def _within(basics: Basics, identity: Identity, column: str) -> Iterator[Issue]:
    whole, part = basics.value(identity.whole, column), basics.value(identity.parts[0], column)
    if whole is None or part is None or part <= whole:
        return
    sheet, _, cell = basics.find(identity.parts[0], column).cell.rpartition("!")
    yield WITHIN.at(
        sheet,
        cell,
        part=basics.label(identity.parts[0]),
        whole=basics.label(identity.whole),
        column=catalogue().columns[column],
        entered=plain(part),
        right=plain(whole),
    )
