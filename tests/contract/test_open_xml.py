"""All that we write is what Microsoft's own check of Office files takes, and adds no fault to files that have some."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import docx
import openpyxl
import pytest

from perfeval_xl.batch import score_folder
from perfeval_xl.conversion.copying import Copy, Source, copies
from perfeval_xl.conversion.ways import Way
from perfeval_xl.evaluation import score_content
from perfeval_xl.forms.model import FormKind
from perfeval_xl.report.word.outline import outlines
from perfeval_xl.resources import data_folder
from perfeval_xl.templates.catalog import kinds
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.reading import read_workbook
from tests.batch.reviewing import edit, filled, out, write_beside
from tests.cli.calling import call
from tests.realcases.building import build
from tests.realcases.loading import all_cases
from tests.support.cases import sample_path, samples
from tests.support.libreoffice import convert
from tests.support.old import number, ods, row, table, text, xls
from tests.support.open_xml import faults
from tests.workbook.builders_read import unzipped, zipped
from tests.workbook.rich import rich_workbook
from tests.workbook.rich_scored import patched

__all__ = ["filled", "out"]

pytestmark = pytest.mark.openxml


def scored(files: Iterable[Path], folder: Path) -> list[Path]:
    """The files, scored into a folder."""
    found = []
    for file in files:
        content = score_content(file.read_bytes(), file.name)[1]
        if content is not None:
            found.append(folder / file.name)
            found[-1].write_bytes(content)
    return found


def test_what_is_out_of_order_is_found(tmp_path: Path) -> None:
    """The check is one that can fail."""
    parts = unzipped(samples()[0].read_bytes())
    book = parts["xl/workbook.xml"]
    broken = tmp_path / "表.xlsx"
    broken.write_bytes(zipped({**parts, "xl/workbook.xml": book.replace(b"<sheets>", b"<calcPr/><sheets>", 1)}))
    assert any("unexpected child element" in told for _kind, told in faults([broken])["表.xlsx"])


def test_templates(tmp_path: Path) -> None:
    names = [kind.id for kind in kinds()]
    for name in names:
        assert call("template", "new", name, "-o", tmp_path / f"{name}.xlsx").code == 0
    assert names
    assert not faults(sorted(tmp_path.iterdir()))


def test_the_addin_of_excel() -> None:
    assert not faults([data_folder("macros") / "excel/perfeval.xlam"])


def test_samples_scored(tmp_path: Path) -> None:
    files = scored(samples(), tmp_path)
    assert len(files) == len(samples())
    assert not faults(files)


def test_published_forms_scored(tmp_path: Path) -> None:
    (tmp_path / "filled").mkdir()
    (tmp_path / "scored").mkdir()
    files = scored((build(case, tmp_path / "filled").file for case in all_cases()), tmp_path / "scored")
    assert len(files) > 70
    assert not faults(files)


def test_a_rich_workbook(tmp_path: Path) -> None:
    for name, content in (("原件.xlsm", rich_workbook()), ("评分后.xlsm", patched(rich_workbook()))):
        (tmp_path / name).write_bytes(content)
    told = faults(sorted(tmp_path.iterdir()))
    assert told.get("评分后.xlsm") == told.get("原件.xlsm")


@pytest.mark.libreoffice
def test_what_libreoffice_saved_scored_again_and_cleared(tmp_path: Path) -> None:
    """With words of a person on our sheets; what LibreOffice writes amiss is not ours."""
    folders = [tmp_path / name for name in ("scored", "written", "saved", "again", "cleared")]
    first, written, saved, again, cleared = folders
    for folder in folders:
        folder.mkdir()
    for file in scored(samples(), first):
        book = openpyxl.load_workbook(file)
        for name in ("评分结果", "问题清单"):
            sheet = book[name]
            sheet.cell(3, sheet.max_column + 2, "复核意见")
            sheet.cell(sheet.max_row + 2, 1, "已看")
        book.save(written / file.name)
    convert(sorted(written.iterdir()), "xlsx:Calc MS Excel 2007 XML", saved)
    for file in saved.iterdir():
        content = score_content(file.read_bytes(), file.name)[1]
        assert content is not None
        (again / file.name).write_bytes(content)
        (cleared / file.name).write_bytes(clear_workbook(file.read_bytes(), title=file.name).content)
    before = faults(saved.iterdir())
    for folder in (again, cleared):
        for name, told in faults(folder.iterdir()).items():
            assert not told - before.get(name, told - told), (folder.name, name)


def test_a_summary_with_remarks(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "复核意见", {"乙.xlsx": "退回", "坏.xlsx": "请重报"}))
    (filled / "坏.xlsx").unlink()
    score_folder(filled, out)
    assert not faults([out / "summary.xlsx"])


def test_reports(tmp_path: Path) -> None:
    made = []
    for outline in outlines():
        part = "环卫" if FormKind.PROJECT in outline.kinds else "红河州投资促进局-2020-部门"
        made.append(tmp_path / f"{outline.id}.docx")
        call("report", sample_path(part), "-o", made[-1], "--outline", outline.id)
        assert made[-1].exists()
    assert not faults(made)


def test_a_document_with_our_comments(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("年初预算100万元，实际支出90万元，预算执行率为95%。")
    buffer = io.BytesIO()
    document.save(buffer)
    (tmp_path / "报告.docx").write_bytes(buffer.getvalue())
    call("proofread", tmp_path / "报告.docx", "-o", tmp_path / "批注.docx")
    assert b"<w:comment " in unzipped((tmp_path / "批注.docx").read_bytes())["word/comments.xml"]
    assert not faults([tmp_path / "批注.docx"])


def test_our_own_copies_of_other_kinds(tmp_path: Path) -> None:
    old = xls(lambda made: made.add_sheet("表").write(1, 1, "项目"))
    new = ods(table(row(text("项目"), text("得分")) + row(text("甲"), number(9.5))))
    for title, content in (("旧.xls", old), ("新.ods", new)):
        sheets = read_workbook(content, title=title)
        (made,) = copies([Source(title, content, sheets, [sheet.name for sheet in sheets])], Way.OWN)
        assert isinstance(made, Copy), made
        (tmp_path / f"{title}.xlsx").write_bytes(made.content)
    assert not faults(sorted(tmp_path.iterdir()))
