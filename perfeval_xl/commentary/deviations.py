"""偏差原因 drafts: for every row below full marks that carries no reason, a sentence for a person to complete."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.commentary.facts import fallen_short
from perfeval_xl.commentary.fitting import shorten
from perfeval_xl.commentary.words import achievement, is_blank, subject
from perfeval_xl.results import FormResult
from perfeval_xl.rules import RulePack

DRAFT_MARK = "【草稿，请填报人核实补充】"
_GAPS = "未达指标值的主要原因是【待补充：原因】；下一步将【待补充：改进措施】"


def deviation_drafts(form: FormResult, pack: RulePack) -> Iterator[tuple[str, str]]:
    """(cell of 偏差原因 or ``""``, draft) of each such row, within the pack's limit for one reason."""
    limit = pack.text_limits.get("reason")
    for row in fallen_short(form):
        if not is_blank(row.row.reason):
            continue
        text = f"{subject(row)}{achievement(row)}，{_GAPS}"
        if limit is not None and len(text) > limit.characters:
            text = shorten(_GAPS, limit.characters)
        yield row.row.cells.get("reason", ""), text


def deviations(form: FormResult, pack: RulePack) -> str:
    """All such drafts as one text, marked as drafts."""
    drafts = [f"{cell}：{text}" if cell else text for cell, text in deviation_drafts(form, pack)]
    return DRAFT_MARK + "。".join(drafts) + "。" if drafts else ""
