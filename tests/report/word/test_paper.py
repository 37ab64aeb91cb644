"""How the report stands on paper: page, typefaces, numbers, merged cells, charts that are charts."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table
from openpyxl import load_workbook
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart
from openpyxl.xml.functions import fromstring

from perfeval_xl.report.word.blocks import Chart, Column, Grid
from perfeval_xl.report.word.chart_xml import chart_xml
from perfeval_xl.report.word.numbering import Numbers, chinese
from perfeval_xl.report.word.writer import write_docx
from tests.report.word.reports import document, report
from tests.support.cases import first_of, sample
from tests.support.libreoffice import convert


@pytest.fixture(scope="module")
def seed() -> DocumentType:
    return document(report(sample("红河州投资促进局-2020-部门整体")))


def test_page_is_a4_with_the_official_margins(seed: DocumentType) -> None:
    first, last = seed.sections[0], seed.sections[-1]
    assert (millimetres(first.page_width), millimetres(first.page_height)) == (210, 297)
    assert [millimetres(edge) for edge in (first.top_margin, first.left_margin, first.right_margin)] == [37, 28, 26]
    assert last.orientation == WD_ORIENT.LANDSCAPE
    assert last.page_width > last.page_height


def millimetres(length: Length | None) -> int:
    assert length is not None
    return round(length.mm)


def test_every_run_names_its_chinese_typeface(seed: DocumentType) -> None:
    faces = {"方正小标宋简体", "仿宋", "黑体", "楷体"}
    runs = [run for paragraph in seed.paragraphs for run in paragraph.runs if run.text]
    runs += [
        run
        for table in seed.tables
        for row in table.rows
        for cell in row.cells
        for part in cell.paragraphs
        for run in part.runs
    ]
    for run in runs:
        fonts = run._r.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in faces
        assert fonts.get(qn("w:asciiTheme")) is None
    title = seed.paragraphs[0].runs[0]
    assert (title._r.rPr.rFonts.get(qn("w:eastAsia")), title.font.size.pt) == ("方正小标宋简体", 22)


def test_body_is_indented_by_two_characters(seed: DocumentType) -> None:
    body = next(part for part in seed.paragraphs if part.text.startswith("掌握"))
    indent = body._p.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert body.paragraph_format.line_spacing.pt == 28


def test_pages_are_numbered_at_the_outer_edge(seed: DocumentType) -> None:
    section = seed.sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert "PAGE" in footer.paragraphs[0]._p.xml
        assert footer.paragraphs[0].text == "—  —"
    assert seed.settings.odd_and_even_pages_header_footer


def test_gaps_are_highlighted(seed: DocumentType) -> None:
    marked = [run.text for part in seed.paragraphs for run in part.runs if run.font.highlight_color is not None]
    assert "【待补充：报告日期】" in marked
    assert all(re.match(r"【待补充|【待核对|（依据待核实）", text) for text in marked)


def test_levels_are_merged_and_say_their_name_once(seed: DocumentType) -> None:
    table = seed.tables[-1]
    merged = [(row, text) for row, text in column(table, 0) if text]
    assert merged == [(0, "一级指标"), (1, "预算执行"), (2, "产出"), (22, "效益"), (25, "满意度"), (26, "总分")]
    seconds = [text for _, text in column(table, 1) if text]
    assert seconds.count("预算执行管理") == 1
    assert table.cell(2, 0)._tc is table.cell(21, 0)._tc
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def column(table: Table, at: int) -> list[tuple[int, str]]:
    """The texts of a column's own cells, merged ones once."""
    seen: list[object] = []
    found = []
    for number, row in enumerate(table.rows):
        cell = row.cells[at]
        if not any(cell._tc is other for other in seen):
            seen.append(cell._tc)
            found.append((number, cell.text))
    return found


def test_equal_names_under_different_levels_are_not_merged() -> None:
    table = document(report(first_of("hubei"))).tables[-1]
    assert [text for _, text in column(table, 0)].count("产出指标") == 2


def test_charts_are_native_and_carry_their_figures(seed: DocumentType) -> None:
    parts = {str(part.partname): part for part in seed.part.package.iter_parts()}
    charts = [part for name, part in parts.items() if name.startswith("/word/charts/")]
    assert len(charts) == 3
    xml = parts["/word/charts/chart1.xml"].blob
    assert b"<c:barChart>" in xml
    bare = re.sub(rb"<c:externalData.*</c:externalData>", b"", xml)  # openpyxl cannot read its relationship
    (series,) = read_chart(ChartSpace.from_tree(fromstring(bare))).series
    assert float(series.val.numRef.numCache.pt[0].v) == 0.667386
    book = load_workbook(BytesIO(parts["/word/embeddings/chart1.xlsx"].blob))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1] == ("年度资金总额", 0.667386)


def test_headings_are_numbered_as_documents_do() -> None:
    numbers = Numbers(("chinese", "bracketed", "arabic", "arabic-bracketed"))
    assert [numbers.next(level) for level in (1, 2, 3, 3, 2, 1, 2, 3, 4)] == (
        ["一、", "（一）", "1.", "2.", "（二）", "二、", "（一）", "1.", "（1）"]
    )
    assert [chinese(count) for count in (1, 10, 11, 20, 25)] == ["一", "十", "十一", "二十", "二十五"]


@pytest.mark.writer
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    names = []
    for name, made in (
        ("部门", report(sample("红河州投资促进局-2020-部门整体"))),
        ("项目", report(sample("红河州投资促进局-2020-项目支出"))),
        ("目标", report(first_of("hubei"))),
        ("无分值", report(first_of("hengshan"))),
        ("三栏", report(sample("问题示例"), outline="boxes")),
    ):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(made.content)
        names.append(path)
    convert(names, "pdf", tmp_path)
    for path in names:
        assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_the_signature_has_text_on_its_page(seed: DocumentType) -> None:
    parts = list(seed.paragraphs)
    ending = next(number for number, part in enumerate(parts) if part.text.startswith("附件："))
    assert all(part.paragraph_format.keep_with_next for part in parts[ending - 1 : ending + 2])


@pytest.mark.parametrize(("rows", "together"), [(1, [True, False]), (9, [True] * 9 + [False]), (10, None)])
def test_a_short_table_stays_on_one_page(rows: int, together: list[bool] | None) -> None:
    grid = Grid("表", (Column("甲", 1), Column("乙", 1)), tuple((str(row), "") for row in range(rows)))
    (table,) = Document(BytesIO(write_docx([grid], (), "题"))).tables
    kept = [[bool(cell.paragraphs[0].paragraph_format.keep_with_next) for cell in row.cells] for row in table.rows]
    assert all(row[0] == row[1] for row in kept)
    assert [row[0] for row in kept] == (together or [True, *[False] * (rows - 2), True, False])


def test_a_bar_is_labelled_by_its_exact_rate() -> None:
    """0.9074497 is 90.74%; with six decimals it would be 0.907450, and its label 90.75%."""
    chart = Chart("率", ("甲", "乙"), (Decimal("1294.84") / Decimal("1426.9"), Decimal(1)))
    found = re.findall(rb"<c:v>([0-9.]+)</c:v>", chart_xml(chart, "rId1"))
    assert found[-2:] == [b"0.907449716168", b"1.000000000000"]
