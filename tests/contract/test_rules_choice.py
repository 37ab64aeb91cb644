"""The rules of a workbook through the whole flow: perfeval.toml, pe_rules, layouts; what text, JSON and batch say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from openpyxl import load_workbook

import perfeval_xl
from perfeval_xl.batch.run import score_folder
from perfeval_xl.evaluation import evaluate, score_content
from perfeval_xl.results import Evaluation
from tests.cli.calling import call
from tests.rules.own import own_file
from tests.support.books import write_book
from tests.support.forms import CORRECT
from tests.support.tables import sheet, sheets

TWICE_THE_TARGET = CORRECT.replace("5万元 | 10 | 10 |", "10万元 | 10 | 10 |")
"""≤5万元, 10万元: nothing by linear loss, half the points in proportion."""


def cost_score(evaluation: Evaluation) -> str:
    (form,) = evaluation.forms
    return str(next(row.score for row in form.indicators if row.row.name == "每公里成本"))


def configure(folder: Path, content: str) -> None:
    (folder / "perfeval.toml").write_text(content, encoding="utf-8")


def test_without_any_wish_the_default_counts_and_says_so(tmp_path: Path) -> None:
    found = evaluate(write_book(tmp_path / "表.xlsx", TWICE_THE_TARGET))
    (form,) = found.forms
    assert cost_score(found) == "0.00"
    assert (form.rules, form.rules_chosen_by, form.rules_chosen_how) == ("cn-2020", "default", "缺省（全国）")


def test_a_pack_for_other_years_or_only_on_trial_is_told(tmp_path: Path) -> None:
    book = write_book(tmp_path / "表.xlsx", CORRECT.replace("(2023年度)", "(2019年度)"))
    (form,) = evaluate(book).forms
    assert form.rules_chosen_how == "缺省（全国）；规则包适用2020年起，本表是2019年度，请确认"
    (form,) = evaluate(book, rules="henan-2024").forms
    assert form.rules_chosen_how == (
        "由 --rules 指定；试用规则，依据待核实；规则包适用2024年起，本表是2019年度，请确认"
    )
    (form,) = evaluate(write_book(tmp_path / "新.xlsx"), rules="hubei-2020").forms
    assert form.rules_chosen_how == "由 --rules 指定"


def test_a_folder_chooses_its_rules(tmp_path: Path) -> None:
    book = write_book(tmp_path / "甲县" / "表.xlsx", TWICE_THE_TARGET)
    configure(tmp_path, 'rules = "hubei-2020"')
    found = evaluate(book)
    assert cost_score(found) == "5.00"
    assert found.forms[0].rules_chosen_by == "config"
    assert cost_score(evaluate(book, rules="cn-2020")) == "0.00"


def test_a_folder_can_have_rules_of_its_own(tmp_path: Path) -> None:
    book = write_book(tmp_path / "表.xlsx", TWICE_THE_TARGET)
    own_file(tmp_path, "indicators: {le: {kind: all_or_nothing, source: county}}\n", "county.yaml")
    configure(tmp_path, 'rules = "county.yaml"')
    (form,) = evaluate(book).forms
    assert form.rules == "own"
    row = next(row for row in form.indicators if row.row.name == "每公里成本")
    assert (row.score, row.trace.clause) == (0, "《绩效自评办法》（示财〔2021〕1号）第三条")


def test_a_workbook_asks_for_its_rules_by_a_defined_name() -> None:
    shown = sheets(sheet(TWICE_THE_TARGET))
    for formula in ('="hubei-2020"', '"hubei-2020"'):
        found = evaluate(replace(shown, names={"pe_rules": formula}))
        assert (cost_score(found), found.forms[0].rules_chosen_by) == ("5.00", "workbook")


def test_the_defined_name_can_point_to_a_cell(tmp_path: Path) -> None:
    setting = sheet("| 规则 | hubei-2020 |\n", name="设 置")
    found = evaluate(replace(sheets(sheet(TWICE_THE_TARGET), setting), names={"pe_rules": "'设 置'!$B$1"}))
    assert (cost_score(found), found.forms[0].rules_chosen_by) == ("5.00", "workbook")


@pytest.mark.parametrize("formula", ['="../../county.yaml"', '="hubei-1999"', "别的表!$B$1", "#REF!"])
def test_a_defined_name_that_cannot_be_followed_is_told(formula: str) -> None:
    found = evaluate(replace(sheets(sheet(TWICE_THE_TARGET)), names={"pe_rules": formula}))
    (form,) = found.forms
    assert (form.rules, form.rules_chosen_by) == ("cn-2020", "default")
    assert "不是随附的规则包，没有采用；缺省（全国）" in form.rules_chosen_how


def test_a_defined_name_in_a_real_file(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet("自评表")
    for row, cells in enumerate(sheet(TWICE_THE_TARGET).rows):
        for column, value in enumerate(cells):
            if value is not None:
                page.write(row, column, value)
    book.define_name("pe_rules", '="hubei-2020"')
    book.close()
    (form,) = evaluate(file).forms
    assert (form.rules, form.rules_chosen_by) == ("hubei-2020", "workbook")


def layout_cases(name: str) -> list[dict[str, Any]]:
    file = Path(__file__).resolve().parents[1] / "forms" / "layouts" / f"{name}.yaml"
    found: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("layout", "pack"),
    [
        ("hubei", "hubei-2020"),
        ("yunnan", "yunnan-2020"),
        ("sichuan", "sichuan-2022"),
        ("ningxia", "ningxia-2021"),
        ("guangshui", "guangshui-2019"),
        ("central", "cn-2020"),
        ("hebei", "cn-2020"),
    ],
)
def test_a_form_is_scored_by_the_rules_of_its_layout(layout: str, pack: str) -> None:
    found = evaluate(sheets(sheet(layout_cases(layout)[0]["sheet"])))
    assert [form.rules for form in found.forms] == [pack]


def test_two_forms_of_one_workbook_can_have_two_packs() -> None:
    hubei = sheet(layout_cases("hubei")[0]["sheet"], name="湖北")
    found = evaluate(sheets(sheet(CORRECT, name="通用"), hubei))
    assert {form.form.sheet: form.rules for form in found.forms} == {"通用": "cn-2020", "湖北": "hubei-2020"}


def test_text_and_json_say_how_the_rules_were_chosen(tmp_path: Path) -> None:
    book = write_book(tmp_path / "某县" / "表.xlsx")
    configure(tmp_path / "某县", 'rules = "hubei-2020"')
    answer = call("score", book, "-o", tmp_path / "out")
    assert "规则：hubei-2020，由“某县/perfeval.toml”指定" in answer.out
    (found,) = call("check", book, "--format", "json").objects
    form = found["forms"][0]
    assert (form["rules"], form["rules_chosen_by"]) == ("hubei-2020", "config")
    assert form["rules_chosen_how"] == "由“某县/perfeval.toml”指定"


def test_a_faulty_configuration_spares_the_other_folders(tmp_path: Path) -> None:
    write_book(tmp_path / "in" / "甲" / "表.xlsx")
    bad = write_book(tmp_path / "in" / "乙" / "表.xlsx")
    configure(bad.parent, "rules = hubei-2020\n")
    configure(tmp_path / "in", '[folders]\n"乙" = "乙/perfeval.toml"\n')
    found = evaluate(bad)
    assert (found.status, [issue.code for issue in found.issues]) == ("unreadable", ["IO-39"])
    assert found.error is not None
    assert "配置文件“乙/perfeval.toml”第1行：不是合法的 TOML" in found.error
    report = score_folder(tmp_path / "in", tmp_path / "out")
    assert (report.done, report.unreadable) == (2, 1)
    answer = call("score", bad, "-o", tmp_path / "single")
    assert answer.code == 3
    assert "乙/perfeval.toml”第1行" in answer.out


def test_severities_of_a_folder_count(tmp_path: Path) -> None:
    book = write_book(tmp_path / "表.xlsx", CORRECT.replace("| 8.62 |", "| 9.62 |"))
    before = {issue.code: issue.severity.value for issue in evaluate(book).issues}
    assert before["BUD-04"] == "error"
    configure(tmp_path, '[severities]\nBUD-04 = "hint"\n')
    after = evaluate(book).issues
    assert {issue.code: issue.severity.value for issue in after}["BUD-04"] == "hint"
    (told,) = [issue for issue in after if issue.code == "IO-57"]
    assert told.message.endswith("/perfeval.toml”调整了BUD-04的级别")
    ranks = [issue.severity.rank for issue in after]
    assert ranks == sorted(ranks)


def test_severities_that_change_nothing_are_not_told(tmp_path: Path) -> None:
    configure(tmp_path, '[severities]\nBUD-04 = "hint"\n')
    assert evaluate(write_book(tmp_path / "表.xlsx")).issues == ()


def test_the_result_sheet_names_the_rules(tmp_path: Path) -> None:
    book = write_book(tmp_path / "某县" / "表.xlsx")
    configure(tmp_path / "某县", 'rules = "hubei-2020"')
    call("score", book, "-o", tmp_path / "out")
    page = load_workbook(tmp_path / "out" / "表.xlsx")["评分结果"]
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert "hubei-2020 湖北省项目绩效自评规则（由“某县/perfeval.toml”指定）" in texts


def test_a_resumed_batch_scores_anew_what_has_got_other_rules(tmp_path: Path) -> None:
    write_book(tmp_path / "in" / "甲" / "表.xlsx", TWICE_THE_TARGET)
    write_book(tmp_path / "in" / "乙" / "表.xlsx", TWICE_THE_TARGET)
    score_folder(tmp_path / "in", tmp_path / "out")
    configure(tmp_path / "in" / "甲", 'rules = "hubei-2020"')
    assert score_folder(tmp_path / "in", tmp_path / "out", resume=True).reused == 2
    (tmp_path / "in" / "空.toml").write_text("", encoding="utf-8")
    configure(tmp_path / "in", '[folders]\n"甲" = "甲/perfeval.toml"\n"乙" = "空.toml"\n')
    report = score_folder(tmp_path / "in", tmp_path / "out", resume=True)
    assert (report.done, report.reused) == (2, 1)
    records = [json.loads(line) for line in report.results.read_text(encoding="utf-8").splitlines()]
    assert {record["workbook"]: record["forms"][0]["rules"] for record in records} == {
        "甲/表.xlsx": "hubei-2020",
        "乙/表.xlsx": "cn-2020",
    }
    assert score_folder(tmp_path / "in", tmp_path / "out", resume=True).reused == 2


def test_the_record_in_the_file_names_the_rules(tmp_path: Path) -> None:
    book = write_book(tmp_path / "表.xlsx")
    evaluation, content = score_content(book.read_bytes(), "表.xlsx", rules="hubei-2020")
    assert content is not None
    assert evaluation.forms[0].rules_title == "湖北省项目绩效自评规则"
    again = perfeval_xl.evaluate(write_book(tmp_path / "新.xlsx"), rules="hubei-2020")
    assert again.forms[0].rules == "hubei-2020"


def test_explain_names_pack_formula_cells_clause_and_source(tmp_path: Path) -> None:
    book = write_book(tmp_path / "表.xlsx", TWICE_THE_TARGET)
    answer = call("explain", book, "每公里成本", "--rules", "hubei-2020")
    for words in (
        "规则：hubei-2020 湖北省项目绩效自评规则，由 --rules 指定",
        "算式：得分 = 年度指标值 ÷ 实际完成值 × 分值（不超过年度指标值得满分）",
        "年度指标值=≤5万元[F14]；实际完成值=10万元[G14]；分值=10[H14]",
        "计算：5 ÷ 10 × 10 = 5.00",
        "依据：湖北省项目自评表（2020年度）备注（依据待核实）",
        "来源：转载的已填表。",
    ):
        assert words in answer.out
    (found,) = call("explain", book, "G14", "--rules", "hubei-2020", "--format", "json").objects
    (form,) = found["forms"]
    (row,) = form["indicators"]
    assert (row["trace"]["source"], row["trace"]["verified"]) == ("hubei-form", False)
    assert form["sources"]["hubei-form"]["url"] == "https://1wenmi.com/doc/330418.html"
    assert form["rules_chosen_by"] == "option"


def test_explain_tells_why_the_execution_has_its_points(tmp_path: Path) -> None:
    answer = call("explain", write_book(tmp_path / "表.xlsx"), "预算执行率")
    assert "得分 8.62 / 分值 10" in answer.out
    assert "全年预算数=100[F6]；全年执行数=86.18[G6]；分值=10[H6]" in answer.out
    assert "86.18 ÷ 100 × 10 = 8.62" in answer.out
