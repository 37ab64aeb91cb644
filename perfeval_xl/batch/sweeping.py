"""What a killed run left behind in the output folder, and how it goes."""

from __future__ import annotations

import contextlib
from pathlib import Path

from perfeval_xl.batch.jobs import digest
from perfeval_xl.batch.layout import LOCK, backed_up
from perfeval_xl.batch.lock import process_is_alive


def sweep(out: Path) -> None:
    """Remove half-written files and moved locks of dead processes, and backups that equal the copy beside them.

    A run that is killed between backing up a copy and finding it unchanged leaves such a backup.
    """
    from perfeval_xl.workbook.atomic import TEMP_PREFIX

    for temp in out.rglob(f"{TEMP_PREFIX}*.tmp"):
        _remove_of_dead(temp, temp.name.removeprefix(TEMP_PREFIX).partition("-")[0])
    for lock in out.glob(f"{LOCK}.*"):
        _remove_of_dead(lock, lock.name.removeprefix(f"{LOCK}."))
    for backup in out.rglob("*.备份-*"):
        original = backed_up(backup.name)
        if original is not None and _same(backup, backup.with_name(original)):
            with contextlib.suppress(OSError):
                backup.unlink()


def _remove_of_dead(file: Path, owner: str) -> None:
    if owner.isdecimal() and not process_is_alive(int(owner)):
        with contextlib.suppress(OSError):
            file.unlink()


def _same(one: Path, other: Path) -> bool:
    found = digest(one)
    return found is not None and found[1] is not None and found == digest(other)
