"""The page of words says what the reader does."""

from __future__ import annotations

import re

from perfeval_xl.values import name_words
from perfeval_xl.values.handbook import _DIMENSION_TITLES, word_book
from perfeval_xl.values.measures import DIMENSIONS
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.targets import read_target

PAGE = word_book()


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def told(title: str, nouns: tuple[str, ...]) -> set[str]:
    """The words of one direction that the page lists, the words before the nouns of time put before each of them."""
    *_, verbs, _, plain = section(title).strip().split("\n\n")
    return {verb + noun for verb in verbs.split("、") for noun in nouns} | set(plain.split("、"))


LOWER = told("越少越好的词语（取≤）", name_words.TAKEN_NOUNS)
HIGHER = told("越多越好的词语（取≥）", name_words.GIVEN_NOUNS)


def test_every_word_of_direction_is_listed_under_its_own_direction() -> None:
    assert {word for word, said in name_words.NAME_DIRECTIONS.items() if said is Comparator.LE} == LOWER
    assert {word for word, said in name_words.NAME_DIRECTIONS.items() if said is Comparator.GE} == HIGHER
    assert not LOWER & HIGHER


def test_every_listed_word_decides_alone_as_the_page_says() -> None:
    for word in LOWER:
        assert read_target("5", name=word).comparator is Comparator.LE, word
    for word in HIGHER:
        assert read_target("5", name=word).comparator is Comparator.GE, word


def test_every_sign_and_word_of_the_table_reads_as_its_row_says() -> None:
    rows = re.findall(r"^\| ([≥>≤<=]) \| (.*) \| (.*) \|$", section("写明的符号和词语"), re.MULTILINE)
    assert len(rows) == 5
    for sign, before, after in rows:
        for word in before.split("、"):
            assert read_target(f"{word}5个").comparator.sign == sign, word
        for word in after.split("、") if after != "—" else ():
            assert read_target(f"5个{word}").comparator.sign == sign, word


def test_every_dimension_has_its_row() -> None:
    assert set(_DIMENSION_TITLES) == set(DIMENSIONS) - {"share"}
    for title in _DIMENSION_TITLES.values():
        assert f"| {title} |" in PAGE
