"""What a button is about to do, as a plan that front ends in other languages get."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from perfeval_xl.addin.building import built_addin
from perfeval_xl.addin.commands import press
from perfeval_xl.addin.plan_json import plan_json
from perfeval_xl.addin.planning import _at_anchors, make_plan
from perfeval_xl.evaluation import score_content
from perfeval_xl.workbook.model import Edit
from perfeval_xl.workbook.reading import read_workbook
from tests.addin.pressing import RECORD, WITH_ISSUES
from tests.cli.calling import call
from tests.support.memory_port import MemoryWorkbook
from tests.support.tables import sheet, sheets

pytestmark = pytest.mark.usefixtures("own_home")


def test_edits_go_to_the_cells_that_show() -> None:
    page = sheets(sheet("| 总分 | 90 | < |\n| 等级 | 优 | < |"))
    edits = [Edit("自评表", cell, value) for cell, value in (("C1", "甲"), ("B1", "乙"), ("C2", "丙"))]
    assert _at_anchors(edits, page) == [Edit("自评表", "B1", "乙"), Edit("自评表", "B2", "丙")]


def test_a_plan_travels_as_json(tmp_path: Path) -> None:
    _, scored = score_content(WITH_ISSUES.read_bytes(), WITH_ISSUES.name)
    assert scored is not None
    plan = make_plan("score", scored, WITH_ISSUES.name)
    told = json.loads(json.dumps(plan_json(plan, tmp_path / "v.xlsx"), ensure_ascii=True))
    assert len(told["edits"]) == len(plan.edits) > 0
    assert {"number", "value"} & {key for edit in told["edits"] for key in (edit["value"] or {})} <= {"number"}
    assert told["record"] == RECORD
    assert [sheet["name"] for sheet in told["sheets"]] == ["评分结果", "问题清单", RECORD]
    assert told["message"]["go_to"] is not None
    written = {edit["sheet"] for edit in told["edits"]} | {mark["sheet"] for mark in told["marks"]}
    assert set(told["touched"]) == written | {"评分结果", "问题清单", RECORD}
    assert [(sheet["into"], sheet["columns"]) for sheet in told["sheets"]] == [
        ("评分结果", 11),
        ("问题清单", 7),
        (RECORD, 8),
    ]
    assert told["remove"] == []


def with_macros(content: bytes) -> bytes:
    """The workbook as an .xlsm with the project of our add-in in it."""
    with zipfile.ZipFile(built_addin()) as archive:
        project = archive.read("xl/vbaProject.bin")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                assert plain in data
                data = data.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
                kind = b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                data = data.replace(b"</Types>", kind + b"</Types>")
            if name == "xl/_rels/workbook.xml.rels":
                link = b'<Relationship Id="rIdVba" Target="vbaProject.bin" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
                data = data.replace(b"</Relationships>", link + b"</Relationships>")
            archive.writestr(name, data)
        archive.writestr("xl/vbaProject.bin", project)
    return target.getvalue()


def test_macros_of_the_workbook_do_not_travel_to_where_sheets_are_copied_from(tmp_path: Path) -> None:
    content = with_macros(WITH_ISSUES.read_bytes())
    plan = make_plan("score", content, "自评表.xlsm")
    with zipfile.ZipFile(io.BytesIO(plan.vehicle)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert "xl/vbaProject.bin" not in parts
    assert not any(b"vbaProject.bin" in parts[name] or b"macroEnabled" in parts[name] for name in parts)
    assert {"评分结果", "问题清单", RECORD} <= {sheet.name for sheet in read_workbook(plan.vehicle, title="v.xlsx")}
    book = MemoryWorkbook(content, "自评表.xlsm", tmp_path / "自评表.xlsm")
    assert press("score", book)
    (copy,) = tmp_path.glob("*备份*")
    assert copy.suffix == ".xlsm"  # Excel opens none whose name and content disagree


def test_a_front_end_gets_plan_vehicle_and_backup_as_files(tmp_path: Path) -> None:
    place = tmp_path / "填报" / WITH_ISSUES.name
    place.parent.mkdir()
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(WITH_ISSUES.read_bytes())
    answer = call("addin", "plan", "score", copy, "--name", place.name, "--place", place)
    assert (answer.code, answer.out.isascii()) == (0, True)
    told = json.loads(answer.out)
    assert {sheet["name"] for sheet in told["sheets"]} <= {sheet.name for sheet in read_workbook(Path(told["vehicle"]))}
    assert Path(told["backup"]).parent == place.parent
    assert Path(told["backup"]).read_bytes() == copy.read_bytes()
    report = json.loads(call("addin", "plan", "report", copy, "--name", place.name, "--place", place).out)
    assert list(place.parent.glob("*.docx"))
    assert (report["edits"], report["sheets"], report["vehicle"]) == ([], [], None)


@pytest.mark.parametrize("content", [None, b"", b"not a workbook"])
def test_a_front_end_gets_a_message_where_anything_fails(content: bytes | None, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    if content is not None:
        copy.write_bytes(content)
    told = json.loads(call("addin", "plan", "score", copy).out)
    assert told["message"]["level"] == "error"
    assert told["message"]["text"]
    assert (told["edits"], told["vehicle"], told["backup"]) == ([], None, None)
