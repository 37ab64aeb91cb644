"""Proofreading a text in tests."""

from __future__ import annotations

from perfeval_xl.documents.plain_text import read_text
from perfeval_xl.proofread import Finding, proofread
from perfeval_xl.results import Evaluation


def findings(text: str, evaluation: Evaluation | None = None, *, markdown: bool = False) -> list[Finding]:
    return list(proofread(read_text(text, "报告.txt", markdown=markdown), evaluation))


def codes(text: str, evaluation: Evaluation | None = None) -> list[str]:
    return [finding.issue.code for finding in findings(text, evaluation)]
