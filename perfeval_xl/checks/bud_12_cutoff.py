"""BUD-12: figures of an annual evaluation run to 31 December.

Worked example (seed): 截至2020年10月31日 in the goals' actual of the form of 2020: a hint; 截至2020年12月31日 is right.
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="BUD-12",
    severity=Severity.HINT,
    title="数据没有到年底",
    message="实际完成情况的数据截至{year}年{month}月，不是{year}年全年数",
    remedy="请改用截至12月31日的数；确实只能用这一时点的，请在其他需要说明事项中写明",
)
_CUTOFF = re.compile(r"截(?:至|止)(?:到)?(?:目前)?\(?(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月")
_LAST = 12


@check
def figures_are_annual(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        found = _CUTOFF.search(normalise(form.form.goal_actual))
        if found and form.form.year == int(found["year"]) and int(found["month"]) < _LAST:
            cell = form.form.cells.get("goal_actual")
            yield KIND.at(form.form.sheet, cell, year=found["year"], month=int(found["month"]))
