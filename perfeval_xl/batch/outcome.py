"""What a batch tells its caller in the end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.batch.discovery import Skipped
from perfeval_xl.batch.layout import MANIFEST, RESULTS, SUMMARY, TIMINGS


class BatchError(ValueError):
    """The batch cannot start, or go on, as asked for; ``str()`` is one Chinese sentence."""


@dataclass(frozen=True)
class BatchReport:
    """What a batch did. The counts are of workbooks, except ``errors``, ``warnings`` and ``hints``: of issues."""

    out: Path | str
    """The output folder: a path, or a URL."""
    total: int
    done: int
    ok: int
    issues: int
    unreadable: int
    reused: int
    """Taken from an earlier run by ``resume``."""
    errors: int
    warnings: int
    hints: int
    skipped: tuple[Skipped, ...]
    interrupted: bool
    copies: int = 0
    """Files of the same bytes as an earlier one, which are counted in no sum of the summary."""
    alike: int = 0
    """Forms of the same unit, project and year as one of another file."""
    doubtful: int = 0
    """Forms whose money cannot be right: their ranks are marked in the summary."""
    set_aside: int = 0
    """Scored copies of an earlier run that were backed up because a person had worked on them."""
    summary_backup: Path | str | None = None
    """The summary of an earlier run, kept because a person saved it since."""
    only_in_backup: int = 0
    """Changes in it (words in our columns, colours, sheets) that the new summary can only name."""
    list_backups: tuple[Path | str, ...] = ()
    """The lists (.csv) of an earlier run, likewise; only where they lie on a disk."""

    remarks: tuple[int, int] = (0, 0)
    """Remarks of an earlier summary: how many stand beside their rows again, how many are listed apart."""
    remarks_unread: str = ""
    """Why the remarks in an earlier summary could not be taken over."""
    unreadable_files: tuple[tuple[str, str], ...] = ()
    """The first of the workbooks that could not be handled, each with the reason."""
    unanswered: int = 0
    """Objectives (绩效目标) that no form answers."""
    wrong: int = 0
    """Workbooks with errors."""
    to_verify: int = 0
    """Workbooks with warnings and no errors."""

    @property
    def fine(self) -> int:
        """Workbooks in which nothing has to be seen to: what is only hinted at may be as it is."""
        return self.done - self.unreadable - self.wrong - self.to_verify

    @property
    def summary(self) -> Path | str:
        return inside(self.out, SUMMARY)

    @property
    def results(self) -> Path | str:
        return inside(self.out, RESULTS)

    @property
    def manifest(self) -> Path | str:
        return inside(self.out, MANIFEST)

    @property
    def timings(self) -> Path | str:
        return inside(self.out, TIMINGS)


def inside(out: Path | str, name: str) -> Path | str:
    """A file of the output folder, in the same manner."""
    return out / name if isinstance(out, Path) else f"{out.rstrip('/')}/{name}"
