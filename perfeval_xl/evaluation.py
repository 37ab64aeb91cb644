"""The only place that knows the order of the flow: read, locate, parse, score, check, comment, write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.checks import Book, run_checks
from perfeval_xl.commentary.drafts import draft_commentary
from perfeval_xl.conversion.ways import Way
from perfeval_xl.forms.published import published_texts
from perfeval_xl.forms.structure_issues import NO_FORM
from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.opening import Opened, open_content, open_source, ruled
from perfeval_xl.results import Conversion, Evaluation, FormResult
from perfeval_xl.rules import RulePack
from perfeval_xl.timing import Timer
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.atomic import backup_of, write_atomic
from perfeval_xl.workbook.fingerprint import fingerprint
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.naming import scored_path, spare_names
from perfeval_xl.workbook.reading import read_content
from perfeval_xl.workbook.write_issues import CHANGED_MEANWHILE

if TYPE_CHECKING:  # what only writing needs is imported where it writes: looking at a workbook starts quickly
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
class _Ready:
    """An evaluated workbook and the package that its results go into."""

    evaluation: Evaluation
    opened: Opened | None
    package: bytes | None
    refusal: WorkbookError | None = None
    """Why there is no such package."""


def evaluate(source: Path | str | Sheets, *, rules: str | Path | None = None) -> Evaluation:
    """Evaluate one workbook without writing anything.

    Args:
        source: path of a workbook, or the sheets of one that is already open.
        rules: id of a rule pack or path of a person's own; otherwise ``perfeval.toml``, the workbook's ``pe_rules``
            or the form's layout decides, else ``cn-2020``.

    Returns:
        The evaluation; a file that cannot be read gives ``status == "unreadable"``, never an exception.

    Raises:
        perfeval_xl.rules.RulesError: the rule pack is unknown or faulty.
    """
    return evaluate_many([source if isinstance(source, Sheets) else Path(source)], rules=rules)[0]


def evaluate_many(sources: Sequence[Path | str | Sheets], *, rules: str | Path | None = None) -> list[Evaluation]:
    """Evaluate a chunk of workbooks; their frames are scored together, which pays pandas' overhead once."""
    chunk = [source if isinstance(source, Sheets) else Path(source) for source in sources]
    return [evaluation for evaluation, _ in _evaluate_chunk(chunk, rules)]


def evaluate_with_rules(
    source: Path | str | Sheets, *, rules: str | Path | None = None
) -> tuple[Evaluation, dict[int, RulePack]]:
    """The evaluation of one workbook and the rule pack of each of its forms, by the form's number."""
    evaluation, opened = _evaluate_chunk([source if isinstance(source, Sheets) else Path(source)], rules)[0]
    return evaluation, opened.ruling.packs if opened is not None else {}


def score_many(
    jobs: Sequence[tuple[Path, Path]],
    *,
    rules: str | Path | None = None,
    convert: str = Way.AUTO,
    marks: bool = True,
    timer: Timer | None = None,
) -> list[Outcome]:
    """Score a chunk of workbooks into copies.

    Args:
        jobs: (source, output) pairs; outputs are written atomically, sources stay untouched.
        rules: as in :func:`evaluate`.
        convert: how workbooks that cannot be patched (.xls, .et, .ods) become ``.xlsx``, a
            :class:`~perfeval_xl.conversion.ways.Way`: ``auto``, ``libreoffice`` or ``own``.
        marks: whether issues are marked at their cells too, by a fill and a comment.
        timer: told which step serves which source.
    """
    timer = timer or Timer()
    ready = _ready(_evaluate_chunk([source for source, _ in jobs], rules, timer), convert)
    outcomes = []
    for one, (source, output) in zip(ready, jobs, strict=True):
        with timer.step(source):
            outcomes.append(_write(one, output, marks=marks))
    return outcomes


def score_file(
    source: Path | str,
    output: Path | str | None = None,
    *,
    in_place: bool = False,
    rules: str | Path | None = None,
    convert: str = Way.AUTO,
    marks: bool = True,
) -> Outcome:
    """Score one workbook into a copy (default ``NAME.scored.xlsx`` beside it), or in place after a backup.
    What lies at the copy's place is backed up too, unless it is a copy of ours that nobody has saved since.
    ``convert`` and ``marks`` are as in :func:`score_many`; what had to be converted is never written in place.
    """
    source = Path(source)
    chunk = _evaluate_chunk([source], rules)
    if in_place:
        return _write(_ready(chunk, convert, refuse=True)[0], source, in_place=True, marks=marks)
    return _write(_ready(chunk, convert)[0], Path(output or scored_path(source)), keep=True, marks=marks)


def score_content(
    content: bytes, title: str, *, rules: str | Path | None = None, convert: str = Way.AUTO, marks: bool = True
) -> tuple[Evaluation, bytes | None]:
    """Score a workbook held in memory: its evaluation and the scored package (``None`` where there is no form).

    Raises:
        WorkbookError: it can be read, but results cannot be written into it, or into a copy.
    """
    opened = ruled(open_content(title, content, 0), rules, None)
    if isinstance(opened, Evaluation):
        return opened, None
    ready = _ready([(_finish([opened])[0], opened)], convert)[0]
    return ready.evaluation, _patched(ready, _writing(ready, marks)) if ready.evaluation.forms else None


def evaluate_content(
    content: bytes, title: str, *, rules: str | Path | None = None, place: Path | None = None, marks: bool = True
) -> tuple[Evaluation, Writing | None]:
    """Evaluate a workbook held in memory, and tell what scoring would write into it (``None`` where unreadable).

    Args:
        content: the workbook as an application has it open, saved as a copy.
        place: where the workbook itself lies, for the ``perfeval.toml`` beside it; ``None`` for one never saved.
        rules: as in :func:`evaluate`.
        marks: as in :func:`score_file`.
    """
    opened = ruled(open_content(title, content, 0), rules, place)
    if isinstance(opened, Evaluation):
        return opened, None
    evaluation = _finish([opened])[0]
    return evaluation, _writing(_Ready(evaluation, opened, content), marks) if evaluation.forms else None


def content_with_rules(content: bytes, title: str, place: Path | None) -> tuple[Evaluation, dict[int, RulePack]]:
    """As :func:`evaluate_with_rules`, of a workbook held in memory; ``place`` as in :func:`evaluate_content`."""
    opened = ruled(open_content(title, content, 0), None, place)
    return (opened, {}) if isinstance(opened, Evaluation) else (_finish([opened])[0], opened.ruling.packs)


def _evaluate_chunk(
    sources: Sequence[Path | Sheets], rules: str | Path | None, timer: Timer | None = None
) -> list[tuple[Evaluation, Opened | None]]:
    results: list[Evaluation | Opened] = []
    timer = timer or Timer()
    first = 0
    for source in sources:
        with timer.step(source):
            opened = ruled(open_source(source, first), rules, source if isinstance(source, Path) else None)
        results.append(opened)
        if isinstance(opened, Opened):
            first += len(opened.parsed.forms)
    readable = [opened for opened in results if isinstance(opened, Opened)]
    finished = iter(_finish(readable))
    return [(result, None) if isinstance(result, Evaluation) else (next(finished), result) for result in results]


def _finish(chunk: Sequence[Opened]) -> list[Evaluation]:
    """Score, check and comment a chunk of opened workbooks."""
    from perfeval_xl.scoring import score_workbooks

    packs = {form: pack for opened in chunk for form, pack in opened.ruling.packs.items()}
    results = score_workbooks([(opened.parsed.forms, opened.parsed.tables) for opened in chunk], packs)
    return [_assemble(opened, [results[form.form.form] for form in opened.parsed.forms]) for opened in chunk]


def _assemble(opened: Opened, results: Iterable[FormResult]) -> Evaluation:
    packs = opened.ruling.packs
    forms = tuple(opened.ruling.told(form, draft_commentary(form, packs[form.form.form])) for form in results)
    book = Book(
        opened.title, forms, opened.parsed.tables, packs, partial(published_texts, opened.sheets, opened.parsed.forms)
    )
    raised = opened.issues + run_checks(book)
    issues = opened.ruling.weighed(raised)
    missing = next((issue for issue in raised if issue.code == NO_FORM.code), None)
    status = "unreadable" if missing else "issues" if issues else "ok"
    return Evaluation(
        workbook=opened.title,
        status=status,
        error=missing.message if missing else None,
        forms=forms,
        issues=tuple(issues),
        tables=opened.parsed.tables,
        notes=opened.sheets.notes,
    )


def _ready(chunk: Sequence[tuple[Evaluation, Opened | None]], convert: str, *, refuse: bool = False) -> list[_Ready]:
    """Give each workbook the package that its results go into: its own, or that of a copy made now."""
    from perfeval_xl.conversion.copying import PATCHABLE, Source, copies, not_in_place

    ready = [_Ready(evaluation, opened, opened.content if opened else None) for evaluation, opened in chunk]
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


def _write(ready: _Ready, target: Path, *, in_place: bool = False, keep: bool = False, marks: bool) -> Outcome:
    evaluation, opened = ready.evaluation, ready.opened
    if opened is None or opened.content is None or not evaluation.forms:
        return Outcome(evaluation, None)
    from perfeval_xl.workbook.own_copies import keep_aside, written_on

    backup: Path | None = None
    try:
        copy = None if in_place else written_on(target)
        writing = _writing(ready, marks, copy)
        content = _patched(ready, writing, target)
        if in_place and read_content(target) != opened.content:
            return _kept_both(evaluation, target, content)
        backup = backup_of(target) if in_place else keep_aside(target, content) if keep else None
        write_atomic(target, content)
    except WorkbookError as error:
        return Outcome(_failed(evaluation, error.issue), None, backup)
    return Outcome(evaluation, target, backup, carried=copy is not None and writing.has_peoples_words)


def _kept_both(evaluation: Evaluation, target: Path, content: bytes) -> Outcome:
    """Somebody changed the file meanwhile: theirs stays, and the results go into a new file beside it."""
    beside = next(path for path in spare_names(scored_path(target)) if not path.exists())
    write_atomic(beside, content)
    return Outcome(_failed(evaluation, CHANGED_MEANWHILE.at(file=target.name, other=beside.name)), beside)


def _failed(evaluation: Evaluation, issue: Issue) -> Evaluation:
    """The evaluation of a workbook that could not be written as asked for."""
    return replace(evaluation, status="unreadable", error=issue.message, issues=(issue, *evaluation.issues))


def _patched(ready: _Ready, writing: Writing, target: Path | None = None) -> bytes:
    """The scored package, of the type that the target's name stands for."""
    if ready.refusal is not None:
        raise ready.refusal
    opened, content = ready.opened, ready.package
    assert opened is not None and content is not None  # noqa: S101 - callers have a file's content
    if target is not None and target.suffix.lower() != Path(opened.title).suffix.lower():
        from perfeval_xl.workbook.content_type import fitted

        content = fitted(content, target.suffix, title=opened.title, target=target.name)
    return writing.patched(content, opened.title)


def _writing(ready: _Ready, marks: bool, copy: Sheets | None = None) -> Writing:
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
