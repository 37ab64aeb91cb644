"""A form finds the objective that it answers: by name, by a part of it, by its indicators; and never one of another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perfeval_xl.forms.model import ParsedForm
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.names import without_code
from perfeval_xl.objectives.register import NO_OBJECTIVES, Register, place_of
from tests.support.forms import changed, only_form
from tests.support.objectives import APPROVAL, DECLARATION, DEPARTMENT, LIST, objectives, swapped

DEPARTMENT_FORM = """
| 部门整体支出绩效自评表 | < | < | < | < | < |
| （2024年度） | < | < | < | < | < |
| 部门名称 | 示例县水务局 | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 |
| 产出指标 | 数量指标 | 供水工程 | ≥5处 | 5处 | 100 |
"""


def form(*swaps: tuple[str, str]) -> ParsedForm:
    return only_form(changed(*swaps)).parsed


def register(*tables: str) -> Register:
    return Register(objectives(*tables))


OTHER_PROJECT = swapped(DECLARATION, ("乡村道路养护", "校舍维修"), ("养护里程", "维修校舍"))


@pytest.mark.parametrize(
    ("swap", "table"),
    [
        (("2023年度", "2023年度"), DECLARATION),
        (("| 乡村道路养护 |", "| 2023年乡村道路养护项目 |"), DECLARATION),
        (("| 乡村道路养护 |", "|  |"), DECLARATION),
        (("| 乡村道路养护 |", "| 农村公路日常管护 |"), DECLARATION),
        (("(2023年度)", ""), DECLARATION),
        (("示例县公路中心", ""), DECLARATION),
        (("示例县公路中心", "示例县交通运输局"), DECLARATION),
        (("2023年度", "2023年度"), swapped(DECLARATION, ("示例县公路中心", "示例县公路中心（本级）"))),
    ],
)
def test_the_objective_of_a_form(swap: tuple[str, str], table: str) -> None:
    found = register(OTHER_PROJECT, table).answered_by(form(swap))
    assert found is not None
    assert found.form.sheet == "目标2"


@pytest.mark.parametrize(
    "table",
    [
        swapped(DECLARATION, ("2023年度", "2022年度")),
        swapped(DECLARATION, ("示例县公路中心", "另一县公路中心"), ("示例县交通运输局[332]", "另一县交通局")),
        OTHER_PROJECT.replace("验收合格率", "一").replace("每公里成本", "二").replace("群众", "三"),
        DEPARTMENT,
    ],
)
def test_an_objective_of_another(table: str) -> None:
    held = register(table)
    assert held.answered_by(form()) is None
    assert held.candidates(form()) == []


def test_an_approval_counts_before_a_declaration() -> None:
    approved = swapped(DECLARATION, ("绩效目标申报表", "绩效目标批复表"))
    found = register(DECLARATION, approved).answered_by(form())
    assert found is not None
    assert found.form.title == "项目支出绩效目标批复表"


def test_two_of_one_project_are_told_apart_by_their_indicators_or_not_at_all() -> None:
    other = DECLARATION.replace("养护里程", "甲").replace("验收合格率", "乙").replace("每公里成本", "丙")
    assert [one.form.sheet for one in register(other, DECLARATION).candidates(form())] == ["目标2"]
    held = register(DECLARATION, DECLARATION)
    assert held.answered_by(form()) is None
    assert len(held.candidates(form())) == 2


def test_a_department_is_known_by_its_name() -> None:
    parsed = only_form(DEPARTMENT_FORM).parsed
    found = register(DECLARATION, DEPARTMENT).answered_by(parsed)
    assert found is not None
    assert found.form.sheet == "目标2"
    assert register(DEPARTMENT.replace("示例县水务局", "示例县林草局")).answered_by(parsed) is None


def test_those_that_no_form_answers() -> None:
    held = register(LIST, APPROVAL, DECLARATION)
    first, second, approval, declaration = held.objectives
    assert list(held.unanswered([])) == [first, second, approval, declaration], "in the order of the papers"
    # the approval is of the same project as the first of the list
    assert list(held.unanswered([place_of(first)])) == [second, declaration]
    assert list(held.unanswered([place_of(approval), place_of(declaration)])) == [second]


@pytest.mark.parametrize(
    ("project", "unit", "years", "units"),
    [
        ("校舍维修", "示例县教育局", [2022, 2023], ["示例县第三小学"]),
        ("2024年校舍维修项目", "示例县教育局", [2022, 2023], ["示例县第三小学"]),
        ("校舍维修", "示例县水利站", [], ["示例县第三小学"]),
        ("图书采购", "示例县教育局", [], []),
        ("", "示例县教育局", [], []),
    ],
)
def test_namesakes_tell_what_may_have_been_mistyped(
    project: str, unit: str, years: list[int], units: list[str]
) -> None:
    bureau = "示例县教育局"
    held = Register(
        [
            of("校舍维修", bureau, 2023),
            of("校舍维修", bureau, 2022),
            of("校舍维修", bureau, 2023),
            of("校舍维修", "示例县第三小学", 2024),
            of("水库除险", bureau, 2023),
        ]
    )
    form = asked(project, unit).form
    assert (held.years_of(form), held.units_of(form)) == (years, units)


def test_places_tell_objectives_apart() -> None:
    held = register(LIST, APPROVAL, DECLARATION, DEPARTMENT)
    assert len({place_of(one) for one in held.objectives}) == len(held.objectives) == 5


def test_without_objectives_no_form_answers_any() -> None:
    assert not NO_OBJECTIVES
    assert NO_OBJECTIVES.candidates(form()) == []


def of(project: str, unit: str, year: int | None = 2024, authority: str = "", title: str = "绩效目标表") -> Objective:
    """The declaration as another project's."""
    one = objectives(DECLARATION)[0]
    form = replace(one.form, project=project, unit=unit, year=year, authority=authority, title=title)
    return replace(one, parsed=replace(one.parsed, form=form))


def asked(project: str, unit: str, authority: str = "") -> ParsedForm:
    parsed = form()
    return replace(parsed, form=replace(parsed.form, project=project, unit=unit, year=2024, authority=authority))


SCHOOL, BUREAU, WATER = "示例县第一小学", "示例县教育局", "示例县水利站"
APART = {
    "two schools": ([of("课后服务", SCHOOL, authority=BUREAU), of("课后服务", "示例县第二小学", authority=BUREAU)], 1),
    "another school only": ([of("课后服务", SCHOOL, authority=BUREAU)], None),
    "two years": ([of("课后服务", "示例县第二小学", 2023), of("课后服务", "示例县第二小学")], 1),
    "last year's name only": ([of("2023年课后服务", "示例县第二小学", None)], None),
    "this year's name": (
        [of("2023年课后服务", "示例县第二小学", None), of("2024年课后服务", "示例县第二小学", None)],
        1,
    ),
    "money by another name": ([of("课后服务专项资金", "示例县第二小学")], 0),
    "codes": ([of("51000022T000000123-课后服务", "205002-示例县第二小学")], 0),
    "short for the unit": ([of("课后服务", "示例县二小"), of("别的", "示例县第二小学")], 0),
}


@pytest.mark.parametrize("case", APART)
def test_projects_told_apart(case: str) -> None:
    held, wanted = APART[case]
    found = Register(held).candidates(asked("课后服务", "示例县第二小学", BUREAU))
    assert found == ([] if wanted is None else [held[wanted]])


@pytest.mark.parametrize(
    ("project", "other"),
    [
        ("水库除险（二期）", "水库除险（一期）"),
        ("水库除险第2期工程", "水库除险一期"),
        ("农田建设（县级资金）", "农田建设（中央资金）"),
        ("省级农田建设补助资金", "中央农田建设补助"),
    ],
)
def test_phases_and_levels_are_projects_of_their_own(project: str, other: str) -> None:
    assert Register([of(other, WATER)]).candidates(asked(project, WATER)) == []
    own = of(project, WATER)
    assert Register([of(other, WATER), own]).candidates(asked(project, WATER)) == [own]


def test_what_was_adjusted_counts_before_the_approval_and_an_application_for_it_does_not() -> None:
    approved, adjusted = of("除险", WATER, title="绩效目标批复表"), of("除险", WATER, title="绩效目标调整表")
    applied = of("除险", WATER, title="绩效目标调整申请表")
    assert Register([approved, adjusted]).candidates(asked("除险", WATER)) == [adjusted]
    assert Register([approved, applied]).candidates(asked("除险", WATER)) == [approved]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("51000022T000000123456-信息化运维", "信息化运维"),
        ("101001示例市财政局", "示例市财政局"),
        ("[168]示例协会", "示例协会"),
        ("示例县水务局[332]", "示例县水务局"),
        ("12345热线运行", "12345热线运行"),
        ("2024年校园安保", "2024年校园安保"),
        ("5G基站建设", "5G基站建设"),
        ("水库除险（一期）", "水库除险（一期）"),
        ("5301240001", "5301240001"),
    ],
)
def test_codes_before_and_behind_names(name: str, plain: str) -> None:
    assert without_code(name) == plain
