"""Objectives in Word documents and PDFs: a Word table says what the same sheet says, a PDF the same or nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from perfeval_xl.documents.document_issues import PDF_DOUBTFUL
from perfeval_xl.issues import WorkbookError
from perfeval_xl.objectives.documents import objectives_of_document
from perfeval_xl.objectives.sources import objectives_in, read_source
from tests.objectives.test_layouts import Case, book, cases, told
from tests.support.docx import document, docx, paragraph, table
from tests.support.forms import CORRECT
from tests.support.libreoffice import convert
from tests.support.objectives import DECLARATION, TWO_SPANS
from tests.support.tables import sheet
from tests.support.word_tables import word_file, word_table


def wanted(case: Case) -> list[Case]:
    empty = {"kind": "project", "project": "", "unit": "", "year": None, "goal": "", "total": "", "area": ""}
    return [empty | one | ({"unit": ""} if case.get("unit_open") else {}) for one in case["objectives"]]


def read(content: bytes, case: Case) -> list[Case]:
    found, want = objectives_of_document(content, "批复.docx"), wanted(case)
    assert len(found) == len(want)
    return [told(one, case, goal["goal"]) for one, goal in zip(found, want, strict=True)]


@pytest.mark.parametrize("titles_above", [True, False])
@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_a_layout_in_word(case: Case, titles_above: bool) -> None:
    assert read(word_file(*book(case), titles_above=titles_above), case) == wanted(case)


@pytest.mark.pdf
@pytest.mark.libreoffice
@pytest.mark.writer
@pytest.mark.parametrize("above", [0, 23])
def test_a_layout_in_a_pdf_is_read_right_or_refused(tmp_path: Path, above: int) -> None:
    """With lines above them many tables go over a page break, which may cut a row in two."""
    for case in cases():
        blocks = [paragraph("关于批复绩效目标的通知")] * above
        blocks += [part for one in book(case) for part in (word_table(one), paragraph(""))]
        (tmp_path / f"{case['name']}.docx").write_bytes(docx(document(*blocks)))
    convert(sorted(tmp_path.glob("*.docx")), "pdf", tmp_path)
    became: Counter[str] = Counter()
    for case in cases():
        try:
            right = read((tmp_path / f"{case['name']}.pdf").read_bytes(), case) == wanted(case)
        except WorkbookError as error:
            became[error.issue.code] += 1
        else:
            became["right" if right else f"wrong: {case['name']}"] += 1
    assert became.keys() <= {"right", PDF_DOUBTFUL.code}
    assert became["right"] > len(cases()) * (0.6 if above else 0.9)


def test_places_are_told_as_a_reader_of_the_document_counts() -> None:
    notice = [paragraph("关于批复绩效目标的通知"), table([["序号", "项目"], ["1", "乡村道路养护"]]), paragraph("附件")]
    content = docx(document(*notice, paragraph("（2023年度）"), word_table(sheet(DECLARATION), first=2)))
    (found,) = objectives_of_document(content, "批复.docx")
    assert found.form.year == 2023
    assert found.place(found.indicators[0].cells["target"]) == "批复.docx 第2个表第9行第5格"
    assert found.place(found.form.cells["project"]) == "批复.docx 第2个表第1行第2格"
    assert found.place(None) == "批复.docx 第2个表"


def test_what_stands_above_the_table_counts_as_far_as_it_is_its_title() -> None:
    rows = word_table(sheet(DECLARATION.replace("| 项目名称 | 乡村道路养护 | < | < | < |\n", "")), first=2)
    prose = (
        "现将你单位乡村道路养护项目的绩效目标批复如下，请按批复的目标组织实施，2019年度的绩效目标同时废止，年度终了按要求报送自评材料。"
        * 2
    )
    head = [paragraph(prose), paragraph("项目支出绩效目标批复表"), paragraph("（2023年度）")]
    head.append(paragraph("项目名称：校舍维修　　　　　单位：万元"))
    (found,) = objectives_of_document(docx(document(*head, rows)), "批复.docx")
    assert (found.form.project, found.form.year, found.form.title) == ("校舍维修", 2023, "项目支出绩效目标批复表")


def test_cells_of_earlier_settings_and_cells_without_one_above() -> None:
    """A tracked change keeps what the cell was before; a cell that goes on with none keeps its words."""
    changed = '<w:tcPr><w:gridSpan w:val="2"/><w:tcPrChange w:id="1" w:author="x"><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange></w:tcPr>'
    rows = word_table(sheet(DECLARATION))
    first = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    assert rows.count(first) > 0
    content = docx(document(rows.replace(first, changed)))
    (found,) = objectives_of_document(content, "批复.docx")
    assert (len(found.indicators), found.form.unit) == (5, "示例县公路中心")
    first = '<w:tcPr><w:gridSpan w:val="5"/></w:tcPr>'
    loose = docx(document(rows.replace(first, '<w:tcPr><w:gridSpan w:val="5"/><w:vMerge/></w:tcPr>', 1)))
    (found,) = objectives_of_document(loose, "批复.docx")
    assert (found.form.title, len(found.indicators)) == ("项目支出绩效目标申报表", 5)


def test_a_row_that_begins_further_right() -> None:
    rows = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "维修里程", "≥12公里"]]
    later = "<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr><w:tc><w:p><w:r><w:t>清淤里程</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>≥5公里</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    content = docx(document(paragraph("项目绩效目标批复表"), table(rows).replace("</w:tbl>", later)))
    (found,) = objectives_of_document(content, "批复.docx")
    assert [(row.level2, row.name, row.target.text) for row in found.indicators] == [
        ("数量指标", "维修里程", "≥12公里"),
        ("数量指标", "清淤里程", "≥5公里"),
    ]


def test_the_year_is_taken_beside_a_longer_span() -> None:
    (found,) = objectives_of_document(word_file(sheet(TWO_SPANS)), "申报.docx")
    assert [row.target.text for row in found.indicators] == ["≥12公里", "≥90%", "≥85%"]


def test_content_decides_and_last_years_form_may_be_a_source_too(tmp_path: Path) -> None:
    path = tmp_path / "申报表.xlsx"
    path.write_bytes(word_file(sheet(DECLARATION)))
    assert len(objectives_in(path)) == 1
    assert read_source(path, "甲").digest != read_source(path, "乙").digest
    path.write_bytes(word_file(sheet(CORRECT)))
    with pytest.raises(WorkbookError, match="没有找到绩效目标"):
        objectives_in(path)
    (found,) = objectives_in(path, evaluated=True)
    assert found.evaluated and len(found.indicators) == 5


@pytest.mark.parametrize(("content", "code"), [(docx("<w:document>"), "IO-71"), (b"%PDF-1.7\n", "IO-7")])
def test_a_damaged_document_is_one_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "批复.docx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError) as caught:
        objectives_in(path)
    assert caught.value.issue.code.startswith(code)
