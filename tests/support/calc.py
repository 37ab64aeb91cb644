"""LibreOffice Calc with our extension installed by ``perfeval addin install``, in a profile of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
FROM_HERE = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from perfeval_xl.cli import main; main()"
"""The program as it is in this checkout, whatever is installed in the environment."""
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_QUIET_START = (
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
    ("Setup/Product", "ooSetupLastVersion", "99.9"),
    ("Setup/Product", "WhatsNew", "false"),
    ("Setup/Product", "LastTimeDonateShown", "2000000000"),
    ("Setup/Product", "LastTimeGetInvolvedShown", "2000000000"),
)


class Profile:
    """A profile, the program's own folder, and an ``unopkg`` that knows of no other profile."""

    def __init__(self, folder: Path, *settings: tuple[str, str, str]) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.switches = [
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"-env:UNO_SHARED_PACKAGES_CACHE={(folder / 'shared').as_uri()}",
        ]
        items = [_ITEM.format(path=path, name=name, value=value) for path, name, value in (*_QUIET_START, *settings)]
        (folder / "profile" / "user").mkdir(parents=True)
        registry = folder / "profile" / "user" / "registrymodifications.xcu"
        registry.write_text(_REGISTRY.format(items="\n".join(items)), encoding="utf-8")
        wrapper = folder / "bin" / "unopkg"
        wrapper.parent.mkdir()
        wrapper.write_text(f'#!/bin/sh\nexec {shutil.which("unopkg")} "$@" {" ".join(self.switches)}\n')
        wrapper.chmod(0o755)
        self.environment = {
            **os.environ,
            "PERFEVAL_HOME": str(self.home),
            "PATH": f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}",
            "SAL_USE_VCLPLUGIN": "svp",
        }

    def addin(self, *words: str) -> subprocess.CompletedProcess[str]:
        """``perfeval addin ...`` of this checkout."""
        command = [sys.executable, "-c", FROM_HERE, "addin", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=300)

    def install(self) -> None:
        """Install, and let the buttons start the program of this checkout."""
        done = self.addin("install", "--libreoffice")
        assert done.returncode == 0, done.stderr
        self.use([sys.executable, "-I", "-c", FROM_HERE])

    @property
    def settings(self) -> Path:
        return self.home / "libreoffice.json"

    def use(self, command: Sequence[str]) -> None:
        self.settings.write_text(json.dumps({"python": command[0], "args": command[1:]}), encoding="utf-8")

    def office(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start LibreOffice in a process group of its own."""
        command = ["soffice", "--norestore", *self.switches, *words]
        with (self.folder / "office.log").open("ab") as log:
            return subprocess.Popen(
                command, env={**self.environment, **environment}, stdout=log, stderr=log, start_new_session=True
            )


class Calc:
    """The session of ``calc_uno.py``; its functions are methods here: ``calc.press("score", ...)``."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        pipe = f"calc{os.getpid()}{time.time_ns()}"
        self.office = profile.office("--headless", f"--accept=pipe,name={pipe};urp;")
        script = Path(__file__).with_name("calc_uno.py")
        self.session = subprocess.Popen(
            [SYSTEM_PYTHON, str(script), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: object) -> Any:
            assert self.session.stdin is not None
            self.session.stdin.write(json.dumps([name, *arguments]) + "\n")
            self.session.stdin.flush()
            return self._answer()

        return call

    def _answer(self) -> Any:
        assert self.session.stdout is not None
        line = self.session.stdout.readline()
        log = (self.profile.folder / "office.log").read_text(errors="replace")
        assert line, f"LibreOffice is gone: {log[-2000:]}"
        answer = json.loads(line)
        assert "failed" not in answer, answer.get("failed")
        return answer["ok"]

    def end(self) -> None:
        self.session.kill()
        self.session.wait()
        end(self.office)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
