"""The figures that the project holds itself to, over every published case (targets: 98%, 98%, 100%, 95%, 95%)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from perfeval_xl.evaluation import evaluate
from perfeval_xl.resources import data_folder
from tests.realcases.layouts import LAYOUTS
from tests.realcases.loading import all_cases
from tests.realcases.page import PAGE, Corpus, accuracy_page, measured

SEED = Path(__file__).with_name("seed.yaml")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return measured()


def test_every_published_case_is_used() -> None:
    assert [case.number for case in all_cases()] == list(range(1, 79))
    assert {case.layout for case in all_cases()} <= set(LAYOUTS)


def test_cases_name_no_address_and_no_place() -> None:
    files = list(Path(__file__).with_name("cases").glob("*.yaml"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not [word for word in ("http", "www", "村委会", "镇人民", "乡人民", "同志") if word in text], file.name


def test_forms_are_located(corpus: Corpus) -> None:
    assert corpus.total.share("forms") >= 0.98, _misses(corpus, "forms")


def test_cells_are_located(corpus: Corpus) -> None:
    assert corpus.total.share("cells") >= 0.98, _misses(corpus, "cells")


def test_comparators_and_values_are_read(corpus: Corpus) -> None:
    assert corpus.total.share("comparators") >= 0.97, _misses(corpus, "comparators")
    assert corpus.total.share("values") >= 0.99, _misses(corpus, "values")


def test_execution_rates_are_right(corpus: Corpus) -> None:
    assert corpus.total.share("rates") == 1, _misses(corpus, "rates")


def test_scores_are_right(corpus: Corpus) -> None:
    assert corpus.total.share("scores") == 1, _misses(corpus, "scores")


def test_published_errors_are_found_at_their_cells(corpus: Corpus) -> None:
    assert corpus.total.share("published") >= 0.95, _misses(corpus, "published")


def test_what_else_is_true_is_said(corpus: Corpus) -> None:
    assert corpus.total.share("also") >= 0.95, _misses(corpus, "also")


def test_alarms_are_true(corpus: Corpus) -> None:
    assert corpus.total.precision >= 0.95, "\n".join(corpus.total.false_alarms)


def test_no_alarm_on_a_form_without_mistakes(corpus: Corpus) -> None:
    clean = [case for case in all_cases() if not case.published and not case.also]
    assert len(clean) >= 15
    assert {case.number: corpus.cases[case.number].false_alarms for case in clean} == {
        case.number: [] for case in clean
    }


def test_the_seed_report_is_found_out_at_its_cells() -> None:
    """The one form that is a sample of ours: all that it must raise, and nothing else."""
    given = yaml.safe_load(SEED.read_text(encoding="utf-8"))
    evaluation = evaluate(data_folder("workbook_templates") / "samples" / given["sample"])
    raised = Counter(f"{issue.code} {issue.place}" for issue in evaluation.issues)
    assert raised == Counter(given["issues"])


def test_the_page_is_in_step(corpus: Corpus) -> None:
    assert PAGE.read_text(encoding="utf-8") == accuracy_page(corpus), (
        "docs/accuracy.md 与程序不一致，请运行 make accuracy"
    )


def _misses(corpus: Corpus, metric: str) -> str:
    return "\n".join(miss for miss in corpus.total.misses if miss.startswith(metric))
