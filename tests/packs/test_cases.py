"""Every shipped pack answers its own cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.rules import RulePack, load_pack
from perfeval_xl.rules.packs import pack_folders
from perfeval_xl.scoring.cases import Case, differences, load_cases

CASES = [
    pytest.param(load_pack(folder.name), case, id=f"{folder.name}: {case.name}")
    for folder in pack_folders()
    for case in load_cases(folder / "cases.yaml")
]


@pytest.mark.parametrize(("pack", "case"), CASES)
def test_pack_answers_case(pack: RulePack, case: Case) -> None:
    assert differences(case, pack) == []


@pytest.mark.parametrize("folder", pack_folders(), ids=lambda folder: folder.name)
def test_names_are_whole_and_unique(folder: Path) -> None:
    names = [case.name for case in load_cases(folder / "cases.yaml")]
    assert len(names) == len(set(names))
    assert all(len(name) >= 6 for name in names)


@pytest.mark.parametrize("folder", pack_folders(), ids=lambda folder: folder.name)
def test_every_source_is_described(folder: Path) -> None:
    described = (folder / "SOURCE.md").read_text(encoding="utf-8")
    assert [source.id for source in load_pack(folder.name).sources if f"`{source.id}`" not in described] == []
