"""Scores by a rule pack: pure, exact, frames in and frames out. Reads and writes no files."""

from perfeval_xl.scoring.assembly import form_results
from perfeval_xl.scoring.rated import with_rates
from perfeval_xl.scoring.tables import score, score_funds, score_indicators, score_totals

__all__ = ["form_results", "score", "score_funds", "score_indicators", "score_totals", "with_rates"]
