"""perfeval_xl: 预算绩效自评 for spreadsheets. This module is the whole public API.

>>> import perfeval_xl
>>> result = perfeval_xl.evaluate("自评表.xlsx")          # doctest: +SKIP
>>> result.forms[0].score_total, result.forms[0].grade     # doctest: +SKIP
(Decimal('86.40'), '良')

Names are loaded on first use, so that ``perfeval --help`` stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from perfeval_xl.version import VERSION

if TYPE_CHECKING:
    from perfeval_xl.batch import score_folder as score_folder
    from perfeval_xl.batch.objectives import gather_goals as gather_goals
    from perfeval_xl.batch.shelf import configured_goals as configured_goals
    from perfeval_xl.clearing import ClearOutcome as ClearOutcome
    from perfeval_xl.clearing import clear_file as clear_file
    from perfeval_xl.delivery import Outcome as Outcome
    from perfeval_xl.evaluation import evaluate as evaluate
    from perfeval_xl.evaluation import evaluate_many as evaluate_many
    from perfeval_xl.evaluation import score_file as score_file
    from perfeval_xl.issues import Issue as Issue
    from perfeval_xl.issues import Severity as Severity
    from perfeval_xl.issues import WorkbookError as WorkbookError
    from perfeval_xl.proofreading import Proofreading as Proofreading
    from perfeval_xl.proofreading import proofread_file as proofread_file
    from perfeval_xl.results import Evaluation as Evaluation
    from perfeval_xl.results import FormResult as FormResult
    from perfeval_xl.results import FundResult as FundResult
    from perfeval_xl.results import IndicatorResult as IndicatorResult
    from perfeval_xl.rules import RulePack as RulePack
    from perfeval_xl.rules import list_packs as list_packs
    from perfeval_xl.rules import load_pack as load_pack

__version__ = VERSION

_HOMES = {
    "score_folder": "batch",
    "ClearOutcome": "clearing",
    "Outcome": "delivery",
    "clear_file": "clearing",
    "evaluate": "evaluation",
    "evaluate_many": "evaluation",
    "score_file": "evaluation",
    "configured_goals": "batch.shelf",
    "gather_goals": "batch.objectives",
    "Issue": "issues",
    "Severity": "issues",
    "WorkbookError": "issues",
    "Proofreading": "proofreading",
    "proofread_file": "proofreading",
    "Evaluation": "results",
    "FormResult": "results",
    "FundResult": "results",
    "IndicatorResult": "results",
    "RulePack": "rules",
    "list_packs": "rules",
    "load_pack": "rules",
}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 - plain names, gathered in one place


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
