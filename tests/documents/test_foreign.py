"""Documents of other word processors: copied by LibreOffice where there is one, refused in one sentence where not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from perfeval_xl import proofreading
from perfeval_xl.conversion import libreoffice
from perfeval_xl.documents.reading import foreign_kind
from perfeval_xl.proofreading import proofread_file
from tests.cli.calling import call
from tests.support.docx import document, docx, members, paragraph, table
from tests.support.libreoffice import convert

WRONG = "全年预算数100万元，执行数86.18万元，执行率88.18%。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC = OLE + "WordDocument".encode("utf-16-le")
MIMETYPE = "application/vnd.oasis.opendocument.text"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
RTF = rb"{\rtf1\ansi x}"


def odt(text: str) -> bytes:
    """An OpenDocument text of one paragraph, its type stored first as the format wants it."""
    body = f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body>"
    namespaces = f'xmlns:office="{OFFICE}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", MIMETYPE)
        package.writestr("content.xml", f"<office:document-content {namespaces}>{body}</office:document-content>")
        package.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" m:media-type="{MIMETYPE}"/></m:manifest>',
        )
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (DOC, ".doc"),
        (RTF, ".rtf"),
        (odt("好"), ".odt"),
        (OLE, None),
        (docx(document(paragraph("好"))), None),
        (b"", None),
    ],
)
def test_the_bytes_tell_what_can_be_converted(content: bytes, suffix: str | None) -> None:
    found = foreign_kind(content)
    assert (found.suffix if found else None) == suffix


@pytest.mark.parametrize(("content", "what"), [(DOC, ".doc"), (RTF, "RTF"), (odt("好"), ".odt")])
def test_without_libreoffice_one_sentence_says_what_to_do(
    content: bytes, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofreading, "find_libreoffice", lambda: None)
    source = tmp_path / "报告.doc"
    source.write_bytes(content)
    done = proofread_file(source, output=tmp_path / "批注.docx")
    assert done.status == "unreadable" and done.failure is not None
    assert done.failure.code == "IO-75" and what in done.failure.message and "另存为" in done.failure.remedy
    assert not (tmp_path / "批注.docx").exists()


def test_what_libreoffice_cannot_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofreading, "find_libreoffice", lambda: str(tmp_path / "nowhere"))
    source = tmp_path / "报告.wps"
    source.write_bytes(DOC)
    done = proofread_file(source)
    assert done.failure is not None and done.failure.code == "IO-76"


def test_a_locked_document_is_named_as_such(tmp_path: Path) -> None:
    source = tmp_path / "报告.docx"
    source.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    done = proofread_file(source)
    assert done.failure is not None and (done.failure.code, "设有密码" in done.failure.message) == ("IO-70", True)


@pytest.mark.libreoffice
@pytest.mark.writer
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_a_copy_is_proofread_and_the_original_untouched(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "报告.docx"
    rows = [["项目", "预算", "支出"], ["甲", "10", "8"], ["乙", "20", "9"], ["合计", "30", "19"]]
    source.write_bytes(docx(document(paragraph("一、概况"), paragraph(WRONG), table(rows), paragraph("完"))))
    convert([source], kind, tmp_path)
    other, copy = tmp_path / f"报告.{kind}", tmp_path / "批注.docx"
    before = other.read_bytes()
    answer = call("proofread", other, "-o", copy, "--format", "json")
    assert other.read_bytes() == before
    (told,) = answer.objects
    direct = proofread_file(source)
    assert [(one["code"], one["place"], one["quote"]) for one in told["issues"]] == [
        (one.issue.code, one.line.place, one.quote) for one in direct.findings
    ]
    assert {one["code"] for one in told["issues"]} == {"TXT-03", "BUD-08"}
    assert "LibreOffice" in told["notes"][0] and "LibreOffice" in answer.err
    assert "应为86.18%" in members(copy.read_bytes())["word/comments.xml"].decode()


@pytest.mark.libreoffice
@pytest.mark.writer
def test_rubbish_that_looks_like_a_document_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "START_SECONDS", 30.0)
    source = tmp_path / "报告.odt"
    source.write_bytes(odt("好")[:-40])
    done = proofread_file(source)
    assert done.status in ("ok", "unreadable")
    assert done.failure is None or done.failure.code in ("IO-73", "IO-76")
