"""What only some places have: each section is read with its source, and each way to get it wrong is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.rules import RulesError, load_pack
from perfeval_xl.rules.handbook import handbook, rule_lines
from perfeval_xl.rules.special import DeviationPart, ReductionKind
from perfeval_xl.scoring.worked import worked_examples
from tests.rules.own import HEAD, own_file, own_pack

D = Decimal

EVERYTHING = """
layouts: [county-form]
not_covered: [现场核查的扣分由人判定。]
basis: [county, mof-2020-10]
indicators:
  eq: {kind: all_or_nothing, exact: true, source: county}
over: {manual_at: 2, reduce: {kind: by_deviation, from: 1.3, part: excess}, source: county}
scales:
  satisfaction:
    words: [满意度]
    measure: completion
    steps: [{at_least: 1, share: 1}, {at_least: 0.9, share: 0.8}, {at_least: 0, share: 0}]
    source: county
caps:
  items: [{below: 0.5, total: 59, grade: 差}, {below: 0.8, grade: 良}]
  source: county
deduction_column: {source: county}
missing_cost: {words: [成本], most: 5, source: county}
goals: {source: county}
aggregation: {absolute: sum, relative: mean, qualitative: by_funds, source: county}
reasons:
  budget_adjusted: {value: 0.1, source: county}
text_limits:
  execution_reason: {characters: 100, source: county}
level1:
  items:
    - {key: execution, points: 10, words: [预算执行]}
    - {key: output, points: 60, words: [产出]}
    - {key: cost, points: 30, words: [成本]}
  variants: [{name: 没有成本指标, points: {execution: 10, output: 90}}]
  source: county
"""


def test_every_section_is_read_with_its_source(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, EVERYTHING)
    assert (pack.layouts, pack.not_covered) == (("county-form",), ("现场核查的扣分由人判定。",))
    assert [source.id for source in pack.basis] == ["county", "mof-2020-10"]
    assert pack.indicators["eq"].exact
    cut = pack.over.reduce
    assert cut is not None
    assert (pack.over.manual_at, cut.kind, cut.part) == (2, ReductionKind.BY_DEVIATION, DeviationPart.EXCESS)
    assert pack.scales["satisfaction"].steps[1].share == D("0.8")
    assert pack.caps is not None
    assert [(cap.below, cap.total, cap.grade) for cap in pack.caps.caps] == [
        (D("0.5"), 59, "差"),
        (D("0.8"), None, "良"),
    ]
    assert pack.level1.variants[0].points == {"execution": 10, "output": 90}
    for rule in (pack.caps, pack.deduction_column, pack.missing_cost, pack.goals, pack.aggregation, pack.over):
        assert rule is not None
        assert rule.cite.clause == "《绩效自评办法》（示财〔2021〕1号）第三条"


def test_every_section_stands_in_the_rule_book_with_a_worked_example(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, EVERYTHING)
    examples = worked_examples(pack)
    titles = [title for title, _, _ in rule_lines(pack)]
    assert set(examples) <= set(titles)
    assert len(titles) == len(set(titles))
    assert examples["按执行率封顶"].startswith("得95分，执行率49.99%：")
    assert examples["按执行率封顶"].endswith("总分最高59分，按59.00分计；等级：差")
    assert examples["几个年度目标"].startswith("目标一90分、权重60%，目标二80分、权重40%：")
    assert examples["几个年度目标"].endswith("54.0 + 32.0 = 86.00；等级：良")
    assert (
        examples["扣减分数栏"]
        == "指标值≥100，完成值90，扣减2分，分值10：90 ÷ 100 × 10 = 9.00；扣减2分，9.00 - 2 = 7.00"
    )
    assert examples["未填报的成本指标"].startswith(
        "没有写指标值，填了10分，分值10：成本指标没有填报，得分不超过5分，填写的10分按5分计"
    )
    assert examples["分档：满意度"] == (
        "指标值≥90%，完成值76.5%，分值10：完成率85.00%，达到0%一档，得分值10分的0%，0.00分"
    )
    page = handbook(pack, examples)
    for word in ("没有成本指标", "分档：满意度", "几个单位汇总", "现场核查的扣分由人判定。", "1. 《绩效自评办法》"):
        assert word in page


def test_the_examples_of_the_default_rules_are_whole_calculations() -> None:
    """The numbers that the rule book shows are those that the functions that score forms give."""
    examples = worked_examples(load_pack("cn-2020"))
    assert examples["预算执行率"] == "预算250000，执行215457.6，分值10：215457.6 ÷ 250000 × 10 = 8.62"
    assert examples["指标值≤（不高于）"] == "指标值≤100，完成值125，分值10：(1 - (125 - 100) ÷ 100) × 10 = 7.50"
    assert examples["指标值<（低于）"] == "指标值<100，完成值125，分值10：(1 - (125 - 100) ÷ 100) × 10 = 7.50"
    assert examples["指标值区间"].endswith("不在6至10之内，按上限计算：(1 - (12 - 10) ÷ 10) × 10 = 8.00")
    assert examples["指标值完成时限"].startswith("分值10：2025-01-15完成，晚于2024-12-31")
    assert examples["指标值为0"] == "指标值=0，完成值2，分值10：年度指标值为0，实际完成值2没有达到，得0分"
    assert examples["超额完成"] == "指标值≥100，完成值150，分值10：150 ≥ 100，得满分10分"
    assert examples["取位"] == "指标值≥80，完成值65，分值10：65 ÷ 80 × 10 = 8.13"
    assert examples["等级"] == "89.995 = 90.00；等级：优"
    assert "及格线" not in examples
    lined = worked_examples(load_pack("central-101"))
    assert lined["及格线"] == "指标值≥100，完成值59.99，分值10：完成比例低于60%，得0分"
    assert lined["分档：满意度"] == "指标值≥90%，完成值85%，分值10：85%，达到80%一档，得分值10分的80%，8.00分"
    assert worked_examples(load_pack("hubei-2020"))["预算执行率"].startswith("预算250000，执行215457.6，分值20：")


def test_what_is_left_out_is_not_there() -> None:
    pack = load_pack("cn-2020")
    assert not pack.adjusts
    assert (pack.caps, pack.goals, pack.scales, pack.basis, pack.not_covered) == (None, None, {}, (), ())


def test_a_child_inherits_special_rules_and_can_drop_them(tmp_path: Path) -> None:
    own_file(tmp_path, EVERYTHING, "parent.yaml")
    child = "schema: 1\nid: child\ntitle: 乡镇\nregion: 示例乡\nextends: parent.yaml\n"
    (tmp_path / "child.yaml").write_text(child + "caps: null\nscales: {satisfaction: null}\n", encoding="utf-8")
    pack = load_pack(tmp_path / "child.yaml")
    assert (pack.caps, pack.scales) == (None, {})
    assert pack.deduction_column is not None
    assert pack.deduction_column.cite.source.id == "county"
    assert [source.id for source in pack.basis] == ["county", "mof-2020-10"]
    # a child is a pack of its own: it is not detected by its parent's layouts
    assert (pack.layouts, pack.not_covered) == ((), ())


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("over: {flag_at: 1.2, reason_at: 1.3, reduce: none, source: county}", "完成率≥120%时提示，≥130%时要求说明原因，不扣分"),
        ("over: {reason_at: 1.3, zero_target_reason_at: 30, reduce: none, source: county}", "≥130%时要求说明原因，指标值为0而完成值≥30时要求说明原因，不扣分"),
        ("over: {manual_at: 1.25, reduce: {kind: fixed, from: 1.5, points: 2}, source: county}", "≥125%时得分由人判定，≥150%时扣2分"),
        ("over: {reduce: {kind: by_deviation, from: 1.3, part: whole}, source: county}", "≥130%时得分=（1-偏离度）×分值，最低0分"),
        ("over: {reduce: {kind: by_deviation, from: 1.3, part: excess}, source: county}", "≥130%时得分=（1-超过130%的部分）×分值，最低0分"),
        ("scales: {s: {words: [满意度], measure: actual, steps: [{at_least: 0.9, share: 1}, {at_least: 0, share: 0.5}], source: county}}", "按完成值：≥90%得分值的100%；≥0%得分值的50%"),
        ("scales: {s: {words: [满意度], measure: completion, steps: [{at_least: 0, share: 0}], source: county}}", "按完成率：≥0%得分值的0%"),
        ("missing_cost: {words: [成本], most: 5, source: county}", "没有写指标值的成本指标，得分不超过5分"),
        ("caps: {items: [{below: 0.5, total: 59}, {below: 0.8, grade: 良}], source: county}", "执行率低于50%：总分最高59分；执行率低于80%：等级最高为良"),
        ("aggregation: {absolute: sum, relative: by_funds, qualitative: mean, source: county}", "先汇总后计分：绝对值直接累加，相对值按资金额度加权平均，定性得分取平均"),
    ],
)  # fmt: skip
def test_the_rule_book_says_what_a_section_does(tmp_path: Path, section: str, said: str) -> None:
    assert said in [content for _, content, _ in rule_lines(own_pack(tmp_path, f"{section}\n"))]


@pytest.mark.parametrize("section", [line for line in EVERYTHING.splitlines() if "}" in line])
def test_no_misspelt_key_is_without_effect(tmp_path: Path, section: str) -> None:
    for at in [at for at, sign in enumerate(section) if sign == "}"]:
        with pytest.raises(RulesError, match="不认识"):
            own_pack(tmp_path, EVERYTHING.replace(section, f"{section[:at]}, sorce: county{section[at:]}"))


WRONG = {
    "reduction in a word": ("over: {reduce: 偏离度, source: county}", "“over.reduce”写的是“偏离度”，只能是 none"),
    "unknown reduction": ("over: {reduce: {kind: half, from: 1.3}, source: county}", "只能是fixed、by_deviation之一"),
    "reduction below the target": (
        "over: {reduce: {kind: fixed, from: 0.3, points: 2}, source: county}",
        "“over.reduce.from”写的是0.3，应当是不小于1的数字",
    ),
    "fixed without points": ("over: {reduce: {kind: fixed, from: 1.3}, source: county}", "缺少“over.reduce.points”"),
    "exact with a ratio": (
        "indicators: {eq: {kind: ratio, exact: true, source: county}}",
        "“indicators.eq.exact”写的是 true 时 kind 只能是all_or_nothing、manual之一",
    ),
    "exact for another comparator": (
        "indicators: {ge: {kind: ratio, exact: true, source: county}}",
        "“indicators.ge.exact”不认识",
    ),
    "scale without a floor": (
        "scales: {s: {words: [满意度], measure: actual, steps: [{at_least: 0.9, share: 1}], source: county}}",
        "最后一档的 at_least 应当是0",
    ),
    "cap that caps nothing": ("caps: {items: [{below: 0.5}], source: county}", "应当写明 total（总分上限）或 grade"),
    "cap by an unknown grade": (
        "caps: {items: [{below: 0.5, grade: 劣}], source: county}",
        "写的是“劣”，只能是优、良、中、差之一",
    ),
    "caps out of order": (
        "caps: {items: [{below: 0.8, total: 79}, {below: 0.5, total: 59}], source: county}",
        "应当按 below 从低到高排列",
    ),
    "deduction without a source": ("deduction_column: {}", "缺少“deduction_column.source”"),
    "cost without a limit": ("missing_cost: {words: [成本], source: county}", "缺少“missing_cost.most”"),
    "unknown basis": ("basis: [nowhere]", "“basis”的第1项“nowhere”没有列在 sources 里"),
    "unknown trigger": (
        "reasons: {weather: {value: 1, source: county}}",
        "“reasons.weather”不认识，可用的有execution_below",
    ),
    "unknown text": (
        "text_limits: {poem: {characters: 5, source: county}}",
        "“text_limits.poem”不认识，可用的有reason",
    ),
    "unknown aggregation": (
        "aggregation: {absolute: mean, relative: mean, qualitative: mean, source: county}",
        "“aggregation.absolute”写的是“mean”，只能是sum之一",
    ),
    "variant above 100": (
        "level1: {items: [{key: a, points: 100, words: [产出]}], variants: [{name: 另一种, points: {b: 1}}], source: county}",
        "“level1.variants[1].points.b”不认识，可用的有a",
    ),
    "layouts in a word": ("layouts: hubei", "“layouts”应当是文字的列表"),
    "experimental in a word": ("experimental: 是", "只能是 true 或 false"),
}


@pytest.mark.parametrize(("section", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, section: str, sentence: str) -> None:
    with pytest.raises(RulesError) as caught:
        own_pack(tmp_path, section + "\n")
    message = str(caught.value)
    assert sentence in message
    assert f"本县.yaml”第{HEAD.count(chr(10)) + 1}行" in message
    assert "\n" not in message
