"""The journal keeps every finished line, whenever a run is killed."""

from __future__ import annotations

import json
from pathlib import Path

from perfeval_xl.batch.journal import ResultsFile, forget_earlier, read_records, set_earlier_aside


def line(name: str, mark: str = "") -> str:
    return json.dumps({"workbook": name, "input_sha256": mark}, ensure_ascii=False)


def write(out: Path, *lines: str) -> None:
    with ResultsFile(out) as results:
        for text in lines:
            results.add(text)


def test_a_new_folder_has_no_earlier_results(tmp_path: Path) -> None:
    assert set_earlier_aside(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    write(tmp_path, line("甲.xlsx", "1"), line("乙.xlsx", "2"))
    earlier = set_earlier_aside(tmp_path)
    assert {name: found.line() for name, found in earlier.items()} == {
        "甲.xlsx": line("甲.xlsx", "1"),
        "乙.xlsx": line("乙.xlsx", "2"),
    }


def test_a_line_cut_off_by_a_kill_is_dropped(tmp_path: Path) -> None:
    write(tmp_path, line("甲.xlsx", "1"))
    with (tmp_path / "results.jsonl").open("ab") as stream:
        stream.write(line("乙.xlsx").encode()[:-7])
    assert list(set_earlier_aside(tmp_path)) == ["甲.xlsx"]


def test_a_resumed_run_that_is_killed_too_loses_nothing(tmp_path: Path) -> None:
    write(tmp_path, line("甲.xlsx", "1"), line("乙.xlsx", "1"))
    set_earlier_aside(tmp_path)
    write(tmp_path, line("乙.xlsx", "2"))  # killed here: only one line of the second run
    earlier = set_earlier_aside(tmp_path)
    assert {name: found.input_sha256 for name, found in earlier.items()} == {"甲.xlsx": "1", "乙.xlsx": "2"}
    assert set_earlier_aside(tmp_path).keys() == earlier.keys()


def test_nothing_is_left_over_after_a_complete_run(tmp_path: Path) -> None:
    write(tmp_path, line("甲.xlsx"))
    set_earlier_aside(tmp_path)
    write(tmp_path, line("甲.xlsx"))
    forget_earlier(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["results.jsonl"]


def test_a_file_name_that_is_no_text_survives(tmp_path: Path) -> None:
    name = b"\xb1\xed.xlsx".decode("utf-8", "surrogateescape")
    write(tmp_path, json.dumps({"workbook": name}, ensure_ascii=False))
    assert [record["workbook"] for record in read_records(tmp_path)] == [name]
    assert set_earlier_aside(tmp_path)[name].line()
    assert list(set_earlier_aside(tmp_path)) == [name]
