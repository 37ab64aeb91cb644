"""Typefaces and sizes of an official document (GB/T 9704): 小标宋 title, 仿宋 三号 body, 黑体 and 楷体 headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface for Chinese text with its size in points."""

    east: str
    size: float
    bold: bool = False


TITLE = Face("方正小标宋简体", 22)  # 二号
BODY = Face("仿宋", 16)  # 三号
HEADINGS = (Face("黑体", 16), Face("楷体", 16), Face("仿宋", 16, bold=True), Face("仿宋", 16))
CAPTION = Face("黑体", 12)  # 小四
CELL = Face("仿宋", 10.5)  # 五号
HEADER_CELL = Face("黑体", 10.5)
NOTE = Face("仿宋", 10.5)
ATTACHMENT = Face("黑体", 16)
PAGE_NUMBER = Face("宋体", 14)  # 四号


def set_face(owner: Any, face: Face) -> None:
    """Give a run or style its typeface; the hint makes Word set quotation marks in the Chinese face too."""
    owner.font.size = Pt(face.size)
    owner.font.bold = face.bold
    owner.font.italic = False
    fonts = owner.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face.east)):
        fonts.set(qn(f"w:{name}"), value)
    fonts.set(qn("w:hint"), "eastAsia")
