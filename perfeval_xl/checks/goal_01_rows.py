"""GOAL-01, 02, 07: a self-evaluation goes through the approved indicators one by one, under their names.

Only where the objectives were given (``--goals``) and the form answers one of them.

Worked example: the approval sets 道路清扫合格率 ≥95%, the form has its other nine indicators and not this one.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.objectives.agreeing import renamed, written_target

CLAUSE = "财预〔2020〕10号：自评指标是预算批复时确定的绩效指标"
LEFT_OUT = IssueKind(
    code="GOAL-01",
    severity=Severity.WARNING,
    title="绩效目标表的指标没有自评",
    message="绩效目标表的“{name}”（指标值{target}，{place}）在自评表里没有对应的指标",
    remedy="请在自评表补上这个指标；年中批准调整过的，请附调整后的绩效目标表",
    clause=CLAUSE,
    verified=False,
)
ADDED = IssueKind(
    code="GOAL-02",
    severity=Severity.HINT,
    title="绩效目标表里没有的指标",
    message="“{name}”不在绩效目标表（{place}）里",
    remedy="请核对：自评指标应与批复一致；年中批准增加的，请附调整后的绩效目标表",
    clause=CLAUSE,
    verified=False,
)
RENAMED = IssueKind(
    code="GOAL-07",
    severity=Severity.HINT,
    title="指标名称与绩效目标表不同",
    message="“{name}”在绩效目标表（{place}）里叫“{there}”，指标值相同",
    remedy="请核对是不是同一个指标，名称与绩效目标表统一",
    clause=CLAUSE,
    verified=False,
)


@check
def approved_indicators_are_evaluated_one_by_one(book: Book) -> Iterator[Issue]:
    for form, objective, rows in book.answered:
        sheet = form.form.sheet
        for row in rows.left_out:
            if target := written_target(row):
                place = objective.place(row.cells.get("name"))
                yield LEFT_OUT.at(sheet, None, name=row.name, target=target, place=place)
        for row in rows.added if book.objectives.asked else ():
            yield ADDED.at(sheet, row.cells.get("name"), name=row.name, place=objective.place(None))
        for here, there in rows.pairs:
            if renamed(here, there):
                place = objective.place(there.cells.get("name"))
                yield RENAMED.at(sheet, here.cells.get("name"), name=here.name, there=there.name, place=place)
