"""Labelled sentences: true ones stay silent, wrong ones are found under the code that their label names."""

from __future__ import annotations

import pytest

from tests.proofread.reading import codes
from tests.proofread.wordings import DATA, Sample, samples

_LINES = (DATA / "sentences.txt").read_text(encoding="utf-8").splitlines()
LABELLED = [line.split(" | ", 1) for line in _LINES if line and not line.startswith("#")]
RATES = list(samples())


@pytest.mark.parametrize(("label", "sentence"), LABELLED)
def test_a_sentence_is_judged_as_labelled(label: str, sentence: str) -> None:
    assert codes(sentence) == ([] if label == "true" else label.split(","))


def test_the_labelled_sentences_are_many_and_of_both_kinds() -> None:
    right = [label for label, _ in LABELLED if label == "true"]
    assert len(right) >= 80
    assert len(LABELLED) - len(right) >= 40


@pytest.mark.parametrize("sample", RATES, ids=lambda sample: sample.sentence)
def test_published_rates_are_judged_in_every_wording(sample: Sample) -> None:
    found = codes(sample.sentence)
    assert bool(found) is not sample.right
    assert all(code in ("TXT-03", "TXT-08", "TXT-20") for code in found)


def test_sentences_side_by_side_do_not_disturb_one_another() -> None:
    """All true sentences as one report: what holds of each holds of them together."""
    text = "\n".join(sentence for label, sentence in LABELLED if label == "true")
    about_one_fact = {"STR-30", "TXT-04", "TXT-24", "TOT-32", "WGT-31"}  # the sentences tell of different units
    assert [code for code in codes(text) if code not in about_one_fact] == []
