"""The Excel add-in: built twice the same, in step with its text, and read right by tools that did not build it."""

from __future__ import annotations

import io
import re
import zipfile

import olefile
import pytest
from lxml import etree
from oletools.olevba import VBA_Parser

from perfeval_xl.addin.building import MODULES, RIBBONS, build_addin, built_addin, sources, vba_source
from perfeval_xl.addin.commands import NAMES
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.reading import read_workbook

KNOWN_IMAGES = {"AutoSum", "ErrorChecking", "FileSaveAsPdfOrXps", "ClearFormats", "Help"}
"""In all of Microsoft's lists of Excel's control identifiers: 2013, 2016, 2019 and Microsoft 365."""
LONGEST_MODULE_NAME = 31


@pytest.fixture(scope="module")
def content() -> bytes:
    return build_addin()


@pytest.fixture(scope="module")
def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_sources_give_the_same_bytes(content: bytes) -> None:
    assert build_addin() == content


def test_what_ships_is_in_step_with_its_sources(members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(built_addin()) as archive:
        shipped = {name: archive.read(name) for name in archive.namelist()}
    assert shipped == members, "请运行 perfeval addin build"


@pytest.mark.parametrize("name", MODULES)
def test_vba_is_ascii_and_reads_back_as_written(name: str, content: bytes) -> None:
    source = vba_source(name)
    assert source.isascii()
    assert source.startswith(f'Attribute VB_Name = "{name}"\r\n')
    assert len(name) <= LONGEST_MODULE_NAME
    parser = VBA_Parser("perfeval.xlam", data=content)
    found = {file.removesuffix(".bas"): code for _, _, file, code in parser.extract_macros() if file.endswith(".bas")}
    assert found.keys() == set(MODULES)
    assert found[name].splitlines() == source.splitlines()


def test_no_macro_starts_by_itself(content: bytes) -> None:
    code = "".join(text for *_, text in VBA_Parser("perfeval.xlam", data=content).extract_macros())
    assert not re.search(r"(?i)\b(auto_?(open|exec|close)|workbook_(open|activate)|declare)\b", code)


def test_the_project_is_one_that_excel_compiles_itself(members: dict[str, bytes]) -> None:
    project = olefile.OleFileIO(io.BytesIO(members["xl/vbaProject.bin"]))
    assert project.openstream("VBA/_VBA_PROJECT").read().startswith(b"\xcc\x61\xff\xff\x00")
    listed = project.openstream("PROJECT").read().decode("ascii")
    documents = re.findall(r"Document=(\w+)/", listed)
    assert re.findall(r"Module=(\w+)", listed) == list(MODULES)
    # every code name of the workbook has its module
    names = re.findall(rb'codeName="(\w+)"', members["xl/workbook.xml"] + members["xl/worksheets/sheet1.xml"])
    assert sorted(documents) == sorted(name.decode() for name in names)


def test_the_ribbon_has_five_buttons_that_call_what_is_there(members: dict[str, bytes]) -> None:
    for part, (namespace, kind) in RIBBONS.items():
        root = etree.fromstring(members[part])
        assert root.tag == f"{{{namespace}}}customUI"
        (tab,) = root.iter(f"{{{namespace}}}tab")
        assert tab.get("label") == "绩效自评"
        assert tab.get("insertAfterMso") == "TabData"
        buttons = list(tab.iter(f"{{{namespace}}}button"))
        assert [button.get("label") for button in buttons] == list(NAMES.values())
        identities = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(identities) == len(set(identities))
        for button, command in zip(buttons, NAMES, strict=True):
            assert button.get("imageMso") in KNOWN_IMAGES
            module, sub = str(button.get("onAction")).split(".")
            body = re.search(rf"Public Sub {sub}\(control As IRibbonControl\)\s+(.+?)\s+End Sub", vba_source(module))
            assert body is not None, sub
            assert body[1] == f'PerfevalRun "{command}"'
        assert f'Type="{kind}" Target="{part}"'.encode() in members["_rels/.rels"]


def test_every_text_that_vba_asks_for_is_on_the_sheet(content: bytes) -> None:
    (sheet,) = read_workbook(content, title="perfeval.xlam")
    texts = {row[0]: row[1] for row in sheet.rows}
    asked = set(re.findall(r'PerfevalText\("(\w+)"\)', "".join(vba_source(name) for name in MODULES)))
    assert asked <= texts.keys()
    assert texts["version"] == VERSION
    assert texts["python"] == r"%LOCALAPPDATA%\perfeval_xl\venv\Scripts\pythonw.exe"


def test_nobody_is_named_in_the_file(members: dict[str, bytes]) -> None:
    assert b"<dc:creator>perfeval_xl</dc:creator>" in members["docProps/core.xml"]
    assert b"lastModifiedBy" not in members["docProps/core.xml"]


def test_sources_are_text() -> None:
    files = list(sources().iterdir())
    assert files
    for path in files:
        assert path.suffix in {".bas", ".xml", ".yaml", ".xlam"}, path
