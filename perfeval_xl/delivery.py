"""From an evaluated workbook to the file that shows its results: the second half of the flow, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.conversion.ways import Way
from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.opening import Opened
from perfeval_xl.results import Conversion, Evaluation
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.atomic import backup_of, dropped_on_failure, write_atomic
from perfeval_xl.workbook.fingerprint import fingerprint
from perfeval_xl.workbook.naming import scored_path, spare_names
from perfeval_xl.workbook.reading import read_content
from perfeval_xl.workbook.write_issues import CHANGED_MEANWHILE

if TYPE_CHECKING:  # what only writing needs is imported where it writes: looking at a workbook starts quickly
    from perfeval_xl.workbook.copies import EditedCopy
    from perfeval_xl.writing.whole import Writing


@dataclass(frozen=True)
class Outcome:
    """What became of one workbook that was to be scored."""

    evaluation: Evaluation
    output: Path | None
    """The scored copy; ``None`` where nothing was written."""
    backup: Path | None = None
    """The copy of what was there before: the original written in place, or a file at the copy's place."""
    carried: bool = False
    """Whether what a person had written on our sheets there is on the new copy's too."""


@dataclass(frozen=True)
class Ready:
    """An evaluated workbook and the package that its results go into."""

    evaluation: Evaluation
    opened: Opened | None
    package: bytes | None
    refusal: WorkbookError | None = None
    """Why there is no such package."""


def made_ready(chunk: Sequence[tuple[Evaluation, Opened | None]], convert: str, *, refuse: bool = False) -> list[Ready]:
    """Give each workbook the package that its results go into: its own, or that of a copy made now."""
    from perfeval_xl.conversion.copying import PATCHABLE, Source, copies, not_in_place

    ready = [Ready(evaluation, opened, opened.content if opened else None) for evaluation, opened in chunk]
    foreign = [
        (number, Source(one.opened.title, one.package, one.opened.sheets, _needed(one.evaluation)))
        for number, one in enumerate(ready)
        if one.opened and one.package and one.evaluation.forms and one.opened.sheets.kind != PATCHABLE
    ]
    sources = [source for _, source in foreign]
    made = [not_in_place(source) for source in sources] if refuse else copies(sources, Way(convert))
    for (number, source), copy in zip(foreign, made, strict=True):
        one = ready[number]
        if isinstance(copy, WorkbookError):
            ready[number] = replace(one, package=None, refusal=copy)
        else:
            kind = source.sheets.kind
            told = replace(one.evaluation, conversion=Conversion(kind, copy.by.value, copy.told(kind)))
            ready[number] = replace(one, evaluation=told, package=copy.content)
    return ready


def _needed(evaluation: Evaluation) -> frozenset[str]:
    """The sheets that results depend on."""
    return frozenset(form.form.sheet for form in evaluation.forms) | {table.sheet for table in evaluation.tables}


def deliver(ready: Ready, target: Path, *, in_place: bool = False, keep: bool = False, marks: bool) -> Outcome:
    evaluation, opened = ready.evaluation, ready.opened
    if opened is None or opened.content is None or not evaluation.forms:
        return Outcome(evaluation, None)
    from perfeval_xl.workbook.copies import keep_aside, written_on

    try:
        copy = None if in_place else written_on(target)
        writing = writing_for(ready, marks, copy)
        content = package_of(ready, writing, target)
        if in_place and read_content(target) != opened.content:
            return _kept_both(evaluation, target, content)
        backup = backup_of(target) if in_place else keep_aside(target, content) if keep else None
        with dropped_on_failure(backup):
            write_atomic(target, content)
    except WorkbookError as error:
        return Outcome(_failed(evaluation, error.issue), None)
    return Outcome(evaluation, target, backup, carried=copy is not None and writing.has_peoples_words)


def _kept_both(evaluation: Evaluation, target: Path, content: bytes) -> Outcome:
    """Somebody changed the file meanwhile: theirs stays, and the results go into a new file beside it."""
    beside = next(path for path in spare_names(scored_path(target)) if not path.exists())
    write_atomic(beside, content)
    return Outcome(_failed(evaluation, CHANGED_MEANWHILE.at(file=target.name, other=beside.name)), beside)


def _failed(evaluation: Evaluation, issue: Issue) -> Evaluation:
    """The evaluation of a workbook that could not be written as asked for."""
    return replace(evaluation, status="unreadable", error=issue.message, issues=(issue, *evaluation.issues))


def package_of(ready: Ready, writing: Writing, target: Path | None = None) -> bytes:
    """The scored package, of the type that the target's name stands for."""
    if ready.refusal is not None:
        raise ready.refusal
    opened, content = ready.opened, ready.package
    assert opened is not None and content is not None  # noqa: S101 - callers have a file's content
    if target is not None and target.suffix.lower() != Path(opened.title).suffix.lower():
        from perfeval_xl.workbook.editing.content_type import fitted

        content = fitted(content, target.suffix, title=opened.title, target=target.name)
    return writing.patched(content, opened.title)


def writing_for(ready: Ready, marks: bool, copy: EditedCopy | None = None) -> Writing:
    """What goes into the workbook; ``copy`` is the one in its place, on which people wrote."""
    from perfeval_xl.writing.whole import writing_of

    evaluation, opened = ready.evaluation, ready.opened
    assert opened is not None  # noqa: S101 - it has forms
    packs = opened.ruling.used
    facts = {
        "tool": f"perfeval_xl {VERSION}",
        "rules": "、".join(pack.id for pack in packs),
        "rules_hash": "、".join(pack.hash for pack in packs),
        "input_fingerprint": fingerprint(opened.sheets),
    }
    title = "；".join(pack.title for pack in packs)
    return writing_of(evaluation, opened.sheets, title, facts, marks=marks, scored=opened.scored, copy=copy)
