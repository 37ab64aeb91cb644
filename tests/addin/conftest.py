"""The add-in keeps copies and its log in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.addin.home import HOME_VARIABLE


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"
