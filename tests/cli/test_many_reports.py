"""Several reports and folders of them: each is proofread, and one that cannot be read costs only itself."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from perfeval_xl import proofreading
from perfeval_xl.batch.layout import MANIFEST, MARK
from tests.cli.calling import call
from tests.cli.test_proofread import RIGHT, WRONG
from tests.support.docx import document, docx, paragraph


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("甲.docx", WRONG), ("下级/乙.txt", RIGHT), ("下级/丙.docx", WRONG)):
        path = tmp_path / "报送" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if name.endswith("txt") else docx(document(paragraph(text))))
    return tmp_path / "报送"


def hostile_pdf(content: bytes) -> bytes:
    """One page whose content is small as it lies there."""
    packed = zlib.compress(content, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return file + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(file))


def test_all_reports_of_a_folder_are_proofread(folder: Path, tmp_path: Path) -> None:
    answer = call("proofread", folder, "--format", "json", "--fail-on", "warning")
    told = [(Path(one["document"]).name, len(one["issues"])) for one in answer.objects]
    assert told == [("甲.docx", 1), ("丙.docx", 1), ("乙.txt", 0)]
    assert answer.code == 1 and "共校对 3 份报告，发现 2 处问题" in answer.err
    both = call("proofread", folder / "甲.docx", folder / "下级")
    assert both.out.count("问题：") == 3
    refused = call("proofread", folder, "-o", tmp_path / "批注.docx")
    assert (refused.code, "-o 一次只写一份" in refused.err) == (2, True)


def test_what_is_no_report_of_a_person_is_left_out(folder: Path) -> None:
    word = (folder / "甲.docx").read_bytes()
    for name in (
        "~$甲.docx",
        ".隐藏.docx",
        "甲.批注.docx",
        "甲.docx.批注.docx",
        "结果/说明.txt",
        ".git/说明.md",
        "表.xlsx",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(word)
    (folder / "结果" / MANIFEST).write_text(f'{{"{MARK}": 1}}', "utf-8")
    (folder / "无原件.批注.docx").write_bytes(word)
    names = [Path(one["document"]).name for one in call("proofread", folder, "--format", "json").objects]
    assert names == ["无原件.批注.docx", "甲.docx", "丙.docx", "乙.txt"]


@pytest.mark.pdf
def test_a_page_that_hangs_the_reader_costs_only_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "下级/一页.pdf").write_bytes(
        hostile_pdf(b"BT /F 10 Tf 10 10 Td " + b"(aaaaaaaaaa) Tj " * 300_000 + b"ET")
    )
    monkeypatch.setattr(proofreading, "_PDF_SECONDS", 3)
    answer = call("proofread", folder)
    assert answer.code == 3 and answer.out.count("问题：") == 3
    assert "校对“一页.pdf”超过3秒仍未完成" in answer.out and "IO-88" in answer.out


@pytest.mark.pdf
@pytest.mark.posix  # Wine takes a limit on memory and does not keep it
def test_a_page_that_eats_memory_costs_only_itself(folder: Path) -> None:
    (folder / "下级/一页.pdf").write_bytes(hostile_pdf(b" " * (1 << 30) + b"BT ET"))
    answer = call("proofread", folder)
    assert answer.code == 3 and answer.out.count("问题：") == 3
    assert any(code in answer.out for code in ("IO-89", "IO-96"))


def test_a_mistake_of_ours_costs_only_one_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = proofreading._in_child

    def failing(child: object, content: bytes, name: str, *given: object, **named: object) -> object:
        if "丙" in name:
            raise ZeroDivisionError("nothing")
        return real(child, content, name, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(proofreading, "_in_child", failing)
    answer = call("proofread", folder)
    assert answer.code == 3 and "IO-97" in answer.out and "ZeroDivisionError: nothing" in answer.out
    assert answer.out.count("问题：") == 2
