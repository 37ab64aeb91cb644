"""Objectives in documents of other word processors (.doc, .wps, .rtf, .odt): by way of a copy that LibreOffice makes.

LibreOffice takes a second to start, so it gets many files at once; the copies are then read like Word documents.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from perfeval_xl.batch.engines import Engine
from perfeval_xl.batch.goal_files import CONVERTED, Read, Reader
from perfeval_xl.batch.jobs import Job, chunks
from perfeval_xl.conversion.libreoffice import DOCUMENT, converted, find_libreoffice
from perfeval_xl.documents.document_issues import NO_PROGRAM, NOT_CONVERTED
from perfeval_xl.documents.reading import Foreign, foreign_kind
from perfeval_xl.issues import IssueKind, WorkbookError
from perfeval_xl.objectives.sources import digest_of
from perfeval_xl.workbook.read_issues import file_name
from perfeval_xl.workbook.readers.file import read_content

_TOGETHER = 12
"""Files that LibreOffice is given at once: as many as it may take its time over."""


class _Given(NamedTuple):
    name: str
    content: bytes
    kind: Foreign


def foreign_among(root: Path, names: Sequence[str]) -> list[str]:
    """The files that are such documents; what their bytes are counts, where their names are fit."""
    return [one.name for one in _given(root, names)]


def read_foreign(
    root: Path, names: Sequence[str], engine: Engine, jobs: int, size: int, *, evaluated: bool
) -> Iterator[Read]:
    """What became of each such document.

    Args:
        engine: reads the copies, ``size`` at a time in each of ``jobs`` processes.
        evaluated: as in :func:`~perfeval_xl.objectives.sources.read_source`.
    """
    program = find_libreoffice() if names else None
    for first in range(0, len(names), _TOGETHER):
        given = list(_given(root, names[first : first + _TOGETHER]))
        if program is None:
            yield from (_failed(one, NO_PROGRAM) for one in given)
            continue
        copies = converted(program, [(one.kind.suffix, one.content) for one in given], DOCUMENT)
        yield from (_failed(one, NOT_CONVERTED) for one, copy in zip(given, copies, strict=True) if copy is None)
        with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as folder:
            ready = {
                one.name: _laid_out(one, copy, Path(folder))
                for one, copy in zip(given, copies, strict=True)
                if copy is not None
            }
            parts = chunks([Job(name, "") for name in ready], jobs, size)
            results = engine.run(Reader(Path(folder), evaluated=evaluated), parts)
            for read in chain.from_iterable(results):
                assert isinstance(read, Read)  # noqa: S101 - the chore gives no others
                yield _of_original(read, ready[read.name])


def _given(root: Path, names: Sequence[str]) -> Iterator[_Given]:
    for name in names:
        if Path(name).suffix.lower() not in CONVERTED:
            continue
        try:
            content = read_content(root / name)
        except WorkbookError:  # whoever reads it as it is will say so
            continue
        if (kind := foreign_kind(content)) is not None:
            yield _Given(name, content, kind)


def _laid_out(given: _Given, copy: bytes, folder: Path) -> _Given:
    place = folder / given.name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(copy)
    return given


def _of_original(read: Read, given: _Given) -> Read:
    """The same with the original's digest: two copies of one file are never alike."""
    if not read.source.objectives:
        return read
    return replace(read, source=replace(read.source, digest=digest_of(given.content, given.name)))


def _failed(given: _Given, kind: IssueKind) -> Read:
    return Read.of(Job(given.name, ""), issue=kind.at(file=file_name(given.name), what=given.kind.what))
