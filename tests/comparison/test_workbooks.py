"""Two filled workbooks: each difference once, with both cells, however far rows were moved."""

from __future__ import annotations

from perfeval_xl.comparison import Area, Change, Comparison, Difference, compare_workbooks
from tests.support.companions import PROJECTS
from tests.support.forms import CORRECT, changed, evaluated

MILEAGE = "| ^ | 产出指标(50分) | 数量指标 | 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
QUALITY = "| ^ | ^ | 质量指标 | 验收合格率 | < | ≥95% | {90.25%} | 20 | 19 | 雨季影响施工，已加强监理 | < |"
COST = "| ^ | ^ | 成本指标 | 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |"


def compared(after: str, before: str = CORRECT) -> Comparison:
    return compare_workbooks(evaluated(before), evaluated(after))


def facts(found: Comparison, area: Area) -> list[tuple[str, str, str | None, str | None]]:
    return [(item.subject, item.field, item.before, item.after) for item in found.of(area)]


def test_equal_workbooks_have_no_difference() -> None:
    assert compared(CORRECT).differences == ()


def test_what_only_looks_different_is_no_difference() -> None:
    same = changed(("| 12公里 | 20 |", "| 12 公里 | 20 |"), ("示例县公路中心", " 示例县公路中心 "))
    assert compared(same).differences == ()


def test_a_changed_value_shows_both_cells_and_what_it_does_to_score_total_and_issues() -> None:
    found = compared(changed(("≥12公里 | 12公里 | 20", "≥12公里 | 9公里 | 20")))
    assert found.of(Area.VALUE) == [
        Difference(
            *(Area.VALUE, Change.CHANGED, "乡村道路养护 2023年度", "养护里程", "实际完成值", "12公里", "9公里"),
            *("自评表!G12", "自评表!G12"),
        )
    ]
    (score,) = found.of(Area.SCORE)
    assert (score.before, score.after, score.cell_after) == ("20分", "15分", "自评表!I12")
    assert score.working_after == "9 ÷ 12 × 20 = 15.00"
    assert facts(found, Area.TOTAL) == [("全表", "总分", "97.62分", "92.62分")]
    issues = [(item.change, item.subject.split()[0]) for item in found.of(Area.ISSUE)]
    assert issues == [(Change.ADDED, "IND-02"), (Change.ADDED, "IND-03")]


def test_a_grade_that_changes_is_told() -> None:
    found = compared(changed(("≥12公里 | 12公里 | 20", "≥12公里 | 3公里 | 20")))
    assert ("全表", "等级", "优", "良") in facts(found, Area.TOTAL)


def test_rows_that_changed_places_are_no_difference() -> None:
    moved = "| ^ | ^ | 数量指标 | 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
    first = QUALITY.replace("| ^ | ^ |", "| ^ | 产出指标(50分) |", 1)
    after = CORRECT.replace(f"{MILEAGE}\n{QUALITY}", f"{first}\n{moved}")
    assert after != CORRECT
    assert compared(after).differences == ()


def test_a_moved_row_with_a_new_value_names_its_two_cells() -> None:
    moved = "| ^ | ^ | 数量指标 | 养护里程 | < | ≥12公里 | 13公里 | 20 | 20 |  | < |"
    first = QUALITY.replace("| ^ | ^ |", "| ^ | 产出指标(50分) |", 1)
    (found,) = compared(CORRECT.replace(f"{MILEAGE}\n{QUALITY}", f"{first}\n{moved}")).differences
    assert (found.field, found.cell_before, found.cell_after) == ("实际完成值", "自评表!G12", "自评表!G13")


def test_a_row_moved_to_another_heading_is_the_same_row() -> None:
    found = compared(changed(("成本指标 | 每公里成本", "时效指标 | 每公里成本")))
    assert facts(found, Area.VALUE) == [("每公里成本", "二级指标", "成本指标", "时效指标")]


def test_a_renamed_row_with_its_target_is_the_same_row() -> None:
    found = compared(changed(("养护里程", "道路养护长度")))
    assert facts(found, Area.VALUE) == [("养护里程", "三级指标", "养护里程", "道路养护长度")]


def test_new_and_gone_rows_stand_by_themselves() -> None:
    found = compared(changed((f"{COST}\n", ""), ("分值 | 执行率", "分值 | 执行率")))
    assert [(item.change, item.subject, item.cell_before, item.cell_after) for item in found.of(Area.VALUE)] == [
        (Change.REMOVED, "每公里成本", "自评表!D14", None)
    ]
    back = compared(CORRECT, before=CORRECT.replace(f"{COST}\n", ""))
    assert [(item.change, item.cell_after) for item in back.of(Area.VALUE)] == [(Change.ADDED, "自评表!D14")]


def test_an_issue_is_gone_when_its_cause_is() -> None:
    wrong = changed(("86.18% | < | 8.62", "86.18% | < | 9"))
    found = compared(CORRECT, before=wrong)
    gone = [(item.change, item.subject.split()[0], item.cell_before) for item in found.of(Area.ISSUE)]
    assert gone == [(Change.REMOVED, "BUD-04", "自评表!K6"), (Change.REMOVED, "TOT-01", "自评表!I17")]


def test_an_issue_that_moved_with_its_row_is_the_same() -> None:
    wrong = changed(("| ≥12公里 | 12公里 | 20 | 20 |", "| ≥12公里 | 12公里 | 20 | 18 |"))
    spare = "| ^ | ^ | 数量指标 | 养护次数 | < | ≥1次 | 1次 | 0 | 0 |  | < |"
    found = compared(wrong.replace(QUALITY, f"{spare}\n{QUALITY}"), before=wrong)
    assert [item.subject for item in found.of(Area.ISSUE) if "IND-02" in item.subject] == []


def test_companion_tables_are_compared_by_the_names_of_their_rows() -> None:
    before = evaluated(CORRECT, ("表2", PROJECTS))
    after = evaluated(CORRECT, ("表2", PROJECTS.replace("107.82", "108.82", 1)))
    (found,) = compare_workbooks(before, after).of(Area.VALUE)
    assert (found.before, found.after) == ("107.82", "108.82")
    assert found.cell_before == found.cell_after
    assert found.cell_before is not None
    assert found.cell_before.startswith("表2!")


def test_a_table_of_one_side_only_is_told_once() -> None:
    found = compare_workbooks(evaluated(CORRECT), evaluated(CORRECT, ("表2", PROJECTS)))
    assert [(item.change, item.field) for item in found.of(Area.VALUE)] == [(Change.ADDED, "整张表")]


def test_another_projects_form_of_the_same_sheet_is_compared_cell_by_cell() -> None:
    found = compared(changed(("乡村道路养护", "桥梁养护")))
    assert facts(found, Area.VALUE) == [("表头", "项目名称", "乡村道路养护", "桥梁养护")]
