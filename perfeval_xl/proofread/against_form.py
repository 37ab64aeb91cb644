from __future__ import annotations
def against_form(report, evaluation):
    return []
