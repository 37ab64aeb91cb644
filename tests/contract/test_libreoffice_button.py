"""The buttons in a real LibreOffice, pressed by their own URLs: the same results as ``perfeval score``, one undo entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.reading import read_workbook
from tests.support.calc import Calc, Profile
from tests.support.memory_port import Cells, cells_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno, pytest.mark.xdist_group("calc")]

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
SAMPLE = next(sample for sample in SAMPLES if "问题示例" in sample.name)
SHEET = "环卫作业"
OURS = ["评分结果", "问题清单", "_perfeval"]


def saved(calc: Calc, key: str, target: Path) -> Cells:
    """All cells of an open document as its .xlsx shows them."""
    calc.save(key, str(target))
    return cells_of(read_workbook(target))


def shown(cells: Cells) -> Cells:
    """What people see: without the record, whose rows differ by the way back to bytes that only files have."""
    return {place: value for place, value in cells.items() if place[0] != "_perfeval"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_press_gives_what_the_file_command_gives(calc: Calc, sample: Path, tmp_path: Path) -> None:
    pressed = tmp_path / sample.name
    shutil.copyfile(sample, pressed)
    calc.open("a", str(pressed))
    done, said, _ = calc.press("a", "score")
    assert done, said
    outcome = perfeval_xl.score_file(sample, tmp_path / "scored.xlsx")
    calc.open("b", str(outcome.output))
    expected = shown(saved(calc, "b", tmp_path / "b.xlsx"))
    assert shown(saved(calc, "a", tmp_path / "a.xlsx")) == expected
    form = outcome.evaluation.forms[0]
    assert form.grade is None or form.grade in said
    cells = [cell for sheet, cell in expected if sheet == form.form.sheet]
    assert calc.looks("a", form.form.sheet, cells) == calc.looks("b", form.form.sheet, cells)
    calc.close("a")
    calc.close("b")


def test_all_is_one_entry_of_the_undo_list(calc: Calc, book: Path, tmp_path: Path) -> None:
    before, look = saved(calc, "a", tmp_path / "before.xlsx"), calc.looks("a", SHEET, ["F7"])
    calc.press("a", "score")
    assert calc.looks("a", SHEET, ["F7"]) != look
    after = saved(calc, "a", tmp_path / "after.xlsx")
    assert calc.undo_list("a") == ["绩效自评：评分"]
    assert [name for name, _, _ in calc.sheets("a")] == [SHEET, *OURS]
    for _ in range(2):
        calc.undo("a")
        assert saved(calc, "a", tmp_path / "undone.xlsx") == before
        assert calc.looks("a", SHEET, ["F7"]) == look
        calc.redo("a")
        assert saved(calc, "a", tmp_path / "redone.xlsx") == after
    assert [visible for _, visible, _ in calc.sheets("a")] == [True, True, True, False]


def test_scoring_twice_and_clearing(calc: Calc, book: Path, tmp_path: Path) -> None:
    before, look = saved(calc, "a", tmp_path / "before.xlsx"), calc.looks("a", SHEET, ["F7"])
    calc.press("a", "score")
    once = saved(calc, "a", tmp_path / "once.xlsx")
    calc.press("a", "score")
    assert saved(calc, "a", tmp_path / "twice.xlsx") == once
    done, said, _ = calc.press("a", "clear")
    assert done
    assert "已清除评分结果" in said
    assert saved(calc, "a", tmp_path / "cleared.xlsx") == before
    assert calc.looks("a", SHEET, ["F7"]) == look
    assert len(calc.undo_list("a")) == 3
    for _ in range(3):
        calc.undo("a")
    assert saved(calc, "a", tmp_path / "undone.xlsx") == before


def test_formulas_come_back_after_rows_moved(calc: Calc, tmp_path: Path) -> None:
    """Cells that were formulas before scoring are formulas again, though a row was inserted above."""
    path = tmp_path / "公式.xlsx"
    shutil.copyfile(SAMPLE, path)
    calc.open("a", str(path))
    calc.type("a", SHEET, "I7", '=IF(F7="";"";ROUND(G7/F7;3))')
    calc.type("a", SHEET, "K7", f"=ROUND($'{SHEET}'.H7*MIN(1;I7);1)")
    calc.press("a", "score")
    assert not calc.cell("a", SHEET, "I7")[2].startswith("=")
    calc.shift("a", SHEET, 3)
    calc.press("a", "clear")
    assert calc.cell("a", SHEET, "I8")[2] == '=IF(F8="";"";ROUND(G8/F8;3))'
    assert calc.cell("a", SHEET, "K8")[2].replace(f"${SHEET}.", "") == "=ROUND(H8*MIN(1;I8);1)"
    calc.close("a")


def test_a_persons_comment_stays(calc: Calc, book: Path) -> None:
    calc.note("a", SHEET, "F7", "请财务科核对")
    look = calc.looks("a", SHEET, ["F7"])
    calc.press("a", "score")
    text = calc.looks("a", SHEET, ["F7"])[0][1]
    assert text.startswith("请财务科核对\n\n")
    assert "1480" in text
    calc.press("a", "clear")
    assert calc.looks("a", SHEET, ["F7"]) == look


@pytest.mark.parametrize("suffix", [".ods", ".xls"])
def test_other_kinds_of_files(calc: Calc, book: Path, tmp_path: Path, suffix: str) -> None:
    calc.save("a", str(tmp_path / f"自评表{suffix}"))
    calc.open("b", str(tmp_path / f"自评表{suffix}"))
    calc.press("a", "score")
    done, said, _ = calc.press("b", "score")
    assert done, said
    expected = shown(saved(calc, "a", tmp_path / "a.xlsx"))
    assert shown(saved(calc, "b", tmp_path / "b.xlsx")) == expected
    calc.save("b", str(tmp_path / f"评分{suffix}"))
    calc.close("b")
    calc.open("b", str(tmp_path / f"评分{suffix}"))
    sheets = calc.sheets("b")
    assert calc.press("b", "score")[0]
    assert calc.sheets("b") == sheets
    assert shown(saved(calc, "b", tmp_path / "again.xlsx")) == expected
    assert calc.press("b", "clear")[0]
    assert [name for name, _, _ in calc.sheets("b")] == [SHEET]
    calc.close("b")


def test_unsaved_changes_count_and_other_documents_stay(calc: Calc, book: Path, tmp_path: Path) -> None:
    calc.open("b", "")
    calc.type("a", SHEET, "F7", 1500)
    _, said, _ = calc.press("a", "check")
    assert "1480万元" not in said
    assert not calc.modified("b")
    assert [name for name, _, _ in calc.sheets("b")] == ["Sheet1"]
    done, said, _ = calc.press("b", "score")  # never saved, and no form in it
    assert not done
    assert "处理办法" in said
    assert not calc.modified("b")
    calc.close("b")


def test_a_copy_of_the_original_is_kept(calc: Calc, book: Path) -> None:
    _, said, _ = calc.press("a", "score")
    (backup,) = book.parent.glob("自评表.备份-*.xlsx")
    assert backup.name in said
    assert [sheet.name for sheet in read_workbook(backup)] == [SHEET]


def test_check_writes_nothing(calc: Calc, book: Path) -> None:
    done, said, _ = calc.press("a", "check")
    assert done
    assert "【错误】环卫作业!F7" in said
    assert not calc.modified("a")
    assert calc.undo_list("a") == []


def test_the_report_is_written_beside_the_workbook(calc: Calc, book: Path) -> None:
    done, said, _ = calc.press("a", "report")
    assert done, said
    assert book.with_name("自评表.report.docx").stat().st_size > 0
    assert not calc.modified("a")


def test_a_read_only_document_is_refused(calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "只读.xlsx"
    shutil.copyfile(SAMPLE, path)
    calc.open("a", str(path), True)
    done, said, _ = calc.press("a", "score")
    assert not done
    assert "只读" in said
    assert [name for name, _, _ in calc.sheets("a")] == [SHEET]
    assert calc.press("a", "check")[0]
    calc.close("a")


def test_protection(calc: Calc, book: Path) -> None:
    """Without a password it is lifted and put back; with one, or on the structure, nothing is written."""
    assert calc.sheets("a")[0] == [SHEET, True, True]
    assert calc.press("a", "score")[0]
    assert calc.sheets("a")[0] == [SHEET, True, True]
    calc.undo("a")
    assert calc.sheets("a")[0] == [SHEET, True, True]
    calc.protect("a", SHEET, "机密")
    done, said, _ = calc.press("a", "score")
    assert (done, f"工作表“{SHEET}”有密码保护" in said) == (False, True)
    calc.close("a")
    calc.open("a", str(book))
    calc.protect("a", "", "机密")
    done, said, _ = calc.press("a", "score")
    assert (done, "结构受保护" in said) == (False, True)
    assert len(calc.sheets("a")) == 1


def test_install_doctor_remove(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    assert "没有安装" in profile.addin("doctor", "--libreoffice").stdout
    profile.install()
    assert profile.addin("doctor", "--libreoffice").returncode == 0
    profile.use([str(tmp_path / "没有")])
    done = profile.addin("doctor", "--libreoffice")
    assert (done.returncode, "无法启动" in done.stdout) == (1, True)
    assert profile.addin("remove", "--libreoffice").returncode == 0
    assert not profile.settings.exists()
    assert "无需卸载" in profile.addin("remove", "--libreoffice").stdout
