"""A plan: all that one press of a button does to an open workbook, as plain data that any front end can carry out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.workbook.model import Edit, Mark, Visibility


class Level(StrEnum):
    """The sign beside a message."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell to go to."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Message:
    """What is said at the end; with ``go_to`` it is a question (是/否) whether to go to that cell."""

    text: str
    level: Level = Level.INFO
    go_to: Place | None = None


@dataclass(frozen=True, slots=True)
class Unmark:
    """A mark of ours to take away; whatever a person changed since stays."""

    sheet: str
    cell: str
    fill: str = ""
    """Take this fill (RGB) away, if the cell still has it."""
    like: str = ""
    """Cell of the record sheet whose fill it had before."""
    note: str = ""
    """Take this text out of the cell's comment (批注), or the whole comment where it says nothing else."""


@dataclass(frozen=True, slots=True)
class Restore:
    """A cell that gets its content of before our scoring again."""

    sheet: str
    cell: str
    value: Decimal | str | bool | None
    """The constant; ignored where there is a formula."""
    formula: str = ""
    """Without ``=``, in the spelling of files: English names, A1, commas."""
    array: bool = False
    like: str = ""
    """Cell of the record sheet whose number format it gets; empty for General."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet of the vehicle: filled into the one of ours that is there, else copied to the end of the workbook."""

    name: str
    """In the vehicle."""
    visibility: Visibility = Visibility.VISIBLE
    formulas: Mapping[str, str] = field(default_factory=dict)
    """Cell -> formula (without ``=``) to set after copying: they refer to sheets of the open workbook."""
    into: str = ""
    """The sheet of the workbook that is emptied and filled again; empty where there is none yet."""
    columns: int = 0
    """How many columns from A on are ours; what a person wrote right of them stays, or goes with its row."""
    shift: int = 0
    """So many columns are put in behind the first ``columns - shift``, where a person deleted columns of ours."""
    moves: Sequence[tuple[int, int]] = ()
    """Rows, 0-based, and where what stands right of ours goes; all at once, since one may go where another stood."""


@dataclass(frozen=True)
class Plan:
    """Steps in the order in which they are done; empty ones are left out by most commands.

    ``record`` is the name of our record sheet as it is now: :attr:`Unmark.like` and :attr:`Restore.like` are cells
    of it, so sheets are removed only after those steps.
    """

    message: Message
    record: str = ""
    unmark: Sequence[Unmark] = ()
    restore: Sequence[Restore] = ()
    remove: Sequence[str] = ()
    """Names of sheets of ours to delete; never one that is filled again."""
    edits: Sequence[Edit] = ()
    """Values for designated cells, each at the anchor of its merge."""
    vehicle: bytes = b""
    """A workbook (.xlsx) that holds the new sheets ready-made; none where ``sheets`` is empty."""
    sheets: Sequence[NewSheet] = ()
    marks: Sequence[Mark] = ()
    backup: bool = False
    """Whether the workbook as it is now must be kept in a file before anything is written."""

    @property
    def writes(self) -> bool:
        """Whether the workbook is changed at all."""
        return bool(self.unmark or self.restore or self.remove or self.edits or self.sheets or self.marks)

    @property
    def touched(self) -> frozenset[str]:
        """Names of sheets that are there and are written to."""
        steps: tuple[Unmark | Restore | Edit | Mark, ...] = (*self.unmark, *self.restore, *self.edits, *self.marks)
        return frozenset((*(step.sheet for step in steps), *(sheet.into for sheet in self.sheets if sheet.into)))
