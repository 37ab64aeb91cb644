"""The one file that ``-o`` names: with its suffix, and never a folder."""

from __future__ import annotations

from pathlib import Path

import click


def new_file(output: Path, suffix: str, what: str) -> Path:
    """Where to write; ``what`` is written there, always as a file of that suffix."""
    refuse_folder(output, f"某某{suffix}")
    file = output if output.suffix else output.with_suffix(suffix)
    if file.suffix.lower() != suffix:
        raise click.UsageError(f"{what}只能写成 {suffix} 文件，“{file.name}”不是")
    refuse_folder(file, f"某某{suffix}")
    return file


def refuse_existing(file: Path, *, force: bool) -> None:
    """What is there is written over only if a person says so."""
    if file.exists() and not force:
        raise click.UsageError(f"“{file}”已存在，没有覆盖；请换一个文件名，或加 --force 覆盖")


def refuse_folder(output: Path, example: str) -> None:
    """A folder does not say what the file in it is to be called."""
    if not output.name or output.is_dir():
        raise click.UsageError(f"“{output}”是文件夹，-o 要写成文件名，例如“{output / example}”")
