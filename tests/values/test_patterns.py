"""Patterns that are compiled at their first use: they work as others do, and every one of the program compiles."""

from __future__ import annotations

import re
import sys

import pytest

from perfeval_xl.catalogue import all_kinds
from perfeval_xl.values.patterns import _Later, compiled_later


def test_nothing_is_compiled_before_the_first_use() -> None:
    pattern = compiled_later("(")
    with pytest.raises(re.error):
        pattern.search("")


def test_it_works_as_a_pattern_does() -> None:
    pattern, plainly = compiled_later(r"(?P<n>[0-9]+)分"), re.compile(r"(?P<n>[0-9]+)分")
    for _ in range(2):
        match = pattern.search("得18分")
        assert match is not None
        assert match["n"] == "18"
        assert pattern.sub("", "得18分") == "得"
        assert pattern.findall("1分2分") == ["1", "2"]
    assert pattern.pattern == plainly.pattern
    assert pattern.groups == plainly.groups


def test_what_makes_a_pattern_is_called_once_and_late() -> None:
    made: list[str] = []

    def source() -> str:
        made.append("[0-9]")
        return made[-1]

    pattern = compiled_later(source)
    assert made == []
    assert pattern.findall("1分2分") == pattern.findall("12") == ["1", "2"]
    assert made == ["[0-9]"]


def test_all_of_the_program_compile() -> None:
    all_kinds()  # imports the whole package
    modules = [module for name, module in sys.modules.items() if name.startswith("perfeval_xl.")]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, _Later)]
    assert found
    for pattern in found:
        assert re.compile(pattern.pattern).groups == pattern.groups
