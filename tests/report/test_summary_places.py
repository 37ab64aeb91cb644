"""Which row of a list is which row of an earlier one: cases of a few rows each."""

from __future__ import annotations

import pytest

from perfeval_xl.report.summary_places import FORMS, ISSUES, About, Kind, pairs


def issue(cell: str, text: str = "“里程”得分填10分", number: int | None = 0) -> About:
    return About("甲.xlsx", "自评表", code="IND-02", cell=cell, text=text, number=number)


def form(sheet: str = "自评表", text: str = "养护", year: str = "2023", unit: str = "公路中心") -> About:
    return About("甲.xlsx", sheet, year, text=text, unit=unit)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        pytest.param([issue("I5")], [issue("I7")], {0: 0}, id="rows put in above"),
        pytest.param([issue("I5"), issue("I9")], [issue("I6"), issue("I10")], {0: 0, 1: 1}, id="alike, both moved"),
        pytest.param([issue("I9"), issue("I5")], [issue("I5"), issue("I9")], {0: 1, 1: 0}, id="alike, sorted"),
        pytest.param([issue("I5"), issue("I9")], [issue("I9")], {1: 0}, id="alike, one mended"),
        pytest.param([issue("I9")], [issue("I5"), issue("I9")], {0: 1}, id="alike, one new"),
        pytest.param([issue("I5"), issue("I9")], [issue("I9"), issue("I12")], {}, id="alike, one mended and one new"),
        pytest.param([issue("I5")], [issue("I5", "“里程”得分填9分")], {0: 0}, id="another figure"),
        pytest.param([issue("I5")], [issue("I5", "“费用”得分填10分")], {}, id="another indicator at the cell"),
        pytest.param(
            [issue("I5", "“第1标段”得分填10分")], [issue("I5", "“第2标段”得分填10分")], {}, id="a name with a figure"
        ),
        pytest.param([issue("I5", "")], [issue("I5")], {0: 0}, id="column of messages taken out"),
        pytest.param(
            [issue("I5", number=None), issue("I5", number=None)], [issue("I5")] * 2, {}, id="equal rows out of order"
        ),
        pytest.param([issue("I5")] * 2, [issue("I5")] * 2, {0: 0, 1: 1}, id="equal rows in order"),
    ],
)
def test_issues(old: list[About], new: list[About], same: dict[int, int]) -> None:
    assert pairs(ISSUES, old, dict(enumerate(new))) == same


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        pytest.param([form()], [form(text="养护（二期）")], {0: 0}, id="project named anew"),
        pytest.param([form()], [form(sheet="Sheet1")], {0: 0}, id="sheet named anew"),
        pytest.param([form()], [form(text="清运", unit="环卫所")], {}, id="another's form on a sheet of that name"),
        pytest.param([form()], [form(year="2024")], {}, id="next year's form"),
        pytest.param([form(year="")], [form()], {0: 0}, id="year not written then"),
        pytest.param([form(), form()], [form()], {}, id="one of two that say the same is gone"),
        pytest.param([form(year="2022"), form()], [form()], {1: 0}, id="two years, one gone"),
        pytest.param([form(sheet="", text="", year="", unit="")], [form()], {}, id="a file that can be read now"),
    ],
)
def test_forms(old: list[About], new: list[About], same: dict[int, int]) -> None:
    assert pairs(FORMS, old, dict(enumerate(new))) == same


@pytest.mark.parametrize("kind", [FORMS, ISSUES])
def test_nothing_is_the_same_as_nothing(kind: Kind) -> None:
    assert pairs(kind, [], {0: form()}) == pairs(kind, [form()], {}) == {}
