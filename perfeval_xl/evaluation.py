"""The only place that knows the order of the flow: read, locate, parse, score, check, comment, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.checks import Book, run_checks
from perfeval_xl.commentary.drafts import draft_commentary
from perfeval_xl.conversion.ways import Way
from perfeval_xl.delivery import Outcome, Ready, deliver, made_ready, package_of, writing_for
from perfeval_xl.forms.published import published_texts
from perfeval_xl.forms.structure_issues import NO_FORM
from perfeval_xl.objectives.beside import objectives_beside
from perfeval_xl.objectives.held import NOTHING_HELD, Held
from perfeval_xl.objectives.register import NO_OBJECTIVES, Register, place_of
from perfeval_xl.opening import Opened, open_content, open_source, ruled
from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.rules import RulePack
from perfeval_xl.rules.config import Config
from perfeval_xl.rules.settings import Bounds
from perfeval_xl.timing import Timer
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.naming import scored_path

if TYPE_CHECKING:  # what only writing needs is imported where it writes: looking at a workbook starts quickly
    from perfeval_xl.writing.whole import Writing

Goals = Register | Callable[[Config], Held]
"""What forms are held against: one register for all, or what finds that which a workbook's ``perfeval.toml`` names."""


def evaluate(
    source: Path | str | Sheets, *, rules: str | Path | None = None, goals: Goals = NO_OBJECTIVES
) -> Evaluation:
    """Evaluate one workbook without writing anything.

    Args:
        source: path of a workbook, or the sheets of one that is already open.
        rules: id of a rule pack or path of a person's own; otherwise ``perfeval.toml``, the workbook's ``pe_rules``
            or the form's layout decides, else ``cn-2020``.
        goals: the objectives (绩效目标) that the forms are held against, of :func:`perfeval_xl.gather_goals`; or
            :func:`perfeval_xl.configured_goals`, which finds those that ``perfeval.toml`` names.

    Returns:
        The evaluation; a file that cannot be read gives ``status == "unreadable"``, never an exception.

    Raises:
        perfeval_xl.rules.RulesError: the rule pack is unknown or faulty.
    """
    return evaluate_many([source if isinstance(source, Sheets) else Path(source)], rules=rules, goals=goals)[0]


def evaluate_many(
    sources: Sequence[Path | str | Sheets], *, rules: str | Path | None = None, goals: Goals = NO_OBJECTIVES
) -> list[Evaluation]:
    """Evaluate a chunk of workbooks; their frames are scored together, which pays pandas' overhead once."""
    chunk = [source if isinstance(source, Sheets) else Path(source) for source in sources]
    return [evaluation for evaluation, _ in _evaluate_chunk(chunk, rules, goals=goals)]


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
    goals: Goals = NO_OBJECTIVES,
    bounds: Bounds | None = None,
) -> list[Outcome]:
    """Score a chunk of workbooks into copies.

    Args:
        jobs: (source, output) pairs; outputs are written atomically, sources stay untouched.
        rules: as in :func:`evaluate`.
        convert: how workbooks that cannot be patched (.xls, .et, .ods) become ``.xlsx``, a
            :class:`~perfeval_xl.conversion.ways.Way`: ``auto``, ``libreoffice`` or ``own``.
        marks: whether issues are marked at their cells too, by a fill and a comment.
        timer: told which step serves which source.
        goals: as in :func:`evaluate`.
        bounds: of a batch: where the ``perfeval.toml`` that decides may lie.
    """
    timer = timer or Timer()
    ready = made_ready(_evaluate_chunk([source for source, _ in jobs], rules, timer, goals, bounds), convert)
    outcomes = []
    for one, (source, output) in zip(ready, jobs, strict=True):
        with timer.step(source):
            outcomes.append(deliver(one, output, marks=marks))
    return outcomes


def score_file(
    source: Path | str,
    output: Path | str | None = None,
    *,
    in_place: bool = False,
    rules: str | Path | None = None,
    convert: str = Way.AUTO,
    marks: bool = True,
    goals: Goals = NO_OBJECTIVES,
) -> Outcome:
    """Score one workbook into a copy (default ``NAME.scored.xlsx`` beside it), or in place after a backup.
    What lies at the copy's place is backed up too, unless it is a copy of ours that nobody has saved since.
    Options are as in :func:`score_many`; what had to be converted is never written in place.
    """
    source = Path(source)
    chunk = _evaluate_chunk([source], rules, goals=goals)
    if in_place:
        return deliver(made_ready(chunk, convert, refuse=True)[0], source, in_place=True, marks=marks)
    return deliver(made_ready(chunk, convert)[0], Path(output or scored_path(source)), keep=True, marks=marks)


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
    ready = made_ready([(_finish([opened])[0], opened)], convert)[0]
    return ready.evaluation, package_of(ready, writing_for(ready, marks)) if ready.evaluation.forms else None


def evaluate_content(
    content: bytes,
    title: str,
    *,
    rules: str | Path | None = None,
    place: Path | None = None,
    goals: Goals = NO_OBJECTIVES,
) -> tuple[Evaluation, Writing | None]:
    """Evaluate a workbook held in memory, and tell what scoring would write into it (``None`` where unreadable).

    Args:
        content: the workbook as an application has it open, saved as a copy.
        place: where the workbook itself lies, for the ``perfeval.toml`` beside it; ``None`` for one never saved.
        rules: as in :func:`evaluate`.
        goals: as in :func:`evaluate`.
    """
    opened = ruled(open_content(title, content, 0), rules, place)
    if isinstance(opened, Evaluation):
        return opened, None
    evaluation = _finish([opened], goals)[0]
    return evaluation, writing_for(Ready(evaluation, opened, content), marks=True) if evaluation.forms else None


def content_with_rules(content: bytes, title: str, place: Path | None) -> tuple[Evaluation, dict[int, RulePack]]:
    """As :func:`evaluate_with_rules`, of a workbook held in memory; ``place`` as in :func:`evaluate_content`."""
    opened = ruled(open_content(title, content, 0), None, place)
    return (opened, {}) if isinstance(opened, Evaluation) else (_finish([opened])[0], opened.ruling.packs)


def _evaluate_chunk(
    sources: Sequence[Path | Sheets],
    rules: str | Path | None,
    timer: Timer | None = None,
    goals: Goals = NO_OBJECTIVES,
    bounds: Bounds | None = None,
) -> list[tuple[Evaluation, Opened | None]]:
    results: list[Evaluation | Opened] = []
    timer = timer or Timer()
    first = 0
    for source in sources:
        with timer.step(source):
            opened = ruled(open_source(source, first), rules, source if isinstance(source, Path) else None, bounds)
        results.append(opened)
        if isinstance(opened, Opened):
            first += len(opened.parsed.forms)
    readable = [opened for opened in results if isinstance(opened, Opened)]
    finished = iter(_finish(readable, goals))
    return [(result, None) if isinstance(result, Evaluation) else (next(finished), result) for result in results]


def _finish(chunk: Sequence[Opened], goals: Goals = NO_OBJECTIVES) -> list[Evaluation]:
    """Score, check and comment a chunk of opened workbooks."""
    from perfeval_xl.scoring import score_workbooks

    packs = {form: pack for opened in chunk for form, pack in opened.ruling.packs.items()}
    results = score_workbooks([(opened.parsed.forms, opened.parsed.tables) for opened in chunk], packs)
    return [_assemble(opened, [results[form.form.form] for form in opened.parsed.forms], goals) for opened in chunk]


def _held(opened: Opened, goals: Goals) -> Held:
    """What the forms are held against; what a person or ``perfeval.toml`` names goes before what lies beside them."""
    config = opened.ruling.config
    held = Held(goals) if isinstance(goals, Register) else NOTHING_HELD
    if not isinstance(goals, Register) and config is not None and config.goals and opened.parsed.forms:
        held = goals(config)
    return held if held.register else replace(held, register=objectives_beside(opened.sheets, opened.parsed))


def _assemble(opened: Opened, results: Iterable[FormResult], goals: Goals) -> Evaluation:
    packs = opened.ruling.packs
    forms = tuple(opened.ruling.told(form, draft_commentary(form, packs[form.form.form])) for form in results)
    held = _held(opened, goals)
    register = held.register
    if register:
        forms = tuple(replace(one, objectives=tuple(map(place_of, register.candidates(one.parsed)))) for one in forms)
    texts = partial(published_texts, opened.sheets, opened.parsed.forms)
    book = Book(opened.title, forms, opened.parsed.tables, packs, texts, register)
    raised = [*opened.issues, *held.issues, *run_checks(book)]
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
