"""Tries mutants on the whole flow, in a child with the limits of a batch's worker: a death names its mutant."""

from __future__ import annotations

import io
import os
import resource
import signal
import traceback
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment

from perfeval_xl.evaluation import score_content
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.clearing import clear_workbook
from tests.fuzz.mutator import mutant
from tests.support.forms import CORRECT
from tests.support.old import xls_of
from tests.support.tables import sheet
from tests.workbook.rich import rich_workbook

SAMPLES = Path(__file__).parents[2] / "workbook_templates"
SECONDS = 20
MEMORY = 1 << 30


@cache
def seeds() -> dict[str, bytes]:
    """Workbooks of every make: our form, one full of objects, a scored one, one that was changed since, an old one."""
    samples = sorted(SAMPLES.glob("samples/*.xlsx"))
    scored = score_content(samples[0].read_bytes(), "a.xlsx")[1]
    assert scored is not None
    return {
        "sample": samples[0].read_bytes(),
        "department": (SAMPLES / "department-honghe-2020.xlsx").read_bytes(),
        "rich": rich_workbook(),
        "scored": scored,
        "written on": _written_on(scored),
        "old": xls_of(sheet(CORRECT)),
    }


def _written_on(scored: bytes) -> bytes:
    """Saved by another program after a person wrote beside and beneath what is ours."""
    book = openpyxl.load_workbook(io.BytesIO(scored))
    sheet = book["评分结果"]
    sheet["M9"], sheet.cell(sheet.max_row + 2, 2).value = "已核对", "审核意见"
    sheet["A3"].comment = Comment("看过", "审核人")
    book.move_sheet("评分结果", -1)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def verdict(content: bytes, title: str) -> str:
    """What the flow says of a file: ``scored``, ``no form``, or the code of the issue that refuses it.

    Anything else that comes out of it is a fault of ours, and is let out.
    """
    try:
        evaluation, written = score_content(content, title, convert="own")
        if written is not None:
            clear_workbook(written)
    except WorkbookError as error:
        assert error.issue.remedy
        return error.issue.code
    if evaluation.status == "unreadable":
        assert evaluation.error
        return evaluation.issues[0].code
    return "scored" if written is not None else "no form"


def failures(seed: str, numbers: Iterable[int]) -> list[str]:
    """The mutants of these numbers that bring the flow down, with how."""
    found: list[str] = []
    left = list(numbers)
    while left:
        done, end = _try_in_child(seed, left)
        if end:
            found.append(f"{seed} {left[done]}: {end}")
        left = left[done + 1 :] if end else []
    return found


def _try_in_child(seed: str, numbers: list[int]) -> tuple[int, str]:
    """How many went well before one did not, and what became of that; ``""`` where all went well."""
    seeds()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(writing, seed, numbers)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(child, 0)
    done = told.count(b"\0")
    if os.WIFSIGNALED(status):
        return done, f"killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return done, told.replace(b"\0", b"").decode("utf-8", "replace")


def _child(writing: int, seed: str, numbers: list[int]) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    suffix = ".xls" if seed == "old" else ".xlsx"
    try:
        for number in numbers:
            signal.alarm(SECONDS)
            verdict(mutant(seeds()[seed], number), f"表{suffix}")
            os.write(writing, b"\0")
    except BaseException:
        os.write(writing, traceback.format_exc(limit=-3).encode())
    os._exit(0)
