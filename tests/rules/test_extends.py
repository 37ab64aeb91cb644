"""A person's own pack builds on a shipped one: rules are replaced whole, each with its own source."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.rules import DEFAULT_PACK, RulesError, load_pack
from perfeval_xl.rules.model import Formula

OWN = """
schema: 1
id: my-county
title: 本县规则
region: 示例县
years: {from: 2021, to: 2024}
extends: cn-2020
sources:
  - {id: county, document: 绩效自评办法, number: 示财〔2021〕1号, article: 第三条, verified: true}
indicators:
  le: {kind: ratio, source: county}
grades:
  bands:
    - {at_least: 85, name: 好}
    - {at_least: 0, name: 不好}
  full: 100
  source: county
thresholds:
  heavy_points: null
  execution_low: {value: 0.70, source: county}
"""


def write(folder: Path, content: str = OWN, name: str = "my-county.yaml") -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def test_own_rules_replace_the_parents_and_the_rest_is_kept_with_its_citations(tmp_path: Path) -> None:
    pack, parent = load_pack(write(tmp_path)), load_pack(DEFAULT_PACK)
    assert pack.indicators["le"].kind is Formula.RATIO
    assert pack.indicators["le"].cite.clause == "《绩效自评办法》（示财〔2021〕1号）第三条"
    assert pack.indicators["ge"] == parent.indicators["ge"]
    assert pack.grades.grade(Decimal(86)) == "好"
    assert pack.qualitative == parent.qualitative
    assert pack.thresholds["execution_low"].value == Decimal("0.70")
    assert "heavy_points" not in pack.thresholds
    assert {source.id for source in pack.sources} == {source.id for source in parent.sources} | {"county"}
    assert (pack.extends, pack.first_year, pack.last_year) == ("cn-2020", 2021, 2024)
    assert not pack.covers(2025)


def test_hash_depends_on_the_parent_too(tmp_path: Path) -> None:
    parent = write(tmp_path, load_pack(DEFAULT_PACK).path.read_text(encoding="utf-8"), "base.yaml")
    child = write(tmp_path, OWN.replace("extends: cn-2020", "extends: base.yaml"))
    before = load_pack(child).hash
    parent.write_text(parent.read_text(encoding="utf-8").replace("cap: 1", "cap: 0.9"), encoding="utf-8")
    after = load_pack(child)
    assert after.hash != before
    assert after.execution.cap == Decimal("0.9")


def test_a_replaced_rule_needs_its_own_source(tmp_path: Path) -> None:
    own = OWN.replace("le: {kind: ratio, source: county}", "le: {kind: ratio}")
    with pytest.raises(RulesError, match=r"my-county.yaml”第\d+行：缺少“indicators.le.source”"):
        load_pack(write(tmp_path, own))


def test_errors_in_own_sources_name_the_own_line(tmp_path: Path) -> None:
    own = OWN.replace("{id: county,", "{id: tool,")
    line = own[: own.index("{id: tool,")].count("\n") + 1
    with pytest.raises(RulesError, match=f"my-county.yaml”第{line}行：.*“tool”已经用过"):
        load_pack(write(tmp_path, own))


def test_errors_in_a_parent_name_the_parent(tmp_path: Path) -> None:
    base = load_pack(DEFAULT_PACK).path.read_text(encoding="utf-8").replace("cap: 1", "cap: 全部")
    write(tmp_path, base, "base.yaml")
    with pytest.raises(RulesError, match=r"base.yaml”第\d+行：“execution.cap”写的是“全部”"):
        load_pack(write(tmp_path, OWN.replace("extends: cn-2020", "extends: base.yaml")))


def test_a_circle_is_refused(tmp_path: Path) -> None:
    write(tmp_path, OWN.replace("extends: cn-2020", "extends: b.yaml"), "a.yaml")
    write(tmp_path, OWN.replace("extends: cn-2020", "extends: a.yaml"), "b.yaml")
    with pytest.raises(RulesError, match="extends 绕成了圈"):
        load_pack(tmp_path / "a.yaml")


def test_an_unknown_parent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="没有名为“cn-1999”的规则包"):
        load_pack(write(tmp_path, OWN.replace("extends: cn-2020", "extends: cn-1999")))


def test_an_empty_container_keeps_the_parents_rules(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path, OWN.replace("indicators:\n  le: {kind: ratio, source: county}\n", "")))
    assert pack.indicators == load_pack(DEFAULT_PACK).indicators
