"""A summary as it is written: other formats of its lists, memory, and what is set aside meanwhile."""

from __future__ import annotations

import ast
import csv
import io
import os
import subprocess
import sys
import tempfile
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from perfeval_xl.evaluation import score_content
from perfeval_xl.report.summary import FORM_COLUMNS, SKIPPED_COLUMNS, SummaryWriter
from perfeval_xl.report.summary_lines import FormLine, form_lines, issue_lines
from perfeval_xl.report.summary_look import ListSheet, Styles
from perfeval_xl.report.summary_spool import Spool
from perfeval_xl.report.summary_tables import CsvTable
from tests.report.summaries import UNREADABLE, record, summary_content


def test_lists_are_csv_too() -> None:
    text = io.StringIO(newline="")
    writer = SummaryWriter(io.BytesIO(), forms=[CsvTable(text, FORM_COLUMNS)])
    for one in (record(name="=甲.xlsx"), UNREADABLE):
        writer.add(form_lines(one), issue_lines(one))
    writer.finish()
    assert text.getvalue().startswith("\ufeff序号,文件,")
    rows = list(csv.DictReader(io.StringIO(text.getvalue().removeprefix("\ufeff"))))
    assert [(row["文件"], row["得分"], row["执行率"]) for row in rows] == [
        ("'=甲.xlsx", "97.62", "0.861800"),
        ("坏.xlsx", "", ""),
    ]


AS_PARQUET = """
import io, sys
import pyarrow.parquet
from perfeval_xl.report.summary import FORM_COLUMNS, SummaryWriter
from perfeval_xl.report.summary_lines import form_lines, issue_lines
from perfeval_xl.report.summary_tables import ParquetTable
from tests.report.summaries import UNREADABLE, record
stream = io.BytesIO()
writer = SummaryWriter(io.BytesIO(), forms=[ParquetTable(stream, FORM_COLUMNS)])
for one in (record(), UNREADABLE):
    writer.add(form_lines(one), issue_lines(one))
writer.finish()
rows = pyarrow.parquet.read_table(io.BytesIO(stream.getvalue()), use_threads=False).to_pylist()
print([(row["文件"], str(row["得分"] and row["得分"].normalize())) for row in rows])
"""


@pytest.mark.parquet
def test_lists_are_parquet_where_pyarrow_is_installed() -> None:
    """pyarrow lies apart, for pandas starts slower wherever it finds it."""
    paths = os.pathsep.join([os.environ["PERFEVAL_PARQUET"], str(Path.cwd())])
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", AS_PARQUET],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ast.literal_eval(done.stdout) == [("甲/一.xlsx", "97.62"), ("坏.xlsx", "None")]


def test_memory_does_not_grow_with_the_number_of_rows() -> None:
    def kept(count: int) -> int:
        """Bytes that so many rows leave in memory."""
        with tempfile.TemporaryFile() as stream:
            book = xlsxwriter.Workbook(stream, {"constant_memory": True})
            page = ListSheet(book, Styles(book), "表", SKIPPED_COLUMNS)
            tracemalloc.start()
            for number in range(count):
                page.add((number, f"{number}.xlsx", "原因"), {}, {})
            found = tracemalloc.get_traced_memory()[0]
            tracemalloc.stop()
            book.close()
        return found

    kept(10)  # what is made once
    assert kept(2_000) < kept(200) + 50_000  # a row kept would cost some 250 bytes


def test_lines_set_aside_come_back_as_they_were() -> None:
    lines = [FormLine("甲\ud800.xlsx", unit="局", year=2023, score=Decimal("97.620")), FormLine("乙", readable=False)]
    with Spool() as spool:
        for line in lines:
            spool.add(line)
        assert list(spool) == lines


def test_a_summary_is_taken_for_no_form() -> None:
    """Its lists have columns that forms have too."""
    told = "“监控.xlsx”里没有自评表：“目标表”是“绩效目标执行监控表”，没有评分"
    other = UNREADABLE | {"status": "issues", "issues": [UNREADABLE["issues"][0] | {"message": told}]}
    for records in ((other,), (other, record()), (record(), UNREADABLE)):
        evaluation, scored = score_content(summary_content(*records), "summary.xlsx")
        assert (evaluation.forms, scored) == ((), None)
