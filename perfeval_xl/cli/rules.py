"""``perfeval rules``: the rule packs and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from perfeval_xl.cli.exits import CLEAN, FINDINGS
from perfeval_xl.cli.group import Group
from perfeval_xl.cli.options import verbose_option

if TYPE_CHECKING:
    from perfeval_xl.rules import RulePack
    from perfeval_xl.scoring.cases import Case

_HELP = """\
评分规则包：分值、算式、等级、阈值，每一条都注明依据。

示例：
  perfeval rules list
  perfeval rules show cn-2020
  perfeval rules check 本县.yaml"""


@click.group("rules", cls=Group, help=_HELP, short_help="查看规则包和依据")
def command() -> None:
    """Rule packs."""


@command.command("list", help="列出随附的规则包。\n\n示例：\n  perfeval rules list", short_help="列出规则包")
@verbose_option
def list_rules() -> int:
    """Id, region, years, how each pack comes to be used, and its title."""
    from perfeval_xl.report.text_output import table
    from perfeval_xl.rules import list_packs
    from perfeval_xl.rules.choosing import pack_years

    rows = [("名称", "地区", "年度", "选用", "标题")]
    rows += [(pack.id, pack.region, pack_years(pack), _use(pack), pack.title) for pack in list_packs()]
    click.echo("\n".join(table(rows)))
    return CLEAN


def _use(pack: RulePack) -> str:
    from perfeval_xl.rules import DEFAULT_PACK

    if pack.id == DEFAULT_PACK:
        return "缺省"
    return "试用，须指定" if pack.experimental else "按版式识别" if pack.layouts else "须指定"


@command.command(
    "show",
    help="显示一个规则包的全部规则和依据。\n\nPACK 是规则包名称，或自己的规则文件路径。\n\n"
    "示例：\n  perfeval rules show cn-2020\n  perfeval rules show 本县.yaml",
    short_help="显示规则和依据",
)
@click.argument("pack", metavar="PACK")
@verbose_option
def show(pack: str) -> int:
    """Every rule of a pack with its source."""
    from perfeval_xl.cli.rules_text import pack_text
    from perfeval_xl.rules import load_pack

    click.echo(pack_text(load_pack(pack)))
    return CLEAN


@command.command(
    "check",
    help="检查一个规则包：格式是否正确，算例（同目录的 cases.yaml）是否都算得对。\n\n"
    "PACK 是规则包名称，或自己的规则文件路径。\n\n"
    "示例：\n  perfeval rules check 本县.yaml\n  perfeval rules check cn-2020",
    short_help="检查规则包和算例",
)
@click.argument("pack", metavar="PACK")
@verbose_option
def check(pack: str) -> int:
    """Validate a pack and run the cases beside it."""
    from perfeval_xl.rules import load_pack
    from perfeval_xl.scoring.cases import load_cases

    loaded = load_pack(pack)
    unverified = sum(not source.verified for source in loaded.sources)
    click.echo(f"{loaded.id}  {loaded.title}：格式正确，依据{len(loaded.sources)}项，其中待核实{unverified}项。")
    file = loaded.path.with_name("cases.yaml")
    if not file.is_file():
        click.echo("同目录没有 cases.yaml，没有算例可核对；建议至少写明各等级边界和指标值为0的算例。")
        return CLEAN
    cases = load_cases(file)
    wrong = [(case, problems) for case in cases if (problems := _problems(case, loaded))]
    for case, problems in wrong:
        click.echo(f"算例不符：{case.name}：{'；'.join(problems)}")
    click.echo(f"算例{len(cases)}个，不符{len(wrong)}个。")
    return FINDINGS if wrong else CLEAN


def _problems(case: Case, pack: RulePack) -> list[str]:
    """How the pack's answer differs, or what is wrong with the case itself."""
    from perfeval_xl.scoring.cases import CaseError, differences

    try:
        return differences(case, pack)
    except CaseError as error:
        return [f"算例写法不对，{error}"]
