"""Errors as one Chinese sentence each: what is wrong and what to do."""

from __future__ import annotations

import re
import traceback

import click

from perfeval_xl.cli.exits import UNREADABLE, USAGE
from perfeval_xl.issues import WorkbookError, detail_of

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)")


def report_usage(error: click.ClickException) -> int:
    """Say what was wrong with the call and how to see its help; returns the exit code."""
    click.echo(f"用法错误：{usage_sentence(error)}", err=True)
    ctx = getattr(error, "ctx", None)
    if ctx is not None:
        click.echo(f"查看用法：{ctx.command_path} --help", err=True)
    return error.exit_code


def usage_sentence(error: click.ClickException) -> str:
    """Click's complaint in Chinese."""
    if isinstance(error, click.MissingParameter):
        return f"缺少{_what(error.param)}"
    if isinstance(error, click.NoSuchOption):
        near = f"，是否要用 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有选项“{error.option_name}”{near}"
    if isinstance(error, click.BadParameter):
        return f"{_what(error.param)} 的值不对：{error.message}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”后面缺少值，或不该带值"
    extra = _EXTRA.match(error.message)
    return f"多出了参数“{extra[1]}”" if extra else error.message


def report_error(error: Exception, *, verbose: bool) -> int:
    """Say what went wrong, with the traceback only where it was asked for; returns the exit code."""
    if verbose:
        click.echo("".join(traceback.format_exception(error)).rstrip(), err=True)
    sentence, code = _error_sentence(error)
    click.echo(sentence, err=True)
    return code


def _error_sentence(error: Exception) -> tuple[str, int]:
    from perfeval_xl.batch import BatchError
    from perfeval_xl.rules import RulesError
    from perfeval_xl.templates.errors import TemplateError

    if isinstance(error, WorkbookError):
        return f"{error.issue.message}；{error.issue.remedy}（{error.issue.code}）", UNREADABLE
    if isinstance(error, (BatchError, RulesError, TemplateError)):
        return str(error), USAGE
    if isinstance(error, OSError) and error.errno is None:
        return str(error), UNREADABLE
    if isinstance(error, OSError):
        from perfeval_xl.workbook.os_causes import cause_of

        where = f"“{error.filename}”" if error.filename else ""
        return f"无法读写{where}：{cause_of(error)}，请检查路径、权限和剩余空间", UNREADABLE
    return f"程序内部错误（{detail_of(error)}），请加 -v 重新运行，并把显示的内容反馈给维护人员", UNREADABLE


def _what(param: click.Parameter | None) -> str:
    if param is None:
        return "参数"
    if isinstance(param, click.Option):
        return f"选项 {' / '.join(param.opts)}"
    shown = getattr(param, "metavar", None) or param.name or ""
    return f"参数 {shown.rstrip('.').strip('[]')}"
