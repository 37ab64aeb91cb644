"""The drafts of a form, slot by slot; deterministic, every number from the result, no personal numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from perfeval_xl.commentary.analysis import analyses, strengths, weaknesses
from perfeval_xl.commentary.deviations import DRAFT_MARK, deviations
from perfeval_xl.commentary.discretion import without_personal_numbers
from perfeval_xl.commentary.fitting import fit
from perfeval_xl.commentary.pairs import problem_texts
from perfeval_xl.commentary.summary import conclusion, execution
from perfeval_xl.results import FormResult
from perfeval_xl.rules import RulePack
from perfeval_xl.values.printing import nest_quotes

__all__ = ["DRAFT_MARK", "SLOTS", "draft_commentary"]

SLOTS: Mapping[str, str] = {
    "conclusion": "综合评价结论",
    "execution": "预算执行情况",
    "output": "产出指标分析",
    "benefit": "效益指标分析",
    "satisfaction": "满意度指标分析",
    "others": "其他一级指标分析",
    "strengths": "完成较好的指标",
    "weaknesses": "薄弱指标",
    "problems": "存在问题",
    "measures": "整改建议",
    "deviations": "偏差原因草稿",
}
"""Slot -> the heading under which it stands."""

Writer = Callable[[FormResult, RulePack], str]

_WRITERS: Mapping[str, Writer] = {
    "conclusion": conclusion,
    "execution": execution,
    "strengths": strengths,
    "weaknesses": weaknesses,
    "deviations": deviations,
}


def draft_commentary(form: FormResult, pack: RulePack) -> dict[str, str]:
    """Slot -> draft text; a slot about which nothing can be said is ``""``."""
    drafts = {slot: writer(form, pack) for slot, writer in _WRITERS.items()}
    drafts.update(analyses(form, pack))
    drafts["problems"], drafts["measures"] = problem_texts(form, pack)
    return {slot: _finished(drafts[slot], slot, pack) for slot in SLOTS}


def _finished(text: str, slot: str, pack: RulePack) -> str:
    """The text as it may stand in a workbook; where the pack limits it (字数上限), whole sentences up to there."""
    text = without_personal_numbers(nest_quotes(text))
    limit = pack.text_limits.get(slot)
    return fit(text, limit.characters) if limit is not None else text
