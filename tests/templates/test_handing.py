"""One list of objectives becomes the workbooks that are handed out: none lost, none twice, names that disks take."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.forms.model import Form, FormKind, ParsedForm
from perfeval_xl.objectives.model import Objective
from perfeval_xl.templates.handing import handouts


def objective(unit: str, project: str, authority: str = "") -> Objective:
    form = Form(0, "批复.xlsx", "表", FormKind.PROJECT, "goals", unit=unit, project=project, authority=authority)
    return Objective(ParsedForm(form, (), ()))


def test_a_workbook_a_unit_or_a_folder() -> None:
    listed = [objective("甲局", "修路"), objective("乙局", "修路"), objective("101001-甲局", "修桥")]
    assert [(one.path, len(one.objectives)) for one in handouts(listed, by_project=False)] == [
        ("甲局.xlsx", 2),
        ("乙局.xlsx", 1),
    ]
    assert [one.path for one in handouts(listed, by_project=True)] == [
        "甲局/修路.xlsx",
        "甲局/修桥.xlsx",
        "乙局/修路.xlsx",
    ]


def test_a_table_with_targets_of_several_areas_gives_each_its_own() -> None:
    listed = [replace(objective("市水务局", "修渠"), area=area) for area in ("甲县", "乙县")]
    assert [one.path for one in handouts(listed, by_project=False)] == ["甲县.xlsx", "乙县.xlsx"]


def test_names_that_a_disk_would_not_take() -> None:
    listed = [
        objective("甲/乙局", "a:b?"),
        objective("", "CON", "丙局"),
        objective("", ""),
        objective("甲/乙局", "A_b_"),
    ]
    assert [one.path for one in handouts(listed, by_project=True)] == [
        "甲_乙局/a_b_.xlsx",
        "甲_乙局/A_b_(2).xlsx",
        "丙局/_CON.xlsx",
        "没有写单位/没有写单位.xlsx",
    ]


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80)), max_size=12), st.booleans())
def test_every_objective_is_in_one_workbook_of_its_own_name(names: list[tuple[str, str]], by_project: bool) -> None:
    listed = [replace(objective(unit, project), evaluated=True) for unit, project in names]
    made = handouts(listed, by_project=by_project)
    assert sorted(id(one) for handout in made for one in handout.objectives) == sorted(map(id, listed))
    paths = [handout.path.casefold() for handout in made]
    assert len(set(paths)) == len(paths)
    for path in paths:
        parts = path.split("/")
        assert len(parts) == (2 if by_project else 1)
        assert all(part.strip(" .") == part and not set(part) & set('\\:*?"<>|') for part in parts)
