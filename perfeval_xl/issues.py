"""Issues: what is wrong, where, and what to do about it.

An issue is a value, never an exception: checks yield them, the flow collects them all.
An :class:`IssueKind` is declared once, beside the code that can raise it; the set of all
kinds is the catalogue (:func:`catalogue`) that the documentation is generated from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from perfeval_xl.values.printing import nest_quotes
from perfeval_xl.values.privacy import mask_text


class Severity(StrEnum):
    """How heavy an issue weighs: an error invalidates a figure, a warning asks for a look, a hint informs."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The Chinese word shown to people."""
        return {"error": "错误", "warning": "警告", "hint": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the heaviest; sorts issues by weight."""
        return {"error": 0, "warning": 1, "hint": 2}[self.value]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding, addressed to a cell where there is one (``cell`` is A1 style without sheet)."""

    code: str
    severity: Severity
    message: str
    remedy: str
    clause: str = ""
    sheet: str | None = None
    cell: str | None = None

    @property
    def place(self) -> str:
        """``表!G12``, ``表`` or ``""``: the address as people write it."""
        if self.sheet is None:
            return ""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def advice(self) -> str:
        """What to do, and by which rule, as a line beneath the message."""
        return f"→ {self.remedy}" + (f"。依据：{self.clause}" if self.clause else "")

    def to_json(self) -> dict[str, str | None]:
        """The shape of one entry of ``issues`` in the JSON contract."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "sheet": self.sheet,
            "cell": self.cell,
            "message": self.message,
            "remedy": self.remedy,
            "clause": self.clause,
        }


@dataclass(frozen=True, slots=True)
class IssueKind:
    """One code of the catalogue: its weight and its words.

    ``message`` and ``remedy`` are :meth:`str.format` templates; :meth:`at` fills them.
    ``clause`` names the rule behind the check; ``verified`` is false where that source is second-hand,
    and the word 依据待核实 is then shown with it.
    """

    code: str
    severity: Severity
    title: str
    message: str
    remedy: str
    clause: str = ""
    verified: bool = True

    def __post_init__(self) -> None:
        known = _CATALOGUE.setdefault(self.code, self)
        if known != self:
            raise ValueError(f"issue code {self.code} is declared twice")

    def at(self, sheet: str | None = None, cell: str | None = None, /, **facts: object) -> Issue:
        """Make the issue of this kind at a place; ``facts`` fill the message's and remedy's fields.

        Phone and ID numbers in quoted texts are masked: a list of issues is passed on more freely than the form.
        """
        facts = {name: mask_text(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        clause = self.clause if self.verified or not self.clause else f"{self.clause}（依据待核实）"
        message = self.message.format(**facts)
        if cell and facts.get("name") == "":
            message = message.replace("“”", f"第{cell.lstrip(_LETTERS)}行未写名称的指标")
        return Issue(
            code=self.code,
            severity=self.severity,
            message=nest_quotes(message),
            remedy=self.remedy.format(**facts),
            clause=clause,
            sheet=sheet,
            cell=cell,
        )


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CATALOGUE: dict[str, IssueKind] = {}


def catalogue() -> Mapping[str, IssueKind]:
    """All kinds declared by the modules imported so far, by code."""
    return dict(sorted(_CATALOGUE.items()))


def detail_of(error: BaseException) -> str:
    """``ValueError: bad``: an error that nobody foresaw, for those who look into it."""
    name = type(error).__name__
    return f"{name}: {error}" if str(error) else name


class WorkbookError(Exception):
    """A file that cannot be read or written at all; carries the one issue (code ``IO-``) that says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue
