"""Stores, and a folder of workbooks of every kind to bring into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from tests.batch.remote_books import ODD
from tests.batch.runs import OVERSPENT
from tests.support.books import write_book
from tests.support.forms import changed
from tests.support.stores import s3_store


@pytest.fixture
def memory() -> Iterator[str]:
    """The URL of an empty store of this process."""
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    yield "memory://"
    MemoryFileSystem.store.clear()


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_store() as url:
        yield url


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Workbooks in several folders, a broken one, and things that are left out for a reason."""
    folder = tmp_path / "填报"
    write_book(folder / "乙单位" / ODD, OVERSPENT)
    write_book(folder / "甲单位/一.xlsx")
    write_book(folder / "甲单位/处室/二.xlsx", changed(("乡村道路养护", "桥梁加固")))
    write_book(folder / "以前/三.xlsx")
    (folder / "以前/manifest.json").write_text('{\n "format": "perfeval-batch",\n', encoding="utf-8")
    for name in ("坏.xlsx", "甲单位/~$一.xlsx", "附件.zip", ".隐藏/四.xlsx", "甲单位/五.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"PK")
    (folder / "甲单位/perfeval.toml").write_text('[severities]\n"IND-11" = "off"\n', encoding="utf-8")
    (folder / "perfeval.toml").write_text('[folders]\n"甲单位" = "甲单位/perfeval.toml"\n', encoding="utf-8")
    return folder
