"""The public functions take paths as ``str`` too, for sources and for outputs."""

from __future__ import annotations

from pathlib import Path

import perfeval_xl
from perfeval_xl.resources import data_folder
from tests.support.docx import document, docx, paragraph

SAMPLE = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))[0]


def test_paths_may_be_texts(tmp_path: Path) -> None:
    source, scored, cleared = str(SAMPLE), str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx")
    one, other = perfeval_xl.evaluate(source), perfeval_xl.evaluate_many([source, SAMPLE])
    assert [one.forms[0].score_total] * 2 == [evaluation.forms[0].score_total for evaluation in other]
    assert perfeval_xl.score_file(source, scored).output == Path(scored)
    assert perfeval_xl.clear_file(scored, cleared).output == Path(cleared)
    assert Path(cleared).read_bytes() == SAMPLE.read_bytes()
    report = tmp_path / "报告.docx"
    report.write_bytes(docx(document(paragraph("全年预算100万元，执行90万元，执行率80%。"))))
    read = perfeval_xl.proofread_file(str(report), output=str(tmp_path / "批注.docx"))
    assert read.output == tmp_path / "批注.docx"
    assert read.output.exists()
