"""How copies are made; light enough for ``--help``."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How a copy is, or was, made."""

    AUTO = "auto"
    """By LibreOffice where there is one and its copy is right, else our own."""
    LIBREOFFICE = "libreoffice"
    OWN = "own"


WAYS = tuple(way.value for way in Way)
