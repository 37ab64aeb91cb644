"""The summary of a batch: the workbook, and its lists as CSV and Parquet, from ``results.jsonl`` in one pass."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfeval_xl.batch.discovery import Skipped
from perfeval_xl.batch.journal import read_records
from perfeval_xl.batch.layout import FORM_TABLE, ISSUE_TABLE, SUMMARY

if TYPE_CHECKING:
    from perfeval_xl.report.summary_look import Column
    from perfeval_xl.report.summary_tables import Table


def write_summary(out: Path, skipped: Sequence[Skipped]) -> None:
    """Write the summary of what ``results.jsonl`` holds; raises as :func:`summary_of`."""
    with summary_of(out, skipped) as add:
        for record in read_records(out):
            add(record)


@contextmanager
def summary_of(out: Path, skipped: Sequence[Skipped]) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Take the records of ``results.jsonl`` in order and write their summary in the end.

    Each file is replaced only when it is complete.

    Raises:
        WorkbookError: a file cannot be written.
    """
    from perfeval_xl.catalogue import all_kinds, loaded_kinds
    from perfeval_xl.report.summary import FORM_COLUMNS, ISSUE_COLUMNS, SummaryWriter
    from perfeval_xl.workbook.atomic import atomic_stream

    with ExitStack() as open_files:
        stream = open_files.enter_context(atomic_stream(out / SUMMARY))
        forms = _tables(open_files, out / FORM_TABLE, FORM_COLUMNS)
        issues = _tables(open_files, out / ISSUE_TABLE, ISSUE_COLUMNS)
        summary = SummaryWriter(stream, forms, issues)
        codes: set[str] = set()

        def add(record: Mapping[str, Any]) -> None:
            summary.add(record)
            codes.update(issue["code"] for issue in record["issues"])

        yield add
        if not codes <= loaded_kinds().keys():
            all_kinds()  # workers found what this process has not met yet; its title is shown
        summary.finish((item.path, item.reason) for item in skipped)


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
