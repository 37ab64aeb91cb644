"""Charts into a document: the chart part, the workbook behind it, and the frame in the text."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Length, Mm

from perfeval_xl.report.word.blocks import Chart
from perfeval_xl.report.word.chart_xml import chart_workbook, chart_xml
from perfeval_xl.report.word.page import exact

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALT_LIMIT = 200


def add_chart(document: Document, chart: Chart, number: int, width: Length) -> None:
    """The chart, centred, in a paragraph of its own."""
    package = document.part.package
    workbook = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _WORKBOOK, chart_workbook(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, b"", package)
    part._blob = chart_xml(chart, part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE))
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    exact(paragraph.paragraph_format, None)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(_frame(chart, number, relation, width))


def _height(chart: Chart) -> Length:
    return Mm(min(20 + 7 * len(chart.names), 180)) if chart.horizontal else Mm(70)


def _frame(chart: Chart, number: int, relation: str, width: Length) -> Any:
    drawing = parse_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{_height(chart)}"/>'
        f'<wp:docPr id="{1000 + number}" name="chart{number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    alternative = f"{chart.caption}：" + "，".join(
        f"{name}{rate:.2%}" for name, rate in zip(chart.names, chart.rates, strict=True)
    )
    properties = next(node for node in drawing.iter() if node.tag.endswith("}docPr"))
    properties.set("descr", alternative[:_ALT_LIMIT])
    return drawing
