"""Which pack a form is scored by: option, perfeval.toml, pe_rules, layout, default; and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.issues import Severity
from perfeval_xl.rules import RulesError, choose_for_form, choose_for_workbook, list_packs, load_pack
from perfeval_xl.rules.choosing import ChosenBy, rules_state
from perfeval_xl.rules.config import read_config
from perfeval_xl.rules.packs import pack_heads
from tests.rules.own import own_file


def config(folder: Path, content: str) -> Path:
    file = folder / "perfeval.toml"
    file.write_text(content, encoding="utf-8")
    return file


def test_the_option_comes_first(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, 'rules = "hubei-2020"'))
    choice = choose_for_workbook("sichuan-2022", found, "ningxia-2021")
    assert choice is not None
    assert (choice.pack.id, choice.by, choice.how) == ("sichuan-2022", ChosenBy.OPTION, "由 --rules 指定")


def test_then_the_configuration_then_the_workbook(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, 'rules = "hubei-2020"'))
    choice = choose_for_workbook(None, found, "ningxia-2021")
    assert choice is not None
    assert (choice.pack.id, choice.by) == ("hubei-2020", ChosenBy.CONFIG)
    assert f"{tmp_path.name}/perfeval.toml" in choice.how
    choice = choose_for_workbook(None, None, "ningxia-2021")
    assert choice is not None
    assert (choice.pack.id, choice.by) == ("ningxia-2021", ChosenBy.WORKBOOK)
    assert choose_for_workbook(None, None, "") is None


def test_a_configuration_without_rules_leaves_it_to_the_workbook(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, '[severities]\nWGT-05 = "hint"'))
    assert choose_for_workbook(None, found, "") is None
    assert found.severities == {"WGT-05": Severity.HINT}


@pytest.mark.parametrize(
    ("layout", "year", "pack", "by", "how"),
    [
        ("hubei", 2020, "hubei-2020", "layout", "按表的版式识别（湖北）"),
        ("hubei", 2024, "hubei-2020", "layout", "按表的版式识别（湖北）"),
        ("hubei", None, "hubei-2020", "layout", "按表的版式识别（湖北）"),
        ("hubei", 2019, "cn-2020", "default", "缺省：版式属于湖北，但没有适用2019年度的规则包"),
        ("yunnan", 2021, "yunnan-2020", "layout", "按表的版式识别（云南）"),
        ("sichuan", 2023, "sichuan-2022", "layout", "按表的版式识别（四川）"),
        ("ningxia", 2021, "ningxia-2021", "layout", "按表的版式识别（宁夏银川）"),
        ("guangshui", 2019, "guangshui-2019", "layout", "按表的版式识别（湖北广水）"),
        ("central", 2022, "cn-2020", "default", "缺省（全国）"),
        ("hebei", 2022, "cn-2020", "default", "缺省（全国）"),
        ("unheard-of", 2022, "cn-2020", "default", "缺省（全国）"),
    ],
)
def test_else_layout_and_year(layout: str, year: int | None, pack: str, by: str, how: str) -> None:
    choice = choose_for_form(layout, year)
    assert (choice.pack.id, choice.by, choice.how) == (pack, by, how)


def test_a_workbook_can_only_ask_for_shipped_packs(tmp_path: Path) -> None:
    file = own_file(tmp_path, "")
    assert choose_for_workbook(None, None, str(file)) is None
    choice = choose_for_form("hubei", 2020, named=str(file))
    assert choice.pack.id == "hubei-2020"
    assert "不是随附的规则包，没有采用" in choice.how


def test_experimental_packs_are_never_detected_but_can_be_asked_for(tmp_path: Path) -> None:
    experimental = {pack.id for pack in list_packs() if pack.experimental}
    assert experimental == {"guangxi-2023", "hebei-tianjin", "shanxi", "henan-2024", "central-101"}
    detected = {
        choose_for_form(layout, year).pack.id
        for layout in ("central", "hebei", "shanxi", "guangxi", "henan", "central-101")
        for year in (2020, 2024)
    }
    assert not detected & experimental
    found = read_config(config(tmp_path, 'rules = "shanxi"'))
    choice = choose_for_workbook(None, found, "")
    assert choice is not None
    assert choice.pack.id == "shanxi"


def test_deduction_tables_are_asked_for_by_name_since_a_form_does_not_tell_its_place() -> None:
    assert choose_for_form("hunan-deduction", 2017).pack.id == "cn-2020"


def test_heads_say_what_the_packs_say() -> None:
    heads = {head.id: head for head in pack_heads()}
    for pack in list_packs():
        head = heads[pack.id]
        assert (head.layouts, head.experimental) == (pack.layouts, pack.experimental)
        assert (head.first_year, head.last_year) == (pack.first_year, pack.last_year)


def test_no_layout_and_year_has_two_packs() -> None:
    heads = [head for head in pack_heads() if not head.experimental]
    for layout in {layout for head in heads for layout in head.layouts}:
        for year in range(2010, 2031):
            fitting = [head.id for head in heads if layout in head.layouts and head.covers(year)]
            assert len(fitting) <= 1, (layout, year)


def test_a_path_in_the_configuration_is_relative_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_file(tmp_path, "", "county.yaml")
    found = read_config(config(tmp_path, 'rules = "county.yaml"'))
    monkeypatch.chdir("/")
    choice = choose_for_workbook(None, found, "")
    assert choice is not None
    assert choice.pack.id == "own"


def test_a_place_of_objectives_is_relative_to_the_configuration(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, 'goals = "批复目标"\n'))
    assert (found.goals, found.goals_place, found.pack) == ("批复目标", tmp_path / "批复目标", None)
    assert (
        read_config(config(tmp_path, f'goals = "{tmp_path.as_posix()}/甲.xlsx"\n')).goals_place == tmp_path / "甲.xlsx"
    )
    assert read_config(config(tmp_path, "")).goals_place is None


WRONG = {
    "no TOML": ("# 规则\nrules = hubei-2020\n", "第2行：不是合法的 TOML"),
    "cut off": ('rules = "hubei-2020\n', "第1行：不是合法的 TOML"),
    "unknown key": (
        'rules = "hubei-2020"\nrule = "x"\n',
        "第2行：“rule”不认识，可用的有rules、goals、severities、folders",
    ),
    "rules is a number": ("\nrules = 2020\n", "第2行：“rules”写的是“2020”，应当是规则包的名称"),
    "rules is empty": ('rules = ""\n', "第1行：“rules”写的是“”"),
    "goals is a list": (
        'goals = ["甲", "乙"]\n',
        "第1行：“goals”写的是“['甲', '乙']”，应当是绩效目标所在的文件或文件夹",
    ),
    "severities is a word": ('severities = "hint"\n', "第1行：“severities”应当是一组"),
    "unknown severity": (
        '[severities]\n"WGT-05" = "mild"\n',
        "第2行：“WGT-05”写的是“mild”，只能是error、warning、hint、off之一",
    ),
    "folders is a word": ('folders = "甲县"\n', "第1行：“folders”应当是一组"),
    "a folder above": ('[folders]\n"../甲" = "甲.toml"\n', "第2行：“../甲”不是本文件所在文件夹里面的文件夹"),
    "a folder elsewhere": ('[folders]\n"D:/甲" = "甲.toml"\n', "第2行：“D:/甲”不是本文件所在文件夹里面的文件夹"),
    "the folder itself": ('[folders]\n"." = "甲.toml"\n', "第2行：“.”不是本文件所在文件夹里面的文件夹"),
    "no file of settings": (
        '[folders]\n"甲/乙" = "x.toml"\n"甲" = true\n',
        "第3行：“甲”写的是“True”，应当是一个 .toml",
    ),
    "no code": ('[severities]\nweights = "hint"\n', "第2行：“weights”不是问题代码"),
}


@pytest.mark.parametrize(("content", "sentence"), WRONG.values(), ids=WRONG)
def test_a_faulty_configuration_is_told_with_file_and_line(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(RulesError) as caught:
        read_config(config(tmp_path, content))
    message = str(caught.value)
    assert message.startswith(f"配置文件“{tmp_path.name}/perfeval.toml”")
    assert sentence in message
    assert "\n" not in message


def test_an_unknown_pack_in_the_configuration_is_its_fault(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, '# 本县\nrules = "hubei-1999"\n'))
    with pytest.raises(RulesError, match=r"配置文件“.*perfeval.toml”第2行：没有名为“hubei-1999”的规则包"):
        choose_for_workbook(None, found, "")


def test_a_configuration_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "perfeval.toml"
    file.write_bytes("# 规则".encode("gb18030"))
    with pytest.raises(RulesError, match="不是 UTF-8 编码"):
        read_config(file)


def test_the_state_changes_with_whatever_decides_the_rules(tmp_path: Path) -> None:
    states = [rules_state(None, tmp_path)]
    own = own_file(tmp_path, "", "county.yaml")
    states.append(rules_state(str(own), tmp_path))
    states.append(rules_state("hubei-2020", tmp_path))
    config(tmp_path, 'rules = "county.yaml"')
    states.append(rules_state(None, tmp_path))
    own_file(tmp_path, "missing_cost: {words: [成本], most: 5, source: county}\n", "county.yaml")
    states.append(rules_state(None, tmp_path))
    config(tmp_path, 'rules = "county.yml"')
    states.append(rules_state(None, tmp_path))
    assert len(set(states)) == len(states)
    assert rules_state(None, tmp_path) == states[-1]
    assert load_pack("cn-2020").hash not in states
