"""A faulty rule file: one Chinese sentence with the file, the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.rules import DEFAULT_PACK, RulesError, load_pack
from perfeval_xl.rules.errors import SchemaError
from perfeval_xl.rules.section import Section
from tests.rules.own import HEAD
from tests.rules.refusing import hold_refusal

CONTENT = load_pack(DEFAULT_PACK).path.read_text(encoding="utf-8")

# what a person wrote wrongly: text to swap, text instead, text whose line is named, part of the sentence
WRONG = {
    "unknown formula": ("le: {kind: linear_loss", "le: {kind: linear", "  le: {", "“indicators.le.kind”写的是“linear”"),
    "formula of the other direction": ("ge: {kind: ratio", "ge: {kind: linear_loss", "  ge: {", "只能是ratio、"),
    "missing section": ("rounding: {kind: half_up, places: 2", "rundung: {kind: half_up, places: 2", None, "rounding"),
    "misspelt key": ("  cap: 1\n", "  cap: 1\n  capp: 2\n", "  capp: 2", "“execution.capp”不认识"),
    "unknown source": ("source: hh-2020", "source: hh-2021", "source: hh-2021", "引用的依据“hh-2021”没有列在 sources"),
    "no source": ("  source: hh-2020\n", "", "grades:", "缺少“grades.source”"),
    "more certain than its source": (
        "zero_target: {kind: all_or_nothing, source: product, verified: false}",
        "zero_target: {kind: all_or_nothing, source: product, verified: true}",
        "zero_target: {",
        "本身没有核实",
    ),
    "number is a word": ("heavy_points: {value: 40", "heavy_points: {value: 四十", "heavy_points", "应当是数字"),
    "share above 1": ("default: 0.70", "default: 70", "default: 70", "应当是0到1之间的数字"),
    "default outside its band": ("default: 0.70", "default: 0.85", "default: 0.85", "应当在0.60到0.80之间"),
    "best band not up to all": (
        "low: 0.80, high: 1.00",
        "low: 0.80, high: 0.95",
        None,
        "写的是1.00，应当在0.80到0.95之间",
    ),
    "best band that ends below all": (
        "high: 1.00, default: 1.00",
        "high: 0.95, default: 0.95",
        "  bands:\n    - {grade: 达成",
        "应当从1排到0",
    ),
    "bands that end above nothing": (
        "low: 0.00, high: 0.60",
        "low: 0.10, high: 0.60",
        "  bands:\n    - {grade: 达成",
        "应当从1排到0",
    ),
    "bands in another order": (
        "- {grade: 部分达成年度指标并具有一定效果,",
        "- {grade: 未达成年度指标且效果较差,",
        "  bands:\n    - {grade: 达成",
        "应当依次写明达成年度指标、部分达成年度指标并具有一定效果、未达成年度指标且效果较差三档",
    ),
    "gap between bands": ("low: 0.60, high: 0.80", "low: 0.60, high: 0.75", "high: 0.75", "应当等于上一档的下限0.80"),
    "grades not falling": ("at_least: 60, name: 中", "at_least: 85, name: 中", "at_least: 85", "应当低于上一等级"),
    "grades without a floor": (
        "at_least: 0, name: 差",
        "at_least: 1, name: 差",
        "  bands:\n    - {at_least",
        "从0分起",
    ),
    "points above 100": ("key: output, points: 50", "key: output, points: 60", "  items:", "合计为110分"),
    "source twice": ("  - id: tool\n", "  - id: product\n", None, "“product”已经用过"),
    "flag is a word": ("verified: true\n    note: 优", "verified: 是\n    note: 优", "verified: 是", "true 或 false"),
    "not a list": ("[满意度]", "满意度", "    - {key: satisfaction", "文字的列表"),
    "reduce of over-achievement": ("reduce: none", "reduce: 偏离度", "over: {", "只能是 none"),
    "other schema": ("schema: 1", "schema: 2", "schema: 2", "“schema”写的是2，应当是1"),
    "years that end before they begin": (
        "years: {from: 2020}",
        "years: {from: 2020, to: 2019}",
        "years:",
        "“years”写的是2020到2019，起始年度应当不晚于终止年度",
    ),
}


@pytest.mark.parametrize(("old", "new", "at", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, at: str | None, sentence: str) -> None:
    assert CONTENT.count(old) == 1
    hold_refusal(tmp_path, CONTENT.replace(old, new), at, sentence)


OWN_WRONG = {
    "a percentage": ("caps: {items: [{below: 60%, total: 59}], source: county}", "应当是数字（60%写成0.6）"),
    "a percentage without its sign": (
        "caps: {items: [{below: 60, total: 59}, {below: 80, grade: 良}], source: county}",
        "“caps.items[1].below”写的是60，应当是0到1之间的数字（60%写成0.6）",
    ),
    "a first level twice": (
        "level1: {items: [{key: a, points: 10, words: [产出]}, {key: a, points: 20, words: [效益]}], source: county}",
        "“level1.items[2].key”“a”写了两次，请只留一处",
    ),
    "a variant of more than all points": (
        "level1: {items: [{key: a, points: 100, words: [产出]}, {key: b, points: 0, words: [效益]}], variants: [{name: 另一种, points: {a: 60, b: 41}}], source: county}",
        "“level1.variants[1].points”合计为101分，超过100分，请核对",
    ),
    "steps upside down": (
        "execution: {kind: steps, base: budget, cap: 1, steps: [{at_least: 0.6, share: 0.5}, {at_least: 0.8, share: 1}], source: county}",
        "“execution.steps”应当按 at_least 从高到低排列",
    ),
    "one step twice": (
        "execution: {kind: steps, base: budget, cap: 1, steps: [{at_least: 0.8, share: 1}, {at_least: 0.8, share: 0}], source: county}",
        "“execution.steps”应当按 at_least 从高到低排列",
    ),
    "steps without a floor": (
        "execution: {kind: steps, base: budget, cap: 1, steps: [{at_least: 0.8, share: 1}, {at_least: 0.1, share: 0}], source: county}",
        "最后一档的 at_least 应当是0",
    ),
    "no steps": ("execution: {kind: steps, base: budget, cap: 1, steps: [], source: county}", "应当是至少有一项的列表"),
    "a cap of nothing": ("execution: {kind: linear, base: budget, cap: 0, source: county}", "应当是不小于0.01的数字"),
    "half a decimal": ("rounding: {kind: half_up, places: 1.5, source: county}", "写的是1.5，应当是整数"),
    "too many decimals": ("rounding: {kind: half_up, places: 7, source: county}", "写的是7，应当是0到6之间的数字"),
    "a limit of no characters": ("text_limits: {reason: {characters: 0, source: county}}", "应当是1到32767之间的数字"),
    "no words": ("missing_cost: {words: [], most: 5, source: county}", "应当是文字的列表"),
    "a number for a word": ("missing_cost: {words: [5], most: 5, source: county}", "应当是文字的列表"),
    "a negative number": (
        "missing_cost: {words: [成本], most: -1, source: county}",
        "写的是-1，应当是0到100之间的数字",
    ),
    "a flag for a number": ("missing_cost: {words: [成本], most: true, source: county}", "应当是数字"),
    "an equal grade": (
        "grades: {bands: [{at_least: 80, name: 优}, {at_least: 80, name: 良}, {at_least: 0, name: 差}], full: 100, source: county}",
        "写的是80，应当低于上一等级的80",
    ),
    "an equal cap": (
        "caps: {items: [{below: 0.8, total: 59}, {below: 0.8, total: 79}], source: county}",
        "应当按 below 从低到高排列",
    ),
    "a full-width colon": ("indicators:\n  le: {kind： ratio, source: county}", "“kind： ratio”里的冒号是全角的"),
}


@pytest.mark.parametrize(("section", "sentence"), OWN_WRONG.values(), ids=OWN_WRONG)
def test_slips_of_a_county_are_said_with_what_to_write(tmp_path: Path, section: str, sentence: str) -> None:
    hold_refusal(tmp_path, f"{HEAD}{section}\n", section.rpartition("\n")[2], sentence)


def test_sources_are_counted_in_the_file_that_a_person_wrote(tmp_path: Path) -> None:
    hold_refusal(tmp_path, HEAD.replace("verified: true", "verified: 是"), "  - {id", "“sources[1].verified”")


def test_a_county_may_not_take_the_name_of_a_shipped_pack(tmp_path: Path) -> None:
    hold_refusal(tmp_path, HEAD.replace("id: own", "id: cn-2020"), "id: cn-2020", "这是随附规则包的编号")


def test_a_county_without_a_number_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(HEAD.replace("id: own\n", ""), encoding="utf-8")
    with pytest.raises(RulesError, match="没有写“id”") as caught:
        load_pack(file)
    assert "own.yaml" in str(caught.value)


@pytest.mark.parametrize(
    ("slip", "line", "told"),
    [
        ("title：甲\nregion: 乙\n", 3, "冒号是全角的"),
        ("region:乙\ntitle: 甲\n", 3, "冒号后面要空一格"),
        ("years:\n\tfrom: 2021\n", 4, "制表符"),
        ("years: {from: 2021， to: 2024}\n", 3, "逗号是全角的"),
        ("rounding：{kind: truncate, places: 2, source: county}\n", 3, "冒号是全角的"),
        ("years: {from: 2021, to: 2024\ntitle: 甲\n", 3, "括号没有配成对"),
        ("basis: [county}\n", 3, "括号没有配成对"),
        ('title: "甲\nregion: 乙\nyears: {from: 2021, to: 2024}\n', 3, "双引号没有配成对"),
        ('bands: [{rate: "[0, 10%], score: 5}, {rate: "(10%, )", score: 0}]\n', 3, "双引号没有配成对"),
        ("deductions: {x: {rate: “[0, 10%]”}}\n", 3, "引号是全角的"),
        ("region: @乙\n", 3, "放在半角双引号里"),
        ("years:\n   from: 2021\n  to: 2024\n", 5, "请检查缩进"),
    ],
)
def test_a_slip_that_is_no_yaml_is_told_at_its_line(tmp_path: Path, slip: str, line: int, told: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(f'schema: 1\nid: own  # 编号 "x\n{slip}', encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load_pack(file)
    assert f"第{line}行：不是合法的 YAML，" in str(caught.value) and told in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id: [1, 2", "不是合法的 YAML"),
        (b"id: a\nid: b\n", "第2行：“id”写了两次"),
        ("id: 规则".encode("gb18030"), "不是 UTF-8 编码"),
        (b"- a\n- b\n", "不是“键: 值”形式的规则"),
        (b"", "不是“键: 值”形式的规则"),
        (b"schema: 1\nid: x\n", "缺少“sources”"),
        (b"!!python/object/apply:os.getcwd []", "不是合法的 YAML"),
    ],
)
def test_files_that_are_no_rules(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(content)
    with pytest.raises(RulesError) as caught:
        load_pack(file)
    assert sentence in str(caught.value)


def test_the_only_number_that_will_do_is_named_alone() -> None:
    with pytest.raises(SchemaError) as caught:
        Section({"schema": 2}).whole("schema", low=1, high=1)
    assert caught.value.problem.endswith("应当是1")
