"""Files of objectives: which lie at a place, and what became of reading each, in whichever process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.batch.discovery import WORKBOOKS, Found, discover
from perfeval_xl.batch.gist import Gist
from perfeval_xl.batch.jobs import Done, Job
from perfeval_xl.batch.work import CRASHED, TOO_LARGE, TOO_SLOW, UNFORESEEN
from perfeval_xl.capped import Loss
from perfeval_xl.issues import Issue, WorkbookError, detail_of
from perfeval_xl.objectives.sources import Source, read_source
from perfeval_xl.workbook.read_issues import NOT_FOUND

_NOTHING = Gist("", [], [], "", [])
_NO_SOURCE = Source(())
CONVERTED = frozenset({".doc", ".wps", ".rtf", ".odt"})
"""Read by way of a copy that LibreOffice makes."""
DOCUMENTS = CONVERTED | {".docx", ".pdf"}
FILES = WORKBOOKS | DOCUMENTS
"""What objectives are read from."""


def found_at(place: Path, out: Path | None = None) -> tuple[Path, Found]:
    """The folder from which the files at a place are named, and the files.

    Args:
        place: a file or a folder.
        out: a batch's output folder, which is not entered.

    Raises:
        WorkbookError: there is no such place.
    """
    try:
        is_there, is_folder = place.exists(), place.is_dir()
    except (OSError, ValueError):
        is_there = is_folder = False
    if not is_there:
        raise WorkbookError(NOT_FOUND.at(file=str(place)))
    return (place, discover(place, out, FILES)) if is_folder else (place.parent, Found((place.name,), ()))


def is_document(name: str) -> bool:
    """Whether a file is named like a document, of which many in a folder are no business of ours."""
    return Path(name).suffix.lower() in DOCUMENTS


@dataclass(frozen=True, slots=True)
class Read(Done):
    """What became of one file of objectives."""

    name: str = ""
    source: Source = _NO_SOURCE
    issue: Issue | None = None

    @classmethod
    def of(cls, job: Job, source: Source = _NO_SOURCE, issue: Issue | None = None) -> Read:
        return cls("", _NOTHING, name=job.name, source=source, issue=issue)


@dataclass(frozen=True)
class Reader:
    """Reads files of objectives, in whichever process."""

    root: Path
    patience: float = 0.0
    evaluated: bool = False
    """Whether self-evaluations count too, where a file has nothing that only sets objectives."""

    def __call__(self, jobs: Sequence[Job]) -> list[Done]:
        return [self._read(job) for job in jobs]

    def lost(self, job: Job, loss: Loss) -> Done:
        kind = {Loss.TIME: TOO_SLOW, Loss.MEMORY: TOO_LARGE, Loss.CRASH: CRASHED}[loss]
        return Read.of(job, issue=kind.at(file=Path(job.name).name))

    def _read(self, job: Job) -> Done:
        file = Path(job.name).name
        try:
            return Read.of(job, read_source(self.root / job.name, job.name, evaluated=self.evaluated))
        except WorkbookError as error:
            return Read.of(job, issue=error.issue)
        except MemoryError:
            return Read.of(job, issue=TOO_LARGE.at(file=file))
        except Exception as error:
            return Read.of(job, issue=UNFORESEEN.at(file=file, detail=detail_of(error)))
