"""Texts within a limit: cut where a reader would pause, never inside a number, and the cut is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.commentary.fitting import fit, shorten

TEXTS = st.text(alphabet="预算执行率，。；0123456789.%", max_size=60)


def test_whole_sentences_are_kept() -> None:
    text = "预算执行率86.18%。得8.62分。共设三级指标5个。"
    assert fit(text, 20) == "预算执行率86.18%。得8.62分。"
    assert fit(text, None) == text


def test_a_long_sentence_is_cut_behind_a_clause() -> None:
    assert shorten("已养护12公里，比上年多3公里，群众满意", 12) == "已养护12公里…"


def test_no_number_is_cut_or_parted_from_its_unit() -> None:
    assert shorten("全年预算数共1234567元", 10) == "全年预算数共…"
    assert shorten("全年预算数共12元整", 9) == "全年预算数共…"


@given(TEXTS, st.integers(2, 40))
def test_the_limit_holds_and_what_is_left_out_shows(text: str, limit: int) -> None:
    kept = shorten(text, limit)
    assert len(kept) <= limit
    assert kept == text or (kept.endswith("…") and text.startswith(kept[:-1]))
