"""The numbers of the shipped packs as their sources print them: scales at every line, points, limits, defaults."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from perfeval_xl.rules import load_pack
from perfeval_xl.rules.packs import pack_folders
from perfeval_xl.scoring.cases import Case, differences

# what a rate earns of a row with so many points: on the limit, just before a step is whole, when it is, at the end
SCALES = """
hunan-common-2017 | 在职人员控制率 | 5 | 100% 5; 100.99% 5; 101% 4.5; 102% 4; 109.99% 0.5; 110% 0; 150% 0
hunan-common-2017 | 在职人员控制率 | 8 | 100% 8; 100.99% 8; 101% 7.5; 102% 7; 116% 0; 150% 0
hunan-common-2017 | “三公经费”变动率 | 5 | -5% 5; 0% 5; 0.99% 5; 1% 4.5; 2% 4; 10% 0
hunan-common-2017 | “三公经费”变动率 | 8 | -5% 8; 0% 8; 0.99% 8; 1% 7.2; 2% 6.4; 10% 0
hunan-common-2017 | 预算完成率 | 5 | 103% 5; 100% 5; 95.01% 5; 95% 3; 90.01% 3; 90% 1; 85% 0
hunan-common-2017 | 预算完成率 | 8 | 103% 8; 100% 8; 95.01% 8; 95% 6; 90% 4; 85% 2; 80% 0
hunan-common-2017 | 预算控制率 | 5 | 0% 5; 0.01% 4; 10% 4; 10.01% 3; 20% 3; 20.01% 2; 30% 2; 30.01% 0
hunan-common-2017 | 预算控制率 | 8 | 0% 8; 0.01% 6; 10% 6; 10.01% 4; 20% 4; 20.01% 2; 30% 2; 30.01% 0
hunan-common-2017 | 新建楼堂馆所面积控制率 | 5 | 100% 5; 104.99% 5; 105% 3; 110% 1; 115% 0
hunan-common-2017 | 新建楼堂馆所投资概算控制率 | 5 | 100% 5; 104.99% 5; 105% 3; 110% 1; 115% 0
yueyang-common | 财政供养人员控制率 | 5 | 100% 5; 100.99% 5; 101% 4.5; 110% 0
yueyang-common | 财政供养人员控制率 | 1 | 100% 1; 100.99% 1; 101% 0.9; 110% 0
yueyang-common | “三公经费”变动率 | 5 | 0% 5; 0.99% 5; 1% 4.5; 10% 0
yueyang-common | “三公经费”变动率 | 3 | 0% 3; 0.99% 3; 1% 2.7; 10% 0
yueyang-common | 公务招待费变动率 | 2 | 0% 2; 0.99% 2; 1% 1.8; 10% 0
yueyang-common | 公务用车购置运行费变动率 | 2 | 0% 2; 0.99% 2; 1% 1.8; 10% 0
yueyang-common | 重点支出安排率 | 5 | 100% 5; 90% 5; 89.99% 4; 80% 4; 79.99% 3; 70% 3; 69.99% 2; 60% 2; 59.99% 0
yueyang-common | 预算调整率 | 3 | 0% 3; 0.01% 2; 10% 2; 10.01% 1; 20% 1; 20.01% 0.5; 30% 0.5; 30.01% 0
yueyang-common | “三公经费”控制率 | 6 | 100% 6; 100.99% 6; 101% 5; 105.99% 1; 106% 0
yueyang-common | 资金结余 | 3 | -100% 3; -99.99% 2; 0% 2; 0.01% 0
xinshao-2017 | 在职人员控制率 | 5 | 98% 5; 100% 5; 125% 4; 200% 2.5
"""
TRIED = [tuple(part.strip() for part in line.split("|")) for line in SCALES.strip().splitlines()]


@pytest.mark.parametrize(("pack", "name", "points", "scores"), TRIED, ids=[" ".join(row[:3]) for row in TRIED])
def test_a_printed_scale_earns_what_it_prints(pack: str, name: str, points: str, scores: str) -> None:
    rules = load_pack(pack)
    for pair in scores.split("; "):
        rate, score = pair.split()
        given = {"name": name, "points": Decimal(points), "actual": rate}
        case = Case(f"{name}{rate}", "deduction", given, {"score": Decimal(score), "basis": "computed"})
        assert differences(case, rules) == [], pair


def test_every_scale_with_a_formula_is_tried() -> None:
    tried = {(pack, Decimal(points)) for pack, _, points, _ in TRIED}
    count = {pack: sum(row[0] == pack for row in TRIED) for pack, *_ in TRIED}
    for folder in pack_folders():
        rules = load_pack(folder.name)
        scales = [
            scale for table in rules.deductions.values() for scale in table.scales if scale.kind.value != "judged"
        ]
        assert count.get(rules.id, 0) == len(scales) or rules.extends in count, rules.id
        assert {(rules.id, scale.points) for scale in scales} <= tried or rules.extends in count


FIRST_LEVEL = {
    "cn-2020": {"execution": 10, "output": 50, "benefit": 30, "satisfaction": 10},
    "central-101": {"execution": 10, "cost": 20, "output": 40, "benefit": 20, "satisfaction": 10},
    "hubei-2020": {"execution": 20, "goals": 80},
    "henan-2024": {"cost": 10, "output": 30, "benefit": 25, "satisfaction": 5, "management": 30},
    "guangshui-2019": {"decision": 2, "management": 13, "performance": 85},
    "ningxia-2021": {"decision": 10, "management": 25, "output": 30, "benefit": 35},
    "hunan-common-2017": {"input": 10, "process": 60},
    "yueyang-common": {"input": 15, "process": 40},
}


@pytest.mark.parametrize("pack", FIRST_LEVEL)
def test_first_level_points_are_those_of_the_source(pack: str) -> None:
    assert dict(load_pack(pack).level1.points) == FIRST_LEVEL[pack]


@pytest.mark.parametrize("folder", pack_folders(), ids=lambda folder: folder.name)
def test_first_level_points_with_an_execution_rate_make_a_hundred(folder: object) -> None:
    rules = load_pack(folder.name)  # type: ignore[attr-defined]
    for points in (rules.level1.points, *(variant.points for variant in rules.level1.variants)):
        assert "execution" not in points or sum(points.values()) == rules.grades.full


def test_sichuan_asks_for_reasons_below_nine_tenths_and_of_every_change() -> None:
    reasons = load_pack("sichuan-2022").reasons
    asked = {key: (reasons[key].value, reasons[key].cite.verified) for key in ("execution_below", "budget_adjusted")}
    assert asked == {"execution_below": (Decimal("0.9"), True), "budget_adjusted": (0, True)}


def test_what_is_held_against_the_national_form() -> None:
    rules = load_pack("cn-2020")
    values = {key: threshold.value for key, threshold in rules.thresholds.items()}
    assert values == {
        "execution_low": Decimal("0.8"),
        "effect_gap": Decimal("0.05"),
        "all_full_execution": Decimal("0.95"),
        "heavy_points": 40,
    }
    assert {key: tolerance.value for key, tolerance in rules.tolerances.items()} == {
        "score": Decimal("0.01"),
        "points": Decimal("0.001"),
        "rate": Decimal("0.0001"),
        "amount": Decimal("0.01"),
    }
    assert (rules.over.flag_at, rules.over.reason_at, rules.over.reduce) == (Decimal("1.2"), Decimal("1.3"), None)
    assert not any(line.cite.verified for line in (*rules.thresholds.values(), *rules.tolerances.values()))


def test_sichuans_texts_have_the_lengths_of_its_notes() -> None:
    limits = load_pack("sichuan-2022").text_limits
    assert {field: limit.characters for field, limit in limits.items()} == {
        **dict.fromkeys(("execution_reason", "goal_actual"), 100),
        **dict.fromkeys(("conclusion", "problems", "measures"), 200),
    }


@pytest.mark.parametrize(
    ("pack", "edges"),
    [("cn-2020", ("1", "0.8", "0.6", "0")), ("hubei-2020", ("1", "0.8", "0.5", "0"))],
)
def test_qualitative_bands_are_those_of_the_notes(pack: str, edges: tuple[str, ...]) -> None:
    bands = load_pack(pack).qualitative.bands
    assert [(band.high, band.low) for band in bands] == [(Decimal(high), Decimal(low)) for high, low in pairwise(edges)]


@pytest.mark.parametrize("folder", pack_folders(), ids=lambda folder: folder.name)
def test_the_tools_own_default_lies_in_the_middle_of_a_band_and_at_the_top_of_the_best(folder: object) -> None:
    rules = load_pack(folder.name)  # type: ignore[attr-defined]
    best, *others = rules.qualitative.bands
    assert best.default == 1
    assert [band.default for band in others] == [(band.low + band.high) / 2 for band in others]
    assert not rules.qualitative.default_cite.verified
