"""The texts of a workbook that are published with its forms: what is searched for personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perfeval_xl.forms.model import ParsedForm
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.model import Sheets

_PHONE_LABEL = re.compile("电话|手机|联系方式")
_LEAST_DIGITS = 11
"""Nothing personal is shorter than a phone number."""
_LEAST_NUMBER = 10 ** (_LEAST_DIGITS - 1)


def published_texts(sheets: Sheets, forms: Iterable[ParsedForm]) -> Iterator[tuple[str, str, str]]:
    """Sheet, cell and content of longer texts on the sheets that hold forms; a number beside 电话 is one of them."""
    names = {form.form.sheet for form in forms}
    for sheet in sheets:
        if sheet.name not in names:
            continue
        for row, values in enumerate(sheet.rows):
            label = ""
            for column, value in enumerate(values):
                if value is None:
                    continue
                if isinstance(value, str):
                    label = value
                    if len(value) >= _LEAST_DIGITS:
                        yield sheet.name, cell_name(row, column), value
                elif isinstance(value, float) and value >= _LEAST_NUMBER and _PHONE_LABEL.search(label):
                    yield sheet.name, cell_name(row, column), f"{label}{value:.0f}"
