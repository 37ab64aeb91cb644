"""The catalogue of rates: whole, without contradictions, nothing more certain than its source."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import yaml

from perfeval_xl.rates.catalogue import FILE, CatalogueError, build_catalogue, catalogue, name_key, rate_named
from perfeval_xl.rates.model import Direction, RateKind, ZeroPolicy
from perfeval_xl.templates.spec import load_spec
from perfeval_xl.templates.table_specs import TableSheet

DATA = yaml.safe_load(FILE.read_text(encoding="utf-8"))

FRAMEWORK = {
    "department": [
        *(
            "在职人员控制率",
            "“三公经费”变动率",
            "重点支出安排率",
            "预算完成率",
            "预算调整率",
            "支付进度率",
            "结转结余率",
        ),
        *("结转结余变动率", "公用经费控制率", "“三公经费”控制率", "政府采购执行率", "固定资产利用率", "实际完成率"),
        *("完成及时率", "质量达标率", "重点工作办结率", "社会公众或服务对象满意度"),
    ],
    "project": [
        *("资金到位率", "到位及时率", "实际完成率", "完成及时率", "质量达标率", "成本节约率"),
        "社会公众或服务对象满意度",
    ],
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in FRAMEWORK.items() for name in names])
def test_every_rate_of_the_framework_is_there(kind: str, name: str) -> None:
    rate = rate_named(kind, name)
    assert rate is not None
    assert rate.kind is RateKind(kind)
    assert rate.zero_words


def test_the_same_name_is_another_rate_for_a_project() -> None:
    denominators = {}
    for kind in RateKind:
        rate = rate_named(kind, "质量达标率")
        assert rate is not None
        denominators[rate.id] = [catalogue().inputs[term.input].title for term in rate.definitions[0].denominator]
    assert denominators == {"project.quality": ["实际产出数"], "department.quality": ["计划工作数"]}


def test_a_project_form_names_no_department_rate() -> None:
    assert rate_named("project", "在职人员控制率") is None


@pytest.mark.parametrize(
    "written", ["三公经费变动率", "“三公” 经费变动率（5分）", "2.“三公经费”变动率", "‘三公经费’变动率："]
)
def test_names_are_recognised_however_they_are_punctuated(written: str) -> None:
    rate = rate_named("department", written)
    assert rate is not None
    assert rate.id == "department.official_change"


def test_words_before_a_rows_name_do_not_matter() -> None:
    assert name_key("其中：因公出国（境）费") == name_key("因公出国费")
    assert name_key("2018年实际在职人数（人）") == name_key("实际在职人数")


def test_directions_and_policies_are_all_in_use() -> None:
    rates = catalogue().rates.values()
    assert {rate.direction for rate in rates} == set(Direction)
    assert {rate.zero for rate in rates} == set(ZeroPolicy)


def test_nothing_is_more_certain_than_its_source() -> None:
    for rate in catalogue().rates.values():
        for definition in rate.definitions:
            assert definition.source.verified or not definition.verified
            assert definition.verified or "依据待核实" in definition.clause


def test_the_departments_template_asks_for_every_input_of_its_rates() -> None:
    spec = load_spec("department-honghe-2020")
    sheet = next(sheet for sheet in spec.sheets if isinstance(sheet, TableSheet) and sheet.table == "basics")
    asked = {(name_key(row.name), column) for section in sheet.sections for row in section.rows for column in row.open}
    needed = {
        (term.input, term.column)
        for rate in catalogue().rates.values()
        if rate.kind is RateKind.DEPARTMENT
        for definition in rate.definitions
        for term in definition.terms
    }
    titles = catalogue().inputs
    missing = [place for place in needed if (name_key(titles[place[0]].title), place[1]) not in asked]
    assert missing == []


WRONG: dict[str, tuple[tuple[str, ...], Any, str]] = {
    "unknown input": (("rates", "department.carryover", "definitions", "0", "numerator"), ["x.actual"], "x.actual"),
    "unknown column": (
        ("rates", "department.carryover", "definitions", "0", "numerator"),
        ["posts.next"],
        "posts.next",
    ),
    "unknown source": (("rates", "department.carryover", "definitions", "0", "source"), "nowhere", "nowhere"),
    "too certain": (("rates", "department.carryover", "definitions", "0", "verified"), True, "verified"),
    "shape without a base": (("rates", "department.carryover", "definitions", "0", "shape"), "change", "shape change"),
    "unknown direction": (("rates", "department.carryover", "direction"), "up", "up"),
    "name of another rate": (("rates", "department.carryover", "labels"), ["预算调整率"], "stands for"),
    "name of another input": (("inputs", "staff", "aliases"), ["编制数"], "stands for"),
    "identity of nothing": (("identities", "0", "sum"), "nothing", "nothing"),
}


@pytest.mark.parametrize(("path", "value", "said"), WRONG.values(), ids=WRONG)
def test_contradictions_are_refused(path: tuple[str, ...], value: Any, said: str) -> None:
    data = deepcopy(DATA)
    *above, last = path
    place = data
    for step in above:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[last] = value
    with pytest.raises(CatalogueError, match=said):
        build_catalogue(data)
