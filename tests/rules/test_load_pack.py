"""Shipped packs: found by name, cited value by value, hashed by content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.rules import DEFAULT_PACK, RulesError, list_packs, load_pack
from perfeval_xl.rules.citing import UNVERIFIED, Citation
from perfeval_xl.rules.model import Formula, RulePack
from tests.rules.own import own_pack


def citations(value: object) -> Iterator[Citation]:
    """Every citation anywhere in a pack."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from citations(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from citations(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from citations(getattr(value, field.name))


def test_default_pack_has_the_points_and_grades_of_the_national_form() -> None:
    pack = load_pack(DEFAULT_PACK)
    assert pack.level1.points == {"execution": 10, "output": 50, "benefit": 30, "satisfaction": 10}
    assert [(band.at_least, band.name) for band in pack.grades.bands] == [(90, "优"), (80, "良"), (60, "中"), (0, "差")]
    assert (pack.indicators["ge"].kind, pack.indicators["le"].kind) == (Formula.RATIO, Formula.LINEAR_LOSS)
    assert [band.default for band in pack.qualitative.bands] == [Decimal("1"), Decimal("0.7"), Decimal("0.3")]
    assert pack.reasons["execution_below"].value == Decimal("0.9")


@pytest.mark.parametrize("pack", list_packs(), ids=lambda pack: pack.id)
def test_every_rule_is_cited_and_the_unverified_say_so(pack: RulePack) -> None:
    found = list(citations(pack))
    assert len(found) >= 20
    known = set(pack.sources)
    for cite in found:
        assert cite.source in known
        assert (UNVERIFIED in cite.clause) is not cite.verified


def test_what_only_this_tool_has_chosen_is_never_verified() -> None:
    pack = load_pack(DEFAULT_PACK)
    assert pack.qualitative.default_cite.clause == "工具缺省（依据待核实）"
    assert not pack.indicators["le"].cite.verified
    assert not pack.indicators["ge"].cite.verified
    assert pack.grades.cite.verified
    assert pack.level1.cite.verified


def test_numbers_of_the_ministry_document_are_shown_with_its_number_but_no_unchecked_article() -> None:
    clause = load_pack(DEFAULT_PACK).indicators["ge"].cite.clause
    assert clause == "《项目支出绩效评价管理办法》（财预〔2020〕10号）（依据待核实）"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("产出指标(50分)", "output"),
        ("效益指标", "benefit"),
        ("服务对象满意度指标", "satisfaction"),
        ("预算执行率", "execution"),
        ("管理指标", None),
    ],
)
def test_level1_headings_are_recognised(heading: str, key: str | None) -> None:
    assert load_pack(DEFAULT_PACK).level1.key_of(heading) == key


def test_years_covered() -> None:
    pack = load_pack(DEFAULT_PACK)
    assert pack.covers(2020)
    assert pack.covers(2031)
    assert pack.covers(None)
    assert not pack.covers(2019)


def test_hash_follows_the_content_not_the_line_ends(tmp_path: Path) -> None:
    content = load_pack(DEFAULT_PACK).path.read_bytes().replace(b"id: cn-2020", b"id: my")
    same, crlf, other = (tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml"))
    same.write_bytes(content)
    crlf.write_bytes(content.replace(b"\n", b"\r\n"))
    other.write_bytes(content.replace(b"at_least: 90", b"at_least: 91"))
    assert load_pack(same).hash == load_pack(str(crlf)).hash
    assert load_pack(other).hash != load_pack(same).hash
    assert len(load_pack(same).hash) == 64


def test_a_changed_file_is_loaded_again(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    content = load_pack(DEFAULT_PACK).path.read_text(encoding="utf-8").replace("id: cn-2020", "id: my")
    file.write_text(content, encoding="utf-8")
    before = load_pack(file)
    file.write_text(content.replace("title: 绩效", "title: 我县的绩效"), encoding="utf-8")
    assert load_pack(file).title == "我县的" + before.title


def test_unknown_name_lists_the_packs_that_there_are() -> None:
    with pytest.raises(RulesError, match=r"没有名为“hubei-1999”的规则包，可用的有.*cn-2020"):
        load_pack("hubei-1999")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"找不到规则文件“.*my\.yaml”"):
        load_pack(tmp_path / "my.yaml")


@pytest.mark.parametrize("name", ["口径.csv", "口径"])
def test_a_file_that_is_no_rule_file_is_told_from_a_name_that_is_unknown(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text("a,b\n", encoding="utf-8")
    for ref in (name, str(tmp_path / name)):
        with pytest.raises(RulesError, match=r"不是规则文件：规则文件的扩展名是 \.yaml"):
            load_pack(ref)


@pytest.mark.parametrize(
    ("comparator", "kinds"),
    [
        *((upward, "ratio all_or_nothing manual") for upward in ("ge", "gt", "eq")),
        *((downward, "linear_loss ratio all_or_nothing manual") for downward in ("le", "lt")),
        ("range", "nearest_edge all_or_nothing manual"),
        ("date", "all_or_nothing manual"),
    ],
)
def test_a_comparator_takes_the_formulas_that_make_sense_for_it(tmp_path: Path, comparator: str, kinds: str) -> None:
    for kind in Formula:
        section = f"indicators: {{{comparator}: {{kind: {kind.value}, source: county}}}}\n"
        if kind.value in kinds.split():
            assert own_pack(tmp_path, section).indicators[comparator].kind is kind
        else:
            with pytest.raises(RulesError, match="只能是"):
                own_pack(tmp_path, section)
