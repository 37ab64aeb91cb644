"""Budget execution (预算执行): the rate of each fund line, and the score of the one line that carries the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfeval_xl.forms.model import FundKey
from perfeval_xl.rules.model import ExecutionBase, ExecutionKind, ExecutionRule, RulePack
from perfeval_xl.scoring.arithmetic import ONE, ZERO, rate_of, score_of, times, total
from perfeval_xl.scoring.outcome import Basis, FundFacts, Outcome, unscored
from perfeval_xl.scoring.words import broken, percent, quoted
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.printing import plain

TOO_LARGE = "数值过大或位数过多，无法精确计算"
PART_LINE = "本行不单独计分"
TOTAL_WITHOUT_POINTS = "分值未填，预算执行率没有计入总分"
PARTS_USED = "年度资金总额未填，按各部分合计计算"
AMBIGUOUS = "有几行资金都写了分值，又没有年度资金总额行，无法确定按哪一行计分"
_BLANK = (Meaning.EMPTY, Meaning.NOT_APPLICABLE)
_GROUPS = (
    frozenset((FundKey.FISCAL, FundKey.CARRYOVER, FundKey.OTHER)),
    frozenset((FundKey.BASIC, FundKey.PROJECTS)),
    frozenset((FundKey.UNNAMED,)),
)
"""Lines that add up to 年度资金总额; the first group with a line is the one."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """The two amounts of a rate; a problem says why there is no rate."""

    base: Decimal | None = None
    executed: Decimal | None = None
    problem: str = ""
    remark: str = ""


def score_funds_of_form(lines: Sequence[FundFacts], pack: RulePack) -> list[Outcome]:
    """Rate and score the fund lines of one form, in their order; never raises.

    Only one line is scored: 年度资金总额, or where that is missing the only line with points.
    A total line without amounts is rated by the sum of its parts.
    """
    total_at = next((at for at, line in enumerate(lines) if line.key == FundKey.TOTAL), None)
    carriers = [at for at, line in enumerate(lines) if line.points_meaning not in _BLANK]
    if total_at is not None:
        carriers = [total_at] if total_at in carriers else []
    base = pack.execution.base
    outcomes: list[Outcome] = []
    for at, line in enumerate(lines):
        own = _own_amounts(line, base)
        if at == total_at and _is_blank(line, base):
            own = _sum_of_parts(lines, base) or own
        if at not in carriers:
            outcomes.append(_part_line(line, own, pack.execution))
        elif len(carriers) > 1:
            outcomes.append(unscored(AMBIGUOUS, rate=_part_line(line, own, pack.execution).rate))
        else:
            scored_by = own if at == total_at else _whole(lines, own, base)
            outcomes.append(score_execution(line, own, scored_by, pack))
    return outcomes


def score_execution(line: FundFacts, own: Amounts, scored_by: Amounts, pack: RulePack) -> Outcome:
    """The score of the line with the points: rate by its ``own`` amounts, score by ``scored_by`` (mostly the same)."""
    try:
        return _scored_line(line, own, scored_by, pack)
    except ArithmeticError:
        return unscored(TOO_LARGE)


def _scored_line(line: FundFacts, own: Amounts, scored_by: Amounts, pack: RulePack) -> Outcome:
    rate = None if own.base is None or own.executed is None else rate_of(own.executed, own.base)
    problem = broken("分值", line.points_meaning, line.points_text, line.points_cell)
    points = line.points
    if not problem and (points is None or line.points_meaning != Meaning.NUMBER):
        problem = f"分值{quoted(line.points_text)}不是数字"
    elif points is not None and points <= 0:
        problem = f"分值为{plain(points)}，应当大于0"
    problem = problem or scored_by.problem
    if problem or points is None or scored_by.base is None or scored_by.executed is None:
        return unscored(problem, rate=rate)
    outcome = execution_score(scored_by.executed, scored_by.base, points, pack)
    working = f"{outcome.working}（{scored_by.remark}）" if scored_by.remark else outcome.working
    return replace(outcome, rate=outcome.rate if rate is None else rate, working=working)


def execution_score(executed: Decimal, base: Decimal, points: Decimal, pack: RulePack) -> Outcome:
    """Score = min(executed ÷ base, cap) × points by the exact rate, or by steps of it.

    Args:
        executed: 全年执行数, >= 0, and ``base`` 全年预算数 > 0, in one unit.

    Raises:
        ArithmeticError: numbers too large or too long for exact work.
    """
    rule = pack.execution
    rate = rate_of(executed, base)
    formula = f"得分 = 全年执行数 ÷ {rule.base.label} × 分值（执行率最高按{plain(rule.cap * 100)}%计）"
    numbers = f"{plain(executed)} ÷ {plain(base)}"
    limit = times(rule.cap, base)
    if rule.kind is ExecutionKind.STEPS:
        share = next(step.share for step in rule.steps if executed >= times(step.at_least, base))
        score = score_of(share, ONE, points, pack.rounding)
        formula = "得分 = 执行率所在档次的比例 × 分值"
        working = f"执行率 {numbers} = {percent(executed, base)}，得分值的{plain(share * 100)}%，{score}分"
    elif executed > limit:
        score = score_of(min(rule.cap, ONE), ONE, points, pack.rounding)
        working = f"执行率 {numbers} = {percent(executed, base)}，按{plain(rule.cap * 100)}%计，得{score}分"
    else:
        score = score_of(executed, base, points, pack.rounding)
        working = f"{numbers} × {plain(points)} = {score}"
    return Outcome(Basis.COMPUTED, score, rate, executed >= base, "", formula, working, rule.cite)


def _part_line(line: FundFacts, own: Amounts, rule: ExecutionRule) -> Outcome:
    formula = f"执行率 = 全年执行数 ÷ {rule.base.label}"
    if own.base is None or own.executed is None:
        return Outcome(Basis.NO_POINTS, why_not=own.problem, formula=formula, working=own.problem)
    try:
        rate = rate_of(own.executed, own.base)
        working = f"执行率 {plain(own.executed)} ÷ {plain(own.base)} = {percent(own.executed, own.base)}"
    except ArithmeticError:
        return Outcome(Basis.NO_POINTS, why_not=TOO_LARGE, formula=formula, working=TOO_LARGE)
    if own.remark:
        working += f"（{own.remark}）"
    why = TOTAL_WITHOUT_POINTS if line.key == FundKey.TOTAL else PART_LINE
    return Outcome(Basis.NO_POINTS, None, rate, None, why, formula, working, rule.cite)


def _base_of(line: FundFacts, base: ExecutionBase) -> tuple[Decimal | None, str, str, str | None]:
    if base is ExecutionBase.INITIAL:
        return line.initial, line.initial_meaning, line.initial_text, line.initial_cell
    return line.budget, line.budget_meaning, line.budget_text, line.budget_cell


def _is_blank(line: FundFacts, base: ExecutionBase) -> bool:
    return _base_of(line, base)[1] in _BLANK and line.executed_meaning in _BLANK


def _own_amounts(line: FundFacts, base: ExecutionBase) -> Amounts:
    budget, budget_problem = _amount(base.label, *_base_of(line, base))
    executed, executed_problem = _amount(
        "全年执行数", line.executed, line.executed_meaning, line.executed_text, line.executed_cell
    )
    if budget == 0:
        budget_problem = f"{base.label}为0，无法计算执行率"
    problem = budget_problem or executed_problem
    return Amounts(problem=problem) if problem else Amounts(budget, executed)


def _amount(label: str, value: Decimal | None, meaning: str, text: str, cell: str | None) -> tuple[Decimal | None, str]:
    """The amount, or why it cannot be used."""
    if meaning == Meaning.NOTHING:
        return ZERO, ""
    if meaning == Meaning.EMPTY:
        return None, f"{label}未填，无法计算执行率"
    problem = broken(label, meaning, text, cell)
    if problem:
        return None, problem
    if meaning != Meaning.NUMBER or value is None:
        return None, f"{label}{quoted(text)}不是数字，无法计算执行率"
    if value < 0:
        return None, f"{label}为负数（{plain(value)}），无法计算执行率"
    return value, ""


def _parts(lines: Sequence[FundFacts]) -> list[FundFacts]:
    for group in _GROUPS:
        found = [line for line in lines if line.key in group]
        if found:
            return found
    return []


def _sum_of_parts(lines: Sequence[FundFacts], base: ExecutionBase) -> Amounts | None:
    """Σ执行数 and Σ预算数 of the parts: rates are never averaged. ``None`` where the parts are blank too."""
    parts = [line for line in _parts(lines) if not _is_blank(line, base)]
    if not parts:
        return None
    budgets: list[Decimal] = []
    executed: list[Decimal] = []
    for line in parts:
        columns = (
            (base.label, _base_of(line, base), budgets),
            ("全年执行数", (line.executed, line.executed_meaning, line.executed_text, line.executed_cell), executed),
        )
        for label, (value, meaning, text, cell), amounts in columns:
            if meaning in _BLANK:
                continue
            amount, problem = _amount(label, value, meaning, text, cell)
            if amount is None:
                return Amounts(problem=f"年度资金总额未填，而{quoted(line.name)}的{problem}")
            amounts.append(amount)
    try:
        budget, spent = total(budgets), total(executed)
    except ArithmeticError:
        return Amounts(problem=TOO_LARGE)
    if budget == 0:
        return Amounts(problem=f"年度资金总额未填，各部分{base.label}合计为0，无法计算执行率")
    return Amounts(budget, spent, remark=PARTS_USED)


def _whole(lines: Sequence[FundFacts], own: Amounts, base: ExecutionBase) -> Amounts:
    """What a lone line with points is scored by where no total line exists: all parts together."""
    summed = _sum_of_parts(lines, base)
    if summed is None or (summed.base == own.base and summed.executed == own.executed):
        return own
    return summed
