"""What copies with results are called: they are always ``.xlsx`` or one of its siblings, and never share a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path, PurePosixPath

PATCHABLE_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
KINDS = {"xlsx": "Excel 工作簿(.xlsx)", "xls": "旧版 Excel 工作簿(.xls)", "ods": "OpenDocument 表格(.ods)"}
"""Kinds of content as people know them."""
SUFFIXES = PATCHABLE_SUFFIXES | {".xls", ".xlt", ".et", ".ett", ".ods", ".ots"}
"""Names of files that can be read."""


def keeps_suffix(path: Path | PurePosixPath) -> bool:
    """Whether a copy with results may have the same kind of name."""
    return path.suffix.lower() in PATCHABLE_SUFFIXES


def scored_path(source: Path) -> Path:
    """``a.xlsx -> a.scored.xlsx`` and ``a.xls -> a.scored.xlsx`` beside it.

    Where another workbook of the same stem lies there too, the old one's copy is called ``a.xls.scored.xlsx``.
    """
    if keeps_suffix(source):
        return source.with_name(f"{source.stem}.scored{source.suffix}")
    return source.with_name(f"{source.name if _has_namesake(source) else source.stem}.scored.xlsx")


def spare_names(path: Path) -> Iterator[Path]:
    """The path, then ``a.scored(2).xlsx``, ``a.scored(3).xlsx`` ...: for a file that must not take another's place."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}({number}){path.suffix}")


def copy_names(names: Sequence[str], is_reserved: Callable[[str], bool]) -> list[str]:
    """A name of its own for the copy of each workbook; ``/``-separated paths in, the same folders out.

    Names count as equal where they differ only in case, for they may go to a disk that thinks so. Workbooks that
    keep their kind of name come first to it; ``a.xls`` beside ``a.xlsx`` becomes ``a.xls.xlsx``. A name that
    ``is_reserved`` makes way as ``NAME.scored.xlsx``; one that is taken becomes ``NAME(2).xlsx``.
    """
    taken: set[str] = set()
    found: dict[int, str] = {}
    for number in sorted(range(len(names)), key=lambda number: not keeps_suffix(PurePosixPath(names[number]))):
        found[number] = _free(PurePosixPath(names[number]), lambda one: one.casefold() in taken, is_reserved)
        taken.add(found[number].casefold())
    return [found[number] for number in range(len(names))]


def _free(path: PurePosixPath, is_taken: Callable[[str], bool], is_reserved: Callable[[str], bool]) -> str:
    wanted = [path] if keeps_suffix(path) else [path.with_name(f"{name}.xlsx") for name in (path.stem, path.name)]
    for one in wanted:
        if not is_taken(str(one)) and not is_reserved(str(one)):
            return str(one)
    base = wanted[-1]
    if is_reserved(str(base)):
        base = base.with_name(f"{base.stem}.scored{base.suffix}")
    numbered = (base.with_name(f"{base.stem}({number}){base.suffix}") for number in count(2))
    return next(str(one) for one in chain((base,), numbered) if not is_taken(str(one)) and not is_reserved(str(one)))


def _has_namesake(source: Path) -> bool:
    try:
        beside = [path.name for path in source.parent.iterdir()]
    except OSError:
        return False
    own, stem = source.name, source.stem.casefold()
    return any(
        name != own and Path(name).stem.casefold() == stem and Path(name).suffix.lower() in SUFFIXES for name in beside
    )
