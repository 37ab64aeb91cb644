"""Indicators at a glance: by 一级指标, the best rows, the weak rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from perfeval_xl.commentary.facts import (
    NO_ROWS,
    UNKNOWN,
    Group,
    by_level1,
    fallen_short,
    fell_short,
    loss,
    nothing_lost,
    rows_of,
    unscored,
)
from perfeval_xl.commentary.words import achievement, percent, points, subject
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.rules import RulePack

MAX_ROWS = 6
"""More rows than this are counted, not listed."""


_KEYS = ("output", "benefit", "satisfaction")


def analyses(form: FormResult, pack: RulePack) -> Mapping[str, str]:
    """The 一级指标 by the keys that the pack knows them by, ``""`` for a key that the form has none of.

    ``others`` are those that no key fits, such as 决策, 过程 or 投入.
    """
    found = dict.fromkeys((*_KEYS, "other"), "")
    for group in by_level1(form):
        found[key_of(group, pack)] += group_summary(group) + _missed(group)
    found["others"] = found.pop("other")
    return found


def key_of(group: Group, pack: RulePack) -> str:
    key = pack.level1.key_of(group.heading)
    return key if key in _KEYS else "other"


def group_summary(group: Group) -> str:
    """``“产出指标”共设三级指标3个，分值50分，得49分，得分率98%，完成指标值2个。``"""
    name = f"“{group.heading}”" if group.heading else "未写明一级指标的部分"
    text = (f"{group.goal}的{name}" if group.goal else name) + f"共设三级指标{len(group.rows)}个"
    whole, score = group.points, group.score
    if whole is not None:
        text += f"，分值{points(whole)}"
        if score is not None and whole:
            text += f"，得{points(score)}，得分率{percent(score / whole)}"
    met = sum(row.met is True for row in group.rows)
    if any(row.met is not None for row in group.rows):
        text += f"，完成指标值{met}个"
    unsaid = sum(row.basis == "unscored" for row in group.rows)
    return text + (f"，{unsaid}个未能评分" if unsaid else "") + "。"


def _missed(group: Group) -> str:
    missed = list(filter(fell_short, group.rows))[:MAX_ROWS]
    return f"未完成的有：{'；'.join(f'{subject(row)}{achievement(row)}' for row in missed)}。" if missed else ""


def strengths(form: FormResult, pack: RulePack) -> str:
    """Rows that reached their target, best first; strong over-achievement is named as a target set low."""
    text, over, flag = reached(form), overshot(form, pack), pack.over.flag_at
    if over and flag is not None:
        names = "、".join(subject(row) for row in over[:MAX_ROWS])
        text += f"{names}完成率达到或超过{percent(flag)}，指标值可能设定偏低，下年度宜合理调整。"
    return text


def reached(form: FormResult) -> str:
    """Rows that reached their target, best first."""
    met = [row for row in rows_of(form) if row.met is True]
    if not met:
        rows = rows_of(form)
        known = [row for row in rows if row.met is not None]
        if not known:
            return UNKNOWN if rows else NO_ROWS
        return "没有完成指标值的指标。" if len(known) == len(rows) else "能判断完成情况的指标均未完成指标值。"
    met.sort(key=lambda row: row.completion or Decimal(1), reverse=True)
    numeric = [row for row in met if row.completion is not None][:MAX_ROWS]
    text = f"{len(met)}个指标完成年度指标值"
    if numeric:
        text += "，其中：" + "；".join(f"{subject(row)}{achievement(row)}" for row in numeric)
    return text + "。"


def overshot(form: FormResult, pack: RulePack) -> list[IndicatorResult]:
    """Rows so far above their target that the target may have been set low; the furthest first."""
    flag = pack.over.flag_at
    if flag is None:
        return []
    over = [row for row in rows_of(form) if row.met and row.completion is not None and row.completion >= flag]
    return sorted(over, key=lambda row: row.completion or Decimal(0), reverse=True)


def weaknesses(form: FormResult, pack: RulePack) -> str:
    """Rows that lost points, heaviest loss first, each with its numbers; then rows without a score."""
    lost = fallen_short(form)
    parts = [
        f"{number}.{subject(row)}{achievement(row)}{deduction(row)}" for number, row in enumerate(lost[:MAX_ROWS], 1)
    ]
    if len(lost) > MAX_ROWS:
        rest = sum((loss(row) for row in lost[MAX_ROWS:]), Decimal(0))
        parts.append(f"另有{len(lost) - MAX_ROWS}个指标" + (f"共扣{points(rest)}" if rest else "未完成指标值"))
    waiting = unscored(form)
    if waiting:
        parts.append(f"{named(waiting)}共{len(waiting)}个指标未能评分，请先补正")
    if parts:
        return "；".join(parts) + "。"
    return nothing_lost(form)


def named(rows: Sequence[IndicatorResult]) -> str:
    """The names of the first rows."""
    return "、".join(map(subject, rows[:MAX_ROWS])) + ("等" if len(rows) > MAX_ROWS else "")


def deduction(row: IndicatorResult) -> str:
    """``，得19分，扣1分``; nothing for a row without a score."""
    return f"，得{points(row.score)}，扣{points(loss(row))}" if row.score is not None else ""
