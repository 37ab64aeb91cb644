"""One number told as a plan in one place and as a fact in another (预期拨付 331 and 已拨付 331).

Seed: 拨投资促进专项经费预期拨付331万元, while 表2 has 331 under 已拨付资金. The table's row must be named in the
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.finding import Finding, Report, found, report_check
from perfeval_xl.proofread.grids import Grid, GridRow, bare_header, grids_of
from perfeval_xl.proofread.sentences import Sentence

KIND = IssueKind(
    code="TXT-26",
    severity=Severity.HINT,
    title="同一数两处口径不同",
    message="“{quote}”：表中“{row}”的{value}列在“{column}”之下，一处是预期数，一处是实际数",
    remedy="请核对这个数是预期数还是实际数，文字与表头用同一口径",
)
_PLAN = re.compile(r"预期|预计|计划|拟")
_FACT = re.compile(r"已|实际")
_VERBS = (("拨付", "拨"), ("使用", "支出", "执行", "支付"), ("到位",), ("完成",))
_LEAST_LABEL = 4
_NAME = 26


@report_check
def plans_and_facts(report: Report) -> Iterator[Finding]:
    grids = list(grids_of(report.document))
    labels = [row for grid in grids for row in grid.details if len(row.label) >= _LEAST_LABEL]
    if not labels:
        return
    for sentence in report.sentences:
        if sentence.line.in_table or not (_PLAN.search(sentence.shaped) or _FACT.search(sentence.shaped)):
            continue
        for grid in grids:
            for row in grid.details:
                if len(row.label) >= _LEAST_LABEL and _named(row.label, sentence.shaped):
                    yield from _held(sentence, grid, row)


def _held(sentence: Sentence, grid: Grid, row: GridRow) -> Iterator[Finding]:
    for figure in sentence.figures:
        words = figure.name[-_NAME:]
        for header, cell in zip(grid.headers, row.cells, strict=False):
            if cell is None or cell.percent or cell.value != figure.value:
                continue
            head = bare_header(header)
            if {_told_as(words), _told_as(head)} == {_PLAN, _FACT} and _same_verb(words, head):
                start = max(0, figure.start - len(words))
                yield found(
                    KIND, sentence, start, figure.end, mark=figure.start, row=row.label, value=cell.shown, column=head
                )


def _told_as(words: str) -> re.Pattern[str] | None:
    """As a plan or as a fact; ``None`` for neither, or both."""
    planned, told = _PLAN.search(words), _FACT.search(words)
    return None if bool(planned) == bool(told) else _PLAN if planned else _FACT


def _same_verb(words: str, head: str) -> bool:
    return any(any(verb in words[-8:] for verb in verbs) and any(verb in head for verb in verbs) for verbs in _VERBS)


def _named(label: str, text: str) -> bool:
    """Whether a sentence names a row: its label, or one that differs in a word (移民经费 and 移民项目经费)."""
    return label in text or (len(label) > 8 and label[:6] in text and label[-2:] in text)
