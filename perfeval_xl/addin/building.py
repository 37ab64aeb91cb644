"""``perfeval.xlam`` from the text sources in ``macros/excel``; the same sources give the same bytes.

The VBA project comes from pyOpenVBA (MIT), which writes it into a workbook that Excel itself once saved; the ribbon and
the sheet are added to that package here. ``tests/addin/test_building.py`` reads the result with other tools.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from perfeval_xl.resources import data_folder
from perfeval_xl.version import VERSION

ADDIN_NAME = "perfeval.xlam"
MODULES = ("PerfevalRibbon", "PerfevalRunner", "PerfevalShell")
SHEET = "perfeval"
WINDOWS_HOME = r"%LOCALAPPDATA%\perfeval_xl"
RIBBONS = {
    # Excel 2007 reads the first, Excel 2010 and later the second
    "customUI/customUI.xml": (
        "http://schemas.microsoft.com/office/2006/01/customui",
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
    ),
    "customUI/customUI14.xml": (
        "http://schemas.microsoft.com/office/2009/07/customui",
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    ),
}
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>perfeval_xl</dc:creator></cp:coreProperties>"
)
_CACHE, _NO_CACHE = rb"\xcc\x61\xb5\x00\x00\x00\x00", b"\xcc\x61\xff\xff\x00\x01\x00"
"""Head of the compiled form: the library leaves one Excel's version there; [MS-OVBA] 2.3.4.1 wants 0xFFFF of us."""


def sources() -> Path:
    """The folder of the text sources."""
    return data_folder("macros") / "excel"


def built_addin() -> Path:
    """The add-in that ships with the program."""
    return sources() / ADDIN_NAME


def build_addin() -> bytes:
    """Build the add-in.

    Raises:
        ImportError: pyOpenVBA (extra ``addin-build``) is not installed.
        UnicodeError: a VBA source is not ASCII.
    """
    members = dict(_members(_with_modules()))
    members["xl/vbaProject.bin"] = _once(_CACHE, _NO_CACHE, members["xl/vbaProject.bin"])
    members["docProps/core.xml"] = _CORE.format(title=_settings()["title"]).encode()
    members["xl/workbook.xml"] = _once(rb'name="Sheet1"', b'name="%s"' % SHEET.encode(), members["xl/workbook.xml"])
    rows = "".join(
        f'<row r="{number}">{_cell("A", number, key)}{_cell("B", number, text)}</row>'
        for number, (key, text) in enumerate(_settings().items(), start=1)
    )
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = _once(rb"<sheetData/>", f"<sheetData>{rows}</sheetData>".encode(), members[sheet])
    members[sheet] = _once(
        rb'<dimension ref="A1"/>', f'<dimension ref="A1:B{len(_settings())}"/>'.encode(), members[sheet]
    )
    ribbon = (sources() / "customUI.xml").read_text(encoding="utf-8")
    links = ""
    for number, (part, (namespace, kind)) in enumerate(RIBBONS.items(), start=1):
        members[part] = ribbon.replace("{namespace}", namespace).encode()
        links += f'<Relationship Id="rIdRibbon{number}" Type="{kind}" Target="{part}"/>'
    members["_rels/.rels"] = _once(rb"</Relationships>", f"{links}</Relationships>".encode(), members["_rels/.rels"])
    return _zipped(members)


def _with_modules() -> bytes:
    from pyopenvba import ExcelFile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ADDIN_NAME
        book = ExcelFile.create_new(path)
        project = book.vba_project()
        project.delete_module("Module1")
        for name in MODULES:
            project.add_module(name, vba_source(name))
        book.save()
        book.close()
        return path.read_bytes()


def vba_source(name: str) -> str:
    """A module's text, ASCII with the line ends of Windows."""
    text = (sources() / f"{name}.bas").read_bytes().decode("ascii")
    return "\r\n".join(text.splitlines()) + "\r\n"


def _settings() -> Mapping[str, str]:
    import yaml

    texts: dict[str, str] = yaml.safe_load((sources() / "sheet.yaml").read_text(encoding="utf-8"))
    return {key: text.format(version=VERSION, home=WINDOWS_HOME) for key, text in texts.items()}


def _cell(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _once(old: bytes, new: bytes, xml: bytes) -> bytes:
    """Replace what must be there exactly once: another template of the library's would stop here."""
    made, count = re.subn(old, lambda _: new, xml)
    if count != 1:
        raise ValueError(f"{old!r} found {count} times")
    return made


def _members(package: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)
    return target.getvalue()
