"""Text for the terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from perfeval_xl.addin.messages import scored_message
from perfeval_xl.issues import Issue, Severity
from perfeval_xl.report.explain_output import explain_text
from perfeval_xl.report.selection import asks_total, row_names, select_rows
from perfeval_xl.report.text_output import check_text, score_text, table
from perfeval_xl.report.width import width
from perfeval_xl.results import Evaluation
from perfeval_xl.writing.result_sheet import result_sheet
from tests.support.cases import first_of
from tests.support.forms import CORRECT, changed, evaluated

ESCAPE = "\x1b["


def test_check_names_place_problem_remedy_and_clause() -> None:
    issue = Issue(
        "BUD-03", Severity.ERROR, "执行率填95%，应为94.12%", "请按执行数÷预算数重算", "表头B/A", "自评表", "I7"
    )
    text = check_text(Evaluation("a.xlsx", "issues", None, (), (issue,)))
    for part in ("a.xlsx", "错误 1", "自评表!I7", "BUD-03", issue.message, issue.remedy, "依据：表头B/A"):
        assert part in text


def test_a_clean_workbook_says_so() -> None:
    assert "没有" in check_text(evaluated(CORRECT))


def test_an_unreadable_workbook_says_why() -> None:
    issue = Issue("IO-01", Severity.ERROR, "找不到文件“a.xlsx”", "请检查路径")
    text = score_text(Evaluation("a.xlsx", "unreadable", issue.message, (), (issue,)), None)
    assert "无法处理" in text
    assert issue.message in text


def test_a_workbook_without_a_form_says_why_there_is_nothing_to_score() -> None:
    issue = Issue("IO-29", Severity.WARNING, "“a.xlsx”里没有自评表", "请提供自评表")
    text = score_text(Evaluation("a.xlsx", "issues", None, (), (issue,)), None)
    assert issue.message in text and issue.remedy in text


def test_a_form_without_points_is_only_checked() -> None:
    evaluation = first_of("hengshan")
    assert "只检查不评分（Sheet1）：表式没有分值" in score_text(evaluation, None)
    assert "未定等级" not in score_text(evaluation, None)


def test_score_shows_total_grade_rate_and_output() -> None:
    text = score_text(evaluated(CORRECT), Path("out/a.xlsx"))
    for part in ("乡村道路养护", "2023年", "得分 97.62", "等级 优", "执行率 86.18%", str(Path("out/a.xlsx"))):
        assert part in text


def test_score_says_why_there_is_no_grade() -> None:
    evaluation = evaluated(changed(("≥12公里 | 12公里 | 20 | 20", "≥12公里 |  | 20 | ")))
    text = score_text(evaluation, None)
    assert "已评 77.62" in text
    assert evaluation.forms[0].why_not in text
    (form,) = evaluation.forms
    long = replace(evaluation, forms=(replace(form, why_not="很长的原因" * 40),))
    assert max(width(line) for line in score_text(long, None).splitlines()) <= 102


def test_a_form_without_any_score_is_not_said_to_have_nought() -> None:
    empty = changed(("100 | 100 | 86.18", "100 |  | 86.18"))
    for target, actual in (("12公里", "12公里 |"), ("95%", "{90.25%} |"), ("5万元", "5万元 |"), ("90%", "95%(回收")):
        assert f"{target} | {actual}" in empty
        empty = empty.replace(f"{target} | {actual}", f"{target} |  |" if actual.endswith("|") else f"{target} | (回收")
    empty = empty.replace("| 达成年度指标 |", "|  |").replace("(回收问卷100份)", "")
    evaluation = evaluated(empty)
    (form,) = evaluation.forms
    assert {row.score for row in (*form.indicators, *form.funds)} == {None}
    assert form.partial_score is None
    shown = (score_text(evaluation, None), scored_message(evaluation).text, str(result_sheet(evaluation, "").rows))
    for text in shown:
        assert "已评" not in text
    assert "未评分" in shown[0]


def test_the_list_of_issues_is_pointed_to_where_it_was_written() -> None:
    evaluation = evaluated(changed(("| 8.62 |", "| 9.9 |")))
    assert "逐条见“问题清单”表" in score_text(evaluation, Path("a.xlsx"))
    assert "逐条见" not in score_text(evaluation, None)


def test_colours_only_where_asked_for() -> None:
    evaluation = evaluated(changed(("| 8.62 |", "| 9.9 |")))
    assert ESCAPE not in check_text(evaluation)
    assert ESCAPE not in score_text(evaluation, None)
    assert ESCAPE not in explain_text(evaluation)
    assert ESCAPE in check_text(evaluation, colour=True)
    assert ESCAPE in explain_text(evaluation, colour=True)


def test_columns_stand_under_one_another() -> None:
    first, second = table([("得分", "优"), ("a", "b")])
    assert width(first[: first.index("优")]) == width(second[: second.index("b")])


def test_lines_fit_the_terminal() -> None:
    issue = Issue("BUD-03", Severity.ERROR, "很长的问题说明" * 30, "很长的处理办法" * 20, "依据" * 60, "自评表", "I7")
    text = check_text(Evaluation("a.xlsx", "issues", None, (), (issue,)))
    assert max(width(line) for line in text.splitlines()) <= 102


def test_explain_shows_numbers_with_their_cells() -> None:
    text = explain_text(evaluated(CORRECT))
    for part in ("养护里程", "[G12]", "年度资金总额", "总分", "97.62"):
        assert part in text


def test_explain_can_be_narrowed_by_name_cell_or_execution() -> None:
    evaluation = evaluated(CORRECT)
    by_name = select_rows(evaluation, "满意")
    assert [row.row.name for form in by_name.forms for row in form.indicators] == ["群众满意度"]
    by_cell = select_rows(evaluation, "g13")
    assert [row.row.name for form in by_cell.forms for row in form.indicators] == ["验收合格率"]
    by_words = select_rows(evaluation, "执行率")
    assert [fund.row.name for form in by_words.forms for fund in form.funds] == ["年度资金总额"]
    assert select_rows(evaluation, "没有的").forms == ()


def test_explain_answers_for_the_total_alone() -> None:
    evaluation = evaluated(CORRECT)
    total = evaluation.forms[0].form.cells["score_total"]
    for wanted in ("总分", "等级", total.lower()):
        shown = select_rows(evaluation, wanted)
        assert [(form.funds, form.indicators) for form in shown.forms] == [((), ())]
        assert asks_total(shown, wanted)
        assert "总分  97.62  等级 优" in explain_text(shown)
    assert not asks_total(evaluation, "满意")


def test_names_that_can_be_asked_for() -> None:
    assert row_names(evaluated(CORRECT))[:3] == ["预算执行率", "养护里程", "验收合格率"]
