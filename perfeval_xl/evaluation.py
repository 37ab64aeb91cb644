"""The only place that knows the order of the flow: read, locate, parse, score, check, comment, write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfeval_xl.checks import Book, run_checks
from perfeval_xl.commentary.drafts import draft_commentary
from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import ParsedWorkbook
from perfeval_xl.forms.structure_issues import NO_FORM
from perfeval_xl.issues import Issue, IssueKind, Severity, WorkbookError
from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.rules import RulesError
from perfeval_xl.ruling import RULES_UNUSABLE, Ruling, rule_forms
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.atomic import backup_of, write_atomic
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.fingerprint import fingerprint
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.read_issues import OPEN_ELSEWHERE, file_name
from perfeval_xl.workbook.reading import open_elsewhere, read_content, read_workbook
from perfeval_xl.workbook.record import human_view
from perfeval_xl.writing.designated import designated_edits
from perfeval_xl.writing.issue_sheet import issue_sheet
from perfeval_xl.writing.marks import issue_marks
from perfeval_xl.writing.result_sheet import result_sheet

CHANGED = IssueKind(
    code="IO-31",
    severity=Severity.ERROR,
    title="文件在处理时被改动",
    message="“{file}”在评分期间被其他程序改动，为避免覆盖新内容没有写回",
    remedy="请关闭其他正在使用该文件的程序后重新评分",
)
WRONG_NAME = IssueKind(
    code="IO-33",
    severity=Severity.WARNING,
    title="扩展名与内容不符",
    message="“{file}”的扩展名与内容不符，内容是 Excel 工作簿（xlsx/xlsm），已按内容读取",
    remedy="请把文件另存或改名为 .xlsx，以免其他软件打不开",
)
NOTHING_OF_OURS = IssueKind(
    code="IO-32",
    severity=Severity.ERROR,
    title="文件里没有评分记录",
    message="“{file}”里没有本工具写入的评分结果，没有可清除的内容",
    remedy="无需处理；如文件由其他工具评过分，请用原工具清除",
)


@dataclass(frozen=True)
class Outcome:
    """What became of one workbook that was to be scored."""

    evaluation: Evaluation
    output: Path | None
    """The scored copy; ``None`` where nothing was written."""
    backup: Path | None = None
    """The copy of the original made before an in-place write."""


@dataclass(frozen=True)
class ClearOutcome:
    """What became of one workbook whose results were to be taken out."""

    output: Path | None
    restored: int
    """Number of cells that show their earlier content again."""
    kept: tuple[str, ...]
    """Cells that a person changed after scoring; they stay as they are."""
    found: bool
    backup: Path | None = None
    unmarked: int = 0
    """Number of cells whose fill or comment of ours is gone."""


@dataclass(frozen=True)
class _Opened:
    """A workbook that could be read, before scoring."""

    title: str
    content: bytes | None
    sheets: Sheets
    parsed: ParsedWorkbook
    issues: list[Issue]
    ruling: Ruling = field(default_factory=Ruling)


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


def evaluate_many(sources: Sequence[Path | Sheets], *, rules: str | Path | None = None) -> list[Evaluation]:
    """Evaluate a chunk of workbooks; their frames are scored together, which pays pandas' overhead once."""
    return [evaluation for evaluation, _ in _evaluate_chunk(sources, rules)]


def score_many(
    jobs: Sequence[tuple[Path, Path]], *, rules: str | Path | None = None, marks: bool = True
) -> list[Outcome]:
    """Score a chunk of workbooks into copies.

    Args:
        jobs: (source, output) pairs; outputs are written atomically, sources stay untouched.
        rules: as in :func:`evaluate`.
        marks: whether issues are marked at their cells too, by a fill and a comment.
    """
    chunk = _evaluate_chunk([source for source, _ in jobs], rules)
    return [
        _write(evaluation, opened, output, marks=marks)
        for (evaluation, opened), (_, output) in zip(chunk, jobs, strict=True)
    ]


def score_file(
    source: Path | str,
    output: Path | None = None,
    *,
    in_place: bool = False,
    rules: str | Path | None = None,
    marks: bool = True,
) -> Outcome:
    """Score one workbook into a copy (default ``NAME.scored.xlsx`` beside it), or in place after a backup.

    With ``marks`` each cell with issues gets a fill and a comment; :func:`clear_file` takes them out again.
    """
    source = Path(source)
    target = source if in_place else output or source.with_name(f"{source.stem}.scored{source.suffix}")
    evaluation, opened = _evaluate_chunk([source], rules)[0]
    return _write(evaluation, opened, target, in_place=in_place, marks=marks)


def score_content(
    content: bytes, title: str, *, rules: str | Path | None = None, marks: bool = True
) -> tuple[Evaluation, bytes | None]:
    """Score a workbook held in memory: its evaluation and the scored package (``None`` where unreadable)."""
    opened = _ruled(_open(title, content, 0), rules, None)
    if isinstance(opened, Evaluation):
        return opened, None
    evaluation = _finish([opened])[0]
    return evaluation, _patched(evaluation, opened, marks=marks) if evaluation.forms else None


def clear_file(source: Path | str, output: Path | None = None) -> ClearOutcome:
    """Take results and marks of ours out of a workbook again, in place (after a backup) unless ``output`` is given.

    Raises:
        WorkbookError: the file cannot be read or written, or holds nothing of ours.
    """
    source = Path(source)
    content = read_content(source)
    cleared = clear_workbook(content, title=source.name)
    if not cleared.found:
        raise WorkbookError(NOTHING_OF_OURS.at(file=source.name))
    backup = backup_of(source) if output is None else None
    _unchanged_or_raise(source, content)
    write_atomic(output or source, cleared.content)
    return ClearOutcome(output or source, cleared.restored, cleared.kept, True, backup, cleared.unmarked)


def _evaluate_chunk(
    sources: Sequence[Path | Sheets], rules: str | Path | None
) -> list[tuple[Evaluation, _Opened | None]]:
    results: list[Evaluation | _Opened] = []
    first = 0
    for source in sources:
        opened = _ruled(_open_source(source, first), rules, source if isinstance(source, Path) else None)
        results.append(opened)
        if isinstance(opened, _Opened):
            first += len(opened.parsed.forms)
    readable = [opened for opened in results if isinstance(opened, _Opened)]
    finished = iter(_finish(readable))
    return [(result, None) if isinstance(result, Evaluation) else (next(finished), result) for result in results]


def _open_source(source: Path | Sheets, first: int) -> _Opened | Evaluation:
    if isinstance(source, Sheets):
        return _locate(source.workbook, None, source, first)
    try:
        content = read_content(source)
    except WorkbookError as error:
        return _unreadable(str(source), error.issue)
    opened = _open(str(source), content, first)
    if isinstance(opened, _Opened) and open_elsewhere(source):
        opened.issues.append(OPEN_ELSEWHERE.at(file=source.name))
    return opened


def _open(title: str, content: bytes, first: int) -> _Opened | Evaluation:
    try:
        sheets = read_workbook(content, title=title)
    except WorkbookError as error:
        return _unreadable(title, error.issue)
    return _locate(title, content, sheets, first)


def _locate(title: str, content: bytes | None, sheets: Sheets, first: int) -> _Opened:
    view = human_view(sheets)
    parsed, issues = find_forms(view, first)
    if "wrong_extension" in sheets.notes:
        issues.append(WRONG_NAME.at(file=file_name(title)))
    return _Opened(title, content, view, parsed, issues)


def _ruled(opened: _Opened | Evaluation, rules: str | Path | None, place: Path | None) -> _Opened | Evaluation:
    """The opened workbook with the rules of its forms."""
    if isinstance(opened, Evaluation):
        return opened
    try:
        return replace(opened, ruling=rule_forms(opened.sheets, opened.parsed.forms, rules, place))
    except RulesError as error:
        if rules is not None:
            raise
        return _unreadable(opened.title, RULES_UNUSABLE.at(problem=str(error)))


def _unreadable(title: str, issue: Issue) -> Evaluation:
    return Evaluation(workbook=title, status="unreadable", error=issue.message, forms=(), issues=(issue,))


def _finish(chunk: Sequence[_Opened]) -> list[Evaluation]:
    """Score, check and comment a chunk of opened workbooks."""
    from perfeval_xl.scoring import score_workbooks

    packs = {form: pack for opened in chunk for form, pack in opened.ruling.packs.items()}
    results = score_workbooks([(opened.parsed.forms, opened.parsed.tables) for opened in chunk], packs)
    return [_assemble(opened, [results[form.form.form] for form in opened.parsed.forms]) for opened in chunk]


def _assemble(opened: _Opened, results: Iterable[FormResult]) -> Evaluation:
    packs = opened.ruling.packs
    told = map(opened.ruling.told, results)
    forms = tuple(replace(result, commentary=draft_commentary(result, packs[result.form.form])) for result in told)
    book = Book(opened.title, forms, opened.parsed.tables, packs)
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


def _write(
    evaluation: Evaluation, opened: _Opened | None, target: Path, *, in_place: bool = False, marks: bool
) -> Outcome:
    if opened is None or opened.content is None or not evaluation.forms:
        return Outcome(evaluation, None)
    backup: Path | None = None
    try:
        content = _patched(evaluation, opened, marks=marks)
        if in_place:
            _unchanged_or_raise(target, opened.content)
            backup = backup_of(target)
        write_atomic(target, content)
    except WorkbookError as error:
        failed = replace(
            evaluation, status="unreadable", error=error.issue.message, issues=(error.issue, *evaluation.issues)
        )
        return Outcome(failed, None, backup)
    return Outcome(evaluation, target, backup)


def _unchanged_or_raise(path: Path, content: bytes) -> None:
    if read_content(path) != content:
        raise WorkbookError(CHANGED.at(file=path.name))


def _patched(evaluation: Evaluation, opened: _Opened, *, marks: bool) -> bytes:
    assert opened.content is not None  # noqa: S101 - callers have a file's content
    packs = opened.ruling.used
    facts = {
        "tool": f"perfeval_xl {VERSION}",
        "rules": "、".join(pack.id for pack in packs),
        "rules_hash": "、".join(pack.hash for pack in packs),
        "input_fingerprint": fingerprint(opened.sheets),
    }
    sheets = [result_sheet(evaluation, "；".join(pack.title for pack in packs)), issue_sheet(evaluation)]
    at_cells = issue_marks(evaluation, opened.sheets) if marks else []
    edits = designated_edits(evaluation)
    return patch_workbook(opened.content, edits, sheets, facts, marks=at_cells, title=opened.title)
