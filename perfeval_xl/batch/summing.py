"""The summary of a batch: the workbook, and its lists as CSV and Parquet, written while the results come in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from perfeval_xl.batch.discovery import Skipped
from perfeval_xl.batch.edited import is_as_written, may_have_remarks, set_edited_aside, set_edited_lists_aside
from perfeval_xl.batch.gist import Gist
from perfeval_xl.batch.layout import FORM_TABLE, ISSUE_TABLE, SUMMARY
from perfeval_xl.issues import WorkbookError

if TYPE_CHECKING:
    from perfeval_xl.report.summary import SummaryWriter
    from perfeval_xl.report.summary_kept import Kept
    from perfeval_xl.report.summary_look import Column
    from perfeval_xl.report.summary_remarks import Remarks
    from perfeval_xl.report.summary_tables import Table


class _UnfinishedError(Exception):
    """Leaves open files behind: none takes its place."""


class Summing:
    """Takes workbooks in order; :meth:`finish` puts each file in its place, and without it none is touched."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._open_files = ExitStack()
        self._untitled: set[str] = set()
        self._writer: SummaryWriter | None = None
        self._read_at: tuple[int, int] | None = None
        """When the summary of an earlier run was last saved, as its remarks were read."""
        self.backup: Path | None = None
        """The summary of an earlier run, where a person saved it since."""
        self.list_backups: tuple[Path, ...] = ()
        """The lists of an earlier run that a person saved since."""
        self._changes: list[Kept] = []
        self._kept_before: list[Kept] = []
        self.unread = ""
        """Why the remarks in an earlier summary could not be taken over."""

    def add(self, gist: Gist) -> None:
        """Take the next workbook.

        Raises:
            WorkbookError: a file cannot be written.
        """
        with self._told():
            self._summary().add(gist.forms, gist.issues, gist.titles)
        self._untitled.update(issue.code for issue in gist.issues if issue.code not in gist.titles)

    def finish(self, skipped: Sequence[Skipped] = ()) -> None:
        """Write the rest, with what was left out, and replace the files; raises as :meth:`add`."""
        writer, place = self._summary(), self._out / SUMMARY
        self.backup, backed_up_at = set_edited_aside(place), _saved(place)
        with self._told():
            writer.finish(((item.path, item.reason) for item in skipped), self._titles(), self._kept())
        if _saved(place) != self._read_at and not self.unread:
            self.unread = "批量处理时有人又保存了它，那之后写的不在新的汇总表里"
        if _saved(place) != backed_up_at:
            self.backup = set_edited_aside(place)
        self.list_backups = set_edited_lists_aside(self._out)
        self._open_files.close()

    def _earlier_remarks(self) -> Remarks | None:
        self._read_at = _saved(self._out / SUMMARY)
        if not may_have_remarks(self._out / SUMMARY):
            return None
        from perfeval_xl.batch.earlier_changes import changes_in, kept_before
        from perfeval_xl.batch.earlier_summary import remarks_of
        from perfeval_xl.workbook.reading import read_content, read_workbook

        try:
            content = read_content(self._out / SUMMARY)
            sheets = read_workbook(content, title=str(self._out / SUMMARY)).sheets
        except WorkbookError as error:
            self.unread = error.issue.message
            return None
        self._changes = changes_in(content, sheets, self._out) if not is_as_written(self._out / SUMMARY) else []
        self._kept_before = kept_before(sheets)
        return remarks_of(content, sheets)

    def _kept(self) -> list[Kept]:
        """What the new summary says is in backups only."""
        name = "" if self.backup is None else self.backup.name
        return [*self._kept_before, *(change._replace(backup=name) for change in self._changes if name)]

    @property
    def only_in_backup(self) -> int:
        """Changes in the summary of an earlier run that the new one cannot hold."""
        return len(self._changes) if self.backup is not None else 0

    @property
    def remarks(self) -> tuple[int, int]:
        """How many remarks of an earlier summary stand beside their rows again, and how many are listed apart."""
        return (0, 0) if self._writer is None else (self._writer.remarks.carried, len(self._writer.remarks.left))

    @property
    def copies(self) -> int:
        return 0 if self._writer is None else self._writer.repeats.copies

    @property
    def alike(self) -> int:
        return 0 if self._writer is None else self._writer.repeats.alike

    @property
    def doubtful(self) -> int:
        return 0 if self._writer is None else self._writer.doubtful

    def _titles(self) -> Mapping[str, str]:
        """Of the kinds that nobody has told: those of an earlier run's lines, which this process has never raised."""
        if not self._untitled:
            return {}
        from perfeval_xl.catalogue import all_kinds

        kinds = all_kinds()
        return {code: kinds[code].title for code in self._untitled if code in kinds}

    def _summary(self) -> SummaryWriter:
        """Made for the first workbook: the workers are at work by then, and what it needs is loaded beside them."""
        if self._writer is None:
            from perfeval_xl.report.summary import FORM_COLUMNS, ISSUE_COLUMNS, SummaryWriter
            from perfeval_xl.workbook.atomic import atomic_stream

            stream = self._open_files.enter_context(atomic_stream(self._out / SUMMARY))
            forms = _tables(self._open_files, self._out / FORM_TABLE, FORM_COLUMNS)
            issues = _tables(self._open_files, self._out / ISSUE_TABLE, ISSUE_COLUMNS)
            self._writer = SummaryWriter(stream, forms, issues, self._earlier_remarks())
        return self._writer

    @contextmanager
    def _told(self) -> Iterator[None]:
        """The open files say in a sentence what keeps them from being written."""
        try:
            yield
        except OSError as error:
            self._open_files.__exit__(type(error), error, error.__traceback__)
            raise

    def __enter__(self) -> Summing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # not with the error itself, which need not come from these files
        with suppress(_UnfinishedError), self._open_files:
            raise _UnfinishedError


def _saved(path: Path) -> tuple[int, int] | None:
    """When a file was saved, and its size; ``None`` where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _tables(open_files: ExitStack, path: Path, columns: Sequence[Column]) -> list[Table]:
    from perfeval_xl.report.summary_tables import CsvTable, ParquetTable, has_parquet
    from perfeval_xl.workbook.atomic import atomic_stream

    stream = open_files.enter_context(atomic_stream(path.with_suffix(".csv")))
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    open_files.callback(text.detach)
    tables: list[Table] = [CsvTable(text, columns)]
    if has_parquet():
        tables.append(ParquetTable(open_files.enter_context(atomic_stream(path.with_suffix(".parquet"))), columns))
    return tables
