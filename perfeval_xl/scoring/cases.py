"""A pack's cases (``cases.yaml`` beside ``rules.yaml``): worked examples in whole sentences, run against the pack.

A case is ``name``, what is given (one of ``indicator``, ``execution``, ``deduction``, ``total``) and ``expect``. Given:

indicator
    comparator, target, high (ranges), deadline (dates), actual, points, entered, share, level1, level2, deduction;
    ``formula`` takes another formula than the pack's for the comparator, so that both readings of a rule can be shown
    side by side.
execution
    budget, executed, points, and ``parts`` (each key, budget, executed).
deduction
    name of the row, points, entered, and actual or ``basics`` (figures of the 基础数据表, ``input.column: number``).
total
    ``rows``, each points and score (null: not scored), ``not_applicable: true`` where it is, goal and weight on forms
    with several goals; ``rate``, the execution rate, where the pack caps totals by it.

Values are numbers or the words that a form would hold. Expected: score, rate, basis, met, total, points, known, grade
(null where there must be none) and ``why_not`` (a part of the sentence).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from perfeval_xl.rules.document import parse
from perfeval_xl.rules.errors import RulesError
from perfeval_xl.rules.model import Formula, IndicatorRule, RulePack
from perfeval_xl.scoring.deduction_cases import GIVEN, deduction_outcome
from perfeval_xl.scoring.execution import score_funds_of_form
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.scoring.outcome import Basis, FundFacts, IndicatorFacts, Outcome
from perfeval_xl.scoring.totals import Counted, TotalOutcome, score_total
from perfeval_xl.values.model import Comparator, Meaning, Reading
from perfeval_xl.values.reading import read_value

Facts = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)


class CaseError(KeyError):
    """A case that gives or expects what this kind of case does not have; ``str()`` is a clause of Chinese."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example."""

    name: str
    kind: str
    """``indicator``, ``execution`` or ``total``."""
    given: Facts
    expect: Facts


def load_cases(file: Path) -> list[Case]:
    """The cases of a pack.

    Raises:
        RulesError: the file cannot be read, or an entry is not a case.
    """
    try:
        entries = parse(file.read_bytes(), file)
    except OSError as error:
        raise RulesError("文件打不开，请检查路径和权限", file=file) from error
    if not isinstance(entries, list):
        raise RulesError("应当是算例的列表，每项以“- name:”开头", file=file)
    return [_case(number, entry, file) for number, entry in enumerate(entries, 1)]


def _case(number: int, entry: object, file: Path) -> Case:
    if isinstance(entry, dict) and "name" in entry and isinstance(entry.get("expect"), dict):
        kinds = [kind for kind in _RUNNERS if isinstance(entry.get(kind), dict)]
        if len(kinds) == 1 and set(entry) == {"name", "expect", kinds[0]}:
            return Case(str(entry["name"]), kinds[0], entry[kinds[0]], entry["expect"])
    name = f"“{entry['name']}”" if isinstance(entry, dict) and entry.get("name") else ""
    kinds_known = "、".join(_RUNNERS)
    raise RulesError(f"第{number}项算例{name}应当有 name、expect，以及 {kinds_known} 之一，不能有别的", file=file)


def differences(case: Case, pack: RulePack) -> list[str]:
    """How the pack's answer differs from what the case expects; empty where it agrees.

    Raises:
        CaseError: the case gives or expects something that this kind of case does not have, or lacks what it needs.
    """
    found = _RUNNERS[case.kind](case.given, pack)
    _refuse_unknown(case.expect, set(found), "expect 里的")
    wrong: list[str] = []
    for key, wanted in case.expect.items():
        actual = found[key]
        agrees = str(wanted) in actual if key == "why_not" else _same(actual, wanted)
        if not agrees:
            why = f"（{found['why_not']}）" if actual is None and found.get("why_not") else ""
            wrong.append(f"{key}应为{_as_written(wanted)}，算得{_as_written(actual)}{why}")
    return wrong


def _as_written(value: object) -> str:
    """As the file of cases has it: its words for nothing, yes and no are not Python's."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _same(actual: object, wanted: object) -> bool:
    if isinstance(wanted, (int, Decimal)) and not isinstance(wanted, bool) and isinstance(actual, Decimal):
        return actual == wanted
    return actual is wanted if wanted is None or isinstance(wanted, bool) else actual == wanted


def indicator_outcome(given: Facts, pack: RulePack) -> Outcome:
    """The pack's answer to a case of kind ``indicator``; raises as :func:`differences`."""
    known = {"comparator", "target", "high", "deadline", "actual", "points", "entered", "share", "formula"}
    known |= {"level1", "level2", "deduction"}
    _refuse_unknown(given, known)
    comparator = _word(given, "comparator", Comparator)
    if "formula" in given:
        rule = IndicatorRule(_word(given, "formula", Formula), pack.indicators[comparator].cite)
        pack = replace(pack, indicators={**pack.indicators, comparator.value: rule})
    target, points, actual = _read(given.get("target")), _read(given.get("points")), _read(given.get("actual"))
    facts = IndicatorFacts(
        comparator=comparator.value,
        comparator_basis="written",
        comparator_word="",
        target=target.value,
        target_high=_read(given.get("high")).value,
        target_unit=target.unit,
        target_date=given.get("deadline"),
        target_text=target.text,
        target_meaning=target.meaning.value,
        target_cell=None,
        actual=actual.value,
        actual_date_first=actual.date.first if actual.date else None,
        actual_date=actual.date.last if actual.date else None,
        actual_text=actual.text,
        actual_meaning=actual.meaning.value,
        actual_cell=None,
        grade_word=actual.grade.value if actual.grade else None,
        share=_read(given.get("share")).value if "share" in given else actual.share,
        unit_notes="",
        points=points.value,
        points_text=points.text,
        points_meaning=points.meaning.value,
        points_cell=None,
        entered_score=_read(given.get("entered")).value,
        score_cell=None,
        level1=given.get("level1", ""),
        level2=given.get("level2", ""),
        deduction=_read(given.get("deduction")).value,
    )
    return score_indicator(facts, pack)


def execution_outcome(given: Facts, pack: RulePack) -> Outcome:
    """The pack's answer to a case of kind ``execution``; raises as :func:`differences`."""
    _refuse_unknown(given, {"budget", "executed", "points", "parts"})
    lines = [_line({**given, "key": "total"}), *(_line(part) for part in _mappings(given, "parts", needed=False))]
    return score_funds_of_form(lines, pack)[0]


def _line(given: Facts) -> FundFacts:
    flat: list[Any] = []
    for field in ("initial", "budget", "executed", "points"):
        reading = _read(given.get(field))
        flat += (reading.value, reading.text, reading.meaning.value, None)
    key = str(_needed(given, "key"))
    return FundFacts(key, key, *flat)


def total_outcome(given: Facts, pack: RulePack) -> TotalOutcome:
    """The pack's answer to a case of kind ``total``; raises as :func:`differences`."""
    _refuse_unknown(given, {"rows", "rate"})
    rows = [_counted(row, number) for number, row in enumerate(_mappings(given, "rows"), 1)]
    return score_total(rows, pack, _read(given.get("rate")).value)


def _total_facts(outcome: TotalOutcome) -> Facts:
    return {
        "total": outcome.score_total,
        "points": outcome.points_total,
        "known": outcome.score_known,
        "grade": outcome.grade,
        "why_not": outcome.why_not,
    }


def _counted(row: Facts, number: int) -> Counted:
    _refuse_unknown(row, {"points", "score", "not_applicable", "goal", "weight"})
    score = _read(row.get("score")).value
    basis = Basis.UNSCORED if score is None else Basis.COMPUTED
    if row.get("not_applicable"):
        basis = Basis.NOT_APPLICABLE
    return Counted(
        f"第{number}行",
        "",
        _read(_needed(row, "points")).value,
        basis,
        score,
        row.get("goal", ""),
        _read(row.get("weight")).value,
    )


def _refuse_unknown(given: Facts, known: set[str], where: str = "") -> None:
    for key in given:
        if key not in known:
            raise CaseError(f"{where}“{key}”不认识，可用的有{'、'.join(sorted(known))}")


def _needed(given: Facts, key: str) -> Any:
    if key not in given:
        raise CaseError(f"缺少“{key}”")
    return given[key]


def _word(given: Facts, key: str, words: type[Word]) -> Word:
    value = _needed(given, key)
    try:
        return words(value)
    except ValueError as error:
        raise CaseError(f"“{key}”写的是“{value}”，只能是{'、'.join(words)}之一") from error


def _mappings(given: Facts, key: str, *, needed: bool = True) -> list[Facts]:
    value = _needed(given, key) if needed else given.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise CaseError(f"“{key}”应当是列表，每项是一组“键: 值”")
    return value


def _read(value: Any) -> Reading:
    """A value of a case as a form's cell would give it; decimals stay exact."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Reading(Meaning.NUMBER, str(value), Decimal(value))
    if value is None or isinstance(value, (str, date)):
        return read_value(value)
    raise CaseError(f"“{value}”应当是数字、文字或日期")


def _facts_of(outcome: Outcome) -> Facts:
    return {
        "score": outcome.score,
        "rate": outcome.rate,
        "basis": outcome.basis.value,
        "met": outcome.met,
        "why_not": outcome.why_not,
    }


def _deduction(given: Facts, pack: RulePack) -> Facts:
    _refuse_unknown(given, GIVEN)
    return _facts_of(deduction_outcome(given, pack, _read))


_RUNNERS: dict[str, Callable[[Facts, RulePack], Facts]] = {
    "indicator": lambda given, pack: _facts_of(indicator_outcome(given, pack)),
    "execution": lambda given, pack: _facts_of(execution_outcome(given, pack)),
    "deduction": _deduction,
    "total": lambda given, pack: _total_facts(total_outcome(given, pack)),
}
