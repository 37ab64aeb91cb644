"""Documentation is a tested artefact: generated pages are in step, every command and code is documented."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import perfeval_xl
from perfeval_xl import docs
from perfeval_xl.issues import catalogue

ROOT = Path(__file__).resolve().parent.parent


def test_generated_documents_are_in_step() -> None:
    """In a process of its own: other tests register engines and issue kinds that a user never sees."""
    command = [sys.executable, "-m", "perfeval_xl.docs", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_issue_code_has_all_its_words() -> None:
    """Cause and example too: a new code needs an entry in ``docs/issue_notes.yaml``."""
    page = docs.issue_catalogue()
    notes = docs.issue_notes()
    assert len(catalogue()) > 100
    for kind in catalogue().values():
        assert kind.title and kind.message and kind.remedy, kind.code
        note = notes.get(kind.code, {})
        assert note.get("cause") and note.get("example"), f"{kind.code}: docs/issue_notes.yaml"
        assert f"\n### {kind.code}\n" in page
        assert kind.code.partition("-")[0] in docs.FAMILIES


def test_the_readme_names_the_two_commands_and_every_top_level_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
    for command in ("template", "score", "check", "batch", "explain", "diff", "proofread", "clear", "demo", "rules"):
        assert f"perfeval {command}" in readme, command


def test_the_readme_tells_the_measured_time_of_a_province() -> None:
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    measured = re.search(r"^\| 20000 \| ([0-9.]+) \|", results, re.M)
    told = re.search(r"约([0-9]+)分钟评完2万个工作簿", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert measured is not None and told is not None
    assert round(float(measured[1]) / 60) == int(told[1])


def test_nothing_names_a_machine_or_a_registry() -> None:
    words = ["/" + "work/", "/" + "root/", "py" + "pi.org", "npm" + "js.", "deb." + "debian", "python" + "hosted"]
    skipped = {
        ".git",
        ".venv",
        "demo",
        "__pycache__",
        ".hypothesis",
        ".pytest_cache",
        ".mypy_cache",
        ".ruff_cache",
        "build",
        "dist",
    }
    read = 0
    for path in ROOT.rglob("*"):
        if (
            path.is_file()
            and not skipped & set(path.relative_to(ROOT).parts)
            and path.suffix in (".py", ".md", ".toml", ".yaml", ".txt", ".jsonl", "")
        ):
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not [word for word in words if word in text], path
            read += 1
    assert read > 500


def test_the_readme_tells_what_the_tool_gives_for_the_seed() -> None:
    seed_score = next(
        form.score_total
        for sample in (ROOT / "workbook_templates" / "samples").glob("红河州*部门整体.xlsx")
        for form in perfeval_xl.evaluate(sample).forms
    )
    assert f"{seed_score} 分" in (ROOT / "README.md").read_text(encoding="utf-8")
