"""The buttons on a workbook in memory: what is written, what is said, and what is refused before anything is written."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import perfeval_xl
from perfeval_xl.addin.building import built_addin
from perfeval_xl.addin.commands import NAMES, press
from perfeval_xl.addin.home import HOME_VARIABLE
from perfeval_xl.addin.plan import Level, Place
from perfeval_xl.addin.plan_json import plan_json
from perfeval_xl.addin.planning import make_plan
from perfeval_xl.addin.port import Condition
from perfeval_xl.evaluation import score_content
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.reading import read_workbook
from tests.cli.calling import call
from tests.support.memory_port import MemoryWorkbook, cells_of

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
WITH_ISSUES = next(sample for sample in SAMPLES if perfeval_xl.evaluate(sample).issues)
RECORD = "_perfeval"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


def opened(sample: Path, folder: Path, **facts: object) -> MemoryWorkbook:
    """A sample as if opened from a folder of the clerk's."""
    path = folder / sample.name
    path.write_bytes(sample.read_bytes())
    return MemoryWorkbook(sample.read_bytes(), sample.name, path, **facts)  # type: ignore[arg-type]


def theirs(cells: dict[tuple[str, str], object]) -> dict[tuple[str, str], object]:
    """Without the record, which has no way back to bytes in an open workbook."""
    return {place: value for place, value in cells.items() if place[0] != RECORD}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_score_equals_the_scored_file(sample: Path, tmp_path: Path) -> None:
    book = opened(sample, tmp_path)
    assert press("score", book)
    scored = perfeval_xl.score_file(sample, tmp_path / "scored.xlsx").output
    assert scored is not None
    expected = cells_of(read_workbook(scored))
    assert theirs(book.cells) == theirs(expected)
    record = {cell: value for (sheet, cell), value in book.cells.items() if sheet == RECORD}
    assert record.items() <= {cell: value for (sheet, cell), value in expected.items() if sheet == RECORD}.items()
    assert any(str(value).startswith("=") for value in record.values())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_clear_gives_every_cell_back(sample: Path, tmp_path: Path) -> None:
    _, scored = score_content(sample.read_bytes(), sample.name)
    assert scored is not None
    book = MemoryWorkbook(scored, sample.name)
    assert press("clear", book)
    assert book.cells == cells_of(read_workbook(sample))
    assert book.said[0][0].startswith("已清除评分结果：")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_scoring_again_changes_nothing(sample: Path, tmp_path: Path) -> None:
    _, scored = score_content(sample.read_bytes(), sample.name)
    assert scored is not None
    book = MemoryWorkbook(scored, sample.name)
    before = theirs(book.cells)
    assert press("score", book)
    assert theirs(book.cells) == before


def with_sheets(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A scored workbook that a person changed and saved."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    change(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def scored_with(change: Callable[[openpyxl.Workbook], None], tmp_path: Path) -> MemoryWorkbook:
    _, scored = score_content(WITH_ISSUES.read_bytes(), WITH_ISSUES.name)
    assert scored is not None
    return MemoryWorkbook(with_sheets(scored, change), WITH_ISSUES.name, tmp_path / WITH_ISSUES.name)


def test_our_sheets_are_filled_again_where_they_are(tmp_path: Path) -> None:
    """A person's formulas still point at them; what stands right of or beneath ours stays; the rest is as scored once."""

    def change(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("摘要")["A1"] = "=评分结果!K9"
        workbook["评分结果"]["M9"] = "已核对"
        workbook["评分结果"]["B200"] = "同意"
        workbook["问题清单"]["H2"] = "=评分结果!A1"
        workbook.move_sheet("评分结果", -1)

    book = scored_with(change, tmp_path)
    tabs = list(book.tabs)
    assert press("score", book)
    assert book.tabs == tabs
    cells = theirs(book.cells)
    assert cells.pop(("摘要", "A1")) == "=评分结果!K9"
    assert cells.pop(("评分结果", "M9")) == "已核对"
    assert cells.pop(("评分结果", "B200")) == "同意"
    assert cells.pop(("问题清单", "H2")) == "=评分结果!A1"
    unchanged = scored_with(lambda _: None, tmp_path)
    assert press("score", unchanged)
    assert cells == theirs(unchanged.cells)


def test_a_renamed_sheet_keeps_its_name_and_a_deleted_one_comes_back_beside_it(tmp_path: Path) -> None:
    def rename(workbook: openpyxl.Workbook) -> None:
        del workbook["问题清单"]
        workbook["评分结果"].title = "问题清单"
        for row in workbook[RECORD].iter_rows(max_col=1):
            formula = str(row[0].value).replace("问题清单", "#REF")
            row[0].value = formula.replace("'#REF'!A1", "#REF!").replace("评分结果", "问题清单")

    book = scored_with(rename, tmp_path)
    assert press("score", book)
    assert book.tabs[1:] == ["问题清单", RECORD, "问题清单(2)"]
    assert str(book.cells["问题清单", "A1"]).startswith("绩效自评评分结果")
    assert book.cells["问题清单(2)", "A1"] == "绩效自评问题清单"
    targets = [value for (sheet, cell), value in book.cells.items() if sheet == RECORD and cell[0] == "A"]
    assert "='问题清单'!A1" in targets
    assert "='问题清单(2)'!A1" in targets


def test_a_sheet_of_a_person_that_is_named_like_ours_is_left_alone(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(WITH_ISSUES)
    workbook.create_sheet("评分结果")["A1"] = "处里的评分结果"
    workbook.save(tmp_path / "plain.xlsx")
    _, scored = score_content((tmp_path / "plain.xlsx").read_bytes(), "plain.xlsx")
    assert scored is not None
    book = MemoryWorkbook(scored, "plain.xlsx", tmp_path / "plain.xlsx")
    tabs = list(book.tabs)
    assert tabs[1:] == ["评分结果", "评分结果(2)", "问题清单", RECORD]
    assert press("score", book)
    assert book.tabs == tabs
    assert [(cell, value) for (sheet, cell), value in book.cells.items() if sheet == "评分结果"] == [
        ("A1", "处里的评分结果")
    ]
    assert str(book.cells["评分结果(2)", "A1"]).startswith("绩效自评评分结果")


def test_the_record_tells_how_many_columns_are_ours(tmp_path: Path) -> None:
    """A person who puts a column in moves ours on: the last of them must not stay behind with an old text."""

    def widen(workbook: openpyxl.Workbook) -> None:
        for row in workbook[RECORD].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("=ROWS('评分结果'!A1:K"):
                    cell.value = cell.value.replace(":K", ":L")
        sheet = workbook["评分结果"]
        sheet["L9"], sheet["M9"] = "旧的得分说明", "我的"

    book = scored_with(widen, tmp_path)
    assert press("score", book)
    assert ("评分结果", "L9") not in book.cells
    assert book.cells["评分结果", "M9"] == "我的"


def test_the_message_tells_score_grade_and_problems_and_goes_to_the_first(tmp_path: Path) -> None:
    book = opened(WITH_ISSUES, tmp_path, answer=True)
    assert press("score", book)
    evaluation = perfeval_xl.evaluate(WITH_ISSUES)
    text, _ = book.said[0]
    assert f"发现问题{len(evaluation.issues)}个" in text
    form = evaluation.forms[0]
    assert str(form.score_total if form.score_total is not None else form.score_known) in text
    first = next(issue for issue in evaluation.issues if issue.cell)
    assert book.selected == Place(str(first.sheet), str(first.cell))
    assert book.statuses[0] == "绩效自评：正在评分……"
    assert book.statuses[-1] is None


def test_check_writes_nothing(tmp_path: Path) -> None:
    book = opened(WITH_ISSUES, tmp_path)
    before = dict(book.cells)
    assert press("check", book)
    assert book.cells == before
    assert book.steps == ["snapshot"]
    assert list(tmp_path.glob("*备份*")) == []


def test_a_copy_is_kept_before_the_first_write_only(tmp_path: Path) -> None:
    book = opened(WITH_ISSUES, tmp_path)
    press("score", book)
    (copy,) = tmp_path.glob("*备份*.xlsx")
    assert copy.read_bytes() == WITH_ISSUES.read_bytes()
    assert copy.name in book.said[0][0]
    _, scored = score_content(WITH_ISSUES.read_bytes(), WITH_ISSUES.name)
    assert scored is not None
    again = MemoryWorkbook(scored, book.name, book.path)
    press("score", again)
    assert list(tmp_path.glob("*备份*.xlsx")) == [copy]


def test_a_workbook_never_saved_has_its_copy_in_our_folder(own_home: Path) -> None:
    book = MemoryWorkbook(WITH_ISSUES.read_bytes(), "工作簿1")
    assert press("score", book)
    (copy,) = (own_home / "备份").iterdir()
    assert copy.name.startswith("工作簿1.备份-")
    assert copy.read_bytes() == WITH_ISSUES.read_bytes()


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (Condition(read_only=True), "只读"),
        (Condition(structure_locked=True), "结构受保护"),
        (Condition(editing=True), "正在编辑"),
        (Condition(other_format=".xls"), ".xls 格式"),
    ],
)
@pytest.mark.parametrize("command", ["score", "clear"])
def test_what_cannot_be_written_is_refused_in_one_sentence(
    command: str, state: Condition, word: str, tmp_path: Path
) -> None:
    book = opened(WITH_ISSUES, tmp_path, state=state)
    assert not press(command, book)
    ((text, level),) = book.said
    assert word in text
    assert "处理办法：" in text
    assert level is Level.ERROR
    assert book.steps == []
    assert list(tmp_path.glob("*备份*")) == []


def test_a_password_is_told_with_the_sheet(tmp_path: Path) -> None:
    sheet = perfeval_xl.evaluate(WITH_ISSUES).forms[0].form.sheet
    book = opened(WITH_ISSUES, tmp_path, password=sheet)
    before = dict(book.cells)
    assert not press("score", book)
    assert f"“{sheet}”有密码保护" in book.said[0][0]
    assert book.cells == before


@pytest.mark.parametrize("step", ["snapshot", "write", "adopt", "mark"])
def test_a_failing_application_gives_one_message_and_a_log(step: str, tmp_path: Path, own_home: Path) -> None:
    book = opened(WITH_ISSUES, tmp_path, broken=step)
    assert not press("score", book)
    ((text, level),) = book.said
    assert level is Level.ERROR
    assert "Traceback" not in text
    assert ("原样已备份为" in text) == (step != "snapshot")
    assert book.statuses[-1] is None
    assert "0x800A03EC" in (own_home / "addin.log").read_text(encoding="utf-8")


def test_a_workbook_without_form_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "姓名"
    workbook.save(path)
    book = MemoryWorkbook(path.read_bytes(), path.name, path)
    assert not press("score", book)
    assert book.said[0][1] is Level.ERROR
    assert press("clear", book)
    assert "没有可清除的内容" in book.said[1][0]
    assert book.steps == ["snapshot", "snapshot"]


def test_the_report_is_written_beside_the_workbook_and_never_over_another(tmp_path: Path) -> None:
    import docx

    book = opened(WITH_ISSUES, tmp_path)
    assert press("report", book)
    assert press("report", book)
    first, second = sorted(tmp_path.glob("*.docx"), key=lambda path: len(path.name))
    assert first.name == f"{WITH_ISSUES.stem}.report.docx"
    assert second.name == f"{WITH_ISSUES.stem}.report(2).docx"
    assert str(first) in book.said[0][0]
    assert any("绩效" in paragraph.text for paragraph in docx.Document(str(first)).paragraphs)
    assert book.steps == ["snapshot", "snapshot"]


def test_about_says_what_each_button_does() -> None:
    book = MemoryWorkbook(WITH_ISSUES.read_bytes())
    assert press("about", book)
    for command, label in NAMES.items():
        assert command == "about" or f"{label}：" in book.said[0][0]


def test_the_rules_beside_the_workbook_count(tmp_path: Path) -> None:
    (tmp_path / "perfeval.toml").write_text('[severities]\n"ZZZ-99" = "hint"\n', encoding="utf-8")
    book = opened(WITH_ISSUES, tmp_path)
    assert not press("score", book)
    assert "ZZZ-99" in book.said[0][0]


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
