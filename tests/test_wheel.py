"""A wheel carries templates, samples and rule packs: after installing it every command works outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline.making import make_wheel

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the installed wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    target = folder / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    return target


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "perfeval_xl", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    shown = subprocess.run(
        [sys.executable, "-c", "import perfeval_xl; print(perfeval_xl.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(installed) in shown.stdout


def test_templates_scores_and_rules_work_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "template", "list").returncode == 0
    made = run(installed, tmp_path, "template", "new", "project", "-o", "表.xlsx", "--unit", "示例局", "--year", "2025")
    assert made.returncode == 0, made.stderr
    checked = run(installed, tmp_path, "check", "表.xlsx", "--format", "json")
    assert checked.returncode == 1, checked.stderr
    forms = json.loads(checked.stdout)
    form = (forms[0] if isinstance(forms, list) else forms)["forms"][0]
    assert (form["unit"], form["year"]) == ("示例局", 2025)
    assert run(installed, tmp_path, "rules", "show", "cn-2020").returncode == 0
    assert run(installed, tmp_path, "report", "表.xlsx", "--fail-on", "never").returncode == 0
    assert (tmp_path / "表.report.docx").exists()
    demo = run(installed, tmp_path, "demo", "-o", "演示")
    assert demo.returncode in (0, 1), demo.stderr
    assert list((tmp_path / "演示").rglob("summary.xlsx"))


def test_the_excel_addin_installs_from_the_wheel(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFEVAL_HOME", str(tmp_path / "home"))
    done = run(installed, tmp_path, "addin", "install", "--dir", str(tmp_path / "XLSTART"))
    assert "已安装到 Excel：" in done.stdout, done.stderr
    shipped = ROOT / "macros" / "excel" / "perfeval.xlam"
    assert (tmp_path / "XLSTART" / "perfeval.xlam").read_bytes() == shipped.read_bytes()
    python = tmp_path / "home" / "venv" / "bin" / "python"
    asked = [str(python), "-I", "-c", "import perfeval_xl.addin.entry as entry; print(entry.__file__)"]
    shown = subprocess.run(asked, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert str(installed) in shown.stdout, shown.stderr


def test_the_other_buttons_travel_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    """The LibreOffice extension and the pages for WPS are built from what the wheel carries."""
    asked = (
        "from perfeval_xl.addin.oxt import build_oxt; from perfeval_xl.addin.wps_pages import page; "
        "print(len(build_oxt()) > 10000, page('ribbon.xml', '') and page('buttons.js', '') and page('icons/score_26.png', '') and 1)"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    shown = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert shown.stdout.split() == ["True", "1"]


def test_offline_kits_are_made_from_the_wheel_too(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    own = make_wheel(tmp_path / "own", "perfeval_xl", "7.5", extras=("excel", "pdf", "word"))
    refused = run(installed, tmp_path, "kit", "-o", "包")
    assert refused.returncode == 3 and "--wheel" in refused.stderr
    made = run(installed, tmp_path, "kit", "-o", "包", "--wheel", str(own))
    assert made.returncode == 0, made.stderr
    assert {"安装.bat", "install.py", "kit.json", "使用说明.txt"} <= {path.name for path in (tmp_path / "包").iterdir()}
