"""What was found in one workbook: its forms and tables, and the forms of other kinds that are left alone."""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.forms.identify import Identified
from perfeval_xl.forms.model import ParsedForm, Table


@dataclass(frozen=True, slots=True)
class Declined:
    """A sheet that was recognised as another kind of form (目标申报表, 执行监控表) and is not scored."""

    sheet: str
    layout: str
    title: str
    """What it is, in the layout's words."""
    misnamed: bool = False
    """Whether its sheet or title calls it a self-evaluation all the same."""
    found: Identified | None = None
    """Where it is, for those who read it all the same."""


@dataclass(frozen=True)
class ParsedWorkbook:
    """Everything located and parsed in one workbook."""

    workbook: str
    forms: tuple[ParsedForm, ...]
    tables: tuple[Table, ...] = ()
    seen: tuple[str, ...] = ()
    """What the sheets looked like where no form was found, for the message."""
    declined: tuple[Declined, ...] = ()
    """Sheets that are forms of another kind."""
