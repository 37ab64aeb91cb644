"""What a machine of another kind needs is gathered by its own conditions, not by those of the machine that gathers."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.offline.errors import KitError
from perfeval_xl.offline.system import SYSTEMS
from perfeval_xl.offline.wheels import Gathering
from tests.offline.making import make_wheel


def gathered(own: Path, folder: Path, system: str = "windows", python: str = "3.12") -> set[str]:
    folder.mkdir(exist_ok=True)
    return {wheel.name for wheel in Gathering(folder, SYSTEMS[system], python, None).gather(own)}


def test_what_only_the_other_system_needs_comes_along(shelf: Path, tmp_path: Path) -> None:
    own = make_wheel(
        tmp_path, "perfeval_xl", "1.0", 'office; sys_platform == "win32" and extra == "excel"', extras=("excel",)
    )
    make_wheel(shelf, "office", "1.0", 'com>=3; platform_system == "Windows"', 'unixy; sys_platform == "linux"')
    make_wheel(shelf, "com", "3.1", tag="cp312-cp312-win_amd64")
    make_wheel(shelf, "unixy")
    assert gathered(own, tmp_path / "w") == {"perfeval-xl", "office", "com"}
    assert gathered(own, tmp_path / "l", "linux") == {"perfeval-xl"}


def test_conditions_on_the_version_of_python_are_those_of_the_other_machine(shelf: Path, tmp_path: Path) -> None:
    own = make_wheel(tmp_path, "perfeval_xl", "1.0", 'old; python_version < "3.12"', 'new; python_version >= "3.14"')
    make_wheel(shelf, "old")
    make_wheel(shelf, "new")
    assert gathered(own, tmp_path / "a", python="3.11") == {"perfeval-xl", "old"}
    assert gathered(own, tmp_path / "b", python="3.12") == {"perfeval-xl"}
    assert gathered(own, tmp_path / "c", python="3.14") == {"perfeval-xl", "new"}


def test_what_is_not_needed_does_not_stay(shelf: Path, tmp_path: Path) -> None:
    own = make_wheel(tmp_path, "perfeval_xl", "1.0", 'here_only; sys_platform == "linux"', "both")
    make_wheel(shelf, "here_only")
    make_wheel(shelf, "both")
    assert gathered(own, tmp_path / "w") == {"perfeval-xl", "both"}
    assert {path.name.partition("-")[0] for path in (tmp_path / "w").iterdir()} == {"perfeval_xl", "both"}


def test_a_wheel_of_another_platform_is_not_taken(shelf: Path, tmp_path: Path) -> None:
    own = make_wheel(tmp_path, "perfeval_xl", "1.0", "native")
    make_wheel(shelf, "native", tag="cp312-cp312-manylinux_2_17_x86_64")
    with pytest.raises(KitError, match="native"):
        gathered(own, tmp_path / "w")
    assert gathered(own, tmp_path / "l", "linux") == {"perfeval-xl", "native"}


def test_contradicting_requirements_are_refused(shelf: Path, tmp_path: Path) -> None:
    own = make_wheel(tmp_path, "perfeval_xl", "1.0", "common", 'office; sys_platform == "win32"')
    make_wheel(shelf, "common", "2.0")
    make_wheel(shelf, "office", "1.0", 'common<2; sys_platform == "win32"')
    with pytest.raises(KitError, match=r"common<2.*common 2\.0不合"):
        gathered(own, tmp_path / "w")
