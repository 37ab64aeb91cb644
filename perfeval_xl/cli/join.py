"""``perfeval join``: the forms of several units for one project, aggregated and then scored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfeval_xl.cli.console import say_why_nothing
from perfeval_xl.cli.exits import CLEAN, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import files_argument, format_option, rules_option, verbose_option
from perfeval_xl.cli.repeated import repeated

if TYPE_CHECKING:
    from perfeval_xl.results import FormResult
    from perfeval_xl.rules import RulePack

_HELP = """\
汇总几个单位的同一项目：先汇总完成数，再计算得分；不写文件。

怎样汇总由规则包的 aggregation 一节规定（如 hubei-2020：绝对值累加，相对值和定性得分按资金额度加权）。
指标按一级、二级、三级名称对应。

示例：
  perfeval join 甲县.xlsx 乙县.xlsx --rules hubei-2020
  perfeval join *.xlsx --rules hubei-2020 --format json"""


@click.command("join", cls=Command, help=_HELP, short_help="几个单位的同一项目先汇总后计分")
@files_argument
@rules_option
@format_option("text", "json")
@verbose_option
def command(files: tuple[Path, ...], rules: str | None, format_: str) -> int:
    """Aggregate the forms of all files; returns the exit code."""
    from perfeval_xl.evaluation import evaluate_many
    from perfeval_xl.scoring.aggregation import aggregate

    if again := repeated(files):
        raise click.UsageError(f"“{again[1]}”与“{again[0]}”是同一张表，一起汇总会算两遍，请只给一个")
    evaluations = evaluate_many(files, rules=rules)
    unreadable = [evaluation for evaluation in evaluations if not evaluation.forms]
    for evaluation in unreadable:
        say_why_nothing(evaluation)
    if unreadable:
        return UNREADABLE
    forms = [form for evaluation in evaluations for form in evaluation.forms]
    pack = _common_pack(forms)
    joint = aggregate([form.parsed for form in forms], pack)
    if format_ == "json":
        from perfeval_xl.report.joint_output import joint_json
        from perfeval_xl.report.json_output import dump_line

        click.echo(dump_line(joint_json(joint, forms)))
    else:
        from perfeval_xl.report.joint_output import joint_text

        click.echo(joint_text(joint, forms))
    return CLEAN


def _common_pack(forms: list[FormResult]) -> RulePack:
    """The one pack of all forms, which must say how to aggregate."""
    from perfeval_xl.rules import load_pack

    packs = {form.rules: form.rules_file for form in forms}
    if len(packs) > 1:
        raise click.UsageError(f"这些表用了不同的规则包（{'、'.join(packs)}），请用 --rules 指定一个")
    pack = load_pack(Path(next(iter(packs.values()))))
    if pack.aggregation is None:
        raise click.UsageError(f"规则包 {pack.id} 没有规定怎样汇总（aggregation），请用 --rules 指定，例如 hubei-2020")
    return pack
