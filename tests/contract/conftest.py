"""A live LibreOffice, driven by our extension or taken for Excel by the Excel adapter, and samples opened there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A LibreOffice with our extension, driven over UNO."""
    from tests.support.calc import Calc, Profile

    profile = Profile(tmp_path_factory.mktemp("calc"))
    profile.install()
    running = Calc(profile)
    yield running
    running.end()


@pytest.fixture(scope="module")
def app() -> Iterator[Any]:
    from tests.support.live_office import running_office
    from tests.support.xlwings_office import engine_over

    with running_office() as office:
        yield engine_over(office).apps[1]


@pytest.fixture
def opened(app: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a copy of a sample, under another name if wanted; closes it afterwards."""
    books = []

    def open_copy(sample: Path, name: str = "") -> Any:
        path = tmp_path / (name or sample.name)
        shutil.copy(sample, path)
        books.append(app.books.open(str(path)))
        return books[-1]

    yield open_copy
    for book in books:
        book.close()


@pytest.fixture
def opened_sample(calc: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens the sample under a key, changed before it is scored if wanted."""
    from tests.contract.scored_again import SAMPLE, change

    keys: list[str] = []

    def opening(key: str, changes: list[tuple[str, object]] | None = None) -> None:
        path = tmp_path / key / "自评表.xlsx"
        path.parent.mkdir()
        shutil.copyfile(SAMPLE, path)
        calc.open(key, str(path))
        keys.append(key)
        change(calc, key, changes or [])

    yield opening
    for key in keys:
        calc.close(key)


@pytest.fixture
def book(calc: Any, tmp_path: Path) -> Iterator[Path]:
    """A sample with many issues, opened as ``a``."""
    from tests.contract.scored_again import SAMPLE

    path = tmp_path / "自评表.xlsx"
    shutil.copyfile(SAMPLE, path)
    calc.open("a", str(path))
    yield path
    calc.close("a")
