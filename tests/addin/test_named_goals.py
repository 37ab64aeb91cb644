"""The buttons hold a form against the objectives that ``perfeval.toml`` names, and a click stays quick."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.addin import goals
from perfeval_xl.addin.planning import make_plan
from perfeval_xl.addin.worker import answer_line
from perfeval_xl.batch import shelf
from perfeval_xl.batch.goal_files import Read
from perfeval_xl.batch.shelf import read_all
from tests.support.books import write_book
from tests.support.forms import changed
from tests.support.objectives import APPROVAL, DECLARATION

EASED = changed(("≥12公里 | 12公里", "≥10公里 | 12公里"))
SAID = "“养护里程”的年度指标值是≥10公里，绩效目标表是"


@pytest.fixture
def form(tmp_path: Path, own_home: Path) -> Path:
    assert not own_home.exists()
    goals._shelf.cache_clear()
    write_book(tmp_path / "单位/批复目标/养护.xlsx", DECLARATION, name="目标")
    (tmp_path / "单位/perfeval.toml").write_text('goals = "批复目标"\n', encoding="utf-8")
    return write_book(tmp_path / "单位/填报/自评表.xlsx", EASED)


def checked(form: Path) -> str:
    return make_plan("check", form.read_bytes(), form.name, place=form).message.text


def test_a_click_sees_what_changed_since_the_last(form: Path, own_home: Path) -> None:
    assert f"{SAID}≥12公里（养护.xlsx 目标!E11）" in checked(form)
    write_book(form.parents[1] / "批复目标/养护.xlsx", DECLARATION.replace("≥12公里", "≥13公里"), name="目标")
    assert f"{SAID}≥13公里（养护.xlsx 目标!E11）" in checked(form)
    (form.parents[1] / "批复目标").rename(form.parents[1] / "目标")
    assert "指定的绩效目标“批复目标”不在那里" in checked(form)
    assert list((own_home / "goals").iterdir())
    goals._shelf.cache_clear()


def test_score_marks_what_differs(form: Path) -> None:
    plan = make_plan("score", form.read_bytes(), form.name, place=form)
    assert [mark.cell for mark in plan.marks if SAID in mark.text] == ["F12"]


def test_a_click_reads_only_what_changed_in_a_big_folder(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = form.parents[1] / "批复目标"
    for number in range(20):
        write_book(folder / f"{number}.xlsx", APPROVAL.replace("青山渠", f"青山{number}渠"))
    read: list[str] = []

    def counted(root: Path, names: Sequence[str], *rest: Any) -> Iterable[Read]:
        read.extend(names)
        return read_all(root, names, *rest)

    monkeypatch.setattr(shelf, "read_all", counted)
    checked(form)
    assert len(read) == 21
    read.clear()
    assert SAID in checked(form)
    assert read == []
    write_book(folder / "7.xlsx", APPROVAL.replace("青山渠", "绿水渠"))
    assert SAID in checked(form)
    assert read == ["7.xlsx"]


def test_the_process_that_libreoffice_keeps(form: Path) -> None:
    request = {"command": "check", "copy": str(form), "name": form.name, "place": str(form)}
    assert SAID in str(answer_line(json.dumps(request))["message"])
    assert SAID not in str(answer_line(json.dumps({**request, "place": ""}))["message"])


def test_where_no_path_is_known_the_file_in_our_own_folder_counts(form: Path, own_home: Path) -> None:
    """WPS tells cells only."""
    own_home.mkdir(exist_ok=True)
    place = (form.parents[1] / "批复目标").as_posix()
    (own_home / "perfeval.toml").write_text(f'goals = "{place}"\n[severities]\n"GOAL-03" = "hint"\n', encoding="utf-8")
    plan = make_plan("check", form.read_bytes(), form.name)
    assert SAID in plan.message.text
    assert "提示2个" in plan.message.text  # the other says that the weight was changed
