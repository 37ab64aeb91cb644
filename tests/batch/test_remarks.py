"""What a reviewer writes on a scored copy is on the new copy too, once the form has been mended and scored again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import fsspec
import openpyxl
import pytest

import perfeval_xl
from perfeval_xl import score_folder
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.own.people import CHANGED, NO_MORE
from tests.cli.calling import call
from tests.support.stores import stored

SAMPLE = next((data_folder("workbook_templates") / "samples").glob("*问题示例.xlsx"))
ISSUES, RESULT = "问题清单", "评分结果"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报送").mkdir()
    shutil.copyfile(SAMPLE, tmp_path / "报送" / "甲.xlsx")
    return tmp_path / "报送"


def remark(copy: Path) -> int:
    """As a reviewer: a column beside the issues, a row beneath, a changed row; how many issues there are."""
    book = openpyxl.load_workbook(copy)
    sheet = book[ISSUES]
    rows = sheet.max_row
    sheet["H3"], sheet["A5"].value = "处理情况", "改过"
    for row in range(4, rows + 1):
        sheet[f"I{row}"] = f"关于{sheet[f'C{row}'].value}"
    sheet[f"B{rows + 2}"] = "审核人：甲"
    book[RESULT]["M9"] = 9.5
    book.save(copy)
    return rows - 3


def mend(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    sheet["F7"] = 1500
    for row in range(14, 24):
        sheet[f"J{row}"] = "天气原因，已补做"
    book.save(form)


def words(copy: Path) -> Iterator[tuple[str, str]]:
    """Each remark beside an issue, with the code in its row."""
    for row in openpyxl.load_workbook(copy)[ISSUES].iter_rows(min_row=4, values_only=True):
        texts = [str(value) for value in row[7:] if value is not None]
        yield from ((text, str(row[2])) for text in texts if text.startswith("关于"))


def is_carried(copy: Path, count: int) -> bool:
    found = list(words(copy))
    assert [text for text, code in found if text != f"关于{code}"] == []
    book = openpyxl.load_workbook(copy)
    texts = [cell.value for row in book[ISSUES].iter_rows() for cell in row]
    assert {"审核人：甲", "改过", "处理情况", NO_MORE, CHANGED} <= set(texts)
    assert book[ISSUES]["H3"].value == "处理情况"
    assert 9.5 in [row[12].value for row in book[RESULT].iter_rows(max_col=13)]
    return len(found) == count


def test_remarks_on_a_copy_are_on_the_next_one_and_the_one_after(folder: Path) -> None:
    out = folder.parent / "结果"
    score_folder(folder, out)
    copy = out / "甲.xlsx"
    count = remark(copy)
    reviewed = copy.read_bytes()
    mend(folder / "甲.xlsx")
    assert score_folder(folder, out).set_aside == 1
    assert is_carried(copy, count)
    (backup,) = out.glob("甲.备份-*.xlsx")
    assert backup.read_bytes() == reviewed
    carried = copy.read_bytes()
    assert score_folder(folder, out).set_aside == 0
    assert copy.read_bytes() == carried
    assert list(out.glob("甲.备份-*.xlsx")) == [backup]
    assert perfeval_xl.clear_file(copy, out / "清除.xlsx").staying == (RESULT, ISSUES)


def test_remarks_are_carried_between_stores(folder: Path, memory: str) -> None:
    score_folder(folder, f"{memory}/结果")
    copy = folder.parent / "审过.xlsx"
    copy.write_bytes(stored(f"{memory}/结果")["甲.xlsx"])
    count = remark(copy)
    fsspec.filesystem("memory").pipe("/结果/甲.xlsx", copy.read_bytes())
    mend(folder / "甲.xlsx")
    assert score_folder(folder, f"{memory}/结果").set_aside == 1
    copy.write_bytes(stored(f"{memory}/结果")["甲.xlsx"])
    assert is_carried(copy, count)


def test_batch_says_how_many_copies_were_set_aside(folder: Path) -> None:
    out = folder.parent / "结果"
    assert "改过" not in call("batch", folder, "-o", out).err
    remark(out / "甲.xlsx")
    assert "1 个以前的结果副本有人改过" in call("batch", folder, "-o", out).err
    assert "改过" not in call("batch", folder, "-o", out).err


def test_score_says_that_they_are(folder: Path) -> None:
    form, copy = folder / "甲.xlsx", folder / "甲.scored.xlsx"
    assert "带到" not in call("score", form).err
    assert "备份" not in call("score", form).err
    count = remark(copy)
    mend(form)
    assert "您写在“评分结果”“问题清单”上的话和表里的批注已带到新的副本" in call("score", form).err
    assert is_carried(copy, count)


def test_what_lies_there_and_is_no_copy_of_ours_brings_nothing(folder: Path) -> None:
    form, copy = folder / "甲.xlsx", folder / "甲.scored.xlsx"
    plain = perfeval_xl.score_file(form).output
    assert plain is not None
    expected = plain.read_bytes()
    for other in (SAMPLE.read_bytes(), b"PK\x03\x04", b""):
        copy.write_bytes(other)
        outcome = perfeval_xl.score_file(form)
        assert (outcome.carried, copy.read_bytes()) == (False, expected)
        assert outcome.backup is not None and outcome.backup.read_bytes() == other


def test_remarks_on_another_form_that_lies_under_the_name_are_not_carried(folder: Path) -> None:
    target = folder / "结果.xlsx"
    other = next((data_folder("workbook_templates") / "samples").glob("*农村饮水安全.xlsx"))
    perfeval_xl.score_file(other, target)
    remark(target)
    reviewed = target.read_bytes()
    outcome = perfeval_xl.score_file(folder / "甲.xlsx", target)
    assert outcome.backup is not None and outcome.backup.read_bytes() == reviewed
    assert not outcome.carried
    assert not list(words(target))


def test_lists_that_a_person_saved_are_set_aside(folder: Path) -> None:
    out = folder.parent / "结果"
    score_folder(folder, out)
    assert score_folder(folder, out).list_backups == ()
    edited = out / "issues.csv"
    edited.write_text("序号,意见\n1,已核对\n", encoding="gbk")
    later = (out / "manifest.json").stat().st_mtime + 60
    os.utime(edited, (later, later))
    answer = call("batch", folder, "-o", out)
    (backup,) = out.glob("issues.备份-*.csv")
    assert backup.read_text(encoding="gbk").endswith("已核对\n")
    assert f"以前的清单有人改过，已备份为：{backup}" in answer.err
    assert "已核对" not in edited.read_text(encoding="utf-8-sig")
    assert score_folder(folder, out).list_backups == ()
    assert list(out.glob("summary.备份-*")) == []
