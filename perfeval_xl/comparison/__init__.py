"""What differs between two evaluations: of two filled workbooks, or of one workbook under two rule packs. Pure."""

from perfeval_xl.comparison.model import Area, Change, Comparison, Difference, RuleDifference
from perfeval_xl.comparison.packs import compare_packs
from perfeval_xl.comparison.workbooks import compare_workbooks

__all__ = [
    "Area",
    "Change",
    "Comparison",
    "Difference",
    "RuleDifference",
    "compare_packs",
    "compare_workbooks",
]
