"""``perfeval report``: the self-evaluation report (自评报告) as a Word document."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.cli.console import as_argument, say, say_why_nothing
from perfeval_xl.cli.exits import CLEAN, UNREADABLE, Tally
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.new_files import new_file, refuse_existing
from perfeval_xl.cli.options import PATH, fail_on_option, rules_option, verbose_option
from perfeval_xl.issues import Severity

_HELP = """\
按自评表生成自评报告草稿（Word）：各级标题、收支和项目表、评分表、得分率和执行率图、问题和整改建议。

数字都取自评分结果；只有填报人知道的内容写成黄色的【待补充：…】，对不上的写成【待核对：…】。
提纲默认：部门整体支出用 yunnan-department，项目支出用 project；--outline list 列出全部提纲及出处。
一个工作簿有几张项目自评表时合写一份，--form 可只写其中一张。需要先安装：pip install "perfeval-xl[word]"

示例：
  perfeval report 部门整体.xlsx -o 自评报告.docx
  perfeval report 项目.xlsx -o 自评报告.docx --outline transfer --form 2
  perfeval report 项目.xlsx -o 三栏说明.docx --outline boxes --force"""

_LIST = "list"


@click.command("report", cls=Command, help=_HELP, short_help="生成自评报告草稿（Word）")
@click.argument("file", metavar="[FILE]", type=PATH, required=False)
@click.option("-o", "--output", metavar="FILE", type=PATH, help="生成的文件（默认在原文件旁，名为 NAME.report.docx）")
@click.option("--outline", metavar="NAME", help="提纲：yunnan-department、project、transfer、boxes；list 列出提纲")
@click.option("--form", "form", metavar="N", help="只写第 N 张自评表，也可给工作表名称")
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
@rules_option
@fail_on_option
@verbose_option
def command(
    file: Path | None,
    output: Path | None,
    outline: str | None,
    form: str | None,
    force: bool,
    rules: str | None,
    fail_on: str,
) -> int:
    """Write the report of one workbook; returns the exit code."""
    from perfeval_xl.report.word.outline import OutlineError, find_outline
    from perfeval_xl.report.word.report import word_installed

    if outline == _LIST:
        return _list_outlines()
    if file is None:
        raise click.UsageError("缺少参数 FILE")
    if not word_installed():
        say('生成 Word 报告需要 python-docx，请先安装：pip install "perfeval-xl[word]"')
        return UNREADABLE
    try:
        if outline is not None:
            find_outline(outline)
        tally = _write(file, _target(file, output, force=force), outline, form, rules)
    except OutlineError as error:
        raise click.UsageError(str(error)) from error
    return tally.code(fail_on)


def _target(file: Path, output: Path | None, *, force: bool) -> Path:
    target = new_file(output or file.parent / f"{file.stem}.report.docx", ".docx", "报告")
    refuse_existing(target, force=force)
    return target


def _write(file: Path, target: Path, outline: str | None, form: str | None, rules: str | None) -> Tally:
    from perfeval_xl.evaluation import evaluate_with_rules
    from perfeval_xl.report.word.report import make_report
    from perfeval_xl.workbook.atomic import write_atomic

    evaluation, packs = evaluate_with_rules(file, rules=rules)
    tally = Tally()
    tally.add(evaluation.status, (issue.severity for issue in evaluation.issues))
    if not evaluation.forms:
        say_why_nothing(evaluation)
        tally.unreadable = True
        return tally
    report = make_report(evaluation, packs, form=form, outline=outline)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(target, report.content)
    click.echo(f"已生成：{target}")
    mark = "" if report.outline.verified else "（依据待核实）"
    say(f"提纲：{report.outline.title}{mark}；待补充 {report.missing} 处，待核对 {report.to_check} 处，文中标为黄色。")
    errors = sum(issue.severity is Severity.ERROR for issue in evaluation.issues)
    if errors:
        say(f"自评表还有 {errors} 处错误没有改（用 perfeval check {as_argument(file)} 查看），改正后请重新生成。")
    return tally


def _list_outlines() -> int:
    from perfeval_xl.report.text_output import table
    from perfeval_xl.report.word.outline import outlines

    kinds = {"department": "部门整体", "project": "项目"}
    rows = [("名称", "标题", "适用", "出处")]
    for item in outlines():
        source = item.source if item.verified else f"{item.source}（依据待核实）"
        rows.append((item.id, item.title, "、".join(kinds[kind.value] for kind in item.kinds), source))
    click.echo("\n".join(table(rows)))
    return CLEAN
