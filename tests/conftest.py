"""Shared fixtures. Tests marked ``libreoffice`` open files with a real LibreOffice; CI always has one."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

# a busy machine is no defect; in CI the same examples every time, at a desk always new ones
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without LibreOffice its tests are left out and said so; in CI they would fail, never be left out."""
    if shutil.which("soffice") or os.environ.get("CI"):
        return
    needing = [item for item in items if item.get_closest_marker("libreoffice")]
    if needing:
        config.hook.pytest_deselected(items=needing)
        items[:] = [item for item in items if item not in needing]


def pytest_report_header() -> str | None:
    if shutil.which("soffice"):
        return None
    return "没有找到 LibreOffice:标记为 libreoffice 的测试不参加(CI 中必须安装)"
