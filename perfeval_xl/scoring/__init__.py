"""Scores by a rule pack: pure, exact, frames in and frames out. Reads and writes no files."""

from perfeval_xl.scoring.assembly import form_results
from perfeval_xl.scoring.tables import score, score_funds, score_indicators, score_totals
from perfeval_xl.scoring.whole import score_workbooks

__all__ = ["form_results", "score", "score_funds", "score_indicators", "score_totals", "score_workbooks"]
