"""Strict workbooks stay strict: their parts keep their namespaces, and the sheets that we add take them too."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from perfeval_xl.evaluation import score_content
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from tests.support.kinds import strict
from tests.support.libreoffice import convert
from tests.workbook.builders_read import STRICT, raw_parts, unzipped, zipped
from tests.workbook.patching import edit

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_strict_sample_is_scored_and_cleared_like_any_other(sample: Path) -> None:
    content = strict(sample.read_bytes())
    usual, _ = score_content(sample.read_bytes(), sample.name)
    evaluation, scored = score_content(content, sample.name)
    assert scored is not None
    assert evaluation.forms == usual.forms
    assert evaluation.issues == usual.issues
    parts = unzipped(scored)
    assert not [name for name, data in parts.items() if b"schemas.openxmlformats.org/spreadsheetml" in data]
    assert not [name for name, data in parts.items() if b"schemas.openxmlformats.org/officeDocument" in data]
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    assert unzipped(clear_workbook(scored).content) == unzipped(content)
    again = score_content(scored, sample.name)[1]
    assert again == scored


def test_calamine_sees_the_results_and_our_sheets(tmp_path: Path) -> None:
    evaluation, scored = score_content(strict(SAMPLES[0].read_bytes()), "严格.xlsx")
    assert scored is not None
    (tmp_path / "严格.xlsx").write_bytes(scored)
    book = CalamineWorkbook.from_path(str(tmp_path / "严格.xlsx"))
    assert book.sheet_names[-3:] == ["评分结果", "问题清单", "_perfeval"]
    values = {value for row in book.get_sheet_by_name("评分结果").to_python() for value in row}
    form = evaluation.forms[0]
    scores = {float(row.score) for row in form.indicators if row.score is not None}
    assert scores and scores <= values


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_keeps_our_record(tmp_path: Path) -> None:
    for number, sample in enumerate(SAMPLES):
        scored = score_content(strict(sample.read_bytes()), sample.name)[1]
        assert scored is not None
        (tmp_path / f"{number}.xlsx").write_bytes(scored)
    saved = tmp_path / "saved"
    convert(sorted(tmp_path.glob("*.xlsx")), "xlsx:Calc MS Excel 2007 XML", saved)
    for number, sample in enumerate(SAMPLES):
        before, _ = score_content(sample.read_bytes(), sample.name)
        after, _ = score_content((saved / f"{number}.xlsx").read_bytes(), sample.name)
        assert [form.score_total for form in after.forms] == [form.score_total for form in before.forms]
        assert [(i.code, i.sheet, i.cell) for i in after.issues] == [(i.code, i.sheet, i.cell) for i in before.issues]


def test_a_strict_workbook_without_styles_gets_strict_ones() -> None:
    parts = raw_parts(f'<worksheet xmlns="{STRICT}"><sheetData/></worksheet>')
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", STRICT
    )
    done = unzipped(patch_workbook(zipped(parts), [edit("A1", Decimal(7))], [], {}))
    assert f'<styleSheet xmlns="{STRICT}">'.encode() in done["xl/styles.xml"]
    assert read_workbook(zipped(done)).sheets[0].raw(0, 0) == 7
