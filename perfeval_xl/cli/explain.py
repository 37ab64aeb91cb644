"""``perfeval explain``: how each score came about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from perfeval_xl.cli.console import colour, say_why_nothing
from perfeval_xl.cli.exits import CLEAN, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import PATH, format_option, rules_option, verbose_option

_HELP = """\
说明每一项得分怎么来的：数据取自哪个单元格、用什么算式、依据哪一条，以及规则包是怎样选定的。

INDICATOR 是指标名称的一部分（也可以是“预算执行率”“总分”或单元格地址），省略时说明全部。

示例：
  perfeval explain 自评表.xlsx
  perfeval explain 自评表.xlsx 满意度
  perfeval explain 自评表.xlsx G14 --format json"""

_ADDRESS = re.compile(r"[A-Za-z]{1,3}[1-9][0-9]{0,6}")
_MOST_NAMES = 12


@click.command("explain", cls=Command, help=_HELP, short_help="说明每项得分的算式、取数和依据")
@click.argument("file", metavar="FILE", type=PATH)
@click.argument("indicator", metavar="[INDICATOR]", required=False)
@rules_option
@format_option("text", "json")
@verbose_option
def command(file: Path, indicator: str | None, rules: str | None, format_: str) -> int:
    """Explain one workbook; returns the exit code."""
    from perfeval_xl.evaluation import evaluate
    from perfeval_xl.report.selection import row_names, select_rows

    evaluation = evaluate(file, rules=rules)
    if not evaluation.forms:
        say_why_nothing(evaluation)
        return UNREADABLE
    shown = evaluation if indicator is None else select_rows(evaluation, indicator)
    if not shown.forms:
        raise click.UsageError(_not_found(indicator or "", row_names(evaluation)))
    if format_ == "json":
        from perfeval_xl.report.explain_output import explain_json
        from perfeval_xl.report.json_output import dump_line

        click.echo(dump_line(explain_json(shown)))
    else:
        from perfeval_xl.report.explain_output import explain_text
        from perfeval_xl.report.selection import asks_total

        click.echo(explain_text(shown, totals=indicator is None or asks_total(shown, indicator), colour=colour()))
    return CLEAN


def _not_found(wanted: str, names: Sequence[str]) -> str:
    missing = f"单元格 {wanted} 不属于任何指标" if _ADDRESS.fullmatch(wanted) else f"没有名称含“{wanted}”的指标"
    shown = "、".join(f"“{name}”" for name in names[:_MOST_NAMES])
    more = f"等{len(names)}项，省略 INDICATOR 可说明全部" if len(names) > _MOST_NAMES else ""
    return f"{missing}；可以是：{shown}{more}"
