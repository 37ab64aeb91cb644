"""Files of settings in the folder of a batch: those that have a say, and those that are only told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from perfeval_xl.batch.discovery import Found, Skipped
from perfeval_xl.rules.config import NAME
from perfeval_xl.rules.settings import SETTINGS_UNHEEDED, Bounds, plain, unheeded

_SUFFIX = ".toml"


def settings_alone(found: Found) -> Found:
    """What was found, without those small files that say nothing of where objectives lie."""
    return replace(found, companions=tuple(name for name in found.companions if name.endswith(_SUFFIX)))


def with_unheeded(found: Found, bounds: Bounds) -> Found:
    """What was found, with each ``perfeval.toml`` that has no say told once."""
    root = plain(bounds.root)
    below = [root / name for name in found.companions if PurePosixPath(name).name == NAME]
    told = [
        Skipped.of(
            (one.place.relative_to(root) if one.place.is_relative_to(root) else one.place).as_posix(),
            SETTINGS_UNHEEDED,
            file=one.file,
            detail=one.why,
        )
        for one in unheeded(root, bounds, below)
    ]
    return replace(found, skipped=(*found.skipped, *told))
