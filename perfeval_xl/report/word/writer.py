"""Blocks onto paper: a .docx whose bytes depend on the blocks alone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from perfeval_xl.report.word import fonts
from perfeval_xl.report.word.blocks import Block, Chart, Grid, Heading, Look, NewPage, Paragraph
from perfeval_xl.report.word.charts import add_chart
from perfeval_xl.report.word.fonts import Face
from perfeval_xl.report.word.numbering import Numbers
from perfeval_xl.report.word.page import LINE, exact, indent_first_line, lay_out, new_document, text_width
from perfeval_xl.report.word.runs import add_text, clean
from perfeval_xl.report.word.tables import add_table

_FACES = {
    Look.TITLE: fonts.TITLE,
    Look.CAPTION: fonts.CAPTION,
    Look.NOTE: fonts.NOTE,
    Look.ATTACHMENT: fonts.ATTACHMENT,
    Look.LABEL: fonts.HEADINGS[2],
}
_CENTRED = (Look.TITLE, Look.CAPTION)
_RIGHT = (Look.SIGNATURE, Look.DATE)
_INDENTED = (Look.BODY, Look.LABEL, Look.ENDING)
_KEPT = (Look.LABEL, Look.CAPTION, Look.ATTACHMENT, Look.ENDING, Look.SIGNATURE)
_TITLE_LINE = Pt(36)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(blocks: Iterable[Block], numbering: tuple[str, ...], title: str) -> bytes:
    """The document's bytes."""
    paper = _Paper(new_document(clean(title)), Numbers(numbering))
    for block in blocks:
        paper.put(block)
    stream = BytesIO()
    paper.document.save(stream)
    return _without_times(stream.getvalue())


class _Paper:
    """The document under construction, with its counters of headings, tables and figures."""

    def __init__(self, document: Document, numbers: Numbers) -> None:
        self.document = document
        self._numbers = numbers
        self._tables = 0
        self._figures = 0

    def put(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block.text, block.look)
            case Heading():
                self._heading(block)
            case Grid():
                self._grid(block)
            case Chart():
                self._chart(block)
            case NewPage():
                section = self.document.add_section(WD_SECTION.NEW_PAGE)
                lay_out(section, landscape=block.landscape)

    @property
    def _width(self) -> Any:
        return text_width(self.document.sections[-1])

    def _paragraph(self, text: str, look: Look) -> Any:
        face: Face = _FACES.get(look, fonts.BODY)
        paragraph = self.document.add_paragraph()
        add_text(paragraph, text, face)
        exact(paragraph.paragraph_format, _TITLE_LINE if look is Look.TITLE else LINE)
        if look in _INDENTED:
            indent_first_line(paragraph._p.get_or_add_pPr(), face.size)
        if look in _CENTRED:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if look in _RIGHT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:rightChars"), "400")
            paragraph.paragraph_format.right_indent = Pt(fonts.BODY.size * 4)
        if look is Look.TITLE:
            paragraph.paragraph_format.space_after = LINE
        if look is Look.SIGNATURE:
            paragraph.paragraph_format.space_before = Pt(LINE.pt * 2)
        if look in _KEPT:
            paragraph.paragraph_format.keep_with_next = True
        if look is Look.ENDING:
            self._keep_previous(paragraph)
        if look is Look.NOTE:
            exact(paragraph.paragraph_format, None)
        return paragraph

    def _keep_previous(self, paragraph: Any) -> None:
        """The paragraph before stays with this one: a signature needs text on its page."""
        before = self.document.paragraphs[-2:-1]
        if before and before[0]._p is paragraph._p.getprevious():
            before[0].paragraph_format.keep_with_next = True

    def _heading(self, heading: Heading) -> None:
        paragraph = self.document.add_heading(level=heading.level)
        add_text(paragraph, self._numbers.next(heading.level) + heading.text, fonts.HEADINGS[heading.level - 1])

    def _grid(self, grid: Grid) -> None:
        if grid.numbered:
            self._tables += 1
            self._paragraph(f"表{self._tables}  {grid.caption}", Look.CAPTION)
        if grid.unit:
            line = self._paragraph(f"单位：{grid.unit}", Look.NOTE)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.keep_with_next = True
        add_table(self.document, grid, self._width)

    def _chart(self, chart: Chart) -> None:
        self._figures += 1
        add_chart(self.document, chart, self._figures, self._width)
        self._paragraph(f"图{self._figures}  {chart.caption}", Look.CAPTION).paragraph_format.keep_with_next = False


_UNIX = 3
"""The system that a package says it was made on: the same everywhere."""


def _without_times(content: bytes) -> bytes:
    """The package with no time of day and no machine in it, so that equal reports are equal files."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, _UNIX
            new.writestr(member, old.read(name))
    return stream.getvalue()
