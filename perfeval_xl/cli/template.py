"""``perfeval template``: empty forms to fill."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.cli.exits import CLEAN
from perfeval_xl.cli.group import Group
from perfeval_xl.cli.handing_out import each
from perfeval_xl.cli.new_files import new_file, refuse_existing
from perfeval_xl.cli.options import PATH, Count, verbose_option

_HELP = """\
标准填报模板。

示例：
  perfeval template list
  perfeval template new project -o 自评表.xlsx --unit 示例县教育局 --year 2024
  perfeval template each project --from 目标批复汇总.xlsx -o 下发"""

_NEW_HELP = """\
生成一份填报表；给出的单位、年度、项目名称会填好。

给出 --from 时，从绩效目标申报表、批复表（一张表列出多个项目的也行）或上年的自评表带入名称、年度目标、年初预算数、
指标、指标值和分值，一个项目一张表；只剩执行数和实际完成情况要填。指标值按县市、按单位分列的，用 --unit 写明是哪一个。

KIND 是模板名称，用 perfeval template list 查看。

示例：
  perfeval template new project -o 自评表.xlsx
  perfeval template new project -o 自评表.xlsx --unit 示例县教育局 --year 2024 --project 校舍维修
  perfeval template new project -o 自评表.xlsx --from 绩效目标申报表.xlsx
  perfeval template new project -o 自评表.xlsx --from 目标批复汇总.xls --project 校舍维修
  perfeval template new project -o 自评表.xlsx --from 目标批复汇总.xls --unit 示例县教育局
  perfeval template new project -o 自评表.xlsx --from 分县目标.xlsx --unit 示例县水务局
  perfeval template new department -o 部门整体.xlsx --force"""


@click.group("template", cls=Group, help=_HELP, short_help="查看和生成空白填报表")
def command() -> None:
    """Templates."""


@command.command("list", help="列出随附的填报模板。\n\n示例：\n  perfeval template list", short_help="列出模板")
@verbose_option
def list_templates() -> int:
    """Name, version and title of each template."""
    from perfeval_xl.report.text_output import table
    from perfeval_xl.templates.catalog import kinds

    rows = [("名称", "别名", "版本", "标题", "说明")]
    rows += [(kind.id, "、".join(kind.aliases), str(kind.version), kind.title, kind.description) for kind in kinds()]
    click.echo("\n".join(table(rows)))
    return CLEAN


@command.command("new", help=_NEW_HELP, short_help="生成一份填报表")
@click.argument("kind", metavar="KIND")
@click.option("-o", "--output", metavar="FILE", type=PATH, required=True, help="生成的文件（必填）")
@click.option("--unit", metavar="名称", help="单位名称；与 --from 同用而来源有几个单位时，只取这个单位的")
@click.option("--year", metavar="年份", type=Count(1990, 2100), help="年度")
@click.option("--project", metavar="名称", help="项目名称（项目支出自评表）；与 --from 同用时，从多个项目中选这一个")
@click.option("--department", metavar="名称", help="主管部门（项目支出自评表）")
@click.option(
    "--from", "source", metavar="FILE", type=PATH, help="绩效目标申报表、批复表或上年自评表，从中带入目标和指标"
)
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
@verbose_option
def new(
    kind: str,
    output: Path,
    unit: str | None,
    year: int | None,
    project: str | None,
    department: str | None,
    source: Path | None,
    force: bool,
) -> int:
    """Write a form, empty or with what was approved."""
    from perfeval_xl.cli.carried import chosen, told
    from perfeval_xl.templates.catalog import new_workbook
    from perfeval_xl.workbook.atomic import write_atomic

    target = new_file(output, ".xlsx", "填报表")
    refuse_existing(target, force=force)
    objectives = chosen(source, kind, project, unit) if source is not None else []
    if any(one.form.project for one in objectives):
        project = None  # it has chosen among them
    if unit is not None and all(unit in one.form.unit for one in objectives):
        unit = None if objectives else unit  # the source has the whole name
    content = new_workbook(kind, unit=unit, year=year, project=project, department=department, objectives=objectives)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(target, content)
    click.echo(f"已生成：{target}")
    if source is not None:
        click.echo("\n".join([f"从“{source.name}”带入：", *told(objectives)]))
    return CLEAN


command.add_command(each)
