"""Odd names and hostile files in a batch: done, or named with one cause; nothing waits, nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import score_folder
from perfeval_xl.batch.jobs import MOST_HASHED, digest
from tests.support.books import write_book
from tests.support.forms import changed
from tests.workbook.builders_read import unzipped
from tests.workbook.rich import repacked


def records(out: Path) -> dict[str, dict[str, Any]]:
    lines = (out / "results.jsonl").read_bytes().splitlines()
    return {record["workbook"]: record for record in map(json.loads, lines)}


@pytest.mark.posix
def test_names_in_other_encodings_and_of_full_length_are_done(tmp_path: Path) -> None:
    folder = tmp_path / "填报"
    write_book(folder / "一.xlsx")
    content = (folder / "一.xlsx").read_bytes()
    gbk = os.fsdecode("自评表.xlsx".encode("gb18030"))
    long = "长" * 81 + "12.xlsx"
    assert len(long.encode()) == 250
    for name in (gbk, long, "换\n行.xlsx", "空 格#%.xlsx", "=cmd.xlsx"):
        (folder / name).write_bytes(content)
    report = score_folder(folder, tmp_path / "结果")
    assert (report.total, report.unreadable) == (6, 0)
    found = records(report.out)
    for name in (gbk, long, "换\n行.xlsx", "空 格#%.xlsx", "=cmd.xlsx"):
        assert (report.out / name).exists()
        assert found[name]["output"] == name
    again = score_folder(folder, tmp_path / "结果", resume=True)
    assert again.reused == 6
    assert load_workbook(report.summary)["汇总"].max_row == 7


def test_names_that_differ_only_in_case_are_two_files(tmp_path: Path) -> None:
    folder = tmp_path / "填报"
    write_book(folder / "Form.xlsx")
    write_book(folder / "form.xlsx", changed(("乡村道路养护", "桥梁加固")))
    if len(list(folder.iterdir())) == 1:
        pytest.skip("this disk takes them for one")
    out = score_folder(folder, tmp_path / "结果").out
    projects = {name: record["forms"][0]["project"] for name, record in records(out).items()}
    assert projects == {"Form.xlsx": "乡村道路养护", "form.xlsx": "桥梁加固"}
    outputs = [record["output"] for record in records(out).values()]
    assert len({output.casefold() for output in outputs}) == 2


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    folder = tmp_path / "填报"
    write_book(folder / "一.xlsx")
    with (folder / "巨大.xlsx").open("wb") as stream:
        stream.truncate(1 << 40)
    start = time.monotonic()
    out = score_folder(folder, tmp_path / "结果").out
    assert time.monotonic() - start < 15
    record = records(out)["巨大.xlsx"]
    assert (record["issues"][0]["code"], record["input_size"], record["input_sha256"]) == ("IO-05", 1 << 40, None)
    assert digest(folder / "一.xlsx") is not None
    assert MOST_HASHED > 50 << 20


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "IO-06"),
        (b"PK\x03\x04 cut off", "IO-17"),
        (b"\x89PNG\r\n\x1a\n", "IO-15"),
        (b"%PDF-1.4", "IO-15"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "IO-12"),
        ("单位,得分\n甲,1\n".encode("gb18030"), "IO-13"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "IO-13"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "IO-14"),
        (bytes(range(1, 32)) * 9, "IO-16"),
    ],
)
def test_each_cause_has_its_code_in_the_run(tmp_path: Path, content: bytes, code: str) -> None:
    folder = tmp_path / "填报"
    folder.mkdir()
    (folder / "表.xlsx").write_bytes(content)
    out = score_folder(folder, tmp_path / "结果").out
    record = records(out)["表.xlsx"]
    assert (record["status"], [issue["code"] for issue in record["issues"]]) == ("unreadable", [code])
    assert record["error"].startswith("“表.xlsx”")
    entry = json.loads((out / "manifest.json").read_bytes())["files"][0]
    assert (entry["cause"], entry["output"]) == (code, None)


LINK_PART = b"""<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<ddeLink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ddeService="cmd"
ddeTopic="/C calc"><ddeItems><ddeItem name="A0" advise="1"/></ddeItems></ddeLink></externalLink>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"


def test_macros_and_links_are_kept_byte_for_byte_and_told_once(tmp_path: Path) -> None:
    source = write_book(tmp_path / "填报/宏.xlsm", macros=b"bytes of a macro project")
    parts = unzipped(source.read_bytes())
    parts["xl/externalLinks/externalLink1.xml"] = LINK_PART
    relations = parts["xl/_rels/workbook.xml.rels"]
    relation = f'<Relationship Id="rIdX" Type="{OFFICE}" Target="externalLinks/externalLink1.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"</Relationships>", relation.encode())
    source.write_bytes(repacked(parts))
    report = score_folder(tmp_path / "填报", tmp_path / "结果")
    scored = unzipped((report.out / "宏.xlsm").read_bytes())
    for part in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"):
        assert scored[part] == parts[part]
    page = load_workbook(report.summary)["汇总"]
    row = {page.cell(1, column).value: page.cell(2, column).value for column in range(1, page.max_column + 1)}
    assert row["附带内容"] == "DDE链接、外部链接、宏"


@pytest.mark.posix
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    """Run as a user whom file modes bind: the superuser gives up that privilege first."""
    folder, out = tmp_path / "填报", tmp_path / "结果"
    write_book(folder / "关.xlsx").chmod(0)
    bound = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    command = [*bound, sys.executable, "-m", "perfeval_xl", "batch", str(folder), "-o", str(out)]
    subprocess.run(command, check=False, capture_output=True)
    assert records(out)["关.xlsx"]["issues"][0]["code"] == "IO-02"
