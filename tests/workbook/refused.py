"""A minimal workbook, broken ones, and the issue by which reading refuses them."""

from __future__ import annotations

import pytest

from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import raw, row, worksheet

ONE = worksheet(row('<c r="A1"><v>1</v></c>'))


def refusal(content: bytes, title: str = "报送/甲单位 自评表.xlsx") -> Issue:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(content, title=title)
    return caught.value.issue


def far_cell(address: str, number: int) -> bytes:
    return raw(worksheet(row('<c r="A1"><v>1</v></c>') + row(f'<c r="{address}"><v>1</v></c>', number=number)))
