"""Whether a fund table without indicators is half a self-evaluation, or a table of another kind.

``预算数｜执行数｜执行率`` over a list of units or accounts with a 合计 is none, though a note mentions a 自评表.
"""

from __future__ import annotations

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header
from perfeval_xl.forms.vocabulary import FormWords

_SELF_EVALUATION = "自评"


def is_half_a_form(grid: Grid, words: FormWords, funds: Header) -> bool:
    """Whether the table under this header is all that is there of a self-evaluation."""
    heads = {label for row in range(funds.top, funds.bottom + 1) for label in grid.labels[row].values()}
    if not heads.isdisjoint(words.project | words.number):
        return False  # a list of projects (自评汇总表), one a row
    return _titled(grid, words, funds.top) and _lists_funds(grid, words, funds.top)


def speaks_of_itself(grid: Grid) -> bool:
    """A cheap look, before any header is read: whether the sheet's name or any of its labels says 自评."""
    said = (label for row in grid.labels for label in row.values())
    return _SELF_EVALUATION in grid.sheet.name or any(_SELF_EVALUATION in label for label in said)


def _titled(grid: Grid, words: FormWords, end: int) -> bool:
    """Whether the sheet's name or a text down to the header says 自评, notes aside."""
    above = (label for row in range(end + 1) for label in grid.labels[row].values())
    named = any(_SELF_EVALUATION in label and not label.startswith(words.stop) for label in above)
    return named or _SELF_EVALUATION in grid.sheet.name


def _lists_funds(grid: Grid, words: FormWords, start: int) -> bool:
    """Whether the lines are those of a fund table: 年度资金总额, or a mere 合计 beside a source of funds (财政拨款)."""
    labels = [label.removeprefix("其中") for row in grid.labels[start:] for label in row.values()]
    kinds = {label: kind for label in labels if (kind := words.fund_line.get(label)) is not None}
    totals = [label for label, kind in kinds.items() if kind == "total"]
    named = any(label not in words.total and label not in words.subtotal for label in totals)
    return bool(totals) and (named or len(set(kinds.values())) > 1)
