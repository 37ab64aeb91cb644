"""Formulas that reach out of the workbook are noticed, and never run."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.readers.reach import reaching_out
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import written


@pytest.mark.parametrize(
    ("formula", "notes"),
    [
        ('_xlfn.WEBSERVICE("http://127.0.0.1/"&A1)', {"web_functions"}),
        ("cmd|'/C calc'!A0", {"dde"}),
        ('DDE("soffice","a.ods","A1")', {"dde"}),
        ("SUM(A1:A3)", set()),
        ('"WEBSERVICE("&A1', set()),
        ('IF(A1="甲|乙!",1,0)', set()),
        ("'一|二'!A1", set()),
        ("A1", set()),
    ],
)
def test_what_reaches_out_is_noticed(formula: str, notes: set[str]) -> None:
    assert reaching_out([formula]) == notes


def test_the_cached_value_is_read() -> None:
    def fill(book: object) -> None:
        book.add_worksheet().write_formula("A1", '=_xlfn.WEBSERVICE("http://127.0.0.1:9/")', None, "旧值")  # type: ignore[attr-defined]

    sheets = read_workbook(written(fill))
    assert next(iter(sheets)).rows[0][0] == "旧值"
    assert sheets.notes == ("web_functions",)
