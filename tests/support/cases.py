"""Forms of every layout, evaluated: the text tables of ``tests/forms/layouts`` and the samples."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from perfeval_xl.evaluation import evaluate
from perfeval_xl.resources import data_folder
from perfeval_xl.results import Evaluation
from tests.support.tables import sheet, sheets

_LAYOUTS = Path(__file__).resolve().parent.parent / "forms" / "layouts"


@cache
def layout_cases() -> dict[str, str]:
    """``family: name`` -> the sheet as text, in the order of the files."""
    return {
        f"{path.stem}: {case['name']}": case["sheet"]
        for path in sorted(_LAYOUTS.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    }


@cache
def layout_evaluation(name: str) -> Evaluation:
    """The evaluation of one case."""
    return evaluate(sheets(sheet(layout_cases()[name], name="Sheet1")))


def first_of(family: str) -> Evaluation:
    """The evaluation of a family's first case."""
    return layout_evaluation(next(name for name in layout_cases() if name.startswith(f"{family}: ")))


@cache
def evaluations() -> dict[str, Evaluation]:
    """Every case and sample by name that holds a form."""
    found = {name: layout_evaluation(name) for name in layout_cases()}
    found |= {path.stem: sample(path.name) for path in samples()}
    return {name: evaluation for name, evaluation in found.items() if evaluation.forms}


@cache
def sample(part: str) -> Evaluation:
    """The evaluation of the shipped sample whose name contains ``part``."""
    return evaluate(sample_path(part))


def sample_path(part: str) -> Path:
    return next(path for path in sorted(samples()) if part in path.name)


def samples() -> list[Path]:
    return sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
