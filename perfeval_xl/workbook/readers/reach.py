"""Formulas that reach out of the workbook when a spreadsheet program calculates them; here they are only noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WEB = re.compile(r"\b(?:WEBSERVICE|RTD|IMAGE)\(", re.IGNORECASE)
_DDE = re.compile(r"\w\s*\|\s*(?:'[^']*'|\w+)\s*!|\bDDE\(", re.IGNORECASE)
_SIGNS = ("|", "DDE(", "WEBSERVICE(", "RTD(", "IMAGE(")
"""A cheap look before the patterns: formulas with none of these reach nowhere."""
_TEXT = re.compile(r'"[^"]*"')


def reaching_out(formulas: Iterable[str]) -> set[str]:
    """Notes on these formulas: ``web_functions`` for WEBSERVICE and its like, ``dde`` for ``program|topic!item``."""
    notes: set[str] = set()
    found = list(formulas)
    together = "\n".join(found).upper()
    if not any(sign in together for sign in _SIGNS):
        return notes
    for formula in found:
        code = _TEXT.sub('""', formula)
        if _WEB.search(code):
            notes.add("web_functions")
        if _DDE.search(code):
            notes.add("dde")
    return notes
