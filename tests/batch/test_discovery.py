"""Which files a batch handles, and what it says of the others."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from perfeval_xl.batch.discovery import Found, discover


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def found(root: Path, out: str = "../elsewhere") -> Found:
    return discover(root, root / out)


def test_workbooks_of_the_whole_tree_come_sorted(tmp_path: Path) -> None:
    touch(tmp_path, "b.xlsx", "a.XLSM", "子目录/丙.xls", "子目录/甲.et", "子目录/深/乙.ods")
    assert found(tmp_path).workbooks == ("a.XLSM", "b.xlsx", "子目录/丙.xls", "子目录/深/乙.ods", "子目录/甲.et")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("~$自评表.xlsx", "锁文件"),
        (".~lock.自评表.xlsx#", "锁文件"),
        (".隐藏.xlsx", "隐藏"),
        ("导出.csv", ".csv"),
        ("单位上报.rar", "压缩包"),
    ],
)
def test_what_might_be_missed_is_named_with_its_reason(tmp_path: Path, name: str, word: str) -> None:
    touch(tmp_path, name)
    result = found(tmp_path)
    assert result.workbooks == ()
    assert [item.path for item in result.skipped] == [name]
    assert word in result.skipped[0].reason


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("水务局自评表.docx",), ("水务局自评表.docx",)),
        (("甲/项目支出绩效自评表.PDF", "乙/表.xlsx"), ("甲/项目支出绩效自评表.PDF",)),
        (("水务局自评表（盖章）.pdf", "水务局自评表.xlsx"), ()),
        (("2024年水务局绩效自评表扫描件.jpg", "水务局.xls"), ()),
        (("水务局自评表.pdf", "教育局自评表.xlsx"), ("水务局自评表.pdf",)),
        (("自评表.pdf", "教育局.xlsx"), ()),
        (("水务局自评报告.docx", "自评表填报说明.docx", "自评表模板.doc"), ()),
        (("合同.pdf", "照片.jpg", "水务局自评表.report.docx", "水务局自评表.pdf/扫描.txt"), ()),
        (("水务局自评表.xlsx.pdf.zip",), ("水务局自评表.xlsx.pdf.zip",)),
    ],
)
def test_forms_that_are_no_workbooks_are_told_where_no_workbook_is_theirs(
    tmp_path: Path, names: tuple[str, ...], told: tuple[str, ...]
) -> None:
    touch(tmp_path, *names)
    assert tuple(item.path for item in found(tmp_path).skipped) == told


@pytest.mark.parametrize(
    ("names", "handled"),
    [
        (("表.xlsx", "表.scored.xlsx", "表.scored(2).xlsx", "表.备份-20240102-030405.xlsx"), ("表.xlsx",)),
        (("表.xls", "表.scored.xlsx"), ("表.xls",)),
        (("表.xlsx", "表.SCORED.xlsx"), ("表.SCORED.xlsx", "表.xlsx")),
        (("表.scored.xlsx", "说明.docx"), ("表.scored.xlsx",)),
        (("表.scored.xlsx", "表.docx"), ("表.scored.xlsx",)),
        (("表.scored.xlsx", "表.scored.备份-20240102-030405.xlsx"), ("表.scored.xlsx",)),
        (("表.备份-20240102-030405.xlsx",), ("表.备份-20240102-030405.xlsx",)),
        (("原/表.xlsx", "报送/表.scored.xlsx"), ("原/表.xlsx", "报送/表.scored.xlsx")),
    ],
)
def test_a_scored_copy_is_left_out_only_beside_its_original(
    tmp_path: Path, names: tuple[str, ...], handled: tuple[str, ...]
) -> None:
    touch(tmp_path, *names)
    result = found(tmp_path)
    assert result.workbooks == tuple(sorted(handled))
    left = {name for name in names if not name.endswith(".docx")} - set(handled)
    assert {(item.path, item.code) for item in result.skipped} == {(name, "IO-69") for name in left}


def test_other_files_are_no_business_of_ours(tmp_path: Path) -> None:
    touch(tmp_path, "说明.docx", "通知.pdf", "Thumbs.db")
    assert found(tmp_path) == Found((), ())


@pytest.mark.posix
def test_links_and_pipes_are_not_opened(tmp_path: Path) -> None:
    touch(tmp_path, "真.xlsx")
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "真.xlsx")
    (tmp_path / "圈").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "管道.xlsx")
    result = found(tmp_path)
    assert result.workbooks == ("真.xlsx",)
    assert {item.path for item in result.skipped} == {"链接.xlsx", "管道.xlsx", "圈"}


@pytest.mark.posix
@pytest.mark.parametrize("name", ["链接", "链接.xlsx"])
def test_links_to_folders_are_named_and_not_entered(tmp_path: Path, name: str) -> None:
    touch(tmp_path, "真/表.xlsx")
    (tmp_path / name).symlink_to(tmp_path / "真", target_is_directory=True)
    assert [(item.path, item.code) for item in found(tmp_path).skipped] == [(name, "IO-64")]


@pytest.mark.posix
def test_each_odd_entry_has_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "断.xlsx").symlink_to(tmp_path / "没有.xlsx")
    (tmp_path / "圈.xlsx").symlink_to(tmp_path / "圈.xlsx")
    (tmp_path / "零.xlsx").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "管道.xls")
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("套.xlsx")
        result = found(tmp_path)
    assert result.workbooks == ()
    assert {item.path: item.code for item in result.skipped} == {
        "断.xlsx": "IO-65",
        "圈.xlsx": "IO-65",
        "零.xlsx": "IO-63",
        "管道.xls": "IO-66",
        "套.xlsx": "IO-67",
    }


def test_a_folder_named_like_a_workbook_is_entered(tmp_path: Path) -> None:
    touch(tmp_path, "某单位.xlsx/表.xlsx")
    assert found(tmp_path).workbooks == ("某单位.xlsx/表.xlsx",)


def test_the_output_folder_inside_is_not_read_again(tmp_path: Path) -> None:
    touch(tmp_path, "表.xlsx", "结果/表.xlsx", "结果/summary.xlsx")
    assert found(tmp_path, "结果") == Found(("表.xlsx",), ())


def test_results_of_another_batch_are_left_out_and_said(tmp_path: Path) -> None:
    touch(tmp_path, "表.xlsx", "旧结果/表.xlsx")
    (tmp_path / "旧结果/manifest.json").write_text('{\n "format": "perfeval-batch"\n}', encoding="utf-8")
    result = found(tmp_path)
    assert result.workbooks == ("表.xlsx",)
    assert [item.path for item in result.skipped] == ["旧结果"]


def test_the_summary_of_a_folder_of_results_is_no_workbook_to_score(tmp_path: Path) -> None:
    touch(tmp_path, "表.xlsx", "summary.xlsx", "下/summary.xlsx")
    assert found(tmp_path).workbooks == ("summary.xlsx", "下/summary.xlsx", "表.xlsx")
    (tmp_path / "manifest.json").write_text('{\n "format": "perfeval-batch"\n}', encoding="utf-8")
    result = found(tmp_path)
    assert result.workbooks == ("下/summary.xlsx", "表.xlsx")
    assert [(item.path, item.code) for item in result.skipped] == [("summary.xlsx", "IO-95")]


def test_a_foreign_manifest_does_not_hide_a_folder(tmp_path: Path) -> None:
    touch(tmp_path, "表/表.xlsx")
    (tmp_path / "表/manifest.json").write_text('{"format": "other"}', encoding="utf-8")
    assert found(tmp_path).workbooks == ("表/表.xlsx",)


def test_a_closed_folder_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "开/甲.xlsx", "关/乙.xlsx")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "关":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = found(tmp_path)
    assert result.workbooks == ("开/甲.xlsx",)
    assert [(item.path, item.problem) for item in result.skipped] == [("关", True)]
    assert "没有权限" in result.skipped[0].reason
