"""``perfeval template each``: the forms of all units at once, from one list of approved objectives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfeval_xl.cli.exits import CLEAN
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import PATH, Choice, Count, verbose_option

if TYPE_CHECKING:
    from perfeval_xl.templates.handing import Handout

_HELP = """\
按绩效目标批复表（一张表列出许多单位、许多项目的也行）给每个单位生成自评表，放进一个文件夹，可以直接下发。

名称、年度目标、年初预算数、指标、指标值和分值都已填好，只剩执行数和实际完成情况要填。
已有的文件不覆盖：单位填了一半的，再运行一次只补上缺的。

KIND 是模板名称，用 perfeval template list 查看。

示例：
  perfeval template each project --from 目标批复汇总.xlsx -o 下发
  perfeval template each project --from 目标批复汇总.xlsx -o 下发 --per project
  perfeval template each department --from 部门整体目标.xlsx -o 下发 --year 2025"""
_PER = {"unit": "一个单位一个工作簿，一个项目一张表", "project": "一个单位一个文件夹，一个项目一个工作簿"}
_NAMED = 5


@click.command("each", cls=Command, help=_HELP, short_help="给许多单位各生成一份填报表")
@click.argument("kind", metavar="KIND")
@click.option("--from", "source", metavar="FILE", type=PATH, required=True, help="绩效目标批复表或申报表的汇总（必填）")
@click.option("-o", "--output", "folder", metavar="DIR", type=PATH, required=True, help="放到这个文件夹（必填）")
@click.option(
    "--per",
    type=Choice(tuple(_PER)),
    default="unit",
    help=f"unit {_PER['unit']}；project {_PER['project']}（默认 unit）",
)
@click.option("--year", metavar="年份", type=Count(1990, 2100), help="年度；省略时按绩效目标表")
@verbose_option
def each(kind: str, source: Path, folder: Path, per: str, year: int | None) -> int:
    """Write a workbook for each unit or project that the source names."""
    from perfeval_xl.cli.carried import chosen, notes
    from perfeval_xl.templates.catalog import new_workbook
    from perfeval_xl.templates.handing import handouts
    from perfeval_xl.workbook.atomic import write_atomic

    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"“{folder}”是文件，-o 要写成文件夹，例如 -o 下发")
    objectives = chosen(source, kind, None, every=True, command="each")
    made: list[Handout] = []
    kept: list[Handout] = []
    for handout in handouts(objectives, by_project=per == "project"):
        target = folder / handout.path
        if target.exists():
            kept.append(handout)
            continue
        content = new_workbook(kind, year=year, objectives=handout.objectives)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(target, content)
        made.append(handout)
    click.echo(
        "\n".join((*_told(folder, made, kept, per), *notes([one for handout in made for one in handout.objectives])))
    )
    return CLEAN


def _told(folder: Path, made: list[Handout], kept: list[Handout], per: str) -> list[str]:
    forms = sum(len(one.objectives) for one in made)
    told = [f"已生成 {len(made)} 个工作簿、{forms} 张自评表，在“{folder}”里：{_PER[per]}。"]
    if kept:
        named = "、".join(f"“{one.path}”" for one in kept[:_NAMED])
        more = "等" if len(kept) > _NAMED else ""
        told.append(f"{named}{more} {len(kept)} 个已经有了，没有覆盖；要重做的，请先删掉或换一个文件夹。")
    return told
