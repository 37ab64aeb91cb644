"""perfeval template and perfeval rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.report.width import width
from perfeval_xl.rules import load_pack
from tests.cli.calling import call


def test_templates_are_listed() -> None:
    answer = call("template", "list")
    assert answer.code == 0
    assert "project" in answer.out
    assert "department" in answer.out


@pytest.mark.parametrize("kind", ["project", "department"])
def test_a_new_form_has_its_head_filled_in(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "新/表.xlsx"
    answer = call("template", "new", kind, "-o", target, "--unit", "示例县教育局", "--year", 2024)
    assert answer.code == 0
    texts = {
        str(cell.value) for sheet in load_workbook(target) for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert "示例县教育局" in texts
    assert any("2024" in text for text in texts)


def test_a_new_form_gets_the_right_suffix(tmp_path: Path) -> None:
    call("template", "new", "project", "-o", tmp_path / "表")
    assert (tmp_path / "表.xlsx").exists()


def test_a_form_is_an_xlsx_file(tmp_path: Path) -> None:
    answer = call("template", "new", "project", "-o", tmp_path / "表.xls")
    assert (answer.code, "填报表只能写成 .xlsx 文件，“表.xls”不是" in answer.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_no_cell_takes_is_refused(tmp_path: Path) -> None:
    answer = call("template", "new", "project", "-o", tmp_path / "表.xlsx", "--project", "长" * 40_000)
    assert (answer.code, "“项目名称”太长" in answer.err, len(answer.err) < 200) == (2, True, True)


def test_a_file_that_is_there_is_overwritten_only_by_force(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"mine")
    answer = call("template", "new", "project", "-o", target)
    assert answer.code == 2
    assert "已存在" in answer.err
    assert target.read_bytes() == b"mine"
    assert call("template", "new", "project", "-o", target, "--force").code == 0
    assert target.read_bytes() != b"mine"


def test_an_impossible_year_is_refused(tmp_path: Path) -> None:
    answer = call("template", "new", "project", "-o", tmp_path / "表.xlsx", "--year", 24)
    assert answer.code == 2
    assert "24 不在 1990 到 2100 之间" in answer.err


def test_rule_packs_are_listed() -> None:
    answer = call("rules", "list")
    assert answer.code == 0
    assert "cn-2020" in answer.out


def test_a_pack_is_shown_with_every_source_and_grade() -> None:
    answer = call("rules", "show", "cn-2020")
    pack = load_pack("cn-2020")
    assert answer.code == 0
    for source in pack.sources:
        assert source.text in answer.out
    for band in pack.grades.bands:
        assert f"{band.name}≥" in answer.out
    assert "依据待核实" in answer.out
    assert answer.out.splitlines()[-1].strip() == str(pack.path)


def test_a_shown_pack_fits_a_terminal() -> None:
    out = call("rules", "show", "xinshao-2017").out
    assert max(width(line) for line in out.splitlines()[:-1] if "http" not in line) <= 104
    assert "· 执行率偏低的界线：80%\n  依据：" in out


def test_a_pack_of_ones_own_is_shown(tmp_path: Path) -> None:
    own = tmp_path / "本县.yaml"
    own.write_text("schema: 1\nid: own\ntitle: 本县规则\nregion: 本县\nextends: cn-2020\n", encoding="utf-8")
    answer = call("rules", "show", own)
    assert answer.code == 0
    assert "本县规则" in answer.out
    assert "继承：cn-2020" in answer.out


def test_an_unknown_pack_is_told_in_a_sentence() -> None:
    answer = call("rules", "show", "没有的")
    assert answer.code == 2
    assert "没有的" in answer.err


def test_a_pack_is_checked_with_its_cases(tmp_path: Path) -> None:
    assert call("rules", "check", "cn-2020").code == 0
    own = tmp_path / "本县.yaml"
    own.write_text("schema: 1\nid: own\ntitle: 本县规则\nregion: 本县\nextends: cn-2020\n", encoding="utf-8")
    case = "- name: 九十分是优\n  total: {rows: [{points: 100, score: 90}]}\n  expect: {total: 90, grade: %s}\n"
    (tmp_path / "cases.yaml").write_text(case % "优", encoding="utf-8")
    assert call("rules", "check", own).code == 0
    (tmp_path / "cases.yaml").write_text(case % "良", encoding="utf-8")
    answer = call("rules", "check", own)
    assert answer.code == 1
    assert "算例不符：九十分是优" in answer.out
    own.write_text("id: own\n", encoding="utf-8")
    assert call("rules", "check", own).code == 2


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            "indicator: {comparatr: ge, target: 1, actual: 1, points: 1}\n  expect: {score: 1}",
            "“comparatr”不认识，可用的有actual",
        ),
        ("indicator: {target: 1, actual: 1, points: 1}\n  expect: {score: 1}", "缺少“comparator”"),
        ("indicator: {comparator: 大于, target: 1}\n  expect: {score: 1}", "“comparator”写的是“大于”，只能是ge"),
        ("total: {rows: 3}\n  expect: {total: 1}", "“rows”应当是列表"),
        ("total: {rows: [{score: 3}]}\n  expect: {total: 1}", "缺少“points”"),
        ("execution: {budget: [1]}\n  expect: {score: 1}", "应当是数字、文字或日期"),
        ("execution: {budget: 1}\n  expect: {scor: 1}", "expect 里的“scor”不认识"),
    ],
)
def test_a_case_that_is_written_wrongly_is_told(tmp_path: Path, case: str, sentence: str) -> None:
    own = tmp_path / "本县.yaml"
    own.write_text("schema: 1\nid: own\ntitle: 本县规则\nregion: 本县\nextends: cn-2020\n", encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(f"- name: 写错了的算例\n  {case}\n", encoding="utf-8")
    answer = call("rules", "check", own)
    assert answer.code == 1
    assert "算例不符：写错了的算例：算例写法不对" in answer.out
    assert sentence in answer.out
    assert answer.err == ""


def test_the_list_says_how_each_pack_comes_to_be_used() -> None:
    lines = {line.split()[0]: line for line in call("rules", "list").out.splitlines()}
    assert "缺省" in lines["cn-2020"]
    assert "按版式识别" in lines["hubei-2020"]
    assert "试用，须指定" in lines["shanxi"]


def test_a_pack_is_shown_with_what_it_does_not_cover() -> None:
    out = call("rules", "show", "central-101").out
    for words in ("试用：只有二手材料", "没有覆盖的：", "分档：满意度", "一级指标分值：没有成本指标"):
        assert words in out
    assert "报告引用的依据：" in call("rules", "show", "yunnan-2020").out
