"""Formulas that reach out of the workbook when a spreadsheet program calculates them; here they are only noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WEB = re.compile(r"\b(?:WEBSERVICE|RTD|IMAGE)\(", re.IGNORECASE)
_DDE = re.compile(r"\w\s*\|\s*(?:'[^']*'|\w+)\s*!|\bDDE\(", re.IGNORECASE)
_SIGNS = ("|", "DDE(", "WEBSERVICE(", "RTD(", "IMAGE(")
"""A cheap look before the patterns: a formula with none of these reaches nowhere."""
_TEXT = re.compile(r'"[^"]*"')


def reaching_out(formulas: Iterable[str]) -> set[str]:
    """Notes on these formulas: ``web_functions`` for WEBSERVICE and its like, ``dde`` for ``program|topic!item``."""
    notes = set()
    for formula in formulas:
        upper = formula.upper()
        if not any(sign in upper for sign in _SIGNS):
            continue
        code = _TEXT.sub('""', formula)
        if _WEB.search(code):
            notes.add("web_functions")
        if _DDE.search(code):
            notes.add("dde")
    return notes
