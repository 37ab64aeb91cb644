"""Finding and loading rule packs: those that ship with the program by name, a person's own by path."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from perfeval_xl.rules.document import line_of, parse, read_document
from perfeval_xl.rules.errors import RulesError, SchemaError
from perfeval_xl.rules.model import RulePack, covers
from perfeval_xl.rules.schema import CONTAINERS, OWN, build_pack
from perfeval_xl.rules.section import dotted

DEFAULT_PACK = "cn-2020"
"""The pack used where nobody names one."""

_SHIPPED = Path(__file__).resolve().parent / "packs"
_FILE = "rules.yaml"


def pack_folders() -> tuple[Path, ...]:
    """The folders of the shipped packs (``rules.yaml``, ``cases.yaml``, ``SOURCE.md``), by name."""
    return tuple(sorted(file.parent for file in _SHIPPED.glob(f"*/{_FILE}")))


@lru_cache(maxsize=1)
def shipped_files() -> Mapping[str, Path]:
    """The shipped packs' rule files by id."""
    return {folder.name: folder / _FILE for folder in pack_folders()}


@dataclass(frozen=True, slots=True)
class Head:
    """What decides whether a shipped pack suits a form, without the cost of loading it."""

    id: str
    layouts: tuple[str, ...]
    experimental: bool
    first_year: int | None
    last_year: int | None

    def covers(self, year: int | None) -> bool:
        """As :meth:`RulePack.covers`."""
        return covers(self.first_year, self.last_year, year)


@lru_cache(maxsize=1)
def pack_heads() -> tuple[Head, ...]:
    """The heads of all shipped packs: the keys that stand above ``sources`` in their files."""
    found: list[Head] = []
    for name, file in shipped_files().items():
        data = parse(file.read_bytes().partition(b"\nsources:")[0], file)
        years = data.get("years") or {}
        layouts = tuple(data.get("layouts") or ())
        found.append(Head(name, layouts, data.get("experimental", False), years.get("from"), years.get("to")))
    return tuple(found)


def list_packs() -> list[RulePack]:
    """All packs that ship with the program, by id."""
    return [load_pack(folder.name) for folder in pack_folders()]


def load_pack(ref: str | Path) -> RulePack:
    """The pack of that name, or the one in a person's own YAML file.

    Args:
        ref: a shipped pack's id such as ``cn-2020``, or the path of a rule file.

    Raises:
        RulesError: no such pack, or a file that is not a valid rule pack.
    """
    file = _locate(ref, beside=Path()).resolve()
    known = _LOADED.get(file)
    if known is not None and known[0] == _stamps(known[0]):
        return known[1]
    merged = _merge(file, ())
    pack = _build(merged, file)
    _LOADED[file] = (_stamps(merged.files), pack)
    return pack


def own_files(pack: RulePack) -> tuple[Path, ...]:
    """The files that a person wrote for a loaded pack: its own and those it extends; none of a shipped one."""
    known = _LOADED.get(pack.path)
    shipped = set(shipped_files().values())
    return tuple(file for file in (known[0] if known is not None else (pack.path,)) if file not in shipped)


_Stamps = dict[Path, tuple[int, int]]
_LOADED: dict[Path, tuple[_Stamps, RulePack]] = {}
"""Packs by file, each with the state of all files behind it: a batch asks for its pack again with each chunk."""


def _stamps(files: Iterable[Path]) -> _Stamps:
    """Time and size of each file; (0, 0) for one that has gone."""
    found: _Stamps = {}
    for file in files:
        try:
            state = file.stat()
            found[file] = (state.st_mtime_ns, state.st_size)
        except OSError:
            found[file] = (0, 0)
    return found


def _build(merged: _Merged, file: Path) -> RulePack:
    try:
        pack = build_pack(merged.data, hash_=merged.hash, path=file)
        _refuse_shipped_id(pack, file, merged)
    except SchemaError as error:
        origin, local = merged.origin(error.path, file), _local(error.path, merged)
        problem = error.problem.replace(f"“{dotted(error.path)}”", f"“{dotted(local)}”")
        raise RulesError(problem, file=origin, line=line_of(origin, local)) from error
    return pack


def _refuse_shipped_id(pack: RulePack, file: Path, merged: _Merged) -> None:
    """A copy of a shipped pack under its own name would tell results that other rules made."""
    if shipped_files().get(pack.id, file) != file:
        if merged.origin(("id",), file) != file:
            raise RulesError("没有写“id”，请给本规则起一个编号，例如 id: my-county", file=file)
        raise SchemaError(
            ("id",), f"“id”写的是“{pack.id}”，这是随附规则包的编号，请换一个，结果里才看得出用的是哪套规则"
        )


@dataclass(frozen=True)
class _Merged:
    """A rule file's mapping with all that it inherits."""

    data: dict[str, Any]
    hash: str
    origins: dict[tuple[str | int, ...], Path]
    """Section, or rule of a container -> the file that wrote it."""
    files: tuple[Path, ...]
    """The file itself and its parents."""
    inherited_sources: int
    """How many entries of ``sources`` come from parents: they stand first."""

    def origin(self, path: tuple[str | int, ...], default: Path) -> Path:
        return self.origins.get(path[:2], self.origins.get(path[:1], default))


def _local(path: tuple[str | int, ...], merged: _Merged) -> tuple[str | int, ...]:
    """The path inside the file that wrote the value: parents' sources do not count there."""
    if path[:1] == ("sources",) and len(path) > 1 and isinstance(path[1], int):
        return ("sources", path[1] - merged.inherited_sources, *path[2:])
    return path


def _merge(file: Path, below: tuple[Path, ...]) -> _Merged:
    if file in below:
        raise RulesError("extends 绕成了圈，请去掉其中一处 extends", file=file)
    data, content = read_document(file)
    parent_name = data.get("extends")
    if parent_name is None:
        return _Merged(data, hashlib.sha256(content).hexdigest(), {}, (file,), 0)
    parent_file = _locate(str(parent_name), beside=file.parent, asked_by=file).resolve()
    parent = _merge(parent_file, (*below, file))
    merged = {key: value for key, value in parent.data.items() if key not in OWN}
    origins = dict.fromkeys(((key,) for key in merged), parent_file) | parent.origins
    for key, value in data.items():
        origins[key,] = file
        there = merged.get(key)
        if key in CONTAINERS and isinstance(value, dict) and isinstance(there, dict):
            origins |= {(key, rule): parent.origin((key, rule), parent_file) for rule in there}
            origins |= {(key, rule): file for rule in value}
            merged[key] = {rule: content for rule, content in {**there, **value}.items() if content is not None}
        elif key == "sources" and isinstance(value, list):
            merged[key] = [*parent.data.get(key, []), *value]
        else:
            merged[key] = value
    digest = hashlib.sha256(parent.hash.encode() + content).hexdigest()
    return _Merged(merged, digest, origins, (file, *parent.files), len(parent.data.get("sources", [])))


def _locate(ref: str | Path, *, beside: Path, asked_by: Path | None = None) -> Path:
    """The file behind a pack's name or path; paths are relative to ``beside``."""
    shipped = shipped_files()
    if isinstance(ref, str) and ref in shipped:
        return shipped[ref]
    path = Path(ref)
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    found = path if path.is_absolute() else beside / path
    if found.is_file():
        if is_yaml:
            return found
        raise RulesError(f"“{ref}”不是规则文件：规则文件的扩展名是 .yaml", file=asked_by)
    if found.is_dir():
        raise RulesError(f"“{ref}”是文件夹，请写出其中的规则文件，例如“{path / '本县.yaml'}”", file=asked_by)
    if is_yaml or path.name != str(ref):
        raise RulesError(f"找不到规则文件“{ref}”，请检查路径", file=asked_by)
    names = "、".join(shipped)
    raise RulesError(f"没有名为“{ref}”的规则包，可用的有：{names}，也可以写自己的 .yaml 文件", file=asked_by)
