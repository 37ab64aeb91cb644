"""Every number in a report comes from the result, the workbook or the rules; no sentence is nonsense."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from perfeval_xl.report.word.blocks import Chart, Grid, texts_of
from perfeval_xl.report.word.outline import documents, outlines
from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.rules.handbook import rule_lines
from tests.report.word.reports import blocks, document, packs, report
from tests.support.cases import evaluations
from tests.support.numbers import known_numbers, numbers_in, percent

LEAD = re.compile(r"^(?:（[0-9]+）|[0-9]+\.(?=[^0-9])|(?:附件：|　+)(?:[0-9]\.(?=20))?|附件[0-9]$)")
CASES = [
    (name, outline.id)
    for name, evaluation in evaluations().items()
    for outline in outlines()
    if evaluation.forms[0].form.kind in outline.kinds
]


@pytest.mark.parametrize(("name", "outline"), CASES)
def test_numbers_and_words(name: str, outline: str) -> None:
    evaluation = evaluations()[name]
    known = known_to(evaluation)
    for block in blocks(evaluation, outline=outline):
        for text in texts_of(block):
            bare = (
                re.sub(r"(?:^|；)[0-9]+\.(?=[^0-9])", "；", LEAD.sub("", text))
                if outline == "boxes"
                else LEAD.sub("", text)
            )
            assert not numbers_in(bare) - known, text
            for nonsense in ("None", "。。", "；。", "，。", "：。", "｛", "{"):
                assert nonsense not in text, text
        if isinstance(block, Grid):
            assert all(len(row) == len(block.columns) for row in block.rows)
        if isinstance(block, Chart):
            assert len(block.names) == len(block.rates) > 1


@pytest.mark.parametrize("name", evaluations())
def test_the_same_workbook_gives_the_same_bytes(name: str) -> None:
    made = report(evaluations()[name])
    assert made.content == report(evaluations()[name]).content
    assert document(made).paragraphs


def known_to(evaluation: Evaluation) -> set[Decimal]:
    texts = [f"{issue.message} {issue.remedy} {issue.place}" for issue in evaluation.issues]
    texts += [entry.text for entry in documents()]
    known = {Decimal(len(evaluation.issues)) - 10}
    for pack in packs(evaluation).values():
        texts += [" ".join((title, text, cite.clause)) for title, text, cite in rule_lines(pack)]
        texts += [source.text for source in (*pack.sources, *pack.basis)] + [pack.title]
        known |= {pack.grades.full, Decimal(len(pack.grades.bands))}
    for form in evaluation.forms:
        known |= known_numbers(form, packs(evaluation)[form.form.form]) | counts_of(form)
        texts += [*form.form.cells.values(), *form.form.commentary.values()]
        texts += [form.form.goal_expected, form.form.goal_actual, *(fund.row.reason for fund in form.funds)]
        texts += [" ".join((row.row.goal, *row.row.cells.values())) for row in form.indicators]
    return known | numbers_in(" ".join(texts)) | table_numbers(evaluation)


def counts_of(form: FormResult) -> set[Decimal]:
    """一级, 二级, 三级, quantitative and qualitative indicators."""
    rows = [row.row for row in form.indicators if not row.row.is_part]
    qualitative = sum(row.target.comparator == "qualitative" for row in rows)
    level1 = len({row.level1 for row in rows})
    level2 = len({(row.goal, row.level2) for row in rows if row.level2})
    return {Decimal(count) for count in (len(rows), qualitative, len(rows) - qualitative, level1, level2)}


def table_numbers(evaluation: Evaluation) -> set[Decimal]:
    """What the companion tables hold, their columns' sums, and used ÷ budget."""
    known: set[Decimal] = set()
    for table in evaluation.tables:
        rows = [row for row in table.rows if not row.is_total and row.level == 0]
        known |= numbers_in(table.title + "".join(column.header for column in table.columns))
        for row in table.rows:
            known |= numbers_in(row.label + " ".join(reading.text for reading in row.values.values()))
        sums = {
            column.field: sum((row.values[column.field].value or Decimal(0) for row in rows), Decimal(0))
            for column in table.columns
        }
        known |= {abs(value).normalize() for value in sums.values()}
        pairs = [(row.values.get("used"), row.values.get("budget")) for row in rows]
        ratios = [(used.value, budget.value) for used, budget in pairs if used is not None and budget is not None]
        ratios.append((sums.get("used"), sums.get("budget")))
        known |= {percent(used / budget) for used, budget in ratios if used is not None and budget}
    return known
