"""``perfeval addin worker``: plans for a front end that keeps this process: a line of JSON in, a line of JSON out.

The pipes of the process that started it are its only way in and out; it ends when its input ends.

A request: ``{"command": "score", "copy": PATH, "name": NAME, "place": PATH or "", "backup": true}``. The answer is a
plan (see :mod:`perfeval_xl.addin`), the ready-made sheets lying beside the copy; or ``{"error": TEXT}``: nothing to do.
"""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import IO

from perfeval_xl.addin.commands import NAMES
from perfeval_xl.addin.home import keep_copy, log, log_file
from perfeval_xl.addin.messages import refused_message
from perfeval_xl.addin.plan import Plan
from perfeval_xl.addin.plan_json import Json, plan_json
from perfeval_xl.issues import WorkbookError
from perfeval_xl.rules import RulesError
from perfeval_xl.workbook.reading import read_content


def serve_pipes(requests: IO[str], answers: IO[str]) -> None:
    """Answer line by line until the input ends; what anything prints meanwhile goes to the error output."""
    with redirect_stdout(sys.stderr):
        for line in requests:
            answers.write(json.dumps(answer(line), ensure_ascii=True) + "\n")
            answers.flush()


def answer(line: str) -> Json:
    """The answer to one request; every failure is an ``error`` with a text for the clerk."""
    try:
        request = json.loads(line)
        command, copy, name = (str(request[key]) for key in ("command", "copy", "name"))
        place, backup = str(request.get("place") or ""), request.get("backup", True) is True
    except (ValueError, KeyError, TypeError, AttributeError):
        command = ""
    if command not in NAMES:
        return {"error": "插件的请求无法识别。\n处理办法：请重新安装插件：perfeval addin install。"}
    log().info("%s %s", command, name)
    try:
        return _planned(command, Path(copy), name, Path(place) if place else None, backup=backup)
    except WorkbookError as error:
        return {"error": refused_message(error).text}
    except RulesError as error:
        return {"error": str(error)}
    except Exception as error:
        log().exception("%s", command)
        return {
            "error": f"程序出错，没有完成（{type(error).__name__}）。\n处理办法：请把日志文件发给维护人员：{log_file()}"
        }


def _planned(command: str, copy: Path, name: str, place: Path | None, *, backup: bool) -> Json:
    from perfeval_xl.addin.planning import make_plan

    title = _title(name)
    if command == "report":
        from perfeval_xl.addin.reporting import write_report

        return plan_json(Plan(write_report(read_content(copy), title, place)), None)
    snapshot = b"" if command == "about" else read_content(copy)
    plan = make_plan(command, snapshot, title, place=place)
    kept = keep_copy(snapshot, name, place) if plan.backup and backup else None
    vehicle = None
    if plan.sheets:
        vehicle = copy.with_name(f"{copy.stem}.perfeval.xlsx")
        vehicle.write_bytes(plan.vehicle)
    return plan_json(plan, vehicle, kept)


def _title(name: str) -> str:
    """The workbook's name as that of its copy: an .ods or .xls that is open comes as an .xlsx."""
    path = Path(name)
    return name if path.suffix.lower() in ("", ".xlsx", ".xlsm") else f"{path.stem}.xlsx"
