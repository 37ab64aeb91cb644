"""What a person most likely mistyped where a rule file is no YAML: the sentence says what to change, and where.

YAML's own words speak of tokens and block mappings, and often of the line after the slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_KEY = r"[A-Za-z_][\w.-]*"
_WIDE_COLON = re.compile(rf"(?:^\s*(?:- )?|[{{,，]\s*){_KEY}\s*：")
_TIGHT_COLON = re.compile(rf"^\s*(?:- )?{_KEY}:[^\s\"'\[{{/]")
_WIDE_COMMA = re.compile(rf"，\s*(?:{_KEY}:|[{{\[\"'])")
_WIDE_QUOTE = re.compile(r"[:\[,] *[“”‘’]")
_SPECIAL = re.compile(r"(?:: |- |^\s*)([@%`])")

_ODD_QUOTES = "双引号没有配成对"
_SLIPS: tuple[tuple[Callable[[str], object], str], ...] = (
    (lambda line: "\t" in line[: len(line) - len(line.lstrip())], "缩进用了制表符（Tab），请改用空格"),
    (_WIDE_COLON.search, "冒号是全角的“：”，请改成半角的“:”，后面空一格"),
    (_TIGHT_COLON.search, "冒号后面要空一格"),
    (_WIDE_COMMA.search, "逗号是全角的“，”，请改成半角的“,”"),
    (_WIDE_QUOTE.search, "引号是全角的，请改成半角的双引号"),
    (lambda line: line.count('"') % 2, _ODD_QUOTES),
    (
        lambda line: any(_bare(line).count(left) != _bare(line).count(right) for left, right in ("{}", "[]")),
        "括号没有配成对",
    ),
    (_SPECIAL.search, "以@、%或`开头的内容要放在半角双引号里"),
)
_REACH = 2
"""Lines before the one that YAML names: it often notices one late."""


def likely_slip(text: str, line: int) -> tuple[int, str] | None:
    """The line (1-based) at fault and what to do, looked for from the line that YAML names backwards."""
    lines = [_without_comment(one) for one in text.splitlines()[:line]]
    for number, one in _backwards(lines):
        for is_slip, told in _SLIPS:
            if is_slip(one):
                return number, told
    odd = next((number for number, one in enumerate(lines, 1) if one.count('"') % 2), None)
    return None if odd is None else (odd, _ODD_QUOTES)


def _backwards(lines: list[str]) -> Iterator[tuple[int, str]]:
    first = max(len(lines) - 1 - _REACH, 0)
    return ((number + 1, lines[number]) for number in range(len(lines) - 1, first - 1, -1))


def _bare(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _without_comment(line: str) -> str:
    """A ``#`` after a blank begins a comment; one in quotes is taken for one too, which hides no slip before it."""
    return re.split(r"(?:^|\s)#", line, maxsplit=1)[0]
