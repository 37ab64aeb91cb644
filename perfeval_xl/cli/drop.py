"""``perfeval drop``: what a person sends here by the mouse, from “发送到” or onto an icon."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from perfeval_xl.batch.layout import MANIFEST
from perfeval_xl.cli import batch, proofread, score
from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.messages import report_error, report_usage
from perfeval_xl.cli.options import PATH, verbose_option
from perfeval_xl.cli.reports import COMMENTED, REPORTS, WORD

_RESULTS = "-评分结果"
_HELP = """\
供“发送到”菜单和桌面图标使用：把文件、文件夹拖来就处理，做完等按回车再关窗口。

工作簿评分（同 score）；文字报告校对，Word 文档另存带批注的副本（同 proofread），和一个工作簿一起送来的还与它
核对；文件夹整个评分，汇总到旁边的“NAME-评分结果”（同 batch）。原件都不动。

示例：
  perfeval drop 自评表.xlsx 自评报告.docx
  perfeval drop 报送材料"""


@click.command("drop", cls=Command, help=_HELP, short_help="处理用鼠标送来的文件和文件夹")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH)
@verbose_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...]) -> int:
    """Do to each what suits it; returns the highest exit code."""
    verbose = bool(ctx.meta.get("perfeval.verbose"))
    folders = [path for path in paths if path.is_dir()]
    reports = [path for path in paths if path not in folders and path.suffix.lower() in REPORTS]
    workbooks = tuple(path for path in paths if path not in folders and path not in reports)
    works: list[Callable[[], int]] = []
    if workbooks:
        works.append(partial(ctx.invoke, score.command, files=workbooks))
    form = workbooks[0] if len(workbooks) == 1 else None  # one form and its reports come together
    works += [partial(_proofread, ctx, path, form, _name(path, reports)) for path in reports]
    works += [partial(_batch, ctx, path) for path in folders]
    code = max(_done(work, verbose) for work in works)
    _wait()
    return code


def _proofread(ctx: click.Context, report: Path, form: Path | None, name: str) -> int:
    copy = report.with_name(f"{name}{COMMENTED}") if report.suffix.lower() in WORD else None
    code: int = ctx.invoke(proofread.command, reports=(report,), form=form, output=copy)
    return code


def _name(report: Path, reports: Sequence[Path]) -> str:
    """What its copy is called by: with the kind too, where 报告.doc and 报告.docx come together."""
    alike = sum(other.with_suffix("") == report.with_suffix("") for other in reports)
    return report.stem if alike == 1 else report.name


def _batch(ctx: click.Context, folder: Path) -> int:
    place = folder.resolve()
    if place.name.endswith(_RESULTS) and (place / MANIFEST).is_file():
        raise click.UsageError(f"“{place.name}”是评分结果；请选原来的文件夹“{place.name.removesuffix(_RESULTS)}”")
    # a drive has nothing beside it
    out = place.with_name(place.name + _RESULTS) if place.name else place / _RESULTS.removeprefix("-")
    code: int = ctx.invoke(batch.command, folder=folder, out=out, changed_only=True)
    return code


def _done(work: Callable[[], int], verbose: bool) -> int:
    """One piece of work; what goes wrong with it does not keep the others from being done."""
    try:
        return work() or CLEAN
    except click.ClickException as error:
        return report_usage(error)
    except Exception as error:
        return report_error(error, verbose=verbose)


def _wait() -> None:
    """A window that was opened for us alone closes with us; a person must have read what it says."""
    if sys.stdin is not None and sys.stdin.isatty():
        say("\n按回车键关闭……")
        sys.stdin.readline()
