"""A live headless LibreOffice in this process' hands, through UNO."""

from __future__ import annotations

import builtins
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"
_START_SECONDS = 60


def load_uno() -> Any:
    """Debian's ``uno`` module, without the import hook that it puts in for everybody."""
    kept = builtins.__import__
    if _DEBIAN_PACKAGES not in sys.path:
        sys.path.append(_DEBIAN_PACKAGES)
    try:
        import uno
    finally:
        builtins.__import__ = kept
        sys.path.remove(_DEBIAN_PACKAGES)
    return uno


def struct(kind: str, **fields: Any) -> Any:
    """A UNO struct such as ``table.CellAddress``."""
    made = load_uno().createUnoStruct(f"com.sun.star.{kind}")
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def properties(**values: Any) -> tuple[Any, ...]:
    """Arguments for loading and storing."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


class Office:
    """One running office: documents are opened hidden."""

    def __init__(self, desktop: Any, context: Any) -> None:
        self.desktop = desktop
        self.context = context

    def open(self, path: Path | str, **options: Any) -> Any:
        """A document; fails where LibreOffice silently gives none."""
        url = Path(path).resolve().as_uri()
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True, **options))
        assert document is not None, f"LibreOffice did not open {path}"
        return document

    def new(self) -> Any:
        """An empty workbook that was never saved."""
        return self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, properties(Hidden=True))


def save_copy(document: Any, path: Path | str) -> None:
    """Save a copy as .xlsx; the document stays what and where it is."""
    document.storeToURL(Path(path).resolve().as_uri(), properties(FilterName="Calc MS Excel 2007 XML"))


@contextmanager
def running_office() -> Iterator[Office]:
    """Start an office with a profile of its own, and end just that one."""
    pipe = f"perfeval{os.getpid()}x{time.time_ns()}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, start_new_session=True, **quiet)  # type: ignore[call-overload]
        try:
            yield _connected(pipe)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _connected(pipe: str) -> Office:
    uno = load_uno()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_START_SECONDS * 10):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.1)
        else:
            return Office(desktop, context)
    raise AssertionError("LibreOffice did not answer")
