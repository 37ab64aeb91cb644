"""Word documents and PDFs among the objectives: read where they set any, left alone where not, told where unreadable."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import foreign_goals, score_folder
from perfeval_xl.batch.objectives import gather_goals
from perfeval_xl.batch.shelf import configured_goals
from perfeval_xl.evaluation import evaluate
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.docx import document, docx, paragraph
from tests.support.forms import CORRECT, changed
from tests.support.libreoffice import convert
from tests.support.objectives import APPROVAL, DECLARATION, LIST
from tests.support.tables import sheet
from tests.support.word_tables import word_file

DOC = b"\xd0\xcf\x11\xe0" + bytes(508) + "WordDocument".encode("utf-16-le")
EASED = changed(("≥12公里 | 12公里", "≥10公里 | 12公里"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A decision, a list as a workbook, a notice without tables, one that is broken, a lock, a scan."""
    goals = tmp_path / "批复"
    write_book(goals / "汇总.xlsx", LIST, name="目标")
    (goals / "养护.docx").write_bytes(word_file(sheet(DECLARATION)))
    (goals / "通知.docx").write_bytes(docx(document(paragraph("请各单位按批复的绩效目标执行。"))))
    (goals / "去年自评.docx").write_bytes(word_file(sheet(CORRECT)))
    (goals / "坏.docx").write_bytes(docx("<w:document>"))
    (goals / "~$养护.docx").write_bytes(b"x")
    (goals / "坏.PDF").write_bytes(b"%PDF-1.7\n")
    (goals / "说明.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    return goals


def test_a_folder_of_both(folder: Path) -> None:
    found = gather_goals(folder)
    assert [(one.file, one.form.project) for one in found.register.objectives] == [
        ("养护.docx", "乡村道路养护"),
        ("汇总.xlsx", "青山渠维修"),
        ("汇总.xlsx", "水库除险"),
    ]
    assert {(file.name, issue.code) for file, issue in found.unread} >= {("坏.docx", "IO-71")}
    assert {file.name for file, _ in found.unread} == {"坏.docx", "坏.PDF", "说明.doc"}


def test_a_form_is_held_against_a_word_document(folder: Path, tmp_path: Path) -> None:
    form = write_book(tmp_path / "自评表.xlsx", EASED)
    for place in (folder, folder / "养护.docx"):
        answer = call("check", form, "--goals", place, "--format", "json")
        (found,) = answer.objects[0]["issues"]
        assert (found["code"], found["cell"]) == ("GOAL-03", "F12")
        assert "绩效目标表是≥12公里（养护.docx 第1个表第9行第5格）" in found["message"]
        assert ("绩效目标没有读到：“坏.docx”" in answer.err) == (place == folder)
    assert answer.objects[0]["forms"][0]["objectives"] == ["养护.docx 第1个表第1行第2格"]


def test_in_a_batch_an_unreadable_document_is_told_and_is_no_failure(folder: Path, tmp_path: Path) -> None:
    """Most documents of such a folder are notices."""
    write_book(tmp_path / "填报/自评表.xlsx", EASED)
    report = score_folder(tmp_path / "填报", tmp_path / "结果", goals=folder)
    told = {item.path: item.problem for item in report.skipped if "绩效目标没有读到" in item.reason}
    assert told == {"坏.docx": False, "坏.PDF": False, "说明.doc": False}
    assert report.unanswered == 2
    assert call("batch", tmp_path / "填报", "-o", tmp_path / "又", "--goals", folder, "--fail-on", "never").code == 0


def test_the_folder_of_a_configuration(folder: Path, tmp_path: Path) -> None:
    form = write_book(tmp_path / "自评表.xlsx", EASED)
    (tmp_path / "perfeval.toml").write_text('goals = "批复"\n', encoding="utf-8")
    kept = configured_goals(tmp_path / "home")
    assert [issue.code for issue in evaluate(form, goals=kept).issues] == ["GOAL-03", "GOAL-11"]
    (folder / "养护.docx").write_bytes(word_file(sheet(DECLARATION.replace("≥12公里", "≥10公里"))))
    assert [issue.code for issue in evaluate(form, goals=kept).issues] == ["GOAL-11"]


def test_a_form_is_made_from_a_word_document(tmp_path: Path) -> None:
    source, target = tmp_path / "批复.docx", tmp_path / "自评表.xlsx"
    source.write_bytes(word_file(sheet(APPROVAL.replace("| 年度 | 2024 |", "| 年度 | 2024年 |"))))
    answer = call("template", "new", "project", "-o", target, "--from", source)
    assert answer.code == 0, answer.err
    assert "“青山渠维修”：3个指标（批复.docx 第1个表第5行第3格至第7行第3格），预算1000000元" in answer.out
    made = load_workbook(target)["项目支出绩效自评表"]
    assert [made.cell(row, 6).value for row in range(14, 16)] == ["≥12公里", "≥95%"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (docx(document(paragraph("只有文字"))), "没有找到绩效目标"),
        (docx("<w:document>"), "不是完好的 Word 文档"),
        (b"%PDF-1.7\n", "没有读取"),
    ],
)
def test_a_document_that_is_no_source_is_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    source = tmp_path / "批复.docx"
    source.write_bytes(content)
    answer = call("template", "new", "project", "-o", tmp_path / "表.xlsx", "--from", source)
    assert (answer.code, answer.err.count("\n")) == (3, 1)
    assert words in answer.err or "没有文字层" in answer.err


def _others(folder: Path, kinds: tuple[str, ...]) -> None:
    """The decision in other word processors' kinds, of which each has a project of its own; and a notice."""
    made = folder.parent / "docx"
    for kind in kinds:
        (made / kind).mkdir(parents=True)
        words = DECLARATION.replace("乡村道路养护", f"养护{kind.upper()}")
        (made / kind / "批复.docx").write_bytes(word_file(sheet(words)))
        (made / kind / "通知.docx").write_bytes(docx(document(paragraph("请按批复的绩效目标执行。"))))
        convert(sorted((made / kind).iterdir()), kind, folder / kind)


@pytest.mark.libreoffice
@pytest.mark.writer
def test_documents_of_other_word_processors(tmp_path: Path) -> None:
    goals, kinds = tmp_path / "批复", ("doc", "rtf", "odt")
    _others(goals, kinds)
    (goals / "doc/批复.doc").rename(goals / "doc/批复.wps")
    before = {path: path.read_bytes() for path in goals.rglob("*.*")}
    found = gather_goals(goals)
    assert sorted((one.file, one.form.project) for one in found.register.objectives) == [
        ("doc/批复.wps", "养护DOC"),
        ("odt/批复.odt", "养护ODT"),
        ("rtf/批复.rtf", "养护RTF"),
    ]
    assert (found.unread, {path: path.read_bytes() for path in goals.rglob("*.*")}) == ((), before)
    # what LibreOffice makes is never alike twice
    assert gather_goals(goals).register.digest == found.register.digest
    form = write_book(tmp_path / "自评表.xlsx", EASED.replace("乡村道路养护", "养护DOC"))
    answer = call("check", form, "--goals", goals, "--format", "json")
    (issue,) = answer.objects[0]["issues"]
    assert "绩效目标表是≥12公里（doc/批复.wps 第1个表第9行第5格）" in issue["message"]
    target = tmp_path / "新.xlsx"
    assert call("template", "new", "project", "-o", target, "--from", goals / "rtf/批复.rtf").code == 0


def test_without_libreoffice_such_documents_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goals = tmp_path / "批复"
    write_book(goals / "汇总.xlsx", LIST, name="目标")
    (goals / "批复.wps").write_bytes(DOC)
    (goals / "批复.doc").write_bytes(word_file(sheet(DECLARATION)))
    monkeypatch.setattr(foreign_goals, "find_libreoffice", lambda: None)
    found = gather_goals(goals)
    assert {one.file for one in found.register.objectives} == {"批复.doc", "汇总.xlsx"}
    ((file, issue),) = found.unread
    assert (file.name, issue.code, "没有找到 LibreOffice" in issue.message) == ("批复.wps", "IO-75", True)
    shelf = configured_goals(tmp_path / "home")
    assert [issue.code for _, issue in shelf.goals(goals).unread] == ["IO-75"]
    monkeypatch.setattr(foreign_goals, "find_libreoffice", lambda: "nowhere")
    assert [issue.code for _, issue in shelf.goals(goals).unread] == ["IO-76"]


def test_a_workbook_that_holds_a_document_stays_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_goals, "converted", None)
    write_book(tmp_path / "批复.xlsx", DECLARATION, name="目标")
    (tmp_path / "目标.xls").write_bytes(DOC)
    ((file, issue),) = gather_goals(tmp_path).unread
    assert (file.name, issue.code in ("IO-75", "IO-76")) == ("目标.xls", False)
