"""The sheet of paper: A4 with the official margins, styles, page numbers at the outer edge."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from perfeval_xl.report.word.fonts import BODY, HEADINGS, PAGE_NUMBER, set_face

WIDTH, HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
LINE = Pt(28)
"""22 lines of 三号 a page."""
_BLACK = RGBColor(0, 0, 0)


def new_document(title: str) -> DocumentType:
    """An empty document with page, styles and page numbers set up."""
    document = Document()
    _styles(document)
    section = document.sections[0]
    lay_out(section, landscape=False)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.language = "zh-CN"
    return document


def lay_out(section: Any, *, landscape: bool) -> None:
    """Size, direction and margins of a section."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (HEIGHT, WIDTH) if landscape else (WIDTH, HEIGHT)
    margins = (LEFT, RIGHT, Mm(25), Mm(25)) if landscape else (TOP, BOTTOM, LEFT, RIGHT)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
    section.footer_distance = Mm(20) if landscape else Mm(26)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)  # a grid of lines would stretch the exact spacing


def text_width(section: Any) -> Length:
    """What lies between the margins."""
    return Length(section.page_width - section.left_margin - section.right_margin)


def _styles(document: DocumentType) -> None:
    normal = document.styles["Normal"]
    set_face(normal, BODY)
    exact(normal.paragraph_format, LINE)
    for level, face in enumerate(HEADINGS, 1):
        style = document.styles[f"Heading {level}"]
        set_face(style, face)
        style.font.color.rgb = _BLACK
        exact(style.paragraph_format, LINE)
        style.paragraph_format.keep_with_next = True
        indent_first_line(style.element.get_or_add_pPr(), BODY.size)


def exact(paragraph_format: Any, height: Length | None) -> None:
    """Lines of a fixed height without space around paragraphs; ``None`` for lines as high as what is in them."""
    paragraph_format.space_before = paragraph_format.space_after = Pt(0)
    if height is None:
        paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph_format.line_spacing = height


def indent_first_line(properties: Any, size: float) -> None:
    """首行缩进 of two characters: in characters for Word and WPS, in points for readers that know only those."""
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(round(size * 20 * 2)))


def _page_number(footer: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """``— 1 —``, one character away from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    edge = "right" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left"
    indent.set(qn(f"w:{edge}"), str(round(PAGE_NUMBER.size * 20)))
    for kind, text in (("", "— "), ("begin", ""), ("instr", "PAGE"), ("end", ""), ("", " —")):
        _footer_run(paragraph, kind, text)


def _footer_run(paragraph: Paragraph, kind: str, text: str) -> None:
    run = paragraph.add_run(text if not kind else "")
    set_face(run, PAGE_NUMBER)
    if kind == "instr":
        instruction = OxmlElement("w:instrText")
        instruction.text = text
        run._r.append(instruction)
    elif kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
