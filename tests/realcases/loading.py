"""The cases as records."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("cases")
NOT_HELD = "·"
NONE = "—"

Row = dict[str, str]


@dataclass(frozen=True)
class Statement:
    """One issue that must be raised: its code, its place in words, and why."""

    code: str
    place: str
    why: str = ""


@dataclass(frozen=True)
class Case:
    """One published form and its expectations."""

    number: int
    province: str
    kind: str
    year: int
    layout: str
    unit: str = "万元"
    excerpt: bool = False
    declined: bool = False
    no_level2_header: bool = False
    spare_rows: bool = False
    spare_last: str = ""
    shared_scores: bool = False
    goals: tuple[str, str] = ("", "")
    funds: tuple[Row, ...] = ()
    indicators: tuple[Row, ...] = ()
    totals: dict[str, Any] = field(default_factory=dict)
    score_total: str = NOT_HELD
    bands: dict[int, list[str]] = field(default_factory=dict)
    income: tuple[list[Any], ...] = ()
    projects: tuple[list[Any], ...] = ()
    published: tuple[Statement, ...] = ()
    also: tuple[Statement, ...] = ()
    may: frozenset[str] = frozenset()
    out_of_scope: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.number:03d}-{self.province}-{self.layout}"

    @property
    def department(self) -> bool:
        return self.kind == "department"


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case, in the order of their numbers."""
    entries = [entry for file in sorted(FOLDER.glob("*.yaml")) for entry in yaml.safe_load(file.read_text("utf-8"))]
    return tuple(sorted((_case(entry) for entry in entries), key=lambda case: case.number))


def _case(entry: dict[str, Any]) -> Case:
    given = dict(entry)
    number = given.pop("case")
    given.pop("zero_reasons", None)
    for table in ("funds", "indicators"):
        given[table] = tuple(_rows(given.get(table, "")))
    for statements in ("published", "also"):
        given[statements] = tuple(Statement(*map(str, item)) for item in given.get(statements, ()))
    for lists in ("income", "projects", "out_of_scope", "goals"):
        if lists in given:
            given[lists] = tuple(tuple(item) if lists == "out_of_scope" else item for item in given[lists])
    given["may"] = frozenset(given.get("may", ()))
    if "score_total" in given:
        given["score_total"] = str(given["score_total"])
    return Case(number=number, **given)


def _rows(table: str) -> list[Row]:
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]] if lines else []
