"""From a copy of the open workbook to the plan of one command, by the functions that work on files too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from perfeval_xl.addin.goals import named_goals, settings_place
from perfeval_xl.addin.messages import (
    about_message,
    checked_message,
    cleared_message,
    refused_message,
    scored_message,
    unreadable_message,
)
from perfeval_xl.addin.plan import Level, Message, Plan
from perfeval_xl.addin.reusing import filled_in_place, peoples_notes, sheets_with_tables
from perfeval_xl.addin.unwriting import Unwriting, unwriting
from perfeval_xl.addin.vehicle import vehicle
from perfeval_xl.clearing import NOTHING_OF_OURS
from perfeval_xl.evaluation import evaluate_content
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.model import Edit, Mark, Sheets
from perfeval_xl.workbook.own.names import named_as_there
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record.lines import Line, Was, own_sheet_names, record_lines

RulesChoice = str | Path | None


def make_plan(
    command: str, snapshot: bytes, title: str, *, place: Path | None = None, rules: RulesChoice = None
) -> Plan:
    """The plan of a command; a refusal is a plan with a message only.

    ``report`` alone writes something by itself, a new file: its plan is only the message about that.

    Args:
        snapshot: the open workbook as the bytes of an .xlsx.
        title: its name, for messages.
        place: where it lies, for the ``perfeval.toml`` beside it; without one, that in our own folder counts.
        rules: a rule pack, as for ``perfeval score --rules``.

    Raises:
        RulesError: the rule pack is unknown or faulty.
        KeyError: no such command.
    """
    try:
        return _PLANS[command](snapshot, title, place, rules)
    except WorkbookError as error:
        return Plan(refused_message(error))


def _score(snapshot: bytes, title: str, place: Path | None, rules: RulesChoice) -> Plan:
    place = settings_place(place, title)
    evaluation, writing = evaluate_content(snapshot, title, rules=rules, place=place, goals=named_goals)
    if writing is None:
        return Plan(unreadable_message(evaluation))
    old = unwriting(snapshot, title, keep_written_on=False)
    names = [slot.name if slot else None for slot in old.present]
    writing = replace(writing, sheets=named_as_there(writing.sheets, names))
    patched = writing.patched(old.cleared.content, title)
    scored = read_workbook(patched, title=title)
    found = record_lines(scored)
    assert found is not None  # noqa: S101 - the patcher has just written it
    record, lines = found
    content, copied = vehicle(patched, scored, record)
    made = dict(zip(own_sheet_names(scored), writing.sheets, strict=False))
    sheets = filled_in_place(copied, made, old.present, old.record, sheets_with_tables(snapshot))
    filled = {sheet.into for sheet in sheets}
    return replace(
        _undoing(old, scored_message(evaluation)),
        remove=[name for name in old.remove if name not in filled],
        edits=_at_anchors(writing.edits, old.sheets),
        vehicle=content,
        sheets=sheets,
        marks=[*_marks(lines), *peoples_notes(snapshot, old.present, writing.sheets)],
        backup=not old.cleared.found,
    )


def _check(snapshot: bytes, title: str, place: Path | None, rules: RulesChoice) -> Plan:
    place = settings_place(place, title)
    evaluation, writing = evaluate_content(snapshot, title, rules=rules, place=place, goals=named_goals)
    return Plan(unreadable_message(evaluation) if writing is None else checked_message(evaluation))


def _clear(snapshot: bytes, title: str, _place: Path | None, _rules: RulesChoice) -> Plan:
    old = unwriting(snapshot, title)
    if not old.cleared.found:
        return Plan(Message(f"{NOTHING_OF_OURS.at(file=title).message}。", Level.INFO))
    done = cleared_message(old.cleared)
    return replace(_undoing(old, done), backup=True)


def _report(snapshot: bytes, title: str, place: Path | None, _rules: RulesChoice) -> Plan:
    from perfeval_xl.addin.reporting import write_report

    return Plan(write_report(snapshot, title, place))


def _about(_snapshot: bytes, _title: str, _place: Path | None, _rules: RulesChoice) -> Plan:
    return Plan(about_message())


def _undoing(old: Unwriting, message: Message) -> Plan:
    return Plan(message, record=old.record, unmark=old.unmark, restore=old.restore, remove=old.remove)


def _at_anchors(edits: Sequence[Edit], sheets: Sheets) -> list[Edit]:
    """The edits at the cells that show: inside a merge its anchor; of two for one cell the last one counts."""
    found: dict[tuple[str, str], Edit] = {}
    for edit in edits:
        cell = sheets[edit.sheet].address(*split_cell(edit.cell))
        found[edit.sheet, cell] = replace(edit, cell=cell)
    return list(found.values())


def _marks(lines: Sequence[Line]) -> list[Mark]:
    """The marks that the file got, by its record: fill and comment of a cell in one."""
    found: dict[tuple[str, str], Mark] = {}
    for line in lines:
        if line.kind.is_mark and line.target:
            sheet, row, column = line.target
            mark = found.get((sheet, cell_name(row, column)), Mark(sheet, cell_name(row, column), ""))
            changed = {"fill": line.written} if line.kind is Was.SHADED else {"text": line.written}
            found[sheet, mark.cell] = replace(mark, **changed)
    return list(found.values())


_PLANS: Mapping[str, Callable[[bytes, str, Path | None, RulesChoice], Plan]] = {
    "score": _score,
    "check": _check,
    "report": _report,
    "clear": _clear,
    "about": _about,
}
