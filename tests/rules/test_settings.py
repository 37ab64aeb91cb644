"""Which ``perfeval.toml`` decides: the uppermost, and below it only what that names."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.rules import RulesError
from perfeval_xl.rules.choosing import rules_state
from perfeval_xl.rules.settings import Bounds, deciding_file, find_config, unheeded


def write(file: Path, content: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two counties with settings of their own, a bureau with others, and what one county has put in itself."""
    named = '"甲县" = "甲县/perfeval.toml"\n"甲县/水务局" = "规则/水务.toml"\n"乙县" = "规则/乙县.toml"\n'
    write(tmp_path / "perfeval.toml", f'rules = "cn-2020"\n[folders]\n{named}')
    write(tmp_path / "甲县/perfeval.toml", 'rules = "hubei-2020"\n')
    write(tmp_path / "规则/水务.toml", 'goals = "水务"\n')
    write(tmp_path / "规则/乙县.toml", 'rules = "sichuan-2022"\n')
    write(tmp_path / "乙县/perfeval.toml", "")
    write(tmp_path / "丙县/某局/perfeval.toml", "rules = 坏的\n")
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        ("", "perfeval.toml"),
        ("甲县", "甲县/perfeval.toml"),
        ("甲县/农业局", "甲县/perfeval.toml"),
        ("甲县2", "perfeval.toml"),
        ("甲县/水务局/报送", "规则/水务.toml"),
        ("乙县/某局", "规则/乙县.toml"),
        ("丙县/某局", "perfeval.toml"),
        ("丙县/../乙县", "规则/乙县.toml"),
    ],
)
def test_the_uppermost_decides_and_may_name_others(office: Path, folder: str, file: str) -> None:
    for bounds in (None, Bounds(office), Bounds(office, closed=True), Bounds(office / folder)):
        found = find_config(office / folder, bounds)
        assert found is not None
        assert found.file == office / file == deciding_file(office / folder, bounds)


def test_what_it_names_counts_from_its_own_folder(office: Path) -> None:
    found = find_config(office / "甲县/水务局")
    assert found is not None
    assert (found.rules, found.goals_place) == (None, office / "规则/水务")


def test_what_has_no_say_is_told_with_what_to_write(office: Path) -> None:
    assert unheeded(office / "甲县/水务局") == []
    (told,) = unheeded(office / "丙县/某局")
    assert told.file == "丙县/某局/perfeval.toml"
    assert told.why == (
        f"以“{office.name}/perfeval.toml”为准；确是本单位设的，请在后者的 [folders] 下写 "
        '"丙县/某局" = "丙县/某局/perfeval.toml"'
    )
    assert [one.file for one in unheeded(office / "乙县")] == ["乙县/perfeval.toml"]


def test_what_is_told_helps(office: Path) -> None:
    (told,) = unheeded(office / "丙县/某局")
    with (office / "perfeval.toml").open("a", encoding="utf-8") as file:
        file.write(told.why.rpartition("下写 ")[2] + "\n")
    assert deciding_file(office / "丙县/某局") == office / "丙县/某局/perfeval.toml"
    assert unheeded(office / "丙县/某局") == []


def test_in_a_batch_nothing_below_its_folder_decides(tmp_path: Path) -> None:
    """Not even where nothing lies above."""
    file = write(tmp_path / "报送/甲县/perfeval.toml", 'rules = "hubei-2020"\n')
    bounds = Bounds(tmp_path / "报送")
    assert find_config(tmp_path / "报送/甲县", bounds) is None
    (told,) = unheeded(tmp_path / "报送", bounds, [file])
    assert told.file == "甲县/perfeval.toml"
    assert '请在“报送”里新建 perfeval.toml，写上 [folders] 和 "甲县" = "甲县/perfeval.toml"' in told.why
    write(tmp_path / "报送/perfeval.toml", '[folders]\n"甲县" = "甲县/perfeval.toml"\n')
    found = find_config(tmp_path / "报送/甲县", bounds)
    assert found is not None
    assert found.rules == "hubei-2020"
    assert unheeded(tmp_path / "报送", bounds, [file, tmp_path / "报送/perfeval.toml"]) == []


def test_a_copy_of_a_tree_knows_nothing_above_it(office: Path) -> None:
    assert find_config(office / "丙县", Bounds(office / "丙县", closed=True)) is None


@pytest.mark.parametrize(
    ("named", "content", "words"),
    [
        ("没有.toml", None, "perfeval.toml”第2行：给“甲县”指定的设置文件“没有.toml”不在那里"),
        ("甲.toml", 'rules = "x\n', "甲.toml”第1行：不是合法的 TOML"),
        ("甲.toml", '[folders]\n"乙" = "乙.toml"\n', "甲.toml”第2行：[folders]只能写在“"),
    ],
)
def test_a_fault_in_what_is_named_is_told_with_file_and_line(
    tmp_path: Path, named: str, content: str | None, words: str
) -> None:
    write(tmp_path / "perfeval.toml", f'[folders]\n"甲县" = "{named}"\n')
    if content is not None:
        write(tmp_path / named, content)
    with pytest.raises(RulesError) as caught:
        find_config(tmp_path / "甲县")
    assert words in str(caught.value)
    assert find_config(tmp_path / "乙县") is not None


def test_what_a_batch_is_judged_by_does_not_change_with_what_is_handed_in(office: Path) -> None:
    bounds = Bounds(office)
    before = [rules_state(None, office / place, bounds) for place in ("丙县/某局", "甲县")]
    write(office / "丙县/某局/perfeval.toml", 'rules = "hubei-2020"\n')
    write(office / "甲县/perfeval.toml", 'rules = "cn-2020"\n')
    after = [rules_state(None, office / place, bounds) for place in ("丙县/某局", "甲县")]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]
