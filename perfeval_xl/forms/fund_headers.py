"""Where the fund table of a form has its header: by its words, by how its headers are made, beside the indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from perfeval_xl.forms.fund_base import with_base
from perfeval_xl.forms.fund_columns import made_fund_header, with_made_columns, with_rate
from perfeval_xl.forms.fund_figures import completed
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header, fields_of_row, read_header
from perfeval_xl.forms.vocabulary import Aliases

FUND_FIELDS = frozenset(("initial", "budget", "executed", "rate"))
FEWEST_OWN_FIELDS = 2
_MOST_FUND_HEADERS = 20
"""Rows that look like one are read as a fund table's header up to so many."""


def fund_header(grid: Grid, aliases: Aliases, top: int, end: int) -> Header | None:
    """The header of the fund table: the fullest one, as a list of tasks may have 预算数 and 执行数 too."""
    headers = list(fund_headers(grid, aliases, top, end))
    found = (
        max(headers, key=lambda header: len(header.columns)) if headers else made_fund_header(grid, aliases, top, end)
    )
    return None if found is None else completed(grid, found, end)


def fund_headers(grid: Grid, aliases: Aliases, top: int, end: int) -> Iterator[Header]:
    looked_at = 0
    for row in range(top, end):
        fields = fields_of_row(grid, row, aliases) & FUND_FIELDS
        if len(fields) >= FEWEST_OWN_FIELDS and looked_at < _MOST_FUND_HEADERS and not _holds_figures(grid, row):
            looked_at += 1
            header = read_header(grid, row, aliases)
            header = replace(header, bottom=min(header.bottom, end - 1))
            if "executed" in header.columns and header.columns.keys() & {"initial", "budget"}:
                yield _completed(grid, header, end)


def _completed(grid: Grid, header: Header, end: int) -> Header:
    """The header with a budget under words of its own (调整后指标数) and a rate, where the figures tell them."""
    if "initial" in header.columns and "budget" not in header.columns:
        made = with_made_columns(grid, header, end)
        if made is not None and made.columns["budget"] != header.columns["initial"]:
            return made
        header = with_base(grid, header)
    return header if "rate" in header.columns else with_rate(grid, header, end)


def funds_beside(grid: Grid, aliases: Aliases, indicators: Header) -> Header | None:
    """The fund table right of the indicator table, under one header row with it."""
    if len(fields_of_row(grid, indicators.bottom, aliases) & FUND_FIELDS) < FEWEST_OWN_FIELDS:
        return None
    header = read_header(grid, indicators.bottom, aliases)
    edge = max(indicators.columns.values())
    columns = {field: column for field, column in header.columns.items() if column > edge}
    if "executed" not in columns or not columns.keys() & {"initial", "budget"}:
        return None
    return Header(indicators.top, indicators.bottom, columns)


def reread_funds(grid: Grid, header: Header, aliases: Aliases) -> Header:
    """The fund table's header by a layout's own words; as it was read before where these do not name its money."""
    again = _completed(grid, read_header(grid, header.bottom, aliases), grid.height)
    named = "executed" in again.columns and again.columns.keys() & {"initial", "budget"}
    return again if named else header


def _holds_figures(grid: Grid, row: int) -> bool:
    """A row of labels with amounts beside them (预算数: 15 | 执行数: 5) heads no columns."""
    return any(grid.reading(*grid.value_beside(row, column)).is_number for column in grid.labels[row])
