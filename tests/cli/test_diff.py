"""``perfeval diff``: text, JSON, exit codes, and one sentence for each wrong use."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.templates.sampling import build_filled, samples_folder
from tests.cli.calling import call

SAMPLE = samples_folder() / "示例县水务局-2023-农村饮水安全.xlsx"
OLD, NEW = "actual: 41公里", "actual: 30公里"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The sample filled in again with one actual value less."""
    filling = SAMPLE.with_suffix(".yaml").read_text(encoding="utf-8")
    assert filling.count(OLD) == 1
    (tmp_path / "定稿.yaml").write_text(filling.replace(OLD, NEW), encoding="utf-8")
    target = tmp_path / "定稿.xlsx"
    target.write_bytes(build_filled(tmp_path / "定稿.yaml"))
    return target


def test_equal_files_exit_with_0() -> None:
    answer = call("diff", SAMPLE, SAMPLE)
    assert (answer.code, answer.err) == (0, "")
    assert "没有不同" in answer.out


def test_a_scored_copy_is_filled_in_the_same(tmp_path: Path) -> None:
    """What we wrote into it is not what a person filled in."""
    call("score", SAMPLE, "-o", tmp_path / "评分.xlsx")
    answer = call("diff", SAMPLE, tmp_path / "评分.xlsx")
    assert (answer.code, "没有不同" in answer.out) == (0, True)


def test_differences_exit_with_1_and_name_both_cells(edited: Path) -> None:
    answer = call("diff", SAMPLE, edited)
    assert answer.code == 1
    assert "改造供水管网长度 实际完成值：41公里[农村饮水安全!G15] → 30公里[农村饮水安全!G15]" in answer.out
    assert "【总分与等级】" in answer.out


def test_json_is_one_object_with_every_difference(edited: Path) -> None:
    answer = call("diff", SAMPLE, edited, "--format", "json")
    (found,) = answer.objects
    assert found["schema_version"] == 1
    assert (found["before"], found["after"]) == (str(SAMPLE), str(edited))
    value = next(item for item in found["differences"] if item["area"] == "value")
    assert (value["subject"], value["field"]) == ("改造供水管网长度", "实际完成值")
    assert value["cells"]["before"] == value["cells"]["after"]
    assert {item["area"] for item in found["differences"]} >= {"value", "score", "total"}


def test_one_file_under_two_packs_names_the_rule(tmp_path: Path) -> None:
    rules = tmp_path / "我县.yaml"
    rules.write_text(
        "schema: 1\nid: ours\ntitle: 我县\nregion: 我县\nyears: {from: 2020}\nextends: cn-2020\n"
        "sources:\n  - {id: ours, document: 我县规定}\n"
        "rounding: {kind: half_up, places: 0, source: ours}\n",
        encoding="utf-8",
    )
    answer = call("diff", SAMPLE, "--rules", "cn-2020", "--rules", rules)
    assert answer.code == 1
    assert "规则“取位”：每项得分与总分四舍五入到2位小数 → 每项得分与总分四舍五入到整数" in answer.out
    same = call("diff", SAMPLE, "--rules", "cn-2020", "--rules", "cn-2020")
    assert (same.code, "没有不同" in same.out) == (0, True)


@pytest.mark.parametrize(
    "args",
    [
        (SAMPLE,),
        (SAMPLE, "--rules", "cn-2020"),
        (SAMPLE, SAMPLE, SAMPLE),
        (SAMPLE, SAMPLE, "--rules", "cn-2020", "--rules", "cn-2020"),
    ],
    ids=["one file", "one file, one pack", "three files", "two files, two packs"],
)
def test_wrong_use_is_told_in_one_sentence(args: tuple[object, ...]) -> None:
    answer = call("diff", *args)
    assert answer.code == 2
    assert "请给出两个文件" in answer.err


def test_an_unreadable_file_exits_with_3(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"nothing")
    answer = call("diff", SAMPLE, broken)
    assert (answer.code, answer.out) == (3, "")
    assert "坏.xlsx" in answer.err


def test_an_unknown_pack_is_told() -> None:
    answer = call("diff", SAMPLE, "--rules", "cn-2020", "--rules", "cn-1900")
    assert answer.code == 2
    assert "没有名为“cn-1900”的规则包" in answer.err
