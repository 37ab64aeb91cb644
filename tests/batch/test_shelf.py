"""Objectives that ``perfeval.toml`` names: read once, read again where a file has changed, and never more than that."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from perfeval_xl.batch import kept_goals, shelf
from perfeval_xl.batch.engines import Engine, InlineEngine
from perfeval_xl.batch.goal_files import Read
from perfeval_xl.batch.kept_goals import Kept, load, store
from perfeval_xl.batch.objectives import read_all
from perfeval_xl.batch.shelf import Shelf, configured_goals
from perfeval_xl.evaluation import evaluate
from perfeval_xl.rules.config import Config, read_config
from tests.support.books import write_book
from tests.support.forms import changed
from tests.support.objectives import APPROVAL, DECLARATION, LIST

EASED = changed(("≥12公里 | 12公里", "≥10公里 | 12公里"))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    write_book(tmp_path / "批复目标/水务局/批复.xlsx", APPROVAL, name="目标")
    write_book(tmp_path / "批复目标/申报.xlsx", DECLARATION, name="目标")
    (tmp_path / "perfeval.toml").write_text('goals = "批复目标"\n', encoding="utf-8")
    return read_config(tmp_path / "perfeval.toml")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were read."""
    names: list[str] = []

    def told(root: Path, some: Sequence[str], _engine: Engine, jobs: int) -> Iterator[Read]:
        names.extend(some)
        return read_all(root, some, InlineEngine(), jobs)

    monkeypatch.setattr(shelf, "read_all", told)
    return names


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times of entries cannot be set back: count all as settled."""
    monkeypatch.setattr(kept_goals, "_UNSETTLED", -1)


@pytest.mark.usefixtures("settled")
def test_the_same_files_are_read_once(config: Config, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Shelf()
    first = kept(config)
    assert sorted(one.form.project for one in first.register.objectives) == ["乡村道路养护", "青山渠维修"]
    assert (sorted(reads), first.issues) == (["水务局/批复.xlsx", "申报.xlsx"], ())
    monkeypatch.setattr(kept_goals, "digest", None)  # neither bytes are looked at again
    assert kept(config).register is first.register
    assert len(reads) == 2


@pytest.mark.parametrize("change", ["edited", "same size and time", "new", "gone", "renamed"])
def test_a_change_is_seen_and_only_what_changed_is_read(config: Config, reads: list[str], change: str) -> None:
    kept, folder = Shelf(), config.file.parent / "批复目标"
    kept(config)
    reads.clear()
    file = folder / "申报.xlsx"
    times = file.stat()
    if change == "gone":
        file.unlink()
    elif change == "renamed":
        file.rename(folder / "申报书.xlsx")
    else:
        target = folder / "又一份.xlsx" if change == "new" else file
        write_book(target, DECLARATION.replace("≥12公里", "≥13公里").replace("养护", "修缮"), name="目标")
    if change == "same size and time":
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    found = {one.form.project for one in kept(config).register.objectives}
    changed_ = {"new": {"乡村道路养护", "乡村道路修缮"}, "gone": set(), "renamed": {"乡村道路养护"}}
    assert found == {"青山渠维修"} | changed_.get(change, {"乡村道路修缮"})
    expected = {"new": ["又一份.xlsx"], "gone": [], "renamed": ["申报书.xlsx"]}
    assert reads == expected.get(change, ["申报.xlsx"])


def test_a_change_in_the_very_moment_of_reading_is_seen_by_the_bytes(config: Config, reads: list[str]) -> None:
    """A file system whose clock is coarse gives both the same time: until it has moved on, the bytes count."""
    kept, file = Shelf(), config.file.parent / "批复目标/申报.xlsx"
    kept(config)
    place = kept._places[config.file.parent / "批复目标"]
    before = place.files["申报.xlsx"]
    write_book(file, DECLARATION.replace("≥12公里", "≥13公里"), name="目标")
    stamp = kept_goals._stamp(file)
    place.files = {**place.files, "申报.xlsx": Kept(stamp, before.sha, False, before.read)}
    reads.clear()
    kept(config)
    assert reads == ["申报.xlsx"]
    reads.clear()
    kept(config)
    assert reads == []


def test_another_process_takes_over_what_was_read(config: Config, reads: list[str], tmp_path: Path) -> None:
    first = Shelf(tmp_path / "home")(config)
    reads.clear()
    again = Shelf(tmp_path / "home")(config)
    assert reads == []
    assert again.register.digest == first.register.digest
    assert [one.parsed for one in again.register.objectives] == [one.parsed for one in first.register.objectives]


@pytest.mark.parametrize("damage", ["cut", "foreign", "version", "place"])
def test_a_store_that_cannot_be_used_is_made_anew(
    config: Config, reads: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    home, place = tmp_path / "home", config.file.parent / "批复目标"
    Shelf(home)(config)
    (file,) = home.iterdir()
    content = file.read_bytes()
    if damage == "cut":
        file.write_bytes(content[:-9])
    elif damage == "foreign":
        file.write_bytes(pickle.dumps((kept_goals._made_by(), str(place), {"申报.xlsx": os.getcwd})))
    elif damage == "version":
        monkeypatch.setattr(kept_goals, "_made_by", lambda: "0.0")
    else:
        file.write_bytes(pickle.dumps((kept_goals._made_by(), "elsewhere", {})))
    assert load(home, place) == {}
    reads.clear()
    assert len(Shelf(home)(config).register.objectives) == 2
    assert len(reads) == 2
    if damage != "version":
        assert len(load(home, place)) == 2


def test_a_store_calls_nothing(tmp_path: Path) -> None:
    """What a stranger might put there makes no more than a fresh start."""

    class Call:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "called"),)

    place = tmp_path / "批复目标"
    kept_goals._file(tmp_path, place).write_bytes(pickle.dumps((kept_goals._made_by(), str(place), {"a": Call()})))
    assert load(tmp_path, place) == {}
    assert not (tmp_path / "called").exists()


def test_a_folder_that_cannot_be_written_to_costs_nothing(config: Config, tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")
    store(tmp_path / "home", tmp_path, {})
    assert len(Shelf(tmp_path / "home")(config).register.objectives) == 2


def test_a_file_that_cannot_be_read_is_told_and_not_tried_again(config: Config, reads: list[str]) -> None:
    (config.file.parent / "批复目标/坏.xlsx").write_bytes(b"PK\x03\x04")
    kept = Shelf()
    (told,) = kept(config).issues
    assert told.code == "GOAL-11"
    assert "里有1个没有读到（坏.xlsx）" in told.message
    reads.clear()
    assert kept(config).issues == (told,)
    assert reads == []


@pytest.mark.parametrize(
    ("goals", "words"),
    [
        ("没有", "“没有”不在那里（找不到文件或文件夹）"),
        ("自评.xlsx", "“自评.xlsx”不能用：“自评.xlsx”里没有找到绩效目标"),
    ],
)
def test_a_place_that_cannot_be_used_is_one_sentence_and_the_scoring_goes_on(
    tmp_path: Path, goals: str, words: str
) -> None:
    form = write_book(tmp_path / "自评.xlsx", EASED)
    (tmp_path / "perfeval.toml").write_text(f'goals = "{goals}"\n', encoding="utf-8")
    evaluation = evaluate(form, goals=configured_goals())
    (told,) = evaluation.issues
    assert told.code == "GOAL-10"
    assert f"“{tmp_path.name}/perfeval.toml”指定的绩效目标{words}" in told.message
    assert evaluation.forms[0].score_total is not None


def test_a_place_that_comes_later_is_found(tmp_path: Path) -> None:
    form = write_book(tmp_path / "填报/自评.xlsx", EASED)
    (tmp_path / "perfeval.toml").write_text('goals = "批复.xlsx"\n', encoding="utf-8")
    kept = configured_goals(tmp_path / "home")
    codes = [[issue.code for issue in evaluate(form, goals=kept).issues]]
    write_book(tmp_path / "批复.xlsx", DECLARATION)
    codes.append([issue.code for issue in evaluate(form, goals=kept).issues])
    (tmp_path / "批复.xlsx").unlink()
    codes.append([issue.code for issue in evaluate(form, goals=kept).issues])
    assert codes == [["GOAL-10"], ["GOAL-03"], ["GOAL-10"]]


def test_objectives_are_read_in_a_process_with_limits(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """This one never parses them."""
    monkeypatch.setattr("perfeval_xl.batch.goal_files.read_source", None)
    write_book(config.file.parent / "批复目标/汇总.xlsx", LIST, name="目标")
    assert len(Shelf()(config).register.objectives) == 4
