"""Choosing a template and starting a workbook from it."""

from __future__ import annotations

import pytest

from perfeval_xl.templates.building import build_template
from perfeval_xl.templates.catalog import find, kinds, new_workbook
from perfeval_xl.templates.errors import TemplateError
from tests.templates.books import named_cell, opened


def test_all_kinds_are_listed_with_their_files() -> None:
    assert [kind.id for kind in kinds()] == ["project", "department", "department-honghe-2020"]
    assert all(kind.path.is_file() and kind.description for kind in kinds())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("project", "project"),
        ("项目", "project"),
        ("Department", "department"),
        ("部门整体", "department"),
        ("单位整体支出", "department"),
        ("部门（单位）整体支出绩效自评表", "department"),
        ("红河州", "department-honghe-2020"),
    ],
)
def test_aliases_find_their_template(name: str, kind: str) -> None:
    assert find(name).id == kind


def test_an_unknown_name_is_told_what_there_is() -> None:
    with pytest.raises(TemplateError, match=r"没有名为“周报”的模板.*project"):
        find("周报")


def test_new_project_workbook_has_its_head_filled() -> None:
    content = new_workbook("project", unit="示例县水务局", year=2024, project="河道清淤", department="示例县水务局")
    sheet = opened(content).worksheets[0]
    assert [named_cell(sheet, f"pe_{name}").value for name in ("unit", "year", "project", "department")] == [
        "示例县水务局",
        "（2024年度）",
        "河道清淤",
        "示例县水务局",
    ]
    assert content == new_workbook(
        "project", unit="示例县水务局", year=2024, project="河道清淤", department="示例县水务局"
    )


def test_new_department_workbook_takes_the_department_for_its_unit() -> None:
    book = opened(new_workbook("department-honghe-2020", department="示例县水务局", year=2024), values=True)
    assert named_cell(book["自评表"], "pe_unit").value == "示例县水务局"
    assert book["表2 项目支出情况表"]["A3"].value == "部门名称：示例县水务局"
    assert book["基础数据表"]["A2"].value == "（2024年度）"


def test_nothing_given_is_the_empty_template() -> None:
    assert new_workbook("project") == build_template("project")


def test_a_field_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(TemplateError, match="没有“项目名称”一栏"):
        new_workbook("department", project="河道清淤")
