"""What a low execution rate does to the total and the grade (按执行率封顶)."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.special import Cap
from perfeval_xl.scoring.arithmetic import rounded
from perfeval_xl.scoring.words import shown
from perfeval_xl.values.printing import plain


def cap_of(pack: RulePack, rate: Decimal | None) -> Cap | None:
    """The cap that an execution rate brings about."""
    return None if pack.caps is None else pack.caps.at(rate)


def capped_total(total: Decimal, pack: RulePack, rate: Decimal | None) -> tuple[Decimal, str]:
    """The total, at most the cap's, and the words for that."""
    cap = cap_of(pack, rate)
    if cap is None or cap.total is None or total <= cap.total:
        return total, ""
    most = rounded(cap.total, pack.rounding)
    return most, f"执行率低于{shown(cap.below, '%')}，总分最高{plain(cap.total)}分，按{most}分计"


def capped_grade(grade: str, pack: RulePack, rate: Decimal | None) -> tuple[str, str]:
    """The grade, at best the cap's, and the words for that."""
    cap = cap_of(pack, rate)
    if cap is None or not cap.grade:
        return grade, ""
    names = [band.name for band in pack.grades.bands]
    if names.index(grade) >= names.index(cap.grade):
        return grade, ""
    return cap.grade, f"执行率低于{shown(cap.below, '%')}，等级最高为{cap.grade}"
