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
from perfeval_xl.addin.plan_json import Json
from perfeval_xl.addin.serving import answer

_NOT_UNDERSTOOD = "插件的请求无法识别。\n处理办法：请重新安装插件：perfeval addin install。"


def serve_pipes(requests: IO[str], answers: IO[str]) -> None:
    """Answer line by line until the input ends; what anything prints meanwhile goes to the error output."""
    with redirect_stdout(sys.stderr):
        for line in requests:
            answers.write(json.dumps(answer_line(line), ensure_ascii=True) + "\n")
            answers.flush()


def answer_line(line: str) -> Json:
    """The answer to one request."""
    try:
        request = json.loads(line)
        command, copy, name = (str(request[key]) for key in ("command", "copy", "name"))
        place, keep = str(request.get("place") or ""), request.get("backup", True) is True
    except (ValueError, KeyError, TypeError, AttributeError):
        return {"error": _NOT_UNDERSTOOD}
    if command not in NAMES:
        return {"error": _NOT_UNDERSTOOD}
    return answer(command, Path(copy), name=copy_name(name), place=Path(place) if place else None, keep=keep)


def copy_name(name: str) -> str:
    """The workbook's name as that of its copy: an .ods or .xls that is open comes as an .xlsx."""
    path = Path(name)
    return name if path.suffix.lower() in ("", ".xlsx", ".xlsm") else f"{path.stem}.xlsx"
