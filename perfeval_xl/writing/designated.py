"""The result as edits of designated cells: 执行率, 得分, 总分, 等级 and commentary; nothing else of a form is touched.

A cell that already shows the right value keeps it (and its formula); a person's text is never overwritten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.values.model import Meaning, Reading
from perfeval_xl.values.printing import in_percent
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.model import Edit, NumberFormat

NO_GRADE = "—"


def designated_edits(evaluation: Evaluation) -> list[Edit]:
    """All edits of one workbook, in the forms' order."""
    return [edit for form in evaluation.forms for edit in _form_edits(form)]


def keeps_human_text(form: FormResult, slot: str) -> bool:
    """Whether the commentary cell holds a person's words, so that our draft must stand elsewhere."""
    return bool(form.form.commentary.get(slot, "").strip())


def _form_edits(form: FormResult) -> Iterator[Edit]:
    sheet = form.form.sheet
    yield from _execution(form)
    shared = Counter(row.row.cells.get("score") for row in form.indicators)
    for row in form.indicators:
        cell = row.row.cells.get("score")
        # one merged 得分 cell for several rows belongs to none of them
        if cell is not None and shared[cell] == 1:
            yield from _number(sheet, cell, row.score, row.row.entered_score)
    cells = form.form.cells
    if "score_total" in cells:
        yield from _number(sheet, cells["score_total"], form.score_total, form.form.entered_total)
    yield from _grade(form)
    for slot, draft in form.commentary.items():
        cell = cells.get(f"comment:{slot}")
        if cell is not None and draft and not keeps_human_text(form, slot):
            yield Edit(sheet, cell, draft)


def _grade(form: FormResult) -> Iterator[Edit]:
    """The grade; ``—`` beside a total that no grade can be given for, so that no stale grade stands next to it."""
    cell = form.form.cells.get("grade")
    grade = form.grade or (NO_GRADE if form.score_total is not None else None)
    if cell is not None and grade is not None and normalise(form.form.entered_grade) != normalise(grade):
        yield Edit(form.form.sheet, cell, grade)


def _execution(form: FormResult) -> Iterator[Edit]:
    fund = form.execution
    if fund is None:
        return
    cells = fund.row.cells
    if "rate" in cells and fund.rate is not None and not _shows_rate(fund.row.entered_rate, fund.rate):
        yield Edit(form.form.sheet, cells["rate"], fund.rate, NumberFormat.PERCENT)
    if "score" in cells:
        yield from _number(form.form.sheet, cells["score"], fund.score, fund.row.entered_score)


def _number(sheet: str, cell: str, value: Decimal | None, entered: Reading) -> Iterator[Edit]:
    if value is not None and entered.value != value:
        yield Edit(sheet, cell, value, NumberFormat.PLAIN)


def _shows_rate(entered: Reading, rate: Decimal) -> bool:
    """Whether the typed rate is the right one to two decimals of a percentage."""
    if entered.meaning is not Meaning.NUMBER or entered.value is None:
        return False
    return in_percent(entered.value) == in_percent(rate)
