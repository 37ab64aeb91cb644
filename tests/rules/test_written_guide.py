"""``docs/writing-rules.md`` followed word by word: its examples load, and its cases come out."""

from __future__ import annotations

import re
from pathlib import Path

from perfeval_xl.rules import load_pack
from perfeval_xl.scoring.cases import differences, load_cases
from tests.rules.own import own_pack

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "writing-rules.md").read_text(encoding="utf-8")
FENCES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
WHOLE = next(one for one in FENCES if one.startswith("schema:"))
SECTIONS = next(one for one in FENCES if one.startswith("level1:"))
CASES = next(one for one in FENCES if one.startswith("- name: 执行率59"))
DEDUCTIONS = next(one for one in FENCES if one.startswith("deductions:"))
DEDUCTION_CASES = next(one for one in FENCES if one.startswith("- name: 在职143"))
SHIPPED_ONLY = {"layouts", "experimental", "not_covered"}


def test_the_county_of_the_guide_loads_and_its_cases_come_out(tmp_path: Path) -> None:
    (tmp_path / "本县.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")
    pack = load_pack(tmp_path / "本县.yaml")
    assert (pack.id, pack.caps is not None) == ("my-county", True)
    assert [differences(case, pack) for case in load_cases(tmp_path / "cases.yaml")] == [[]] * 3


def test_every_section_can_be_copied(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, SECTIONS)
    assert pack.aggregation is not None and pack.text_limits["conclusion"].characters == 200


def test_every_section_of_the_table_is_shown(tmp_path: Path) -> None:
    told = re.findall(r"^\| ((?:`[a-z0-9_]+` ?)+)\|", GUIDE, re.M)
    names = {name for cell in told for name in re.findall(r"[a-z0-9_]+", cell)} - SHIPPED_ONLY
    shown = set(re.findall(r"^([a-z0-9_]+):", SECTIONS + DEDUCTIONS, re.M))
    assert names and names <= shown, names - shown


def test_the_deductions_of_the_guide_come_out(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, DEDUCTIONS)
    (tmp_path / "cases.yaml").write_text(DEDUCTION_CASES, encoding="utf-8")
    assert [differences(case, pack) for case in load_cases(tmp_path / "cases.yaml")] == [[]] * 2


def test_execution_in_steps(tmp_path: Path) -> None:
    (steps,) = re.findall(r"写 `({kind: steps.*?source: county})`", GUIDE)
    assert len(own_pack(tmp_path, f"execution: {steps}\n").execution.steps) == 3
