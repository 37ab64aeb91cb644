"""What Excel holds a package to, though other programs open it without: ids once, types told, elements in order."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Edit, Look, Mark, NumberFormat, OwnCell, OwnSheet
from perfeval_xl.workbook.parts.plain_xml import elements
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import OFFICE, raw_parts, relations, unzipped, worksheet, zipped
from tests.workbook.patching import STYLES

LISTED = OwnSheet("问题清单", [[OwnCell("位置", Look.HEADER)], [OwnCell("乙", Look.TEXT)]], filter_row=0, repeat_rows=1)
MARKED = [Mark("自评表", "A1", "错误：对不上", "FFC7CE")]
EDITED = [Edit("自评表", "A1", Decimal(2))]
FORMULA = worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>')
NAMES = "xl/worksheets/_rels/sheet1.xml.rels"


def patched(parts: dict[str, str | bytes]) -> dict[str, bytes]:
    content = zipped(parts)
    scored = patch_workbook(content, EDITED, [LISTED], {}, marks=MARKED)
    assert clear_workbook(scored).content == content
    return unzipped(scored)


def children(book: bytes) -> list[str]:
    """The elements of the workbook that matter here, in their order."""
    named = [element.name for element in elements(book, "xl/workbook.xml")]
    return [name for name in named if name in ("sheets", "definedNames", "calcPr", "extLst")]


def test_relationships_with_gaps_in_their_ids_get_ids_of_their_own() -> None:
    parts = raw_parts(FORMULA, styles=STYLES)
    parts[NAMES] = relations(("rId1", "drawing", "../drawings/d1.xml"), ("rId3", "table", "../tables/t1.xml"))
    ids = re.findall(r' Id="([^"]*)"', patched(parts)[NAMES].decode())
    assert len(ids) == len(set(ids)) == 4


def test_where_each_part_of_relationships_is_declared_by_itself_a_new_one_is_too() -> None:
    parts = raw_parts(FORMULA, styles=STYLES)
    assert f'PartName="/{NAMES}"'.encode() in patched(parts)["[Content_Types].xml"]
    types = str(parts["[Content_Types].xml"]).replace(
        "/>",
        '><Default Extension="RELS" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    )
    assert f"/{NAMES}".encode() not in patched({**parts, "[Content_Types].xml": types})["[Content_Types].xml"]


def test_new_names_stand_before_the_first_calculation() -> None:
    book = patched(raw_parts(FORMULA, styles=STYLES, inside="<extLst/>"))["xl/workbook.xml"]
    order = ["sheets", "definedNames", "calcPr", "extLst"]
    assert children(book) == order
    calculated = patched(raw_parts(FORMULA, styles=STYLES, inside='<calcPr calcId="1"/>'))["xl/workbook.xml"]
    assert children(calculated) == order[:-1]


def test_a_style_that_is_given_in_two_ways_is_one_style() -> None:
    """As Hancom writes them: cells count the alternatives of a format as one."""
    twice = (
        f'<mc:AlternateContent xmlns:mc="{OFFICE}/x"><mc:Choice xmlns:hs="urn:hs" Requires="hs">'
        '<xf numFmtId="0" fontId="0" hs:extension="1"/></mc:Choice>'
        '<mc:Fallback><xf numFmtId="0" fontId="0"/></mc:Fallback></mc:AlternateContent>'
    )
    styles = STYLES.replace('<xf numFmtId="9" ', f'{twice}<xf numFmtId="9" ').replace('count="5"', 'count="6"')
    sheet = worksheet('<row r="1"><c r="A1" s="2"><v>0.5</v></c><c r="B1" s="1"><v>0.5</v></c></row>')
    content = zipped(raw_parts(sheet, styles=styles))
    assert read_workbook(content).sheets[0].percent == {(0, 0)}
    edits = [Edit("自评表", "B1", Decimal("0.25"), NumberFormat.PERCENT)]
    after = unzipped(patch_workbook(content, edits, [], {}))
    assert b'<c r="B1" s="6"><v>0.25</v></c>' in after["xl/worksheets/sheet1.xml"]
    assert after["xl/styles.xml"].count(b"hs:extension") == 1


def test_a_format_is_based_on_one_that_is_there() -> None:
    assert b"xfId" not in patched(raw_parts(FORMULA, styles=STYLES))["xl/styles.xml"]
    bases = '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0"/></cellStyleXfs><cellXfs '
    based = patched(raw_parts(FORMULA, styles=STYLES.replace("<cellXfs ", bases)))["xl/styles.xml"]
    assert b'xfId="0"' in based
