"""How sure it is that a located region is a self-evaluation form, from what was found of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from perfeval_xl.forms.fields import inline_fields
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.vocabulary import form_words

ENOUGH = 50
"""Below this percentage a region is not taken for a form."""
_NAMES = frozenset(("project", "unit", "unit_and_person", "authority"))
_MOST_LOOKED_AT = 40


@dataclass(frozen=True)
class Confidence:
    """A percentage, and what speaks for and against it, in words for people."""

    percent: int
    has: tuple[str, ...]
    lacks: tuple[str, ...]


def confidence_of(region: Region, required: tuple[str, ...], *, wants_funds: bool) -> Confidence:
    """The weighed evidence: header, rows, title, fund table, names; out of 100 percent.

    The header weighs 40 by the share of the required columns, the rows 30 by the share that have both a name and a
    value, the title 15, the fund table (where the layout has one) and the names at the head 15 together.
    """
    columns = region.columns
    headers = [field for field in required if field in columns]
    filled = _filled_share(region)
    evidence = [
        ("表题", 15, _has_title(region)),
        ("资金表", 10 if wants_funds else 0, region.funds is not None),
        ("项目或单位名称", 5 if wants_funds else 15, _has_names(region)),
    ]
    score = 40 * len(headers) // max(len(required), 1) + round(30 * filled)
    score += sum(weight for _, weight, found in evidence if found)
    if not region.blocks:
        score += 40  # half a form: its fund table under the title of a self-evaluation
    lacks = _missing(required, columns) + [name for name, weight, found in evidence if weight and not found]
    if region.blocks and not filled:
        lacks.append("有名称又有数值的指标行")
    return Confidence(min(score, 100), tuple(name for name, _, found in evidence if found), tuple(lacks))


def _missing(required: tuple[str, ...], columns: Mapping[str, int]) -> list[str]:
    titles = form_words().indicator.titles
    return [f"“{titles.get(field, field)}”列" for field in required if field not in columns]


def _has_title(region: Region) -> bool:
    words, grid = form_words(), region.grid
    # a label a line: no word, being one line, spans two
    shown = "\n".join(label for row in range(region.top, region.head) for label in grid.labels[row].values())
    return any(word in shown for word in words.title) or "自评" in grid.sheet.name


def _has_names(region: Region) -> bool:
    words, grid = form_words(), region.grid
    labels = (label for row in range(region.top, region.head) for label in grid.labels[row].values())
    return any(words.field.get(label) in _NAMES for label in labels) or bool(inline_fields(region).keys() & _NAMES)


def _filled_share(region: Region) -> float:
    """Share of the first rows under the headers that have a name and a value beside it."""
    looked = good = 0
    for block in region.blocks:
        values = [block.columns[field] for field in ("target", "actual", "points", "score") if field in block.columns]
        name = block.columns["name"]
        for row in range(block.extent.first, min(block.extent.last, block.extent.first + _MOST_LOOKED_AT)):
            if row in block.extent.skipped or region.grid.is_blank(row):
                continue
            looked += 1
            named = bool(region.grid.text(row, name) or region.grid.label(row, name))
            good += named and any(region.grid.sheet.value(row, column) is not None for column in values)
    return good / looked if looked else 0.0
