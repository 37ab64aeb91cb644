"""A plan for a front end that Python cannot hold: files in, JSON out, and no exception ever."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.addin.commands import failure_message
from perfeval_xl.addin.home import keep_copy, log
from perfeval_xl.addin.plan import Plan
from perfeval_xl.addin.plan_json import Json, plan_json
from perfeval_xl.addin.planning import RulesChoice, make_plan
from perfeval_xl.workbook.reading import read_content


def answer(
    command: str,
    copy: Path,
    *,
    name: str | None = None,
    place: Path | None = None,
    out: Path | None = None,
    rules: RulesChoice = None,
    keep: bool = True,
) -> Json:
    """The plan of a command on the saved copy of an open workbook.

    Args:
        copy: the copy (.xlsx), which the front end deletes afterwards.
        name: the workbook's name, for messages; the copy's where it is not given.
        place: where the workbook itself lies; ``None`` where it was never saved.
        out: the folder for the vehicle; that of the copy where it is not given.
        rules: as for ``perfeval score --rules``.
        keep: whether a copy is kept before the first scoring; not of a workbook that has a password to open it.
    """
    title = name or copy.name
    log().info("%s %s", command, title)
    vehicle = backup = None
    try:
        snapshot = b"" if command == "about" else read_content(copy)
        plan = make_plan(command, snapshot, title, place=place, rules=rules)
        if plan.sheets:
            vehicle = (out or copy.parent) / f"{copy.stem}.perfeval.xlsx"
            vehicle.write_bytes(plan.vehicle)
        if plan.backup and keep:
            backup = keep_copy(snapshot, title, place)
    except Exception as error:
        log().exception("%s", command)
        return plan_json(Plan(failure_message(error)), None)
    return plan_json(plan, vehicle, backup)
