"""Every file that cannot be read is refused by its own code, in one sentence that names it, before harm is done."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from perfeval_xl.issues import Severity, catalogue
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import (
    MAIN,
    biff,
    ole,
    raw,
    raw_parts,
    relations,
    row,
    unzipped,
    worksheet,
    written,
    zipped,
)
from tests.workbook.refused import ONE, far_cell, refusal

DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "1">]>'


def without(part: str) -> bytes:
    return zipped({name: data for name, data in raw_parts(ONE).items() if name != part})


def having(part: str, data: str | bytes) -> bytes:
    return zipped({**raw_parts(ONE), part: data})


def truncated() -> bytes:
    content = raw(ONE)
    return content[: len(content) // 2]


def with_bad_checksum() -> bytes:
    content = zipped(raw_parts(ONE), method=zipfile.ZIP_STORED)
    return content.replace(b"<v>1</v>", b"<v>2</v>")


def with_duplicate_sheet() -> bytes:
    content = zipped({**raw_parts(ONE), "xl/worksheets/sheet2.xml": ONE})
    return content.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/Sheet1.xml")


def only_a_chart() -> bytes:
    def fill(workbook: Any) -> None:
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
        workbook.add_chartsheet("图").set_chart(chart)
        workbook.add_worksheet("Sheet1")

    parts = unzipped(written(fill))
    book = parts["xl/workbook.xml"].decode()
    start = book.index('<sheet name="Sheet1"')
    parts["xl/workbook.xml"] = (book[:start] + book[book.index("/>", start) + 2 :]).encode()
    return zipped(parts)


def lying_strings() -> bytes:
    strings = f'<sst xmlns="{MAIN}" count="1" uniqueCount="4294967295"><si><t>甲</t></si></sst>'
    return raw(worksheet(row('<c r="A1" t="s"><v>0</v></c>')), strings=strings)


def many_merges() -> bytes:
    ranges = "".join(f'<mergeCell ref="A{number}:B{number}"/>' for number in range(1, 20_002))
    return raw(worksheet(row('<c r="A1"><v>1</v></c>'), after=f"<mergeCells>{ranges}</mergeCells>"))


def overlapping_merges() -> bytes:
    ranges = '<mergeCell ref="A1:ZZ1048576"/>' * 20_000
    return raw(worksheet(row('<c r="A900"><v>1</v></c>', number=900), after=f"<mergeCells>{ranges}</mergeCells>"))


def crowded_tabs() -> bytes:
    sheet = worksheet(row('<c r="ZZ999"><v>1</v></c>', number=999))
    tabs = "".join(f'<sheet name="表{number}" sheetId="{number}" r:id="s{number}"/>' for number in range(1, 41))
    links = tuple((f"s{number}", "worksheet", f"worksheets/s{number}.xml") for number in range(1, 41))
    parts = raw_parts(sheet, tabs=tabs, more=links)
    return zipped(parts | {f"xl/{target}": sheet for _, _, target in links})


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing at all": ("IO-06", lambda: b""),
    "password of a new workbook": ("IO-08", lambda: ole({"EncryptionInfo": b"", "EncryptedPackage": b""})),
    "password of an old workbook": ("IO-08", lambda: ole({"Workbook": biff(password=True)})),
    "old workbook": ("IO-09", lambda: ole({"Workbook": biff()})),
    "older workbook": ("IO-09", lambda: ole({"Book": biff()})),
    "workbook from before containers": ("IO-09", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(20)),
    "OpenDocument": ("IO-10", lambda: zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
        method=zipfile.ZIP_STORED,
    )),
    "binary workbook": ("IO-11", lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01"})),
    "web page": ("IO-12", lambda: b"\xef\xbb\xbf<html><body><table><tr><td>1</td></tr></table></body></html>"),
    "web page in GBK": ("IO-12", lambda: "<HTML><TABLE><TR><TD>预算</TD></TR></TABLE>".encode("gbk")),
    "saved web archive": ("IO-12", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n"),
    "CSV": ("IO-13", lambda: "项目,预算数\n甲,1277.2\n".encode("gb18030")),
    "tabbed text in UTF-16": ("IO-13", lambda: "项目\t预算数\n".encode("utf-16")),
    "XML spreadsheet 2003": ("IO-14", lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
    "Word document": ("IO-15", lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"})),
    "presentation": ("IO-15", lambda: zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"})),
    "plain archive": ("IO-15", lambda: zipped({"自评表.xlsx": raw(ONE)})),
    "old Word document": ("IO-15", lambda: ole({"WordDocument": b""})),
    "PDF": ("IO-15", lambda: b"%PDF-1.7 ..."),
    "picture": ("IO-15", lambda: b"\x89PNG\r\n\x1a\n"),
    "noise": ("IO-16", lambda: bytes(range(256)) * 4),
    "unknown container": ("IO-16", lambda: ole({"Something": b""})),
    "damaged container": ("IO-16", lambda: ole({"Workbook": biff()})[:100]),
    "cut in half": ("IO-17", truncated),
    "bad checksum": ("IO-17", with_bad_checksum),
    "duplicate sheet part": ("IO-17", with_duplicate_sheet),
    "a piece missing in the middle": ("IO-17", lambda: raw(ONE)[:30] + raw(ONE)[130:]),
    "junk behind the end": ("IO-17", lambda: raw(ONE) + b"junk"),
    "one part that inflates beyond measure": ("IO-18", lambda: having("xl/media/image1.bin", bytes(30 << 20))),
    "DTD in a sheet": ("IO-19", lambda: raw(DOCTYPE + ONE)),
    "DTD in UTF-16": ("IO-19", lambda: raw((DOCTYPE + ONE).replace('version="1.0"', "version='1.0'").encode("utf-16"))),
    "DTD in the workbook": ("IO-19", lambda: having("xl/workbook.xml", f'{DOCTYPE}<workbook xmlns="{MAIN}"/>')),
    "DTD in the texts": ("IO-19", lambda: raw(ONE, strings=f'{DOCTYPE}<sst xmlns="{MAIN}"/>')),
    "DTD in the styles": ("IO-19", lambda: raw(ONE, styles=f'{DOCTYPE}<styleSheet xmlns="{MAIN}"/>')),
    "cell in the last corner": ("IO-20", lambda: far_cell("XFD1048576", 1_048_576)),
    "cell far right and far down": ("IO-20", lambda: far_cell("CZ20000", 20_000)),
    "lying count of texts": ("IO-21", lying_strings),
    "too many merges": ("IO-22", many_merges),
    "merges over merges": ("IO-23", overlapping_merges),
    "no workbook part": ("IO-23", lambda: without("xl/workbook.xml")),
    "no sheet part": ("IO-23", lambda: without("xl/worksheets/sheet1.xml")),
    "no relationships": ("IO-23", lambda: without("xl/_rels/workbook.xml.rels")),
    "workbook part is no XML": ("IO-23", lambda: having("xl/workbook.xml", "<workbook><sheets>")),
    "workbook part is something else": ("IO-23", lambda: having("xl/workbook.xml", "<other/>")),
    "sheet part breaks off": ("IO-23", lambda: raw(ONE[:-30])),
    "sheet part is not a sheet": ("IO-23", lambda: raw("<other/>")),
    "sheet part is empty": ("IO-23", lambda: raw("")),
    "sheet in no known encoding": ("IO-23", lambda: raw('<?xml version="1.0" encoding="klingon"?>' + ONE)),
    "cell outside any sheet": ("IO-23", lambda: far_cell("A99999999", 2)),
    "cell beyond the last column": ("IO-23", lambda: far_cell("ZZZ1", 2)),
    "merge that is none": ("IO-23", lambda: raw(worksheet("", after='<mergeCells><mergeCell ref="x"/></mergeCells>'))),
    "unknown kind of cell": ("IO-23", lambda: raw(worksheet(row('<c r="A1" t="zz"><v>1</v></c>')))),
    "text that is not there": ("IO-23", lambda: raw(worksheet(row('<c r="A1" t="s"><v>5</v></c>')))),
    "no worksheet": ("IO-24", lambda: raw(ONE, tabs="")),
    "only a chart": ("IO-24", only_a_chart),
    "many sheets that are each large": ("IO-18", crowded_tabs),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_each_cause_has_its_code_and_names_the_file(case: str) -> None:
    code, build = REFUSED[case]
    issue = refusal(build())
    assert (issue.code, issue.severity) == (code, Severity.ERROR), issue.message
    assert "“甲单位 自评表.xlsx”" in issue.message
    assert "报送" not in issue.message
    assert issue.remedy and "{" not in issue.message + issue.remedy
    assert "\n" not in issue.message and "。" not in issue.message


def test_owner_files_are_told_by_name_and_content() -> None:
    for name in ("~$自评表.xlsx", ".~lock.自评表.xlsx#", ".~自评表.xlsx"):
        assert refusal(b"\x05clerk" + bytes(159), title=name).code == "IO-07"
    assert read_workbook(raw(ONE), title="~$自评表.xlsx").sheets[0].rows == [[1.0]]


def test_what_a_foreign_file_is_gets_said() -> None:
    assert "Word 文档" in refusal(REFUSED["Word document"][1]()).message
    assert "PDF" in refusal(REFUSED["PDF"][1]()).message
    assert "ZIP" in refusal(REFUSED["plain archive"][1]()).message


def test_names_that_would_break_a_line_are_cleaned() -> None:
    message = refusal(b"", title="a/坏\n名\udcff\u202e　字.xlsx").message
    assert "“坏\ufffd名\ufffd\ufffd　字.xlsx”" in message


def test_external_entities_are_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("the network was touched"))
    outside = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    assert refusal(raw(outside + ONE)).code == "IO-19"


def test_the_codes_are_numbered_without_gaps_up_to_the_warning() -> None:
    ours = [code for code in catalogue() if code.startswith("IO-") and code <= "IO-26"]
    assert ours == [f"IO-{number:02d}" for number in range(1, 27)]
    assert catalogue()["IO-26"].severity is Severity.WARNING


def test_a_relationship_outside_the_package_is_not_followed() -> None:
    links = relations(("sheet1", "worksheet", "worksheets/sheet1.xml")).replace(
        'Target="worksheets', 'TargetMode="External" Target="http://127.0.0.1:9'
    )
    assert refusal(having("xl/_rels/workbook.xml.rels", links)).code == "IO-23"
