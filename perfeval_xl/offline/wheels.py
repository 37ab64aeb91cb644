"""The wheels that a machine of another kind needs, fetched by pip.

pip takes the wheels of another platform but judges a requirement's conditions (``; sys_platform == "win32"``) by the
machine it runs on, so what only the other one needs is found here, by the metadata of what came, and fetched too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from perfeval_xl.offline.errors import KitError
from perfeval_xl.offline.system import System

_ROUNDS = 8
"""How deep requirements of the other machine alone may hang together; in practice two."""
_SECONDS = 1800


@dataclass(frozen=True)
class Wheel:
    """A wheel in a folder."""

    path: Path
    name: str
    """Canonical."""
    version: Version

    @classmethod
    def of(cls, path: Path) -> Wheel:
        name, version, _build, _tags = parse_wheel_filename(path.name)
        return cls(path, name, version)

    def requirements(self) -> Sequence[Requirement]:
        with zipfile.ZipFile(self.path) as package:
            part = next(name for name in package.namelist() if name.endswith(".dist-info/METADATA"))
            return Metadata.from_email(package.read(part), validate=False).requires_dist or ()


def is_wheel(path: Path, name: str) -> bool:
    """Whether a file is there and is called like a wheel of that (canonical) name."""
    try:
        return path.is_file() and parse_wheel_filename(path.name)[0] == name
    except InvalidWheelFilename:
        return False


class Gathering:
    """Fetching into one folder, for one system and Python."""

    def __init__(self, folder: Path, system: System, python: str, constraints: Path | None) -> None:
        self._folder, self._system, self._python, self._constraints = folder, system, python, constraints
        self._environment = system.environment(python)

    def gather(self, own: Path) -> list[Wheel]:
        """The wheel ``own`` and all that it needs, with the system's extras; other wheels leave the folder.

        Raises:
            KitError: something cannot be had for that system, or two requirements contradict each other.
        """
        extras = ",".join(self._system.extras)
        self._fetch([f"{own}[{extras}]"])
        root = Requirement(f"{Wheel.of(own).name}[{extras}]")
        for _round in range(_ROUNDS):
            wheels = self._wheels()
            needed = list(self._needed(root, wheels))
            missing = {str(need.name): need for need in needed if canonicalize_name(need.name) not in wheels}
            if not missing:
                return self._kept(wheels, needed)
            self._fetch([f"{need.name}{need.specifier}" for need in missing.values()])
        raise KitError(f"依赖层层相连，{_ROUNDS}轮仍没有取全，请检查网络和软件源后再试")

    def _needed(self, root: Requirement, wheels: Mapping[str, Wheel]) -> Iterator[Requirement]:
        """All requirements that hold on the other machine, those of wheels that are not there yet left out."""
        seen: set[tuple[str, str]] = set()
        waiting = [root]
        while waiting:
            need = waiting.pop()
            yield need
            wheel = wheels.get(canonicalize_name(need.name))
            if wheel is None:
                continue
            for extra in ("", *sorted(need.extras)):
                if (wheel.name, extra) not in seen:
                    seen.add((wheel.name, extra))
                    waiting += [one for one in wheel.requirements() if self._holds(one, extra)]

    def _holds(self, requirement: Requirement, extra: str) -> bool:
        if requirement.marker is None:
            return not extra
        return requirement.marker.evaluate(self._environment | {"extra": extra})

    def _kept(self, wheels: Mapping[str, Wheel], needed: Sequence[Requirement]) -> list[Wheel]:
        for need in needed:
            wheel = wheels[canonicalize_name(need.name)]
            if not need.specifier.contains(wheel.version, prereleases=True):
                raise KitError(f"{need}与取到的{wheel.name} {wheel.version}不合，请更新 constraints.txt 或软件源后再试")
        wanted = {canonicalize_name(need.name) for need in needed}
        for name, wheel in wheels.items():
            if name not in wanted:
                wheel.path.unlink()
        return sorted((wheels[name] for name in wanted), key=lambda wheel: wheel.path.name)

    def _wheels(self) -> dict[str, Wheel]:
        return {wheel.name: wheel for wheel in map(Wheel.of, self._folder.glob("*.whl"))}

    def _fetch(self, requirements: Sequence[str]) -> None:
        platforms = [word for tag in self._system.platforms for word in ("--platform", tag)]
        chosen = ["--python-version", self._python, "--implementation", "cp", "--only-binary", ":all:", *platforms]
        bounds = [] if self._constraints is None else ["--constraint", str(self._constraints)]
        run_pip("download", "--dest", str(self._folder), *chosen, *bounds, *requirements)


def run_pip(*words: str) -> None:
    """Run pip quietly.

    Raises:
        KitError: it is missing, or says why it cannot.
    """
    command = [sys.executable, "-m", "pip", *words, "--quiet", "--disable-pip-version-check", "--no-input"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, check=False, capture_output=True, timeout=_SECONDS, env=os.environ | {"PYTHONUTF8": "1"}
        )
    except subprocess.TimeoutExpired:
        raise KitError(f"{_SECONDS // 60}分钟没有取完，请检查网络和软件源后再试") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").split("\n")
        told = next((line for line in reversed(lines) if line.startswith("ERROR")), lines[-1])
        raise KitError(
            f"pip 没有成功，它说：{told.removeprefix('ERROR:').strip() or '没有给出原因'}；请检查网络和软件源后再试"
        )
